import type { DomainDeps } from '@shared/domain/authoring.ts'
import { createIdSource } from '@shared/kernel/id.ts'
import { digestBucket, digestOf } from '@shared/protocol/digest.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { inShop, type Transaction } from '../../sync-server/database/run-transaction.ts'
import { createSeededRandom } from '../../sync-server/demo/seeded-random.ts'
import type { SyncServer } from '../../sync-server/server.ts'
import { makePast, makeProducts, type SaleMaker } from './goods.ts'
import { batchesOf, foundShop, PAST_DAYS, pusher, registerTill } from './seed-server.ts'
import { LINES_PER_ORDER } from './sizes.ts'

const ROWS = 1_000
const DAY_MS = 86_400_000

/** A shop with a long past. Its orders lie in the table as pushes leave them, without the ledgers, which no figure reads. */
export async function seedHistory(
  server: SyncServer,
  name: string,
  { products: productCount, orders }: { readonly products: number; readonly orders: number },
): Promise<{ readonly shopId: string; readonly firstDay: number; readonly lastDay: number }> {
  const { pool, clock, ids, auth } = server.services
  const created = await foundShop(server, name)
  const till = await registerTill(server, created)
  const random = createSeededRandom(11)
  const founding = { now: () => clock.now() - (PAST_DAYS + 1) * DAY_MS }
  const deps: DomainDeps = { clock: founding, ids: createIdSource(founding, auth.random) }
  const products = makeProducts(productCount, till.author, deps, random)
  await pusher(till.claims, { pool, clock, ids })('products', products)
  const maker: SaleMaker = { products, author: till.author, locationId: created.locationId, random }
  const past = {
    count: orders,
    linesPerOrder: LINES_PER_ORDER.synced,
    until: clock.now() - DAY_MS,
    days: PAST_DAYS - 1,
    deviceCode: till.code,
  }
  const days: number[] = []
  for (const batch of batchesOf(makePast(maker, past), ROWS)) {
    days.push(...batch.map(({ businessDay }) => businessDay))
    await inShop(pool, created.shopId, (transaction) => insertOrders(transaction, created.shopId, batch))
  }
  return { shopId: created.shopId, firstDay: Math.min(...bounds(days)), lastDay: Math.max(...bounds(days)) }
}

const bounds = (days: readonly number[]): number[] => [days[0] ?? 0, days.at(-1) ?? 0]

async function insertOrders(
  transaction: Transaction,
  shopId: string,
  orders: readonly Order[],
): Promise<void> {
  const { rows } = await transaction.query<{ seq: number }>(
    'update shops set seq = seq + $2 where shop_id = $1 returning seq - $2 as seq',
    [shopId, orders.length],
  )
  const base = rows[0]?.seq ?? 0
  const bodies = orders.map((order) => JSON.stringify({ ...order, rev: 1 }))
  await transaction.query(
    `insert into documents (shop_id, collection, id, seq, rev, base_rev, edit_id, bucket, digest, bytes, body)
      select $1, 'orders', o.id, $2::bigint + o.position, 1, 0, o.edit_id, o.bucket, o.digest, length(o.body), o.body::jsonb
      from unnest($3::text[], $4::text[], $5::smallint[], $6::bigint[], $7::text[])
        with ordinality as o(id, edit_id, bucket, digest, body, position)`,
    [
      shopId,
      base,
      orders.map(({ id }) => id),
      orders.map(({ editId }) => editId),
      orders.map(({ id }) => digestBucket(id)),
      orders.map(({ id, editId }) => digestOf(id, editId)),
      bodies,
    ],
  )
  await transaction.query(
    `insert into collection_counts as c (shop_id, collection, documents) values ($1, 'orders', $2)
      on conflict (shop_id, collection) do update set documents = c.documents + excluded.documents`,
    [shopId, orders.length],
  )
}
