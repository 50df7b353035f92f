import type { DomainDeps } from '@shared/domain/authoring.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { createIdSource } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import { COLLECTIONS, type CollectionName, type DocumentOf } from '@shared/schemas/registry.ts'
import { type CreatedShop, createShop } from '../../sync-server/accounts/create-shop.ts'
import { registerDevice } from '../../sync-server/auth/devices.ts'
import { openSession } from '../../sync-server/auth/sessions.ts'
import { inShop } from '../../sync-server/database/run-transaction.ts'
import { createSeededRandom } from '../../sync-server/demo/seeded-random.ts'
import { applyPush, type PushDeps } from '../../sync-server/replication/push.ts'
import type { SyncServer } from '../../sync-server/server.ts'
import { shopProfile } from '../support/shop-profile.ts'
import { makePast, makeProducts, type SaleMaker } from './goods.ts'
import { LINES_PER_ORDER } from './sizes.ts'

export const PASSWORD = 'a-good-password'
export const emailOf = (shop: string): string => `manager@${shop}.bench.test`

export interface SeededShop {
  readonly shopId: string
  readonly documents: number
  readonly seconds: number
}

/** Rows of one push here; a device sends at most 100, but a transaction of more is as good and quicker. */
const ROWS = 500
const MOVEMENT_LINES = 500
const OPENING_STOCK = 1_000
export const PAST_DAYS = 700
const DAY_MS = 86_400_000

/** A shop with a catalogue, opening stock and past sales, pushed through the server's own acceptance code: every rule is kept. */
export async function seedShop(
  server: SyncServer,
  shop: { readonly name: string; readonly products: number; readonly orders: number },
): Promise<SeededShop> {
  const { pool, clock, ids, auth } = server.services
  const began = performance.now()
  const created = await foundShop(server, shop.name)
  const till = await registerTill(server, created)
  const random = createSeededRandom(7)
  const founding = { now: () => clock.now() - (PAST_DAYS + 1) * DAY_MS }
  const deps: DomainDeps = { clock: founding, ids: createIdSource(founding, auth.random) }
  const products = makeProducts(shop.products, till.author, deps, random)
  const push = pusher(till.claims, { pool, clock, ids })
  await push('products', products)
  await push('stockMovements', [...openingStock(products, till.author, created.locationId, deps)])
  const maker: SaleMaker = { products, author: till.author, locationId: created.locationId, random }
  const past = {
    count: shop.orders,
    linesPerOrder: LINES_PER_ORDER.synced,
    until: clock.now() - DAY_MS,
    days: PAST_DAYS - 1,
    deviceCode: till.code,
  }
  await push('orders', makePast(maker, past))
  const seconds = (performance.now() - began) / 1_000
  return { shopId: created.shopId, documents: shop.products + shop.orders, seconds }
}

export async function foundShop(server: SyncServer, name: string): Promise<CreatedShop> {
  const manager = { email: emailOf(name), password: PASSWORD, name: 'Awa', role: 'admin' as const }
  const { passwords } = server.services.auth
  return createShop(
    { profile: shopProfile(`Boutique ${name}`), locationName: 'Boutique', members: [manager] },
    { ...server.services, passwords },
  )
}

export async function registerTill({ services }: SyncServer, { shopId, members }: CreatedShop) {
  const [member] = members
  if (member === undefined) throw new Error('The shop has a manager')
  const { accountId, staffId } = member
  return inShop(services.pool, shopId, async (transaction) => {
    const named = { id: services.ids.next(), name: 'Caisse 1' }
    const device = await registerDevice(transaction, shopId, named, services.clock.now())
    if (device === null) throw new Error('A new device is not revoked')
    const owner = { shopId, accountId, staffId, deviceId: device.id }
    const { sessionId } = await openSession(transaction, owner, services.auth)
    const claims = { accountId, shopId, deviceId: device.id, sessionId }
    return { claims, code: device.code, author: { shopId, staffId, deviceId: device.id } }
  })
}

export function pusher(claims: Parameters<typeof applyPush>[0]['claims'], deps: PushDeps) {
  return async <Name extends CollectionName>(collection: Name, documents: Iterable<DocumentOf<Name>>) => {
    const { version: schemaVersion } = COLLECTIONS[collection]
    const { rows: meta } = await deps.pool.query<{ epoch: number }>('select epoch from server_meta')
    const epoch = meta[0]?.epoch ?? 1
    for (const batch of batchesOf(documents, ROWS)) {
      const rows = batch.map((next) => ({ assumed: null, next: { ...next } }))
      const request = { protocol: PROTOCOL_VERSION, schemaVersion, epoch, collection, rows }
      const outcome = await applyPush({ request, claims, requestId: 'bench' }, deps)
      if (!outcome.ok) throw new Error(`The push failed: ${outcome.error.type}`)
      const bad = outcome.value.results.find((result) => result.outcome !== 'accepted')
      if (bad) throw new Error(`The server refused a row: ${JSON.stringify(bad).slice(0, 500)}`)
    }
  }
}

function* openingStock(
  products: readonly DocumentOf<'products'>[],
  author: SaleMaker['author'],
  locationId: SaleMaker['locationId'],
  deps: DomainDeps,
): Generator<StockMovement> {
  for (const batch of batchesOf(products, MOVEMENT_LINES)) {
    const lines = batch.flatMap(({ variants }) =>
      variants.map((variant) => ({ variantId: variant.id, locationId, quantity: quantity(OPENING_STOCK) })),
    )
    const businessDay = businessDayOf(deps.clock.now(), 0)
    const movement = recordMovement({ kind: 'receive', lines, businessDay }, author, deps)
    if (!movement.ok) throw new Error(movement.error.type)
    yield movement.value
  }
}

export function* batchesOf<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
