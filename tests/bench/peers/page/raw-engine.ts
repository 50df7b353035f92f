import { completed, requested } from '../../pages/raw-indexeddb.ts'
import type { Engine } from './engine.ts'

const STORE = 'orders'

/** IndexedDB with one index by time and nothing else. */
export function createRawEngine(): Engine {
  let database: IDBDatabase
  const write = async (rows: readonly object[], durability: IDBTransactionDurability): Promise<void> => {
    const transaction = database.transaction(STORE, 'readwrite', { durability })
    for (const row of rows) transaction.objectStore(STORE).put(row)
    await completed(transaction)
  }
  return {
    async open(name) {
      const request = indexedDB.open(`raw-${name}`, 1)
      request.onupgradeneeded = () =>
        request.result.createObjectStore(STORE, { keyPath: 'id' }).createIndex('placedInv', 'placedInv')
      database = await requested(request)
    },
    putMany: (orders) => write(orders, 'relaxed'),
    put: (order) => write([order], 'strict'),
    async newest(count) {
      const index = database.transaction(STORE).objectStore(STORE).index('placedInv')
      return (await requested(index.getAll(null, count))).length
    },
    close: async () => database.close(),
  }
}
