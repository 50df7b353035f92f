import { type HistoryManifest, historyManifestSchema } from '@shared/protocol/history.ts'
import { type Order, orderSchema } from '@shared/schemas/orders.schema.ts'
import { upgradeDocument } from '@shared/schemas/upgrade-document.ts'

/*
 * Beside the replicated collections, never among them: pieces of packed history and orders that were looked at before they
 * arrived. Written by the page, read by the projections' worker too. All of it can be fetched again, so losing it costs time.
 */
export interface SegmentStore {
  manifest(): Promise<HistoryManifest | null>
  putManifest(manifest: HistoryManifest): Promise<void>
  hashes(): Promise<readonly string[]>
  segment(hash: string): Promise<Uint8Array | null>
  putSegment(hash: string, bytes: Uint8Array): Promise<void>
  removeSegments(hashes: readonly string[]): Promise<void>
  order(id: string): Promise<Order | null>
  putOrder(order: Order): Promise<void>
  clear(): Promise<void>
}

const TABLES = ['segments', 'facts', 'orders'] as const
type Table = (typeof TABLES)[number]
const MANIFEST = 'manifest'

/** Opened for each use, so that nothing holds it when the device is cleaned. Rejects where the browser keeps nothing. */
export function openSegmentStore(shopId: string): SegmentStore {
  const name = `comptoir-history-${shopId}`
  const withTable = async <Value>(
    table: Table,
    mode: IDBTransactionMode,
    ask: (rows: IDBObjectStore) => IDBRequest<Value>,
  ): Promise<Value> => {
    const database = await openDatabase(name)
    try {
      const transaction = database.transaction(table, mode)
      const value = await requested(ask(transaction.objectStore(table)))
      if (mode === 'readwrite') await completed(transaction)
      return value
    } finally {
      database.close()
    }
  }
  const put = (table: Table, key: string, value: unknown) =>
    withTable(table, 'readwrite', (rows) => rows.put(value, key))
  return {
    async manifest() {
      const found = historyManifestSchema.safeParse(
        await withTable('facts', 'readonly', (rows) => rows.get(MANIFEST)),
      )
      return found.success ? found.data : null
    },
    async putManifest(manifest) {
      await put('facts', MANIFEST, manifest)
    },
    async hashes() {
      const keys = await withTable('segments', 'readonly', (rows) => rows.getAllKeys())
      return keys.filter((key) => typeof key === 'string')
    },
    async segment(hash) {
      const found: unknown = await withTable('segments', 'readonly', (rows) => rows.get(hash))
      return found instanceof Uint8Array ? found : null
    },
    async putSegment(hash, bytes) {
      await put('segments', hash, bytes)
    },
    async removeSegments(hashes) {
      for (const hash of hashes) await withTable('segments', 'readwrite', (rows) => rows.delete(hash))
    },
    async order(id) {
      return readOrder(await withTable('orders', 'readonly', (rows) => rows.get(id)))
    },
    async putOrder(order) {
      await put('orders', order.id, order)
    },
    async clear() {
      for (const table of TABLES) await withTable(table, 'readwrite', (rows) => rows.clear())
    },
  }
}

/** An order as it was kept or as the server gave it, in the present version; null for what is none. */
export function readOrder(raw: unknown): Order | null {
  if (typeof raw !== 'object' || raw === null) return null
  const parsed = orderSchema.safeParse(upgradeDocument('orders', { ...raw }))
  return parsed.success ? parsed.data : null
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => {
    for (const table of TABLES) request.result.createObjectStore(table)
  }
  return requested(request)
}

function requested<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}
