import type { ItemFigures, SalesFigures, SalesReport } from '@shared/analytics/figures.ts'
import { createOrderColumns, emptyOrderParts, type OrderColumns } from '@shared/analytics/order-columns.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import { readAmount } from '@shared/import/read-values.ts'
import { isoToDay } from '@shared/kernel/business-day.ts'
import { type CurrencyCode, decimalsOf } from '@shared/kernel/money.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { z } from 'zod'

const amount = z.string().regex(/^-?\d+(\.\d+)?$/)

/** What somebody else computed from the same file, apart from the product. */
export const controlTotalsSchema = z.object({
  rows: z.number().int(),
  net: amount,
  months: z.record(
    z.string().regex(/^\d{4}-\d{2}$/),
    z.object({
      lines: z.number(),
      invoices: z.number(),
      qty: z.number(),
      net: amount,
      sales: amount,
      cancellations: amount,
    }),
  ),
  top10_sku_by_revenue: z.array(z.tuple([z.string(), z.number(), amount])),
  top10_sku_by_qty: z.array(z.tuple([z.string(), z.number()])),
  top5_country: z.array(z.tuple([z.string(), amount])),
  distinct_invoices: z.number().int(),
})
export type ControlTotals = z.infer<typeof controlTotalsSchema>

/** One figure of the reports beside the control's; equal to the currency's smallest unit, or not. */
export interface Comparison {
  readonly what: string
  readonly ours: number
  readonly control: number
}

/** The report of everything there is, month by month, by the code that draws the dashboard. */
export function reportOf(
  orders: Iterable<Order>,
  currency: CurrencyCode,
  utcOffsetMinutes: number,
): SalesReport {
  const columns: OrderColumns = createOrderColumns(emptyOrderParts(utcOffsetMinutes))
  for (const order of orders) columns.apply(order)
  const range = { from: day('1900-01-01'), to: day('2999-12-31') }
  return salesReport(columns, { currency, range, period: 'month' })
}

/** What of a report the control totals speak of. */
export type ComparedReport = Pick<SalesReport, 'currency'> & {
  readonly total: SalesFigures
  readonly byPeriod: readonly ({ readonly start: number } & SalesFigures)[]
  readonly byItem: readonly ItemFigures[]
  readonly byCountry: readonly { readonly key: string; readonly revenue: number }[]
}

/** Every figure of the control totals with ours beside it. The control's tenths of a penny are rounded to pence. */
export function compareTotals(report: ComparedReport, totals: ControlTotals): Comparison[] {
  const pence = (text: string): number => {
    const read = readAmount(text, report.currency, '.')
    if (!read.ok) throw new Error(`${text} is no amount of ${decimalsOf(report.currency)} decimals`)
    return read.value
  }
  return [
    { what: 'rows', ours: report.total.lines, control: totals.rows },
    { what: 'net', ours: report.total.revenue, control: pence(totals.net) },
    { what: 'invoices', ours: report.total.documents, control: totals.distinct_invoices },
    ...compareMonths(report, totals, pence),
    ...compareItems(report, totals, pence),
    ...compareLeaders(
      'country',
      totals.top5_country.map(([country, net]) => [country, pence(net)]),
      report.byCountry,
      {
        keyOf: ({ key }) => key,
        amountOf: ({ revenue }) => revenue,
      },
    ),
  ]
}

function compareMonths(
  report: ComparedReport,
  totals: ControlTotals,
  pence: (text: string) => number,
): Comparison[] {
  const figuresByMonth = new Map<string, SalesFigures>(
    report.byPeriod.map((figures) => [monthOf(figures.start), figures]),
  )
  const extra = [...figuresByMonth.keys()].filter((month) => !(month in totals.months))
  const compared = Object.entries(totals.months).flatMap(([month, control]) => {
    const ours = figuresByMonth.get(month)
    return [
      { what: `${month} lines`, ours: ours?.lines ?? 0, control: control.lines },
      { what: `${month} invoices`, ours: ours?.documents ?? 0, control: control.invoices },
      { what: `${month} quantity`, ours: ours?.units ?? 0, control: control.qty },
      { what: `${month} net`, ours: ours?.revenue ?? 0, control: pence(control.net) },
      { what: `${month} sales`, ours: ours?.sales ?? 0, control: pence(control.sales) },
      { what: `${month} cancellations`, ours: -(ours?.returned ?? 0), control: pence(control.cancellations) },
    ]
  })
  return [
    ...compared,
    ...extra.map((month) => ({
      what: `${month} lines`,
      ours: figuresByMonth.get(month)?.lines ?? 0,
      control: 0,
    })),
  ]
}

function compareItems(
  { byItem }: ComparedReport,
  totals: ControlTotals,
  pence: (text: string) => number,
): Comparison[] {
  const keyOf = ({ sku }: ItemFigures) => sku
  const byRevenue = totals.top10_sku_by_revenue
  return [
    ...compareLeaders(
      'product by revenue',
      byRevenue.map(([sku, , net]) => [sku, pence(net)]),
      byItem,
      { keyOf, amountOf: ({ revenue }) => revenue },
    ),
    ...byRevenue.map(([sku, qty]) => ({
      what: `quantity of product by revenue ${sku}`,
      ours: byItem.find((item) => item.sku === sku)?.units ?? 0,
      control: qty,
    })),
    ...compareLeaders('product by quantity', totals.top10_sku_by_qty, byItem, {
      keyOf,
      amountOf: ({ units }) => units,
    }),
  ]
}

/** A list of the best: each has the value it should have, and nobody who is not listed stands above the last of them. */
function compareLeaders<Row>(
  what: string,
  leaders: readonly (readonly [string, number])[],
  rows: readonly Row[],
  { keyOf, amountOf }: { keyOf: (row: Row) => string; amountOf: (row: Row) => number },
): Comparison[] {
  const valueByKey = new Map(rows.map((row) => [keyOf(row), amountOf(row)]))
  const last = leaders.at(-1)?.[1] ?? Number.POSITIVE_INFINITY
  return [
    ...leaders.map(([key, control]) => ({ what: `${what} ${key}`, ours: valueByKey.get(key) ?? 0, control })),
    {
      what: `${what}, how many above the last`,
      ours: rows.filter((row) => amountOf(row) > last).length,
      control: leaders.filter(([, value]) => value > last).length,
    },
  ]
}

const monthOf = (start: number): string =>
  `${Math.floor(start / 10_000)}-${String(Math.floor(start / 100) % 100).padStart(2, '0')}`

function day(iso: string) {
  const read = isoToDay(iso)
  if (read === null) throw new Error(`${iso} is no day`)
  return read
}
