import { createIdSource, deriveId } from '@shared/kernel/id.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { createSeededRandom } from '../../../../sync-server/demo/seeded-random.ts'
import { asHistory, createWalkingClock, makeCategories, makePast, makeProducts } from '../../goods.ts'

const NOW = Date.UTC(2026, 5, 30)
export const DAYS = 730
const DAY_MS = 86_400_000
const PRODUCTS = 2_000
const CATEGORIES = 60

/** The same orders for the same numbers, whoever stores or adds them up. */
export function* pastOrders(count: number, linesPerOrder: number): Generator<Order> {
  const author = {
    shopId: deriveId('bench', 'peers'),
    staffId: deriveId('staff'),
    deviceId: deriveId('device'),
  }
  const random = createSeededRandom(11)
  const clock = createWalkingClock(NOW - (DAYS + 1) * DAY_MS)
  const deps = { clock, ids: createIdSource(clock, random) }
  const shelves = makeCategories(CATEGORIES, author, deps)
  const products = makeProducts(PRODUCTS, author, deps, random, shelves)
  const maker = { products, author, locationId: deriveId('location'), random }
  for (const order of makePast(maker, { count, linesPerOrder, until: NOW, days: DAYS, deviceCode: 'A1' }))
    yield asHistory(order)
}

/** Groups of so many, to write at once. */
export function* inGroups<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let group: Item[] = []
  for (const item of items) {
    group.push(item)
    if (group.length < size) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}

export async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
