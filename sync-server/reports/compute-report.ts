import { setImmediate as breathe } from 'node:timers/promises'
import { createOrderColumns, emptyOrderParts, type OrderColumns } from '@shared/analytics/order-columns.ts'
import type { BuiltState } from '@shared/analytics/report/built-axes.ts'
import type { ReportRequest } from '@shared/analytics/report/report-definition.ts'
import type { ReportTable } from '@shared/analytics/report/report-table.ts'
import { runFromSales } from '@shared/analytics/report/run-saved.ts'
import type { Id } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { REPORT_PROBLEMS } from '@shared/schemas/report.schema.ts'
import type pg from 'pg'
import { inShopSnapshot, type Transaction } from '../database/run-transaction.ts'
import { countable } from '../figures/day-figures.ts'

/*
 * A report by the same engine that the tills use, over the orders of its days, read page by page. Which orders those are is known from the
 * figures (`order_days`), which are brought up to date before.
 */

export type ReportProblem = (typeof REPORT_PROBLEMS)[number]

export interface ReportQuestion {
  readonly report: string
  readonly request: ReportRequest
  readonly utcOffsetMinutes: number
}

const ORDERS_A_PAGE = 500
/** As many as a server holds in memory beside its other work. */
export const MAX_ORDERS = 200_000

export async function computeReport(
  pool: pg.Pool,
  shopId: Id,
  { report, request, utcOffsetMinutes }: ReportQuestion,
  mostOrders = MAX_ORDERS,
): Promise<Result<ReportTable, ReportProblem>> {
  return inShopSnapshot(pool, shopId, async (transaction) => {
    const ids = await orderIds(transaction, shopId, request, mostOrders)
    if (ids.length > mostOrders) return err('too-many-orders')
    const orders = await readColumns(transaction, shopId, ids, utcOffsetMinutes)
    const state = {
      orders,
      productName: () => undefined,
      customerName: await namesFor(transaction, shopId, request),
    }
    const table = runFromSales(state, report, request)
    return table ? ok(table) : err('not-on-server')
  })
}

/** Those of the days asked for, and of the first and last day of all: a report says from when on anything is known. */
async function orderIds(
  transaction: Transaction,
  shopId: Id,
  { range, compare }: ReportRequest,
  mostOrders: number,
): Promise<string[]> {
  const before = compare ?? range
  const { rows } = await transaction.query<{ order_id: string }>(
    `select distinct o.order_id from order_days o
      where o.shop_id = $1 and (o.day between $2 and $3 or o.day between $4 and $5
        or o.day in (select unnest(array[min(m.day), max(m.day)]) from daily_sales_metrics m where m.shop_id = $1))
      limit $6`,
    [shopId, range.from, range.to, before.from, before.to, mostOrders + 1],
  )
  return rows.map(({ order_id }) => order_id)
}

async function readColumns(
  transaction: Transaction,
  shopId: Id,
  ids: readonly string[],
  utcOffsetMinutes: number,
): Promise<OrderColumns> {
  const columns = createOrderColumns(emptyOrderParts(utcOffsetMinutes))
  for (let from = 0; from < ids.length; from += ORDERS_A_PAGE) {
    const { rows } = await transaction.query<{ body: Readonly<Record<string, unknown>> }>(
      `select body from documents where shop_id = $1 and collection = 'orders' and id = any($2)`,
      [shopId, ids.slice(from, from + ORDERS_A_PAGE)],
    )
    for (const { body } of rows) {
      const order = countable(body)
      if (order) columns.apply(order)
    }
    await breathe()
  }
  return columns
}

/** Names of customers, where the report tells them apart. */
async function namesFor(
  transaction: Transaction,
  shopId: Id,
  { built }: ReportRequest,
): Promise<BuiltState['customerName']> {
  if (built?.rows !== 'customer' && built?.columns !== 'customer') return () => undefined
  const { rows } = await transaction.query<{ id: string; name: string }>(
    `select id, body->>'name' as name from documents where shop_id = $1 and collection = 'customers'`,
    [shopId],
  )
  const nameById = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => nameById.get(id)
}
