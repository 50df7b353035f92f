import type { Page } from 'playwright'

/** An order as it lies in the browser's own database, read without a line of the product's code. */
export interface StoredOrder {
  readonly id: string
  readonly editId: string
  readonly number: string
  readonly isPending: boolean
}

/** Every live order in the IndexedDB of the page's origin, of whatever shop. Nothing in it has a name: tsx would wrap it. */
export function readStoredOrders(page: Page): Promise<StoredOrder[]> {
  return page.evaluate(async () => {
    const found: { id: string; editId: string; number: string; isPending: boolean }[] = []
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined || !/^rxdb-dexie-comptoir-.*--\d+--orders$/.test(name)) continue
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(opening.error)
      })
      const rows = await new Promise<Record<string, unknown>[]>((resolve, reject) => {
        const reading = database.transaction('docs').objectStore('docs').getAll()
        reading.onsuccess = () => resolve(reading.result)
        reading.onerror = () => reject(reading.error)
      })
      database.close()
      for (const { id, editId, number, pending, _deleted } of rows) {
        if (_deleted === '1' || _deleted === true) continue
        const isPending = pending === 1
        found.push({ id: String(id), editId: String(editId), number: String(number), isPending })
      }
    }
    return found
  })
}
