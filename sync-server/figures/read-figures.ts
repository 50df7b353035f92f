import type { PeriodFigures, SalesFigures } from '@shared/analytics/figures.ts'
import { foldPeriods } from '@shared/analytics/fold-periods.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type CurrencyCode, minor } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { can } from '@shared/policy/can.ts'
import type {
  ProductsResponse,
  productsQuerySchema,
  SalesResponse,
  StatisticsResponse,
  salesQuerySchema,
} from '@shared/protocol/figures.ts'
import type { z } from 'zod'
import type { RequestContext } from '../auth/actor.ts'
import type { Transaction } from '../database/run-transaction.ts'
import { type Reader, type ReadFailure, read } from '../replication/reading.ts'
import { LINE_SUMS, type LineRow, lineFiguresOf, type SalesRow } from './figure-rows.ts'
import { ordersAfter } from './orders-after.ts'
import { readShopCounts } from './shop-counts.ts'

export type FiguresFailure = ReadFailure | { readonly type: 'NotAllowed' }

/** Reads as somebody who may see reports; nobody else learns anything. */
export async function readFigures<Value>(
  reader: Reader,
  work: (transaction: Transaction, context: RequestContext) => Promise<Value>,
): Promise<Result<Value, FiguresFailure>> {
  const answer = await read(reader, null, async (transaction, context) =>
    can(context.actor, 'reports.view')
      ? ok(await work(transaction, context))
      : err({ type: 'NotAllowed' as const }),
  )
  return answer.ok ? answer.value : answer
}

const SALES_SUMS = `sum(orders) as orders, sum(returns) as returns, sum(documents) as documents, ${LINE_SUMS}`

const salesFiguresOf = (row: SalesRow): SalesFigures => ({
  ...lineFiguresOf(row),
  orders: row.orders,
  returns: row.returns,
  documents: row.documents,
})

export function readSales(
  reader: Reader,
  asked: z.infer<typeof salesQuerySchema>,
): Promise<Result<SalesResponse, FiguresFailure>> {
  return readFigures(reader, async (transaction, context) => {
    const { shopId } = context.actor
    const currency = asked.currency ?? (await shopCurrency(transaction, shopId))
    const of = [shopId, currency, asked.from, asked.to]
    const days = await transaction.query<SalesRow & { day: BusinessDay }>(
      `select day, ${SALES_SUMS} from daily_sales_metrics
        where shop_id = $1 and currency = $2 and day between $3 and $4 group by day order by day`,
      of,
    )
    const countries = await transaction.query<SalesRow & { country: string }>(
      `select country, ${SALES_SUMS} from daily_sales_metrics
        where shop_id = $1 and currency = $2 and day between $3 and $4 group by country`,
      of,
    )
    const byDay = days.rows.map((row): PeriodFigures => ({ start: row.day, ...salesFiguresOf(row) }))
    const byCountry = countries.rows.map((row) => ({ country: row.country, ...salesFiguresOf(row) }))
    const show = marginShower(context)
    return {
      ...(await knowledge(transaction, reader, context)),
      currency,
      total: show(totalOf(byDay)),
      byPeriod: foldPeriods(byDay, asked.period).map(show),
      byCountry: byCountry
        .sort((a, b) => b.revenue - a.revenue || (a.country < b.country ? -1 : 1))
        .map(show),
    }
  })
}

interface ProductRow extends LineRow {
  readonly variant_id: string
  readonly product_id: string
  readonly sku: string
  readonly name: string
  readonly total: number
}

