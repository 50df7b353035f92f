import type { Id } from '@shared/kernel/id.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import {
  getChangedDocumentsSince,
  type MangoQuery,
  type RxDocument,
  type RxDocumentData,
} from 'rxdb/plugins/core'
import { map } from 'rxjs'
import type { ShopDatabase } from './create-database.ts'
import {
  type LocalDocument,
  parseDocument,
  type Quarantine,
  type StoredRecord,
  withoutLocalFields,
} from './documents.ts'
import { keepReading, readOnce } from './read-once.ts'
import type { Store, StoreQuery } from './store.ts'

export type StoreReading = Pick<Store, 'get' | 'findMany' | 'findWrittenSince' | 'watch' | 'watchOne'>

const DEFAULT_LIMIT = 200
const MAX_LIMIT = 5_000

export interface ReadingParts {
  readonly database: ShopDatabase
  readonly quarantine: Quarantine
  /** A stored document could not be read: the collection wants a repair (R8). */
  readonly onUnreadable: (name: CollectionName, id: string) => void
}

/** Every document is checked once per stored state before a screen sees it; one that cannot be read is left out. */
export function createStoreReading({ database, quarantine, onUnreadable }: ReadingParts): StoreReading {
  const checked = new WeakMap<object, object | null>()

  function read<Name extends CollectionName>(
    name: Name,
    document: RxDocument<StoredRecord>,
  ): LocalDocument<Name> | null {
    // RxDB gives the same object for the same state, so the check and the object's identity are kept by it.
    const known = checked.get(document)
    // What a repair wrote may have been lost as well: it is asked for as long as it is needed, and rests by itself in between.
    if (known === null) onUnreadable(name, document.primary)
    if (known !== undefined) return known as LocalDocument<Name> | null // put in below for this very document
    const local = check(name, document.toJSON())
    checked.set(document, local)
    return local
  }

  function check<Name extends CollectionName>(name: Name, record: StoredRecord): LocalDocument<Name> | null {
    const raw = withoutLocalFields(record)
    const parsed = parseDocument(name, raw)
    if (parsed.ok) return { ...parsed.document, pending: record.pending === 1 ? 1 : 0 }
    void quarantine
      .keep({ collection: name, source: 'store', raw, issues: parsed.issues, wasSent: record.pending === 0 })
      .catch(() => undefined)
    onUnreadable(name, record.id)
    return null
  }

  function readAll<Name extends CollectionName>(
    name: Name,
    documents: readonly RxDocument<StoredRecord>[],
  ): LocalDocument<Name>[] {
    const readable: LocalDocument<Name>[] = []
    for (const document of documents) {
      const local = read(name, document)
      if (local !== null) readable.push(local)
    }
    return readable
  }

  const find = <Name extends CollectionName>(name: Name, query: StoreQuery<Name>) =>
    database.collection(name).find(toMango(query))

  return {
    async get(name, id) {
      const [document] = (await readOnce(database.collection(name).findByIds([id]))).values()
      return document === undefined ? null : read(name, document)
    },
    findMany: async (name, query) => readAll(name, await readOnce(find(name, query))),
    async findWrittenSince(name, place, limit) {
      const { storageInstance } = database.collection(name)
      const found = await getChangedDocumentsSince(storageInstance, limit, { ...place })
      const documents = found.documents.flatMap((row) =>
        row._deleted ? [] : (check(name, plainOf(row)) ?? []),
      )
      return { documents, place: found.checkpoint, isLast: found.documents.length < limit }
    },
    watch(name, query) {
      const live = find(name, query)
      return live.$.pipe(
        map((documents) => readAll(name, documents)),
        keepReading(live),
      )
    },
    watchOne(name, id: Id) {
      const live = database.collection(name).findOne(id)
      return live.$.pipe(
        map((document) => (document === null ? null : read(name, document))),
        keepReading(live),
      )
    },
  }
}

/** A row of the storage without what the storage itself keeps in it. */
function plainOf(row: RxDocumentData<StoredRecord>): StoredRecord {
  const { _deleted, _attachments, _meta, _rev, ...record } = row
  return record as StoredRecord // what was put in
}

function toMango<Name extends CollectionName>(query: StoreQuery<Name>): MangoQuery<StoredRecord> {
  const limit = query.limit ?? DEFAULT_LIMIT
  if (limit > MAX_LIMIT) throw new Error(`A list of ${limit} documents is not bounded: page it`)
  const mango: MangoQuery<StoredRecord> = {
    selector: { ...(query.selector as object | undefined) },
    limit,
  }
  if (query.sort !== undefined) mango.sort = query.sort.map((field) => ({ [field]: 'asc' as const }))
  if (query.skip !== undefined) mango.skip = query.skip
  if (query.index !== undefined) mango.index = [...query.index]
  return mango
}
