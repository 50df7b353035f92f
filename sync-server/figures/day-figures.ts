import type { GroupFigures, ItemFigures } from '@shared/analytics/figures.ts'
import { createOrderColumns, emptyOrderParts, type OrderColumns } from '@shared/analytics/order-columns.ts'
import { dayOfNumber, isCountableOrder, saleFactsOf } from '@shared/analytics/sale-facts.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { type CurrencyCode, currencySchema } from '@shared/kernel/money.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { upgradeDocument } from '@shared/schemas/upgrade-document.ts'

/*
 * FIGURES-1: the server counts by the reducers that devices count by, so that both sides agree to the unit. Here is nothing
 * but the way from stored orders to those reducers and from their report to rows.
 */

/** Raise it when an order counts in another way than before: every shop is then counted again. */
export const RULES = 1

export interface CountryRow extends GroupFigures {
  readonly currency: CurrencyCode
  readonly day: BusinessDay
}

export interface ItemRow extends ItemFigures {
  readonly currency: CurrencyCode
  readonly day: BusinessDay
  readonly namedAt: number
  readonly namedBy: string
}

export interface DayFigures {
  readonly countries: readonly CountryRow[]
  readonly items: readonly ItemRow[]
}

/** A stored order in the present version; null for one that cannot be counted, which devices leave out too. */
export function countable(body: Readonly<Record<string, unknown>>): Order | null {
  const order: unknown = upgradeDocument('orders', body)
  return isCountableOrder(order) ? order : null
}

export interface OrderDays {
  readonly own: BusinessDay
  /** Its own first, each once. */
  readonly all: readonly BusinessDay[]
}

/** Its own day and every day on which goods moved. */
export function daysOf(order: Order, utcOffsetMinutes: number): OrderDays {
  const { dayNumber, acts } = saleFactsOf(order, utcOffsetMinutes)
  const numbers = [dayNumber, ...acts.map((act) => act.dayNumber)]
  return { own: dayOfNumber(dayNumber), all: [...new Set(numbers)].map(dayOfNumber) }
}

export function columnsOf(orders: Iterable<Order>, utcOffsetMinutes: number): OrderColumns {
  const columns = createOrderColumns(emptyOrderParts(utcOffsetMinutes))
  for (const order of orders) columns.apply(order)
  return columns
}

/** What a day sold, as the reports say it, from columns that hold every order of that day. */
export function dayFigures(columns: OrderColumns, day: BusinessDay): DayFigures {
  const countries: CountryRow[] = []
  const items: ItemRow[] = []
  for (const value of columns.currencies.values) {
    const currency = currencySchema.parse(value)
    const report = salesReport(columns, { currency, range: { from: day, to: day }, period: 'day' })
    for (const group of report.byCountry) countries.push({ ...group, currency, day })
    for (const item of report.byItem) items.push({ ...item, currency, day, ...nameOf(columns, item) })
  }
  return { countries, items }
}

function nameOf(columns: OrderColumns, { variantId }: ItemFigures): { namedAt: number; namedBy: string } {
  const label = columns.items.labels[columns.items.variants.find(variantId) ?? -1]
  return { namedAt: label?.at ?? 0, namedBy: label?.orderId ?? '' }
}

/** All days of which the columns know something, oldest first. */
export function knownDaysOf(columns: OrderColumns): BusinessDay[] {
  const numbers = new Set<number>()
  const { data, length } = columns.rollup.columns
  for (let row = 0; row < length; row++) if (data.acts[row] !== 0) numbers.add(data.day[row] ?? 0)
  return [...numbers].sort((a, b) => a - b).map(dayOfNumber)
}