export function readProducts(
  reader: Reader,
  asked: z.infer<typeof productsQuerySchema>,
): Promise<Result<ProductsResponse, FiguresFailure>> {
  return readFigures(reader, async (transaction, context) => {
    const { shopId } = context.actor
    const currency = asked.currency ?? (await shopCurrency(transaction, shopId))
    const { rows } = await transaction.query<ProductRow>(
      `with sold as (
        select variant_id, ${LINE_SUMS} from product_analytics
          where shop_id = $1 and currency = $2 and day between $3 and $4 group by variant_id
      ), page as (
        select sold.variant_id, lines, units, sales, returned, tax, margin, margin_revenue, count(*) over () as total
          from sold order by sales - returned desc, variant_id offset $5 limit $6
      )
      select page.variant_id, lines, units, sales, returned, tax, margin, margin_revenue, total, n.product_id, n.sku, n.name
        from page cross join lateral (
          select product_id, sku, name from product_analytics a where a.shop_id = $1 and a.variant_id = page.variant_id
            order by named_at desc, named_by desc limit 1
        ) n
        order by sales - returned desc, variant_id`,
      [shopId, currency, asked.from, asked.to, asked.offset, asked.limit],
    )
    const show = marginShower(context)
    return {
      ...(await knowledge(transaction, reader, context)),
      currency,
      total: rows[0]?.total ?? 0,
      products: rows.map((row) => ({
        productId: row.product_id,
        variantId: row.variant_id,
        sku: row.sku,
        name: row.name,
        ...show(lineFiguresOf(row)),
      })),
    }
  })
}

export function readStatistics(reader: Reader): Promise<Result<StatisticsResponse, FiguresFailure>> {
  return readFigures(reader, async (transaction, context) => {
    const { shopId } = context.actor
    const { rows } = await transaction.query<
      SalesRow & { currency: CurrencyCode; first: BusinessDay; last: BusinessDay }
    >(
      `select currency, min(day) as first, max(day) as last, ${SALES_SUMS} from daily_sales_metrics
        where shop_id = $1 group by currency order by currency`,
      [shopId],
    )
    const show = marginShower(context)
    return {
      ...(await knowledge(transaction, reader, context)),
      ...(await readShopCounts(transaction, shopId)),
      currencies: rows.map((row) => ({
        currency: row.currency,
        from: row.first,
        to: row.last,
        ...show(salesFiguresOf(row)),
      })),
    }
  })
}

const MAY_HIDE = { margin: null, marginRevenue: null } as const

/** What goods cost is for who may see margins. */
function marginShower({ actor }: RequestContext) {
  const isShown = can(actor, 'reports.view-margin')
  return <Figures extends { readonly margin: number; readonly marginRevenue: number }>(figures: Figures) =>
    isShown ? figures : { ...figures, ...MAY_HIDE }
}

async function knowledge(
  transaction: Transaction,
  reader: Reader,
  { actor, epoch }: RequestContext,
): Promise<Pick<SalesResponse, 'epoch' | 'serverTime' | 'waiting'>> {
  const { rows } = await transaction.query<{ waiting: number }>(
    `select (select count(*) from documents d where d.shop_id = $1 and ${ordersAfter('d', 'f.seq')})
        + (select count(distinct o.order_id) from stale_days s join order_days o on o.shop_id = s.shop_id and o.day = s.day
          where s.shop_id = $1) as waiting
      from figures_state f where f.shop_id = $1`,
    [actor.shopId],
  )
  return { epoch, serverTime: reader.now, waiting: rows[0]?.waiting ?? 0 }
}

async function shopCurrency(transaction: Transaction, shopId: Id): Promise<CurrencyCode> {
  const { rows } = await transaction.query<{ currency: CurrencyCode }>(
    'select currency from shops where shop_id = $1',
    [shopId],
  )
  const [row] = rows
  if (!row) throw new Error('a session without a shop')
  return row.currency
}

function totalOf(days: readonly PeriodFigures[]): SalesFigures {
  const sum = (pick: (day: PeriodFigures) => number) => days.reduce((total, day) => total + pick(day), 0)
  return {
    lines: sum(({ lines }) => lines),
    units: sum(({ units }) => units),
    sales: minor(sum(({ sales }) => sales)),
    returned: minor(sum(({ returned }) => returned)),
    revenue: minor(sum(({ revenue }) => revenue)),
    tax: minor(sum(({ tax }) => tax)),
    margin: minor(sum(({ margin }) => margin)),
    marginRevenue: minor(sum(({ marginRevenue }) => marginRevenue)),
    orders: sum(({ orders }) => orders),
    returns: sum(({ returns }) => returns),
    documents: sum(({ documents }) => documents),
  }
}
