import { createContext, useContext } from 'react'
import type { LocalTables } from '../db/local-tables.ts'
import type { CarryByFile } from './carry-by-file.ts'
import type { RefusedWrites } from './refused-writes.ts'
import type { SyncEngine } from './sync-engine.ts'

/** What the Sync screen works with, beside `useSyncStatus`. */
export interface SyncDesktop {
  readonly engine: Pick<SyncEngine, 'syncNow' | 'auditNow'>
  readonly refused: RefusedWrites
  readonly carry: CarryByFile
  /** Read-only there: documents put aside, and what the sync did. */
  readonly tables: Pick<LocalTables, 'refused' | 'quarantine' | 'log'>
}

export type { CarryByFile, CarryFile, CarryProblem, CarryTally, ExportProblem } from './carry-by-file.ts'

export const SyncContext = createContext<SyncDesktop | null>(null)

/** Only below the shop's providers. */
export function useSync(): SyncDesktop {
  const sync = useContext(SyncContext)
  if (sync === null) throw new Error('useSync needs a SyncContext above it')
  return sync
}
