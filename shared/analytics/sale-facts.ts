import { discountShares, exactGross } from '@shared/domain/orders/pricing.ts'
import { returnActs } from '@shared/domain/orders/returned.ts'
import { type BusinessDay, businessDayOf, dayToEpochMs } from '@shared/kernel/business-day.ts'
import type { Order, OrderLine, OrderReturn } from '@shared/schemas/orders.schema.ts'
import { PAYMENT_METHODS } from '@shared/schemas/postings.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Days since 1970: what columns hold, so that ranges are two comparisons and weeks are divisions. */
export const dayNumberOf = (day: BusinessDay): number => dayToEpochMs(day) / DAY_MS
export const dayOfNumber = (dayNumber: number): BusinessDay => businessDayOf(dayNumber * DAY_MS, 0)

/** One line as it counts: signed (returns negative), the order's own discount already taken off. */
export interface LineFact {
  readonly productId: string
  readonly variantId: string
  readonly categoryId: string
  readonly sku: string
  readonly name: string
  readonly quantity: number
  readonly revenue: number
  readonly tax: number
  readonly margin: number
  /** The margin says nothing where it is not. */
  readonly isCostKnown: boolean
  /** Basis points. */
  readonly taxRate: number
  /** What was taken off this line by its own discount and by its share of the whole's; `revenue` is without both. */
  readonly discounts: readonly DiscountFact[]
  /** Why it came back; empty for what was sold. */
  readonly returnReason: string
}

export interface DiscountFact {
  readonly amount: number
  readonly reason: string
}

/** A sale, or one act of bringing back. */
export interface ActFact {
  readonly isReturn: boolean
  readonly dayNumber: number
  /** 0 to 23, by the shop's clock. */
  readonly hour: number
  readonly staffId: string
  readonly deviceId: string
  readonly lines: readonly LineFact[]
}

export interface PaymentFact {
  readonly dayNumber: number
  readonly staffId: string
  readonly deviceId: string
  readonly method: number
  /** Refunds negative. */
  readonly amount: number
}

export const SALE_KINDS = { removed: 0, sold: 1, returnsOnly: 2, held: 3, cancelled: 4 } as const
export type SaleKind = (typeof SALE_KINDS)[keyof typeof SALE_KINDS]

/** What an order says about sales (REPORT-1): the sale on the order's business day, each return on its own. */
export interface SaleFacts {
  readonly kind: SaleKind
  readonly dayNumber: number
  readonly acts: readonly ActFact[]
  readonly payments: readonly PaymentFact[]
}

/**
 * Held carts say nothing. Of a cancelled order only the money that moved counts: its refund takes out what its
 * payment brought in, each on its day (REPORT-2).
 */
export function saleFactsOf(order: Order, utcOffsetMinutes: number): SaleFacts {
  const dayNumber = dayNumberOf(order.businessDay)
  if (order.status === 'held') return { kind: SALE_KINDS.held, dayNumber, acts: [], payments: [] }
  const payments = paymentFactsOf(order, utcOffsetMinutes)
  if (order.status === 'cancelled') return { kind: SALE_KINDS.cancelled, dayNumber, acts: [], payments }
  const hourOf = (at: number) => hourOfDay(at, utcOffsetMinutes)
  const acts = returnActs(order.channel, order.returns).flatMap((records) =>
    returnAct(order, records, hourOf),
  )
  const kind = order.lines.length > 0 ? SALE_KINDS.sold : SALE_KINDS.returnsOnly
  if (kind === SALE_KINDS.sold) acts.unshift(saleAct(order, dayNumber, hourOf(order.placedAt)))
  return { kind, dayNumber, acts, payments }
}

/** By the shop's own clock, whatever zone the machine is in. */
const hourOfDay = (at: number, utcOffsetMinutes: number): number =>
  new Date(at + utcOffsetMinutes * MINUTE_MS).getUTCHours()

function saleAct(order: Order, dayNumber: number, hour: number): ActFact {
  const shares = discountShares(order.lines, order.discount)
  return {
    isReturn: false,
    dayNumber,
    hour,
    staffId: order.createdBy,
    deviceId: sellingDevice(order),
    lines: order.lines.map((line, i) => {
      const tax = line.tax ?? 0
      const share = shares[i] ?? 0
      const own = line.discount ?? 0
      const discounts = [
        ...(own === 0 ? [] : [{ amount: own, reason: line.discountReason ?? '' }]),
        ...(share === 0 ? [] : [{ amount: share, reason: order.discountReason }]),
      ]
      return lineFact(line, {
        quantity: line.quantity,
        revenue: line.total - share + (order.pricesIncludeTax ? 0 : tax),
        tax,
        cost: costOf(line),
        taxRate: line.taxRate ?? 0,
        discounts,
        returnReason: '',
      })
    }),
  }
}

/** The order's own device is that of its last edit; what the sale posted names the one that sold. */
const sellingDevice = (order: Order): string =>
  order.stockPostings[0]?.deviceId ?? order.payments[0]?.deviceId ?? order.deviceId

