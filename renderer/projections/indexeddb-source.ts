import type { CollectionName } from '@shared/schemas/registry.ts'
import { STORE_VERSION } from '@shared/schemas/rx-schema.ts'
import { upgradeDocument } from '@shared/schemas/upgrade-document.ts'
import type { DocumentSource, ReadCheckpoint, StoredDocument } from './document-source.ts'

/** Names that RxDB's Dexie storage gives: one database a collection, the rows in `docs`, ordered by time of write. */
const ROWS = 'docs'
const BY_WRITE = '[_meta.lwt+id]'
const databaseNameFor = (databaseName: string, collection: CollectionName): string =>
  `rxdb-dexie-${databaseName}--${STORE_VERSION}--${collection}`

/**
 * Reads RxDB's own databases without RxDB: two to four times faster for whole collections, and beside the thread that writes.
 * It never creates, upgrades or writes one, and lets go as soon as somebody else wants to upgrade or delete it.
 */
export function createIndexedDbSource(databaseName: string): DocumentSource {
  const open = new Map<CollectionName, Promise<IDBDatabase | null>>()
  const letGo = (collection: CollectionName) => open.delete(collection)
  const connect = (collection: CollectionName): Promise<IDBDatabase | null> => {
    const known = open.get(collection)
    if (known) return known
    const opening = openExisting(databaseNameFor(databaseName, collection), () => letGo(collection))
    open.set(collection, opening)
    void opening.then(
      (database) => database ?? letGo(collection),
      () => letGo(collection),
    )
    return opening
  }
  /** A connection that was closed under our hands is opened once more; a second failure is the caller's to hear. */
  const read = async <Value>(
    collection: CollectionName,
    none: Value,
    ask: (rows: IDBObjectStore) => Promise<Value>,
  ): Promise<Value> => {
    for (let attempt = 1; ; attempt++) {
      const database = await connect(collection)
      if (!database) return none
      try {
        return await ask(database.transaction(ROWS, 'readonly').objectStore(ROWS))
      } catch (error) {
        database.close()
        letGo(collection)
        if (attempt === 2) throw error
      }
    }
  }
  return {
    readSince: (collection, checkpoint, limit) =>
      read<readonly StoredDocument[]>(collection, [], async (rows) => {
        const found = await answerOf(rows.index(BY_WRITE).getAll(after(checkpoint), limit))
        return found.flatMap((row) => storedDocument(collection, row) ?? [])
      }),
    readByIds: (collection, ids) =>
      read<readonly (StoredDocument | null)[]>(collection, [], (rows) =>
        Promise.all(ids.map(async (id) => storedDocument(collection, await answerOf(rows.get(id))))),
      ),
    count: (collection) =>
      read<number | null>(collection, null, async (rows) => await answerOf(rows.count())),
    close() {
      for (const opening of open.values())
        void opening.then(
          (database) => database?.close(),
          () => null,
        )
      open.clear()
    },
  }
}

const after = (checkpoint: ReadCheckpoint | null): IDBKeyRange | null =>
  checkpoint === null ? null : IDBKeyRange.lowerBound([checkpoint.lwt, checkpoint.id], true)

function answerOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Opens a database that exists. Asking for one that does not would create it, empty and wrong: that is taken back. */
function openExisting(name: string, onClosed: () => void): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name)
    let isMissing = false
    request.onupgradeneeded = () => {
      isMissing = true
      request.transaction?.abort()
    }
    request.onerror = (event) => {
      event.preventDefault()
      if (isMissing) resolve(null)
      else reject(request.error)
    }
    request.onsuccess = () => {
      const database = request.result
      database.onversionchange = () => {
        database.close()
        onClosed()
      }
      database.onclose = onClosed
      // Dexie makes the database and its tables in one step, so a database without them is not one of RxDB's.
      if (database.objectStoreNames.contains(ROWS)) resolve(database)
      else {
        database.close()
        resolve(null)
      }
    }
  })
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** A row of RxDB's table, brought up to the present version (VERSION-2); null for one that lacks what every row has. */
function storedDocument(collection: CollectionName, row: unknown): StoredDocument | null {
  if (!isFields(row) || typeof row.id !== 'string' || !isFields(row._meta)) return null
  const { lwt } = row._meta
  if (typeof lwt !== 'number') return null
  // Dexie's storage writes indexed booleans as '0' and '1', because IndexedDB cannot index booleans.
  const deleted = row._deleted === '1'
  return { id: row.id, lwt, deleted, pending: row.pending === 1, content: upgradeDocument(collection, row) }
}
