import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type HistoryRecord, historyRecordOf } from '@shared/analytics/history-record.ts'
import { encodeSegment, SEGMENT_VERSION } from '@shared/analytics/history-segment.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { MAX_SEGMENT_BYTES } from '@shared/protocol/history.ts'
import type pg from 'pg'
import { inShop, inShopSnapshot, type Transaction } from '../database/run-transaction.ts'
import { countable } from '../figures/day-figures.ts'
import { type IsOver, untilDone } from '../figures/refresh-figures.ts'

/*
 * PACK-1: a shop's orders by month of their own business day, packed into segments that are named by their content and never
 * change. A month in which something changed is packed again, as another segment; the former one stays for a while for whoever
 * is fetching it. A segment may lag behind: each order in it bears its revision, and the newer one counts wherever it comes from.
 */

export interface PackPace {
  /** A past month is packed again when it has rested so long. */
  readonly restMs: number
  /** The present month changes all day: at most this often. */
  readonly presentMs: number
  /** A segment that no month names any more is kept so long. */
  readonly keepMs: number
}

export const PACK_PACE: PackPace = { restMs: 60_000, presentMs: 6 * 3_600_000, keepMs: 24 * 3_600_000 }

const ORDERS_A_PAGE = 500
const pack = promisify(gzip)

/** Packs the months that are due, newest first, until it is over. Answers how many. */
export async function packHistory(
  pool: pg.Pool,
  shopId: Id,
  pace: PackPace = PACK_PACE,
  isOver: IsOver = untilDone,
): Promise<number> {
  const due = await inShop(pool, shopId, (transaction) => dueMonths(transaction, shopId, pace))
  let packed = 0
  for (const month of due) {
    if (isOver()) break
    await packMonth(pool, shopId, month)
    packed++
  }
  return packed
}

async function dueMonths(
  transaction: Transaction,
  shopId: Id,
  { restMs, presentMs, keepMs }: PackPace,
): Promise<number[]> {
  // Another version of the program packs in another way: then all of it is packed again.
  const outdated = await transaction.query<{ now: number }>(
    `update figures_state set packed_version = $2 where shop_id = $1 and packed_version <> $2 returning packed_version as now`,
    [shopId, SEGMENT_VERSION],
  )
  if (outdated.rowCount)
    await transaction.query(
      'update history_months set stale_since = 0, packed_at = null where shop_id = $1',
      [shopId],
    )
  await transaction.query(
    `delete from history_segments where shop_id = $1
      and dropped_at < (extract(epoch from clock_timestamp()) * 1000)::bigint - $2`,
    [shopId, keepMs],
  )
  const { rows } = await transaction.query<{
    month: number
    stale_since: number
    packed_at: number | null
    now: number
    utc_offset_minutes: number
  }>(
    `select m.month, m.stale_since, m.packed_at, s.utc_offset_minutes,
        (extract(epoch from clock_timestamp()) * 1000)::bigint as now
      from history_months m join shops s on s.shop_id = m.shop_id
      where m.shop_id = $1 and m.stale_since is not null order by m.month desc`,
    [shopId],
  )
  return rows
    .filter(({ month, stale_since, packed_at, now, utc_offset_minutes }) => {
      const isPast = month < Math.floor(businessDayOf(now, utc_offset_minutes) / 100)
      return now - stale_since >= restMs && (isPast || packed_at === null || now - packed_at >= presentMs)
    })
    .map(({ month }) => month)
}

async function packMonth(pool: pg.Pool, shopId: Id, month: number): Promise<void> {
  const { records, marks } = await inShopSnapshot(pool, shopId, (transaction) =>
    readMonth(transaction, shopId, month),
  )
  const content = await pack(encodeSegment({ shopId, month }, records), { level: 6 })
  const isUsable = records.length > 0 && content.length <= MAX_SEGMENT_BYTES
  const hash = isUsable ? createHash('sha256').update(content).digest('hex') : null
  await inShop(pool, shopId, async (transaction) => {
    if (hash)
      await transaction.query(
        `insert into history_segments (shop_id, hash, content) values ($1, $2, $3)
          on conflict (shop_id, hash) do update set dropped_at = null`,
        [shopId, hash, content],
      )
    // What changed while it was packed keeps its mark: the month is packed once more.
    await transaction.query(
      `update history_months set hash = $3, orders = $4, bytes = $5,
          packed_at = (extract(epoch from clock_timestamp()) * 1000)::bigint,
          stale_since = case when marks = $6 then null else stale_since end
        where shop_id = $1 and month = $2`,
      [shopId, month, hash, hash ? records.length : 0, hash ? content.length : 0, marks],
    )
    await transaction.query(
      `update history_segments s set dropped_at = (extract(epoch from clock_timestamp()) * 1000)::bigint
        where s.shop_id = $1 and s.dropped_at is null
          and not exists (select 1 from history_months m where m.shop_id = s.shop_id and m.hash = s.hash)`,
      [shopId],
    )
  })
}

interface MonthRead {
  readonly records: readonly HistoryRecord[]
  readonly marks: number
}

/** The month's orders by id, so that the same orders always make the same bytes. Carts that are held are no history yet. */
async function readMonth(transaction: Transaction, shopId: Id, month: number): Promise<MonthRead> {
  const found = await transaction.query<{ marks: number }>(
    'select marks from history_months where shop_id = $1 and month = $2',
    [shopId, month],
  )
  const placed = await transaction.query<{ order_id: string }>(
    `select order_id from order_days where shop_id = $1 and is_own and day between $2 and $3 order by order_id collate "C"`,
    [shopId, month * 100, month * 100 + 99],
  )
  const records: HistoryRecord[] = []
  for (let at = 0; at < placed.rows.length; at += ORDERS_A_PAGE) {
    const ids = placed.rows.slice(at, at + ORDERS_A_PAGE).map(({ order_id }) => order_id)
    const { rows } = await transaction.query<{ body: Readonly<Record<string, unknown>> }>(
      `select body from documents where shop_id = $1 and collection = 'orders' and id = any($2) order by id collate "C"`,
      [shopId, ids],
    )
    for (const { body } of rows) {
      const order = countable(body)
      if (order && order.status !== 'held') records.push(historyRecordOf(order))
    }
    await breathe() // others are answered in between
  }
  return { records, marks: found.rows[0]?.marks ?? 0 }
}
