import type { Order } from '@shared/schemas/orders.schema.ts'
import http from 'pouchdb-adapter-http'
import indexeddb from 'pouchdb-adapter-indexeddb'
import PouchDB, { type Pouch } from 'pouchdb-core'
import replication from 'pouchdb-replication'
import type { Engine } from './engine.ts'

PouchDB.plugin(indexeddb).plugin(http).plugin(replication)

const openPouch = (name: string): Pouch => new PouchDB(name, { adapter: 'indexeddb' })
const document = (order: Order) => ({ _id: order.id, ...order })

/** It has no strict writes: the browser flushes when it likes. */
export function createPouchEngine(): Engine {
  let database: Pouch
  return {
    open: async (name) => {
      database = openPouch(`pouch-${name}`)
      await database.allDocs({ limit: 0 })
    },
    putMany: async (orders) => void (await database.bulkDocs(orders.map(document))),
    put: async (order) => void (await database.put(document(order))),
    newest: async (count) =>
      (await database.allDocs({ descending: true, limit: count, include_docs: true })).rows.length,
    close: async () => void (await database.close()),
  }
}

const BATCH = 1_000

/** Documents a second from its server into an empty database here, and from here into an empty one there. */
export async function pouchSync(url: string, name: string, orders: readonly Order[]) {
  const local = openPouch(`pouch-pull-${name}`)
  const full = new PouchDB(`${url}/full`, { adapter: 'http' })
  const pull = await rate(() => PouchDB.replicate(full, local, { batch_size: BATCH }))
  await local.destroy()
  const filled = openPouch(`pouch-push-${name}`)
  await filled.bulkDocs(orders.map(document))
  const sink = new PouchDB(`${url}/sink-${name}`, { adapter: 'http' })
  const push = await rate(() => PouchDB.replicate(filled, sink, { batch_size: BATCH }))
  await filled.destroy()
  return { pull, push }
}

async function rate(replicate: () => Promise<{ readonly docs_written: number }>) {
  const began = performance.now()
  const { docs_written: documents } = await replicate()
  return { documents, seconds: (performance.now() - began) / 1_000 }
}
