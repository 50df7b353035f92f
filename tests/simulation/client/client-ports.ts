import type { RefusedRecord } from '@renderer/db/local-tables.ts'
import type { Pace } from '@renderer/sync/pace.ts'
import type { SyncStatus } from '@renderer/sync/sync-status.ts'
import type { Result } from '@shared/kernel/result.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import type { MessageFromRemote, MessageToRemote } from 'rxdb/plugins/storage-remote'
import type { Operation } from '../operations.ts'

/** Everything a simulated client reaches the outside by. */
export interface ClientPorts {
  sendToStorage(message: MessageToRemote): void
  onStorageMessage(listener: (message: MessageFromRemote) => void): void
  /** Small tables, journal and keychain: `meta.get`, `refused.put`, `journal.append`, `secrets.set` … */
  ask(target: string, args: readonly unknown[]): Promise<unknown>
  readonly fetch: typeof fetch
  readonly random: { bytes(length: number): Uint8Array }
  readonly names: readonly CollectionName[]
  readonly pace: Pace
  /** Something is about to be written for the operation under way; heard also when the process dies right after. */
  onAttempt(attempt: Attempt): void
}

/** One document as it was and as the person wants it. */
export interface Attempt {
  readonly collection: CollectionName
  readonly before: AnyDocument | null
  readonly after: AnyDocument
}

/** `ok` is what the person reads as "saved"; anything else he knows was not. `idle`: there was nothing to do it to. */
export type Told = { readonly type: 'ok' | 'idle' } | { readonly type: 'failed'; readonly why: string }

/** What a device shows, taken from its own store. */
export interface View {
  readonly status: SyncStatus
  readonly pending: number
  readonly documents: Readonly<
    Partial<Record<CollectionName, readonly (AnyDocument & { pending: number })[]>>
  >
  readonly refused: readonly RefusedRecord[]
}

export interface Client {
  /** As when the app is opened: with whoever was signed in, or nobody. */
  start(): Promise<void>
  signIn(email: string, password: string): Promise<Result<unknown, { type: string }>>
  perform(operation: Operation): Promise<Told>
  view(): Promise<View>
  /** Synchronous, for samples between events; null while no shop is open. */
  glance(): { readonly pending: number; readonly status: SyncStatus; readonly mustSignIn: boolean } | null
  syncNow(): void
}
