import { setImmediate as breathe } from 'node:timers/promises'
import { createOrderColumns, emptyOrderParts, type OrderColumns } from '@shared/analytics/order-columns.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import type { Id } from '@shared/kernel/id.ts'
import type pg from 'pg'
import { inShop, inShopSnapshot, type Transaction } from '../database/run-transaction.ts'
import { countable, dayFigures, daysOf, type ItemRow, knownDaysOf } from './day-figures.ts'
import { readCountryRows, readItemRows } from './figure-rows.ts'
import { type FiguresState, lockState } from './figures-state.ts'
import { ordersAfter } from './orders-after.ts'
import { type IsOver, refreshFigures, untilDone } from './refresh-figures.ts'

export interface FiguresCheck {
  /** Days compared, of all that both sides know. */
  readonly days: number
  /** Days whose kept figures were not those that all orders together give; they have been counted anew. */
  readonly differing: readonly BusinessDay[]
}

/** It was over before everything was compared: nothing is said of the figures. */
export class CheckStopped extends Error {}

const ORDERS_A_PAGE = 500

/**
 * FIGURES-3: counts everything from scratch, in one go from all orders as a device does, and compares each day with what was
 * kept day by day. What differs is counted anew. Days that pushes change meanwhile are left out.
 */
export async function checkFigures(
  pool: pg.Pool,
  shopId: Id,
  now: number,
  isOver: IsOver = untilDone,
): Promise<FiguresCheck> {
  await refreshFigures(pool, shopId, isOver)
  const found = await inShopSnapshot(pool, shopId, (transaction) => compare(transaction, shopId, isOver))
  await inShop(pool, shopId, (transaction) => record(transaction, shopId, found, now))
  if (found.differing.length > 0) await refreshFigures(pool, shopId)
  return found
}

async function compare(transaction: Transaction, shopId: Id, isOver: IsOver): Promise<FiguresCheck> {
  const state = await lockState(transaction, shopId)
  const moving = await movingDays(transaction, shopId, state)
  const columns = await readAll(transaction, shopId, state, isOver)
  const kept = await readKeptDays(transaction, shopId)
  const days = [...new Set([...knownDaysOf(columns), ...kept])].filter((day) => !moving.has(day))
  const differing: BusinessDay[] = []
  for (const day of days) {
    const rebuilt = dayFigures(columns, day)
    const [countries, items] = await Promise.all([
      readCountryRows(transaction, shopId, day),
      readItemRows(transaction, shopId, day),
    ])
    const isSame =
      fingerprint(rebuilt.countries, ({ key }) => key) === fingerprint(countries, ({ key }) => key) &&
      fingerprint(rebuilt.items.map(unnamed), idOf) === fingerprint(items.map(unnamed), idOf)
    if (!isSame) differing.push(day)
    await breathe() // others are answered in between
    if (isOver()) throw new CheckStopped()
  }
  return { days: days.length, differing }
}

/** Days of orders that changed since the figures were brought up to date. */
async function movingDays(
  transaction: Transaction,
  shopId: Id,
  { seq, utcOffsetMinutes }: FiguresState,
): Promise<Set<BusinessDay>> {
  const stale = await transaction.query<{ day: BusinessDay }>(
    `select day from stale_days where shop_id = $1
      union select o.day from order_days o join documents d on d.shop_id = o.shop_id and d.id = o.order_id
        where o.shop_id = $1 and ${ordersAfter('d', '$2')}`,
    [shopId, seq],
  )
  const changed = await transaction.query<{ body: Readonly<Record<string, unknown>> }>(
    `select d.body from documents d where d.shop_id = $1 and ${ordersAfter('d', '$2')}`,
    [shopId, seq],
  )
  const coming = changed.rows.flatMap(({ body }) => {
    const order = countable(body)
    return order ? daysOf(order, utcOffsetMinutes).all : []
  })
  return new Set([...stale.rows.map(({ day }) => day), ...coming])
}

async function readAll(
  transaction: Transaction,
  shopId: Id,
  { utcOffsetMinutes }: FiguresState,
  isOver: IsOver,
): Promise<OrderColumns> {
  const columns = createOrderColumns(emptyOrderParts(utcOffsetMinutes))
  for (let after = ''; ; ) {
    const { rows } = await transaction.query<{ id: string; body: Readonly<Record<string, unknown>> }>(
      `select id, body from documents where shop_id = $1 and collection = 'orders' and id > $2 order by id limit $3`,
      [shopId, after, ORDERS_A_PAGE],
    )
    for (const { body } of rows) {
      const order = countable(body)
      if (order) columns.apply(order)
    }
    if (isOver()) throw new CheckStopped()
    const last = rows.at(-1)
    if (!last || rows.length < ORDERS_A_PAGE) return columns
    after = last.id
  }
}

async function readKeptDays(transaction: Transaction, shopId: Id): Promise<BusinessDay[]> {
  const { rows } = await transaction.query<{ day: BusinessDay }>(
    `select day from daily_sales_metrics where shop_id = $1 union select day from product_analytics where shop_id = $1`,
    [shopId],
  )
  return rows.map(({ day }) => day)
}

async function record(transaction: Transaction, shopId: Id, found: FiguresCheck, now: number): Promise<void> {
  await transaction.query(
    'insert into stale_days (shop_id, day) select $1, day from unnest($2::int[]) as n(day) on conflict do nothing',
    [shopId, found.differing],
  )
  await transaction.query(
    'update figures_state set checked_at = $2, checked_days = $3, checked_differing = $4 where shop_id = $1',
    [shopId, now, found.days, found.differing.length],
  )
}

/** Names are those of the newest line that was at hand when the row was made; figures are compared, names are not. */
const unnamed = ({
  sku: _sku,
  name: _name,
  namedAt: _at,
  namedBy: _by,
  productId: _id,
  ...figures
}: ItemRow) => figures
const idOf = ({ variantId }: Pick<ItemRow, 'variantId'>) => variantId

function fingerprint<Row extends { readonly currency: string }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): string {
  const keyed = rows.map((row) => [`${row.currency} ${keyOf(row)}`, row] as const)
  return canonicalJson(Object.fromEntries(keyed.sort(([a], [b]) => (a < b ? -1 : 1))))
}
