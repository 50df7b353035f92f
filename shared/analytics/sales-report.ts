import { minor } from '@shared/kernel/money.ts'
import { PAYMENT_METHODS } from '@shared/schemas/postings.ts'
import type { Dictionary } from './dictionary.ts'
import type {
  CategoryFigures,
  DayRange,
  GroupFigures,
  ItemFigures,
  PaymentFigures,
  Period,
  PeriodFigures,
  SalesFigures,
  SalesReport,
  SalesReportRequest,
} from './figures.ts'
import { type OrderColumns, PAYMENT_PROFILE_WIDTH, PROFILE_WIDTH } from './order-columns.ts'
import { periodStart } from './report-days.ts'
import { dayNumberOf, dayOfNumber, SALE_KINDS } from './sale-facts.ts'
import { type ActSums, knownDays, PROFILE_AT, scanActs } from './scan-acts.ts'
import { scanLines } from './scan-lines.ts'
import { AT, addRecord, createSums, hasLines, lineFigures, type Sums, salesFigures, sumAt } from './sums.ts'
import { takeBest } from './take-best.ts'

interface Days {
  readonly first: number
  readonly last: number
}

/**
 * The figures of a range, computed anew from the columns: any range costs one pass over the lines.
 * Sales count on the order's business day, returns on their own (REPORT-1). See `figures.ts` for what each figure means.
 */
export function salesReport(parts: OrderColumns, request: SalesReportRequest): SalesReport {
  const currency = parts.currencies.find(request.currency)
  const known = knownDays(parts)
  const days = clampDays(request.range, known)
  const acts = scanActs(parts, days.first, days.last, currency)
  const lines = scanLines(parts, days.first, days.last, currency)
  const items = itemFigures(parts, lines.byItem, request.topItems)
  const group = (dictionary: Dictionary, at: number) => groupFigures(parts, acts, dictionary, at)
  return {
    currency: request.currency,
    range: request.range,
    period: request.period,
    total: totalOf(acts.byProfile),
    compare: request.compare ? compareWith(parts, request.compare, currency, known) : null,
    byPeriod: periodFigures(acts.byDay, days.first, request.period),
    byCategory: categoryFigures(parts, lines.byCategory),
    byItem: items.best,
    itemCount: items.count,
    byPayment: paymentFigures(parts, dayNumbers(request.range), currency),
    byCountry: group(parts.countries, PROFILE_AT.country),
    byStaff: group(parts.staff, PROFILE_AT.staff),
    byChannel: group(parts.channels, PROFILE_AT.channel),
    byDevice: group(parts.devices, PROFILE_AT.device),
    cancelledOrders: countCancelled(parts, dayNumbers(request.range), currency),
    otherCurrencyOrders: acts.otherCurrencyOrders,
    known: known && { from: dayOfNumber(known.first), to: dayOfNumber(known.last) },
  }
}

const dayNumbers = ({ from, to }: DayRange): Days => ({ first: dayNumberOf(from), last: dayNumberOf(to) })

/** A range of eight thousand years costs no more than the days that hold something. */
function clampDays(range: DayRange, known: Days | null): Days {
  const { first, last } = dayNumbers(range)
  return known
    ? { first: Math.max(first, known.first), last: Math.min(last, known.last) }
    : { first: 0, last: -1 }
}

function totalOf(sums: Sums): SalesFigures {
  const total = createSums(1)
  for (let record = 0; record < sums.count; record++) addRecord(total, 0, sums, record)
  return salesFigures(total, 0)
}

function compareWith(
  parts: OrderColumns,
  range: DayRange,
  currency: number | undefined,
  known: Days | null,
): SalesReport['compare'] {
  const days = clampDays(range, known)
  return { range, total: totalOf(scanActs(parts, days.first, days.last, currency).byProfile) }
}

function periodFigures(byDay: Sums, firstDay: number, period: Period): PeriodFigures[] {
  const starts: number[] = []
  const sums = createSums(byDay.count)
  for (let day = 0; day < byDay.count; day++) {
    if (!hasLines(byDay, day)) continue
    const start = periodStart(firstDay + day, period)
    if (starts.at(-1) !== start) starts.push(start)
    addRecord(sums, starts.length - 1, byDay, day)
  }
  return starts.map((start, record) => ({ start: dayOfNumber(start), ...salesFigures(sums, record) }))
}

