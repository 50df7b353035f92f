import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import type pg from 'pg'
import { inShop, type Transaction } from '../database/run-transaction.ts'
import { columnsOf, countable, type DayFigures, dayFigures, daysOf } from './day-figures.ts'
import { type FiguresState, lockState, startAnew } from './figures-state.ts'
import { ordersAfter } from './orders-after.ts'
import { storeDays } from './store-days.ts'

/*
 * Brings a shop's figures up to its newest order (FIGURES-2). A push writes nothing for it: what changed is found by its
 * sequence, in commit order. First the days that each changed order counts on, before and now, are marked; then each
 * marked day is counted anew from all of its orders, once, however many of them changed.
 */

/** Each step is a transaction of its own, so that a server with much to count answers others in between. */
const ORDERS_A_STEP = 500

type Body = Readonly<Record<string, unknown>>

/** Asked between two steps of long work: whether to leave the rest for later. */
export type IsOver = () => boolean
export const untilDone: IsOver = () => false
export function within(ms: number): IsOver {
  const end = performance.now() + ms
  return () => performance.now() > end
}

/** Works until all is counted or it is over. Answers whether all is. */
export async function refreshFigures(
  pool: pg.Pool,
  shopId: Id,
  isOver: IsOver = untilDone,
): Promise<boolean> {
  for (;;) {
    const isDone = await inShop(pool, shopId, (transaction) => refreshStep(transaction, shopId))
    if (isDone) return true
    if (isOver()) return false
  }
}

/** One step; answers whether nothing is left. */
async function refreshStep(transaction: Transaction, shopId: Id): Promise<boolean> {
  const state = await lockState(transaction, shopId)
  if (state.isOutdated) {
    await startAnew(transaction, shopId, state.utcOffsetMinutes)
    return false
  }
  if (state.seq < state.shopSeq) {
    await noteChangedOrders(transaction, shopId, state)
    return false
  }
  const days = await nextStaleDays(transaction, shopId)
  if (days.length === 0) return true
  await storeDays(transaction, shopId, days, await countDays(transaction, shopId, days, state))
  return false
}

/** Marks the days of the next changed orders: those they counted on until now, and those they count on from now on. */
async function noteChangedOrders(
  transaction: Transaction,
  shopId: Id,
  { seq, shopSeq, utcOffsetMinutes }: FiguresState,
): Promise<void> {
  const { rows } = await transaction.query<{ id: string; seq: number; body: Body }>(
    `select d.id, d.seq, d.body from documents d where d.shop_id = $1 and ${ordersAfter('d', '$2')}
      order by d.seq limit $3`,
    [shopId, seq, ORDERS_A_STEP],
  )
  const placed = rows.flatMap(({ id, body }) => {
    const order = countable(body)
    const days = order && daysOf(order, utcOffsetMinutes)
    return days ? days.all.map((day) => ({ id, day, isOwn: day === days.own })) : []
  })
  const ids = rows.map(({ id }) => id)
  await markMonths(transaction, shopId, ids, placed)
  await transaction.query(
    `insert into stale_days (shop_id, day)
      select $1, day from order_days where shop_id = $1 and order_id = any($2)
      union select $1, day from unnest($3::int[]) as n(day)
      on conflict do nothing`,
    [shopId, ids, placed.map(({ day }) => day)],
  )
  await transaction.query('delete from order_days where shop_id = $1 and order_id = any($2)', [shopId, ids])
  await transaction.query(
    `insert into order_days (shop_id, order_id, day, is_own)
      select $1, order_id, day, is_own from unnest($2::text[], $3::int[], $4::boolean[]) as n(order_id, day, is_own)`,
    [shopId, placed.map(({ id }) => id), placed.map(({ day }) => day), placed.map(({ isOwn }) => isOwn)],
  )
  // What is numbered was committed in that order (SYNC-3): where the page ends, nothing before it is still to come.
  const last = rows.at(-1)?.seq ?? 0
  const reached = rows.length < ORDERS_A_STEP ? Math.max(last, shopSeq) : last
  await transaction.query('update figures_state set seq = $2 where shop_id = $1', [shopId, reached])
}

/** The months in which the changed orders lay and lie now: their packed history is not the newest any more. */
async function markMonths(
  transaction: Transaction,
  shopId: Id,
  orderIds: readonly string[],
  placed: readonly { readonly day: BusinessDay; readonly isOwn: boolean }[],
): Promise<void> {
  const months = placed.filter(({ isOwn }) => isOwn).map(({ day }) => Math.floor(day / 100))
  await transaction.query(
    `insert into history_months as m (shop_id, month, stale_since)
      select $1, month, (extract(epoch from clock_timestamp()) * 1000)::bigint from (
        select day / 100 as month from order_days where shop_id = $1 and order_id = any($2) and is_own
        union select month from unnest($3::int[]) as n(month)
      ) changed order by month
      on conflict (shop_id, month) do update set stale_since = coalesce(m.stale_since, excluded.stale_since), marks = m.marks + 1`,
    [shopId, orderIds, months],
  )
}

/** The newest marked days, together not many more orders than fit a step. */
async function nextStaleDays(transaction: Transaction, shopId: Id): Promise<BusinessDay[]> {
  const { rows } = await transaction.query<{ day: BusinessDay; orders: number }>(
    `select s.day, count(o.order_id) as orders
      from (select day from stale_days where shop_id = $1 order by day desc limit $2) s
      left join order_days o on o.shop_id = $1 and o.day = s.day
      group by s.day order by s.day desc`,
    [shopId, ORDERS_A_STEP],
  )
  let orders = 0
  return rows
    .filter((row, i) => {
      orders += row.orders
      return i === 0 || orders <= ORDERS_A_STEP
    })
    .map(({ day }) => day)
}

async function countDays(
  transaction: Transaction,
  shopId: Id,
  days: readonly BusinessDay[],
  { utcOffsetMinutes }: FiguresState,
): Promise<DayFigures> {
  const placed = await transaction.query<{ order_id: string }>(
    'select distinct order_id from order_days where shop_id = $1 and day = any($2)',
    [shopId, days],
  )
  // By their ids: without statistics PostgreSQL would look through all documents for each step.
  const { rows } = await transaction.query<{ body: Body }>(
    `select body from documents where shop_id = $1 and collection = 'orders' and id = any($2)`,
    [shopId, placed.rows.map(({ order_id }) => order_id)],
  )
  const columns = columnsOf(
    rows.flatMap(({ body }) => countable(body) ?? []),
    utcOffsetMinutes,
  )
  const counted = days.map((day) => dayFigures(columns, day))
  return {
    countries: counted.flatMap(({ countries }) => countries),
    items: counted.flatMap(({ items }) => items),
  }
}
