/* IndexedDB without a library: the floor that everything above it stands on. */

export function requested<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

export function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
    transaction.onerror = () => reject(transaction.error)
  })
}

const ROWS = 'rows'

/** A database with one store keyed by `id` and no index. */
export function openRaw(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(ROWS, { keyPath: 'id' })
  return requested(request)
}

/** Resolves when the row has been flushed to the disk. */
export async function putStrict(database: IDBDatabase, row: object): Promise<void> {
  const transaction = database.transaction(ROWS, 'readwrite', { durability: 'strict' })
  transaction.objectStore(ROWS).put(row)
  await completed(transaction)
}

const PAGE = 500

/** Copies whatever a store holds, page by page, and answers how many rows there were. */
export async function copyRows(
  from: { readonly database: string; readonly store: string },
  to: IDBDatabase,
): Promise<number> {
  const source = await requested(indexedDB.open(from.database))
  let last: IDBKeyRange | null = null
  let copied = 0
  for (;;) {
    const rows: { id: string }[] = await requested(
      source.transaction(from.store, 'readonly').objectStore(from.store).getAll(last, PAGE),
    )
    const writing = to.transaction(ROWS, 'readwrite', { durability: 'relaxed' })
    for (const row of rows) writing.objectStore(ROWS).put(row)
    await completed(writing)
    copied += rows.length
    const end = rows.at(-1)
    if (end === undefined || rows.length < PAGE) break
    last = IDBKeyRange.lowerBound(end.id, true)
  }
  source.close()
  return copied
}
