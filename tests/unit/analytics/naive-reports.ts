import type { DayRange } from '@shared/analytics/figures.ts'
import type { ReportFilters } from '@shared/analytics/report/report-filters.ts'
import { discountShares } from '@shared/domain/orders/pricing.ts'
import { type BusinessDay, businessDayOf, dayToEpochMs } from '@shared/kernel/business-day.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'

/* Reports as somebody would add them up by hand: document by document, with nothing of the columns in between. */

const DAY_MS = 86_400_000

/** A line that was sold or came back. */
export interface LineEvent {
  readonly act: string
  readonly isReturn: boolean
  readonly day: BusinessDay
  readonly week: BusinessDay
  readonly month: BusinessDay
  readonly weekday: number
  readonly hour: number
  readonly staff: string
  readonly device: string
  readonly channel: string
  readonly category: string
  readonly variant: string
  readonly product: string
  readonly taxRate: number
  readonly methods: readonly string[]
  readonly units: number
  readonly amount: number
  readonly tax: number
  readonly cost: number | null
  readonly discount: number
}

export function lineEvents(orders: readonly Order[]): LineEvent[] {
  return orders
    .filter(({ status }) => status !== 'cancelled')
    .flatMap((order) => [...sold(order), ...returned(order)])
}

const timesOf = (day: BusinessDay, at: number) => {
  const since = dayToEpochMs(day)
  const weekday = (new Date(since).getUTCDay() + 6) % 7
  return {
    day,
    week: businessDayOf(since - weekday * DAY_MS, 0),
    month: (day - (day % 100) + 1) as BusinessDay, // the first of its month
    weekday,
    hour: new Date(at).getUTCHours(),
  }
}

const paidBy = (order: Order): string[] =>
  order.payments.filter(({ kind, amount }) => kind === 'payment' && amount > 0).map(({ method }) => method)

function sold(order: Order): LineEvent[] {
  const shares = discountShares(order.lines, order.discount)
  return order.lines.map((line, i) => {
    const tax = line.tax ?? 0
    return {
      act: order.id,
      isReturn: false,
      ...timesOf(order.businessDay, order.placedAt),
      staff: order.createdBy,
      device: order.stockPostings[0]?.deviceId ?? order.deviceId,
      channel: order.channel,
      category: line.categoryId ?? '',
      variant: line.variantId,
      product: line.productId,
      taxRate: line.taxRate ?? 0,
      methods: paidBy(order),
      units: line.quantity,
      amount: line.total - (shares[i] ?? 0) + (order.pricesIncludeTax ? 0 : tax),
      tax,
      cost: line.unitCost === undefined ? null : line.unitCost * line.quantity,
      discount: (line.discount ?? 0) + (shares[i] ?? 0),
    }
  })
}

function returned(order: Order): LineEvent[] {
  return order.returns.flatMap((one) =>
    one.lines.map((line) => {
      const tax = line.tax ?? 0
      const cost = line.unitCost === undefined ? null : line.unitCost * line.quantity
      return {
        act: `${order.id} ${one.deviceId} ${one.at}`,
        isReturn: true,
        ...timesOf(one.businessDay, one.at),
        staff: one.by,
        device: one.deviceId,
        channel: order.channel,
        category: line.categoryId ?? '',
        variant: line.variantId,
        product: line.productId,
        taxRate: order.lines.find(({ id }) => id === line.lineId)?.taxRate ?? 0,
        methods: paidBy(order),
        units: -line.quantity,
        amount: line.amount + (order.pricesIncludeTax ? 0 : tax),
        tax: -tax,
        cost: cost === null ? null : one.restock ? -cost : 0,
        discount: 0,
      }
    }),
  )
}

export function paymentEvents(orders: readonly Order[]) {
  return orders.flatMap((order) =>
    order.payments.map(({ kind, method, amount, at }) => ({
      method,
      day: businessDayOf(at, 0),
      amount: kind === 'refund' ? -amount : amount,
    })),
  )
}

const TESTS: Readonly<Record<string, (event: LineEvent, values: readonly string[]) => boolean>> = {
  category: ({ category }, values) => values.includes(category),
  variant: ({ variant }, values) => values.includes(variant),
  taxRate: ({ taxRate }, values) => values.includes(String(taxRate)),
  staff: ({ staff }, values) => values.includes(staff),
  device: ({ device }, values) => values.includes(device),
  method: ({ methods }, values) => methods.some((method) => values.includes(method)),
  hour: ({ hour }, values) => values.includes(String(hour)),
  weekday: ({ weekday }, values) => values.includes(String(weekday)),
}

/** By ids of the reports' columns. */
export function naiveGroups(
  events: readonly LineEvent[],
  range: DayRange,
  filters: ReportFilters,
  keyOf: (event: LineEvent) => string | number,
) {
  const wanted = events.filter(
    (event) =>
      event.day >= range.from &&
      event.day <= range.to &&
      Object.entries(filters).every(([name, values]) => TESTS[name]?.(event, values) ?? true),
  )
  const byKey = new Map<string, LineEvent[]>()
  for (const event of wanted) {
    const key = String(keyOf(event))
    byKey.set(key, [...(byKey.get(key) ?? []), event])
  }
  return { groups: new Map([...byKey].map(([key, of]) => [key, sumsOf(of)])), total: sumsOf(wanted) }
}

function sumsOf(events: readonly LineEvent[]) {
  const sum = (of: readonly LineEvent[], value: (event: LineEvent) => number) =>
    of.reduce((total, event) => total + value(event), 0)
  const sales = events.filter(({ isReturn }) => !isReturn)
  const returns = events.filter(({ isReturn }) => isReturn)
  const known = events.filter(({ cost }) => cost !== null)
  const revenue = sum(sales, ({ amount }) => amount) - sum(returns, ({ amount }) => amount)
  const cost = sum(known, (event) => event.cost ?? 0)
  const signed = (event: LineEvent) => (event.isReturn ? -event.amount : event.amount)
  const knownRevenue = sum(known, signed)
  const saysNothing = knownRevenue === 0 && cost === 0
  return {
    orders: new Set(sales.map(({ act }) => act)).size,
    units: sum(events, ({ units }) => units),
    sales: sum(sales, ({ amount }) => amount),
    returned: sum(returns, ({ amount }) => amount),
    revenue,
    discount: sum(events, ({ discount }) => discount),
    tax: sum(events, ({ tax }) => tax),
    net: revenue - sum(events, ({ tax }) => tax),
    cost: saysNothing ? null : cost,
    margin: saysNothing ? null : knownRevenue - sum(known, ({ tax }) => tax) - cost,
  }
}
