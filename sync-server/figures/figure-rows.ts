import type { LineFigures } from '@shared/analytics/figures.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type CurrencyCode, minor } from '@shared/kernel/money.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { CountryRow, ItemRow } from './day-figures.ts'

/** Columns of both tables as sums, for statements that group. */
export const LINE_SUMS = `sum(lines) as lines, sum(units) as units, sum(sales) as sales, sum(returned) as returned, sum(tax) as tax,
  sum(margin) as margin, sum(margin_revenue) as margin_revenue`
const LINE_COLUMNS = 'lines, units, sales, returned, tax, margin, margin_revenue'

export interface LineRow {
  readonly lines: number
  readonly units: number
  readonly sales: number
  readonly returned: number
  readonly tax: number
  readonly margin: number
  readonly margin_revenue: number
}

export interface SalesRow extends LineRow {
  readonly orders: number
  readonly returns: number
  readonly documents: number
}

export const lineFiguresOf = (row: LineRow): LineFigures => ({
  lines: row.lines,
  units: row.units,
  sales: minor(row.sales),
  returned: minor(row.returned),
  revenue: minor(row.sales - row.returned),
  tax: minor(row.tax),
  margin: minor(row.margin),
  marginRevenue: minor(row.margin_revenue),
})

/** A day's rows as they are kept. */
export async function readCountryRows(
  transaction: Transaction,
  shopId: Id,
  day: BusinessDay,
): Promise<CountryRow[]> {
  const { rows } = await transaction.query<SalesRow & { currency: CurrencyCode; country: string }>(
    `select currency, country, orders, returns, documents, ${LINE_COLUMNS}
      from daily_sales_metrics where shop_id = $1 and day = $2`,
    [shopId, day],
  )
  return rows.map((row) => ({
    currency: row.currency,
    day,
    key: row.country,
    orders: row.orders,
    returns: row.returns,
    documents: row.documents,
    ...lineFiguresOf(row),
  }))
}

interface StoredItem extends LineRow {
  readonly currency: CurrencyCode
  readonly variant_id: string
  readonly product_id: string
  readonly sku: string
  readonly name: string
  readonly named_at: number
  readonly named_by: string
}

export async function readItemRows(
  transaction: Transaction,
  shopId: Id,
  day: BusinessDay,
): Promise<ItemRow[]> {
  const { rows } = await transaction.query<StoredItem>(
    `select currency, variant_id, product_id, sku, name, named_at, named_by, ${LINE_COLUMNS}
      from product_analytics where shop_id = $1 and day = $2`,
    [shopId, day],
  )
  return rows.map((row) => ({
    currency: row.currency,
    day,
    variantId: row.variant_id,
    productId: row.product_id,
    sku: row.sku,
    name: row.name,
    namedAt: row.named_at,
    namedBy: row.named_by,
    ...lineFiguresOf(row),
  }))
}
