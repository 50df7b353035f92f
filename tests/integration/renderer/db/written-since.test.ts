import { createShopDatabase, type ShopDatabase } from '@renderer/db/create-database.ts'
import type { StoredRecord } from '@renderer/db/documents.ts'
import { connectStorage } from '@renderer/db/storage-connection.ts'
import { hostStorage } from '@renderer/db/storage-host.ts'
import { FIRST_WRITE, type WritePlace } from '@renderer/db/store.ts'
import { createStoreReading, type StoreReading } from '@renderer/db/store-reading.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import type { MessageFromRemote, MessageToRemote } from 'rxdb/plugins/storage-remote'
import { Subject } from 'rxjs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { soldOrder, testDeps } from '../../../unit/shared/builders.ts'

/* The order of writes, read through the real RxDB and its remote storage, as the till reads what its shift has done. */

const deps = testDeps(77)
let database: ShopDatabase
let reading: StoreReading
const unreadable: string[] = []

/** A shop of its own for each test: what is in memory is found by its name. */
beforeEach(async () => {
  const toHost$ = new Subject<MessageToRemote>()
  const fromHost$ = new Subject<MessageFromRemote>()
  hostStorage({
    storage: getRxStorageMemory(),
    messages$: toHost$,
    send: (message) => fromHost$.next(message),
    highestWriteTime: async () => 0,
  })
  const port = {
    send: (message: MessageToRemote) => toHost$.next(message),
    messages$: fromHost$,
    close: () => undefined,
  }
  database = await createShopDatabase({
    shopId: deps.ids.next(),
    connection: connectStorage(port),
    conflictHandlerOf: () => ({
      isEqual: () => true,
      resolve: async ({ newDocumentState }) => newDocumentState,
    }),
    names: ['orders'],
  })
  const quarantine = { keep: async () => undefined, release: async () => undefined }
  reading = createStoreReading({ database, quarantine, onUnreadable: (_name, id) => unreadable.push(id) })
})
afterEach(async () => {
  unreadable.length = 0
  await database.close()
})

const write = async (order: Order): Promise<Order> => {
  await database.collection('orders').incrementalUpsert({ ...order, pending: 1 })
  return order
}
async function readAll(from: WritePlace, limit: number): Promise<{ ids: string[]; place: WritePlace }> {
  const ids: string[] = []
  for (let place = from; ; ) {
    const page = await reading.findWrittenSince('orders', place, limit)
    ids.push(...page.documents.map(({ id }) => id))
    place = page.place
    if (page.isLast) return { ids, place }
  }
}

describe('what was written since', () => {
  it('comes page by page in the order of writes, each document where it was written last', async () => {
    const [first, second, third] = [soldOrder(), soldOrder(), soldOrder()].map((order) => ({
      ...order,
      id: deps.ids.next(),
    })) as [Order, Order, Order] // as many as there were
    for (const order of [third, first, second]) await write(order)
    expect((await readAll(FIRST_WRITE, 2)).ids).toEqual([third.id, first.id, second.id])
    await write({ ...third, note: 'again' })
    expect((await readAll(FIRST_WRITE, 2)).ids).toEqual([first.id, second.id, third.id])
    expect((await readAll(FIRST_WRITE, 1)).ids).toEqual([first.id, second.id, third.id])
  })

  it('goes on from a place, and from a time alone begins with what was written from then on', async () => {
    const [first, second] = [soldOrder(), { ...soldOrder(), id: deps.ids.next() }]
    await write(first)
    const { place } = await readAll(FIRST_WRITE, 10)
    expect(await readAll(place, 10)).toEqual({ ids: [], place })
    const now = Date.now()
    await write(second)
    expect((await readAll(place, 10)).ids).toEqual([second.id])
    expect((await readAll({ lwt: now, id: '' }, 10)).ids).toContain(second.id)
  })

  it('leaves out what is gone and what cannot be read, and goes on behind it', async () => {
    const [gone, sound] = [soldOrder(), { ...soldOrder(), id: deps.ids.next() }]
    await write(gone)
    await (await database.collection('orders').findOne(gone.id).exec())?.remove()
    const broken: StoredRecord = { ...soldOrder(), id: deps.ids.next(), pending: 1, lines: 'none' }
    await database.collection('orders').insert(broken)
    await write(sound)
    expect((await readAll(FIRST_WRITE, 1)).ids).toEqual([sound.id])
    expect(unreadable).toEqual([broken.id])
  })
})