function categoryFigures(parts: OrderColumns, sums: Sums): CategoryFigures[] {
  return parts.categories.values
    .map((categoryId, record) => ({ categoryId: categoryId === '' ? null : categoryId, record }))
    .filter(({ record }) => hasLines(sums, record))
    .map(({ categoryId, record }) => ({ categoryId, ...lineFigures(sums, record) }))
    .sort((a, b) => b.revenue - a.revenue || compareText(a.categoryId ?? '', b.categoryId ?? ''))
}

function itemFigures(
  parts: OrderColumns,
  sums: Sums,
  top = Number.POSITIVE_INFINITY,
): { best: ItemFigures[]; count: number } {
  const sold: number[] = []
  const revenue = new Float64Array(sums.count)
  for (let item = 0; item < sums.count; item++) {
    if (!hasLines(sums, item)) continue
    sold.push(item)
    revenue[item] = sumAt(sums, item, AT.sales) - sumAt(sums, item, AT.returned)
  }
  const idOf = (item: number) => parts.items.variants.values[item] ?? ''
  const order = (a: number, b: number) =>
    (revenue[b] ?? 0) - (revenue[a] ?? 0) || compareText(idOf(a), idOf(b))
  const best = takeBest(sold, top, order).map((item) => {
    const label = parts.items.labels[item]
    return {
      productId: label?.productId ?? '',
      variantId: idOf(item),
      sku: label?.sku ?? '',
      name: label?.name ?? '',
      ...lineFigures(sums, item),
    }
  })
  return { best, count: sold.length }
}

/** Money counts on the day it moved, whether or not goods moved with it. */
function paymentFigures(parts: OrderColumns, days: Days, currency: number | undefined): PaymentFigures[] {
  const { data, length } = parts.payments.columns
  const { day, profile, amount } = data
  const { flat } = parts.paymentProfiles
  const counts = new Float64Array(PAYMENT_METHODS.length)
  const received = new Float64Array(PAYMENT_METHODS.length)
  const refunded = new Float64Array(PAYMENT_METHODS.length)
  for (let row = 0; row < length; row++) {
    const on = day[row] as number // row < length, as below
    if (on < days.first || on > days.last) continue
    const of = (profile[row] as number) * PAYMENT_PROFILE_WIDTH
    if (flat[of + PROFILE_AT.currency] !== currency) continue
    const method = flat[of + PROFILE_AT.method] ?? 0
    const moved = amount[row] as number
    counts[method] = (counts[method] ?? 0) + 1
    if (moved < 0) refunded[method] = (refunded[method] ?? 0) - moved
    else received[method] = (received[method] ?? 0) + moved
  }
  return PAYMENT_METHODS.map((method, i) => ({
    method,
    payments: counts[i] ?? 0,
    received: minor(received[i] ?? 0),
    refunded: minor(refunded[i] ?? 0),
    amount: minor((received[i] ?? 0) - (refunded[i] ?? 0)),
  })).filter(({ payments }) => payments > 0)
}

function groupFigures(
  parts: OrderColumns,
  { byProfile }: ActSums,
  dictionary: Dictionary,
  at: number,
): GroupFigures[] {
  const sums = createSums(dictionary.values.length)
  const { flat, size } = parts.profiles
  for (let profile = 0; profile < size; profile++)
    addRecord(sums, flat[profile * PROFILE_WIDTH + at] ?? 0, byProfile, profile)
  return dictionary.values
    .map((key, record) => ({ key, record }))
    .filter(({ record }) => hasLines(sums, record))
    .map(({ key, record }) => ({ key, ...salesFigures(sums, record) }))
    .sort((a, b) => b.revenue - a.revenue || compareText(a.key, b.key))
}

function countCancelled(parts: OrderColumns, days: Days, currency: number | undefined): number {
  const { data, length } = parts.orders
  const { kind, currency: of, day } = data
  let count = 0
  for (let order = 0; order < length; order++) {
    if (kind[order] !== SALE_KINDS.cancelled || of[order] !== currency) continue
    const on = day[order] as number // order < length
    if (on >= days.first && on <= days.last) count++
  }
  return count
}

const compareText = (a: string, b: string): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}
