import type { Id } from '@shared/kernel/id.ts'
import type { Transaction } from '../database/run-transaction.ts'
import { RULES } from './day-figures.ts'

/** How far a shop's figures have come, beside how far the shop has. */
export interface FiguresState {
  /** Orders up to here have their days written down. */
  readonly seq: number
  readonly shopSeq: number
  readonly utcOffsetMinutes: number
  /** Counted by other rules or in another time zone: everything is to be counted again. */
  readonly isOutdated: boolean
}

interface StateRow {
  readonly seq: number
  readonly rules: number
  readonly counted_offset: number
  readonly shop_seq: number
  readonly utc_offset_minutes: number
}

/** Locks the state: one server at a time counts a shop. */
export async function lockState(transaction: Transaction, shopId: Id): Promise<FiguresState> {
  const { rows } = await transaction.query<StateRow>(
    `select f.seq, f.rules, f.utc_offset_minutes as counted_offset, s.seq as shop_seq, s.utc_offset_minutes
      from figures_state f join shops s on s.shop_id = f.shop_id where f.shop_id = $1 for update of f`,
    [shopId],
  )
  const row = rows[0]
  if (!row) throw new Error('a shop without a place for its figures')
  return {
    seq: row.seq,
    shopSeq: row.shop_seq,
    utcOffsetMinutes: row.utc_offset_minutes,
    isOutdated: row.rules !== RULES || row.counted_offset !== row.utc_offset_minutes,
  }
}

/** Everything is counted anew from the first order on. */
export async function startAnew(
  transaction: Transaction,
  shopId: Id,
  utcOffsetMinutes: number,
): Promise<void> {
  for (const table of ['order_days', 'stale_days', 'daily_sales_metrics', 'product_analytics'])
    await transaction.query(`delete from ${table} where shop_id = $1`, [shopId])
  await transaction.query(
    'update figures_state set seq = 0, rules = $2, utc_offset_minutes = $3 where shop_id = $1',
    [shopId, RULES, utcOffsetMinutes],
  )
}
