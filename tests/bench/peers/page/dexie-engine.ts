import { Dexie } from 'dexie'
import type { Engine } from './engine.ts'

export function createDexieEngine(): Engine {
  let database: Dexie
  return {
    async open(name) {
      database = new Dexie(`dexie-${name}`, { chromeTransactionDurability: 'strict' })
      database.version(1).stores({ orders: 'id, placedInv' })
      await database.open()
    },
    putMany: async (orders) => void (await database.table('orders').bulkPut([...orders])),
    put: async (order) => void (await database.table('orders').put(order)),
    newest: async (count) =>
      (await database.table('orders').orderBy('placedInv').limit(count).toArray()).length,
    close: async () => database.close(),
  }
}
