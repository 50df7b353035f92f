import type { Verdict } from './device.ts'
import type { StatementVerdict } from './faulty-pool.ts'
import type { LineFaults } from './network.ts'

/** Families of faults that can be asked for by name. */
export const FAULT_FAMILIES = [
  'partition',
  'lost',
  'repeat',
  'cut',
  'slow',
  'portal',
  'status',
  'stream',
  'kill',
  'power',
  'storage',
  'hole',
  'clock',
  'freeze',
  'rot',
  'journal',
  'clone',
  'server',
  'database',
  'token',
  'people',
  'poison',
  'restore',
] as const
export type FaultFamily = (typeof FAULT_FAMILIES)[number]

/** Which calls of a device's disk are meant. */
export type StorageTarget = 'any' | 'replication' | 'pulled' | 'people' | 'tables' | 'journal' | 'receipt'

/** One thing that goes wrong, as it is kept in a schedule. */
export type Fault =
  | {
      readonly kind: 'line'
      readonly device: number
      readonly set: Partial<LineFaults>
      readonly forMs: number
    }
  | {
      readonly kind: 'storage'
      readonly device: number
      readonly target: StorageTarget
      readonly verdict: Verdict
      readonly skip: number
      readonly count: number
    }
  | { readonly kind: 'slow-storage'; readonly device: number; readonly ms: number; readonly forMs: number }
  | { readonly kind: 'clock'; readonly device: number; readonly skewMs: number; readonly restart: boolean }
  | { readonly kind: 'kill'; readonly device: number }
  | { readonly kind: 'power'; readonly device: number; readonly writes: number; readonly aftermath: number }
  | { readonly kind: 'freeze'; readonly device: number; readonly ms: number }
  | {
      readonly kind: 'rot'
      readonly device: number
      readonly what: 'document' | 'journal'
      readonly at: number
    }
  | { readonly kind: 'journal-full'; readonly device: number }
  | { readonly kind: 'clone'; readonly device: number }
  | { readonly kind: 'server'; readonly how: 'kill' | 'close'; readonly downMs: number }
  | {
      readonly kind: 'statements'
      readonly verdict: StatementVerdict
      readonly match: string
      readonly skip: number
      readonly count: number
    }
  | { readonly kind: 'connections' }
  | { readonly kind: 'expire-tokens' }
  | { readonly kind: 'snapshot' }
  | { readonly kind: 'restore' }
