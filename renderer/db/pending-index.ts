import type { CollectionName } from '@shared/schemas/registry.ts'
import { BehaviorSubject, type Observable } from 'rxjs'
import type { ShopDatabase } from './create-database.ts'
import type { StoredRecord } from './documents.ts'
import { readOnce } from './read-once.ts'

/**
 * Which documents the server has not acknowledged, counted by ourselves (R10): RxDB's own "in sync" was measured to be
 * true while edits were lost.
 */
export interface PendingIndex {
  readonly total$: Observable<number>
  readonly total: number
  of(name: CollectionName): ReadonlySet<string>
  /** Of the newest edit that was waiting when the shop was opened; empty when none was. */
  readonly newestEditId: string
  stop(): void
}

export async function createPendingIndex(database: ShopDatabase): Promise<PendingIndex> {
  const pending = new Map<CollectionName, Set<string>>()
  const decided = new Set<string>()
  const total$ = new BehaviorSubject(0)
  const publish = (): void => {
    let total = 0
    for (const ids of pending.values()) total += ids.size
    if (total !== total$.value) total$.next(total)
  }
  const note = (name: CollectionName, id: string, isPending: boolean): void => {
    const ids = pending.get(name) ?? new Set<string>()
    pending.set(name, ids)
    if (isPending) ids.add(id)
    else ids.delete(id)
  }
  // Listening starts before the first query, whose answer must not undo what was heard meanwhile.
  const listening = database.changes$.subscribe(({ name, events }) => {
    for (const event of events) {
      decided.add(`${name}/${event.documentId}`)
      note(name, event.documentId, event.pending && !event.deleted)
    }
    publish()
  })
  let newestEditId = ''
  for (const name of database.names) {
    for (const { id, editId } of await pendingRecords(database, name)) {
      if (String(editId) > newestEditId) newestEditId = String(editId)
      if (!decided.has(`${name}/${id}`)) note(name, id, true)
    }
  }
  decided.clear()
  publish()
  const none: ReadonlySet<string> = new Set()
  return {
    total$,
    get total() {
      return total$.value
    },
    of: (name) => pending.get(name) ?? none,
    newestEditId,
    stop: () => listening.unsubscribe(),
  }
}

/** More than a device ever holds back: weeks of a busy counter. */
const PENDING_LIMIT = 100_000

async function pendingRecords(database: ShopDatabase, name: CollectionName): Promise<StoredRecord[]> {
  const query = database.collection(name).find({
    selector: { pending: 1 },
    index: ['pending'],
    limit: PENDING_LIMIT,
  })
  return (await readOnce(query)).map((document) => document.toJSON())
}
