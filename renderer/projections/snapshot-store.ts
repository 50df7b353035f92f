/** Where snapshots are kept between two starts. Losing one costs time, never data, so no call rejects. */
export interface SnapshotStore {
  load(name: SnapshotName): Promise<Uint8Array | null>
  save(name: SnapshotName, bytes: Uint8Array): Promise<void>
  clear(): Promise<void>
}

export const SNAPSHOT_NAMES = ['catalogue', 'stock', 'orders', 'credit'] as const
export type SnapshotName = (typeof SNAPSHOT_NAMES)[number]

/** The browser's private file system where there is one, IndexedDB elsewhere. */
export async function openSnapshotStore(shopId: string): Promise<SnapshotStore> {
  try {
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle('comptoir-projections', { create: true })
    return fileStore(await folder.getDirectoryHandle(shopId, { create: true }))
  } catch {
    return indexedDbStore(`comptoir-projections-${shopId}`)
  }
}

/** A write goes to a copy that takes the file's place when it is complete, so that a cut leaves the old file. */
function fileStore(folder: FileSystemDirectoryHandle): SnapshotStore {
  return {
    async load(name) {
      try {
        const file = await (await folder.getFileHandle(`${name}.bin`)).getFile()
        return new Uint8Array(await file.arrayBuffer())
      } catch {
        return null // Not written yet, or unreadable: both mean building anew.
      }
    },
    async save(name, bytes) {
      try {
        const handle = await folder.getFileHandle(`${name}.bin`, { create: true })
        const writable = await handle.createWritable()
        await writable.write(new Uint8Array(bytes))
        await writable.close()
      } catch {
        // A full disk: the older snapshot stays, and the next start reads a little more.
      }
    },
    async clear() {
      for (const name of SNAPSHOT_NAMES) await folder.removeEntry(`${name}.bin`).catch(() => undefined)
    },
  }
}

const TABLE = 'snapshots'

function indexedDbStore(databaseName: string): SnapshotStore {
  const withTable = async <Value>(
    mode: IDBTransactionMode,
    ask: (table: IDBObjectStore) => IDBRequest<Value>,
  ): Promise<Value | null> => {
    try {
      const database = await openDatabase(databaseName)
      try {
        return await requested(ask(database.transaction(TABLE, mode).objectStore(TABLE)))
      } finally {
        database.close()
      }
    } catch {
      return null // As above: no snapshot is a slower start, nothing else.
    }
  }
  return {
    async load(name) {
      const found: unknown = await withTable('readonly', (table) => table.get(name))
      return found instanceof Uint8Array ? found : null
    },
    async save(name, bytes) {
      await withTable('readwrite', (table) => table.put(bytes, name))
    },
    async clear() {
      await withTable('readwrite', (table) => table.clear())
    },
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(TABLE)
  return requested(request)
}

function requested<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
