import type { LineFigures } from '@shared/analytics/figures.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { DayFigures } from './day-figures.ts'

/** Puts the figures of these days in the place of what was known of them, and takes their marks away. */
export async function storeDays(
  transaction: Transaction,
  shopId: Id,
  days: readonly BusinessDay[],
  { countries, items }: DayFigures,
): Promise<void> {
  for (const table of ['daily_sales_metrics', 'product_analytics', 'stale_days'])
    await transaction.query(`delete from ${table} where shop_id = $1 and day = any($2)`, [shopId, days])
  await transaction.query(
    `insert into daily_sales_metrics
        (shop_id, currency, day, country, orders, returns, documents, lines, units, sales, returned, tax, margin, margin_revenue)
      select $1, n.currency, n.day, n.country, n.orders, n.returns, n.documents,
        n.lines, n.units, n.sales, n.returned, n.tax, n.margin, n.margin_revenue
      from jsonb_to_recordset($2) as n(currency text, day int, country text, orders bigint, returns bigint, documents bigint,
        ${LINE_COLUMNS})`,
    [
      shopId,
      JSON.stringify(
        countries.map((row) => ({
          currency: row.currency,
          day: row.day,
          country: row.key,
          orders: row.orders,
          returns: row.returns,
          documents: row.documents,
          ...lineColumns(row),
        })),
      ),
    ],
  )
  await transaction.query(
    `insert into product_analytics
        (shop_id, currency, day, variant_id, product_id, sku, name, named_at, named_by,
         lines, units, sales, returned, tax, margin, margin_revenue)
      select $1, n.currency, n.day, n.variant_id, n.product_id, n.sku, n.name, n.named_at, n.named_by,
        n.lines, n.units, n.sales, n.returned, n.tax, n.margin, n.margin_revenue
      from jsonb_to_recordset($2) as n(currency text, day int, variant_id text, product_id text, sku text, name text,
        named_at bigint, named_by text, ${LINE_COLUMNS})`,
    [
      shopId,
      JSON.stringify(
        items.map((row) => ({
          currency: row.currency,
          day: row.day,
          variant_id: row.variantId,
          product_id: row.productId,
          sku: row.sku,
          name: row.name,
          named_at: row.namedAt,
          named_by: row.namedBy,
          ...lineColumns(row),
        })),
      ),
    ],
  )
}

const LINE_COLUMNS =
  'lines bigint, units bigint, sales bigint, returned bigint, tax bigint, margin bigint, margin_revenue bigint'

const lineColumns = ({ lines, units, sales, returned, tax, margin, marginRevenue }: LineFigures) => ({
  lines,
  units,
  sales,
  returned,
  tax,
  margin,
  margin_revenue: marginRevenue,
})
