import type { DeviceStatus } from '@shared/protocol/sync.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { create } from 'zustand'
import type { Repair } from './repair-wish.ts'
import type { TransportFailure } from './transport.ts'

export { REPAIR_CAUSES } from './repair-wish.ts'

export interface SyncStatus {
  /** The last request reached the server. */
  readonly online: boolean
  /** In one word; `attention` when something waits for a person. */
  readonly state: 'synced' | 'pending' | 'offline' | 'attention'
  /** Documents written here that the server has not acknowledged. */
  readonly pending: number
  readonly pendingByCollection: Readonly<Partial<Record<CollectionName, number>>>
  readonly refused: number
  readonly conflicts: number
  readonly quarantined: number
  readonly lastContactAt: number | null
  /** Server time minus device time. */
  readonly clockOffsetMs: number
  readonly devices: readonly DeviceStatus[]
  /** Documents the server holds of what this person may read. */
  readonly serverCounts: Readonly<Partial<Record<CollectionName, number>>>
  /** Documents this device holds; as of the last comparison. */
  readonly localCounts: Readonly<Partial<Record<CollectionName, number>>>
  readonly refusedTotal: number
  readonly storageBytes: number
  readonly lastRepair: Repair | null
  /** When everything here was last compared with what the server holds. */
  readonly lastAuditAt: number | null
  readonly error: TransportFailure | null
  /** The server wants a password before it takes anything more. */
  readonly mustSignIn: boolean
  readonly firstSync: { readonly complete: boolean; readonly received: number }
  readonly epoch: number
}

export const EMPTY_SYNC_STATUS: SyncStatus = {
  online: false,
  state: 'offline',
  pending: 0,
  pendingByCollection: {},
  refused: 0,
  conflicts: 0,
  quarantined: 0,
  lastContactAt: null,
  clockOffsetMs: 0,
  devices: [],
  serverCounts: {},
  localCounts: {},
  refusedTotal: 0,
  storageBytes: 0,
  lastRepair: null,
  lastAuditAt: null,
  error: null,
  mustSignIn: false,
  firstSync: { complete: true, received: 0 },
  epoch: 1,
}

/** How this device and the server stand to each other. Written by the sync engine only. */
export const useSyncStatus = create<SyncStatus>()(() => EMPTY_SYNC_STATUS)

export function updateSyncStatus(change: Partial<Omit<SyncStatus, 'state'>>): void {
  useSyncStatus.setState((status) => {
    const next = { ...status, ...change }
    return { ...next, state: stateOf(next) }
  })
}

const OFFLINE: readonly TransportFailure['type'][] = ['Unreachable', 'TimedOut', 'ServerTrouble']

/** After every request: whether the server is in reach, and what it said when it did not do what was asked. */
export function showOutcome(failure: TransportFailure | null): void {
  const { online, error } = useSyncStatus.getState()
  const isOnline = failure === null || !OFFLINE.includes(failure.type)
  if (online === isOnline && error?.type === failure?.type) return
  updateSyncStatus({ online: isOnline, error: failure })
}

/** Waiting does not help: a person has to update this program or the server (VERSION-1). */
const NEEDS_UPDATE: readonly TransportFailure['type'][] = ['ClientTooOld', 'ServerTooOld']

function stateOf(status: Omit<SyncStatus, 'state'>): SyncStatus['state'] {
  if (status.error !== null && NEEDS_UPDATE.includes(status.error.type)) return 'attention'
  if (status.refused > 0 || status.conflicts > 0 || status.mustSignIn) return 'attention'
  if (!status.online) return 'offline'
  return status.pending > 0 ? 'pending' : 'synced'
}
