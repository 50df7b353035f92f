import { type Author, touch } from '@shared/domain/authoring.ts'
import { assert } from '@shared/kernel/assert.ts'
import type { ClockDep } from '@shared/kernel/clock.ts'
import type { Id, IdDep } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { AnyDocument, CollectionName, DocumentOf } from '@shared/schemas/registry.ts'
import { map } from 'rxjs'
import type { ShopDatabase } from './create-database.ts'
import {
  parseDocument,
  type Quarantine,
  type StoredRecord,
  toPending,
  trailOn,
  withoutLocalFields,
} from './documents.ts'
import type { Journal } from './journal.ts'
import { createKeyedQueue } from './keyed-queue.ts'
import type { PendingIndex } from './pending-index.ts'
import { readOnce } from './read-once.ts'
import type { ReceiptCounter } from './receipt-counter.ts'
import { type StorageFailure, StoreWriteError, toStorageFailure } from './storage-failure.ts'
import type { Store } from './store.ts'
import { createStoreReading } from './store-reading.ts'

export interface StoreParts {
  readonly database: ShopDatabase
  readonly journal: Journal
  readonly pending: PendingIndex
  readonly receipts: ReceiptCounter
  readonly quarantine: Quarantine
  readonly deps: ClockDep & IdDep
  /** Who is at the device now; changes when another person unlocks it. */
  readonly author: () => Author
  readonly onUnreadable: (name: CollectionName, id: string) => void
}

const SALE = 'sale'

export function createStore(parts: StoreParts): Store {
  const { database, journal, receipts } = parts
  const queue = createKeyedQueue()
  const reading = createStoreReading(parts)

  /** IndexedDB and journal side by side; the journal must not keep what the store did not. */
  async function keepNew<Name extends CollectionName>(
    name: Name,
    document: DocumentOf<Name>,
    beside: Promise<unknown> = Promise.resolve(),
  ): Promise<Result<void, StorageFailure>> {
    const written = insertRecord(database, name, document)
    const [result] = await Promise.all([written, journal.append(name, [document]), beside])
    if (!result.ok) journal.acknowledge([document.editId])
    return result
  }

  return {
    ...reading,
    changed$: database.changes$.pipe(map((bulk) => bulk.name)),
    pending$: parts.pending.total$,
    insertSale: (build) =>
      queue.run(SALE, async () => {
        const next = receipts.next()
        if (!next.ok) return next
        const built = build(next.value)
        if (!built.ok) return built
        const order: Order = built.value
        assert(order.receipt?.counter === next.value.counter, 'a sale carries the receipt it was given')
        const intent = receipts.intend(next.value, order.id).catch(() => undefined)
        const kept = await keepNew('orders', order, intent)
        if (!kept.ok) return kept
        receipts.taken(next.value)
        return ok(order)
      }),
    async insert(name, document) {
      const kept = await keepNew(name, document)
      if (!kept.ok) throw new StoreWriteError(kept.error)
    },
    async insertMany(name, documents) {
      const journaled = journal.append(name, documents as readonly AnyDocument[]) // one collection's documents
      const result = await insertRecords(database, name, documents)
      await journaled
      if (!result.ok) journal.acknowledge(documents.map((document) => document.editId))
      return result
    },
    edit: (name, id, change) => queue.run(`${name}/${id}`, () => editDocument(parts, name, id, change)),
    async peekReceipt() {
      const next = receipts.next()
      return next.ok ? next.value : null
    },
  }
}

async function insertRecord(
  database: ShopDatabase,
  name: CollectionName,
  document: AnyDocument,
): Promise<Result<void, StorageFailure>> {
  const collection = database.collection(name)
  try {
    await collection.insert(toPending(document))
    return ok(undefined)
  } catch (thrown) {
    // The answer may have been lost after the data were written: then it is not a failure.
    const [found] = await collection.storageInstance.findDocumentsById([document.id], false).catch(() => [])
    return found?.editId === document.editId ? ok(undefined) : err(toStorageFailure(thrown))
  }
}

async function insertRecords(
  database: ShopDatabase,
  name: CollectionName,
  documents: readonly AnyDocument[],
): Promise<Result<number, StorageFailure>> {
  try {
    const { error } = await database
      .collection(name)
      .bulkInsert(documents.map((document) => toPending(document)))
    const [fault] = error.filter((each) => each.status !== 409)
    return fault === undefined ? ok(documents.length - error.length) : err(toStorageFailure(fault))
  } catch (thrown) {
    return err(toStorageFailure(thrown))
  }
}

/** Another thread of work, the replication, may write the same document meanwhile: then the change is made again. */
const EDIT_ATTEMPTS = 50

type EditFailure<E> = E | { readonly type: 'NotFound' } | StorageFailure

async function editDocument<Name extends CollectionName, E>(
  { database, journal, deps, author }: StoreParts,
  name: Name,
  id: Id,
  change: (current: DocumentOf<Name>) => Result<DocumentOf<Name>, E>,
): Promise<Result<DocumentOf<Name>, EditFailure<E>>> {
  const collection = database.collection(name)
  for (let attempt = 0; attempt < EDIT_ATTEMPTS; attempt++) {
    const found = await readOnce(collection.findOne(id))
    const current = found === null ? null : parseDocument(name, withoutLocalFields(found.toJSON()))
    if (found === null || current === null || !current.ok) return err({ type: 'NotFound' })
    const changed = change(current.document)
    if (!changed.ok) return changed
    if (changed.value === current.document) return ok(current.document)
    const next = touch(changed.value, author(), deps)
    const journaled = journal.append(name, [next])
    const written = await found
      .modify((standing) => toPending(next, trailOn(standing, current.document)))
      .then(
        () => ok(undefined),
        (thrown: unknown) => err(thrown),
      )
    await journaled
    if (written.ok) return ok(next)
    await takeBack(journal, name, next, found.toJSON())
    if (!isWriteConflict(written.error)) return err(toStorageFailure(written.error))
  }
  return err({ type: 'StorageFailed', detail: 'the document changed at every attempt' })
}

/**
 * The journal already holds an edit that the store does not. Acknowledging it would also drop the older edits of the
 * document (JOURNAL-4), which may be unsent: then the state that stands is appended again behind it.
 */
async function takeBack<Name extends CollectionName>(
  journal: Journal,
  name: Name,
  failed: DocumentOf<Name>,
  standing: StoredRecord,
): Promise<void> {
  const parsed = parseDocument(name, withoutLocalFields(standing))
  if (standing.pending === 1 && parsed.ok) await journal.append(name, [parsed.document])
  else journal.acknowledge([failed.editId])
}

const isWriteConflict = (thrown: unknown): boolean =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'CONFLICT'
