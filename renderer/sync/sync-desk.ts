import type { Author } from '@shared/domain/authoring.ts'
import type { ClockDep } from '@shared/kernel/clock.ts'
import type { Id, IdDep } from '@shared/kernel/id.ts'
import type { WireDocument } from '@shared/protocol/sync.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import type { ShopDatabase } from '../db/create-database.ts'
import type { Quarantine } from '../db/documents.ts'
import type { Journal } from '../db/journal.ts'
import type { LocalTables } from '../db/local-tables.ts'
import type { Transport } from './transport.ts'

/** What the parts of the sync share: one per open shop. */
export interface SyncDesk {
  readonly shopId: Id
  readonly database: ShopDatabase
  readonly tables: LocalTables
  readonly journal: Journal
  readonly quarantine: Quarantine
  readonly transport: Transport
  readonly deps: ClockDep & IdDep
  /** Who is at the device: signs what the sync itself writes, such as a conflict for people to settle. */
  readonly author: () => Author
  /** Writes a line of the log, or with the id of an earlier line writes that anew. Answers the line's id. */
  note(kind: string, params: Readonly<Record<string, string | number | boolean>>, id?: string): string
}

/** One life of one collection's replication: ended by a repair, a new epoch or the end of the page. */
export interface Run {
  readonly name: CollectionName
  readonly epoch: number
  readonly generation: number
  /** The server was restored: what it acknowledged before may be gone, so everything is offered to it again (R14). */
  readonly isRescue: boolean
  /** While rescuing: the last epoch whose history this device shared with the server. */
  readonly knownEpoch: number
  readonly signal: AbortSignal
  /** Revision the server gave to an edit of ours that has not come back by pull yet. */
  readonly acknowledged: Map<string, { readonly editId: string; readonly rev: number }>
  /** What this device last wrote of a document, where a file brought it to the server: the base of its next edit. */
  readonly ownBases?: Map<string, WireDocument>
  /** The edit last pushed of a document, by its id, until the server's state of the document came by pull. */
  readonly sent: Map<string, string>
  /** Documents for which the server's state stands without merging: it refused ours. */
  readonly settled: Set<string>
  onProgress(): void
  onEpochChanged(epoch: number | null): void
  /** The server took something: its own echo should be fetched. */
  onAccepted(): void
  /** Resolves when everything stored here has been compared with what the server is believed to hold. */
  firstPushDone(): Promise<void>
  /** Resolves when RxDB has written down what came of the pushes that are on their way. */
  pushesNoted(): Promise<void>
}

export const settledKey = (id: string, editId: string): string => `${id}/${editId}`

/** A request failed; RxDB asks again. Told from every other error, which ends the run (R8). */
export class TransportError extends Error {
  constructor(type: string) {
    super(type)
    this.name = 'TransportError'
  }
}