function returnAct(order: Order, records: readonly OrderReturn[], hourOf: (at: number) => number): ActFact[] {
  const [first] = records
  if (!first) return []
  return [
    {
      isReturn: true,
      dayNumber: dayNumberOf(first.businessDay),
      hour: hourOf(first.at),
      staffId: first.by,
      deviceId: first.deviceId,
      lines: records.flatMap((record) => returnedLines(order, record)),
    },
  ]
}

const returnedLines = (order: Order, { lines, restock, reason }: OrderReturn): LineFact[] =>
  lines.map((line) => {
    const tax = line.tax ?? 0
    const cost = costOf(line)
    return lineFact(line, {
      quantity: -line.quantity,
      revenue: -line.amount - (order.pricesIncludeTax ? 0 : tax),
      tax: -tax,
      // Goods that do not go back on the shelf have cost what they cost.
      cost: cost === null ? null : restock ? -cost : 0,
      taxRate: order.lines.find(({ id }) => id === line.lineId)?.taxRate ?? 0,
      discounts: [],
      returnReason: reason,
    })
  })

/** What a line adds up to; returns are given below zero. */
function lineFact(
  line: OrderLine | OrderReturn['lines'][number],
  says: Pick<LineFact, 'quantity' | 'revenue' | 'tax' | 'taxRate' | 'discounts' | 'returnReason'> & {
    readonly cost: number | null
  },
): LineFact {
  const { quantity, revenue, tax, cost, taxRate, discounts, returnReason } = says
  return {
    productId: line.productId,
    variantId: line.variantId,
    categoryId: line.categoryId ?? '',
    sku: line.sku,
    name: line.name,
    quantity,
    revenue,
    tax,
    margin: cost === null ? 0 : revenue - tax - cost,
    isCostKnown: cost !== null,
    taxRate,
    discounts,
    returnReason,
  }
}

/** Null when the cost is not known, or so large that sums of it would no longer be exact. */
function costOf(line: Pick<OrderLine, 'unitCost' | 'quantity' | 'pricePer'>): number | null {
  const { unitCost, quantity, pricePer } = line
  if (unitCost === undefined) return null
  const cost = exactGross({ quantity, unitPrice: unitCost, ...(pricePer === undefined ? {} : { pricePer }) })
  return Math.abs(cost) <= 1e13 ? cost : null
}

function paymentFactsOf(order: Order, utcOffsetMinutes: number): PaymentFact[] {
  return order.payments
    .filter((payment) => payment.status !== 'failed')
    .map((payment) => ({
      dayNumber: dayNumberOf(paymentDay(order, payment.at, utcOffsetMinutes)),
      staffId: payment.by,
      deviceId: payment.deviceId,
      method: PAYMENT_METHODS.indexOf(payment.method),
      amount: payment.kind === 'refund' ? -payment.amount : payment.amount,
    }))
}

/** Money taken with the sale or given back with a return stands on their business day; any other on its clock's day. */
function paymentDay(order: Order, at: number, utcOffsetMinutes: number): BusinessDay {
  if (Math.abs(at - order.placedAt) < MINUTE_MS) return order.businessDay
  const withReturn = order.returns.find((one) => Math.abs(at - one.at) < MINUTE_MS)
  return withReturn?.businessDay ?? businessDayOf(at, utcOffsetMinutes)
}

const isInteger = (value: unknown): boolean => Number.isSafeInteger(value)
const isIntegerOrAbsent = (value: unknown): boolean => value === undefined || isInteger(value)
type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/**
 * Whether a stored value has every field that is counted, in the shape that counting needs. Far cheaper than the
 * validator: a device reads a hundred thousand of these when it starts. What fails is left out and reported.
 */
export function isCountableOrder(value: unknown): value is Order {
  if (!isFields(value)) return false
  const { id, status, lines, returns, payments } = value
  if (typeof id !== 'string' || typeof status !== 'string' || typeof value.currency !== 'string') return false
  if (![value.discount, value.placedAt].every(isInteger)) return false
  if (!isDay(value.businessDay)) return false
  return (
    isListOf(lines, (line) => isCountableLine(line) && isInteger(line.total)) &&
    isListOf(returns, isCountableReturn) &&
    isListOf(payments, isCountablePayment) &&
    isListOf(value.events, ({ at }) => isInteger(at)) &&
    isListOf(value.stockPostings, () => true)
  )
}

const isCountablePayment = (one: Fields): boolean =>
  isInteger(one.amount) && isInteger(one.at) && PAYMENT_METHODS.some((method) => method === one.method)

function isDay(value: unknown): boolean {
  return typeof value === 'number' && isInteger(value) && value >= 19_000_101 && value <= 99_991_231
}

function isListOf(value: unknown, check: (item: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isFields(item) && check(item))
}

const isCountableLine = (line: Fields): boolean =>
  typeof line.variantId === 'string' &&
  typeof line.productId === 'string' &&
  isInteger(line.quantity) &&
  isIntegerOrAbsent(line.tax) &&
  isIntegerOrAbsent(line.taxRate) &&
  isIntegerOrAbsent(line.discount) &&
  isIntegerOrAbsent(line.unitCost) &&
  isIntegerOrAbsent(line.pricePer)

const isCountableReturn = (one: Fields): boolean =>
  isDay(one.businessDay) &&
  isInteger(one.at) &&
  isListOf(one.lines, (line) => isCountableLine(line) && isInteger(line.amount))
