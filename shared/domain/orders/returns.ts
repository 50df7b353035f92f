import { type Author, type DomainDeps, type Signature, sign, touch } from '@shared/domain/authoring.ts'
import { piecesOf, subtractShares, trimShares } from '@shared/domain/stock/lots.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type Minor, minor, scaleMinor } from '@shared/kernel/money.ts'
import { type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Order, OrderLine, OrderReturn } from '@shared/schemas/orders.schema.ts'
import type { LotShare, PaymentMethod, StockPosting } from '@shared/schemas/postings.ts'
import type { Unit } from '@shared/schemas/products.schema.ts'
import { isBundleLine, postBundle } from './bundle-lines.ts'
import { EXCHANGE_METHOD } from './exchange.ts'
import { accountOf, costOfUnit, type Entry, isPromise, postMoney } from './order-postings.ts'
import { amountDue, paymentStatusOf, refundOf } from './payments.ts'
import { discountShares } from './pricing.ts'
import { type Returned, returnedByLine } from './returned.ts'

/** What may still come back of a line. */
export interface ReturnableLine {
  readonly lineId: string
  readonly productId: Id
  readonly variantId: Id
  readonly sku: string
  readonly name: string
  /** What its quantities count; pieces when left out. */
  readonly unit?: Unit
  readonly sold: Quantity
  readonly returned: Quantity
  /** Units that may still come back. */
  readonly quantity: Quantity
  /** About what the customer gets for one unit, tax inside; the exact amount of several is `refundFor`. */
  readonly amountPerUnit: Minor
  /** What the customer gets if all of it comes back, tax inside. */
  readonly amount: Minor
  /** The lots of it that have not come back yet (LOT-4). */
  readonly lots: readonly LotShare[]
}

/** Units of one line that come back; `reason` and `restock` say of this line alone what else holds for the whole return. */
export interface ReturnWish {
  readonly lineId: string
  readonly quantity: Quantity
  readonly reason?: string
  readonly restock?: boolean
  /** Which of the line's lots; the first ones that are not back yet unless told. */
  readonly lots?: readonly string[] | undefined
}

/** What comes back, why, and how the customer is paid. */
export interface ReturnInput {
  readonly lines: readonly ReturnWish[]
  readonly reason: string
  /** Whether the goods go back on the shelf; damaged ones don't. */
  readonly restock: boolean
  /** What of the refund another sale takes at once (EXCHANGE-1); the rest is paid out by `refundMethod`. */
  readonly exchange?: { readonly amount: Minor; readonly reference: string }
  /** The return's own id, where it may be recorded again after a crash: what is recorded is left as it is. */
  readonly id?: Id
  /** Goods and money have moved already, so only what this device itself took back counts against it (ORDER-3). */
  readonly hasHappened?: boolean
  readonly refundMethod: PaymentMethod
  readonly reference?: string
  readonly businessDay: BusinessDay
  /** Where the goods are put back; where they were sold unless told. */
  readonly locationId?: Id
}

/** Why goods are not taken back; `left` is how many units still may be. */
export type ReturnError =
  | { readonly type: 'NotReturnable' }
  | { readonly type: 'NoLines' }
  | { readonly type: 'UnknownLine'; readonly lineId: string }
  | { readonly type: 'DuplicateLine'; readonly lineId: string }
  | { readonly type: 'InvalidQuantity'; readonly lineId: string }
  | { readonly type: 'QuantityAboveReturnable'; readonly lineId: string; readonly left: Quantity }
  | { readonly type: 'NoCustomerForCredit' }

const isReturnable = ({ status }: Pick<Order, 'status'>): boolean =>
  status === 'shipped' || status === 'delivered'

/** What may still come back, line by line; nothing of an order whose goods never left, and nothing of a cancelled one. */
export function returnable(order: Order): ReturnableLine[] {
  if (!isReturnable(order)) return []
  const returned = returnedByLine(order)
  const shares = discountShares(order.lines, order.discount)
  return order.lines.flatMap((line, i) => {
    const back = returned.get(line.id)
    const left = line.quantity - (back?.quantity ?? 0)
    if (left <= 0) return []
    const { amount, tax } = refundOfLine(line, shares[i] ?? 0, back, left)
    const all = minor(order.pricesIncludeTax ? amount : amount + tax)
    return {
      lineId: line.id,
      productId: line.productId,
      variantId: line.variantId,
      sku: line.sku,
      name: line.name,
      ...(line.unit === undefined ? {} : { unit: line.unit }),
      sold: line.quantity,
      returned: quantity(back?.quantity ?? 0),
      quantity: quantity(left),
      amountPerUnit: scaleMinor(all, 1, left),
      amount: all,
      lots: lotsLeft(line, back),
    }
  })
}

/** What the customer gets back in all, in minor units with tax, for these quantities; what `returnLines` would record. */
export function refundFor(order: Order, lines: ReturnInput['lines']): Result<Minor, ReturnError> {
  const planned = planReturn(order, lines)
  return planned.ok ? ok(totalOf(order, planned.value)) : planned
}

/**
 * Takes goods back. Never more than was sold less what is known to be back (ORDER-3). The refund first takes down what
 * the customer still owes on this order; the rest is paid out by `refundMethod`. Amounts are the line's share of what was
 * really paid: after all discounts, and summing exactly to the line however often it comes back in parts.
 */
export function returnLines(
  order: Order,
  input: ReturnInput,
  author: Author,
  deps: DomainDeps,
): Result<Order, ReturnError> {
  if (input.id !== undefined && order.returns.some(({ id }) => id === input.id)) return ok(order)
  const planned = planReturn(order, input.lines, input.hasHappened ? author.deviceId : null)
  if (!planned.ok) return planned
  const refunds = planRefunds(order, planned.value, input)
  const isOnAccount = refunds.some(({ isDebt, method, amount }) => !isDebt && amount > 0 && isPromise(method))
  if (isOnAccount && order.customerId === null) return err({ type: 'NoCustomerForCredit' })
  const signature = sign(author, deps)
  const records = recordsOf(order, planned.value, input, signature, deps)
  const back: Order = {
    ...order,
    returns: [...order.returns, ...records],
    payments: [
      ...order.payments,
      ...refunds
        .filter(({ amount }) => amount > 0)
        .map(({ method, amount, reference }) =>
          refundOf(method, amount, reference, signature, deps.ids.next()),
        ),
    ],
    stockPostings: [
      ...order.stockPostings,
      ...records.flatMap((record) => [
        ...goodsBack(order, input, withoutBundles(order, record), signature, deps),
        ...bundlesReturned(order, input, record, signature, deps),
      ]),
    ],
    moneyPostings: [
      ...order.moneyPostings,
      ...postMoney(returnEntry(planned.value, totalOf(order, planned.value), refunds), signature, deps),
    ],
  }
  return ok(touch({ ...back, paymentStatus: paymentStatusOf(back) }, author, deps))
}

interface PlannedRefund {
  readonly method: PaymentMethod
  readonly amount: Minor
  readonly reference: string
  /** Takes down what is owed on this order: nothing is paid out. */
  readonly isDebt: boolean
}

/** First against what is owed on the order, then into the sale that it is exchanged for, the rest to the customer. */
function planRefunds(
  order: Order,
  lines: OrderReturn['lines'],
  { exchange, refundMethod, reference = '' }: ReturnInput,
): PlannedRefund[] {
  const total = totalOf(order, lines)
  const againstDebt = Math.min(total, amountDue(order))
  const exchanged = Math.min(total - againstDebt, exchange?.amount ?? 0)
  const paidOut = minor(total - againstDebt - exchanged)
  return [
    { method: 'credit', amount: minor(againstDebt), reference, isDebt: true },
    {
      method: EXCHANGE_METHOD,
      amount: minor(exchanged),
      reference: exchange?.reference ?? '',
      isDebt: false,
    },
    { method: refundMethod, amount: paidOut, reference, isDebt: false },
  ]
}

/** One record for all that comes back for the same reason to the same place; all of them are signed alike. */
function recordsOf(
  order: Order,
  planned: OrderReturn['lines'],
  input: ReturnInput,
  signature: Signature,
  { ids }: DomainDeps,
): OrderReturn[] {
  const records: OrderReturn[] = []
  for (const { lineId, reason = input.reason, restock = input.restock } of input.lines) {
    const line = planned.find((one) => one.lineId === lineId)
    if (!line) continue
    const at = records.findIndex((record) => record.reason === reason && record.restock === restock)
    const { id = input.id && records.length === 0 ? input.id : ids.next(), lines = [] } = records[at] ?? {}
    const all = [...lines, line]
    const { businessDay } = input
    const record = { id, businessDay, reason, restock, lines: all, total: totalOf(order, all), ...signature }
    records.splice(at < 0 ? records.length : at, 1, record)
  }
  return records
}

/** `happenedOn` is the device that has the goods already: what others took back meanwhile is not held against it. */
function planReturn(
  order: Order,
  wanted: ReturnInput['lines'],
  happenedOn: Id | null = null,
): Result<OrderReturn['lines'], ReturnError> {
  if (!isReturnable(order) && (happenedOn === null || order.status !== 'cancelled'))
    return err({ type: 'NotReturnable' })
  if (wanted.length === 0) return err({ type: 'NoLines' })
  const known = order.returns.filter(({ deviceId }) => happenedOn === null || deviceId === happenedOn)
  const returned = returnedByLine({ returns: known })
  const shares = discountShares(order.lines, order.discount)
  const seen = new Set<string>()
  const planned: OrderReturn['lines'] = []
  for (const { lineId, quantity: units, lots: chosen } of wanted) {
    const at = order.lines.findIndex(({ id }) => id === lineId)
    const line = order.lines[at]
    if (!line) return err({ type: 'UnknownLine', lineId })
    if (seen.has(lineId)) return err({ type: 'DuplicateLine', lineId })
    seen.add(lineId)
    if (!Number.isSafeInteger(units) || units < 1) return err({ type: 'InvalidQuantity', lineId })
    const left = Math.max(0, line.quantity - (returned.get(lineId)?.quantity ?? 0))
    if (units > left) return err({ type: 'QuantityAboveReturnable', lineId, left: quantity(left) })
    const back = returned.get(lineId)
    const lots = lotsBack(line, back, units, chosen)
    const money = refundOfLine(line, shares[at] ?? 0, back, units)
    planned.push({ ...toReturnLine(line, units, money), ...(lots.length === 0 ? {} : { lots }) })
  }
  return ok(planned)
}

/** LOT-4: what of a line's lots is not back yet. */
const lotsLeft = (line: Pick<OrderLine, 'lots'>, back: Returned | undefined): LotShare[] =>
  subtractShares(line.lots ?? [], back?.lots ?? [])

/** LOT-4: goods come back to the lots they left: to those that somebody names first. */
function lotsBack(
  line: OrderLine,
  back: Returned | undefined,
  units: number,
  chosen: readonly string[] = [],
): LotShare[] {
  const left = lotsLeft(line, back)
  const named = left.filter(({ lot }) => chosen.includes(lot))
  return trimShares([...named, ...left.filter((share) => !named.includes(share))], units)
}

/**
 * What of a line's money `units` more bring: their share, rounded down, and everything that is left with the last of them.
 * Rounded down, because tills that do not hear each other must not give back more together than was paid (ORDER-3).
 */
function refundOfLine(
  line: OrderLine,
  share: number,
  back: Returned | undefined,
  units: number,
): { amount: Minor; tax: Minor } {
  const isRest = (back?.quantity ?? 0) + units >= line.quantity
  const partOf = (whole: number, already: number): Minor => {
    const left = Math.max(0, whole - already)
    return minor(isRest ? left : Math.min(left, Math.floor((whole * units) / line.quantity)))
  }
  return {
    amount: partOf(line.total - share, back?.amount ?? 0),
    tax: partOf(line.tax ?? 0, back?.tax ?? 0),
  }
}

const toReturnLine = (
  line: OrderLine,
  units: number,
  { amount, tax }: { amount: Minor; tax: Minor },
): OrderReturn['lines'][number] => ({
  lineId: line.id,
  productId: line.productId,
  variantId: line.variantId,
  sku: line.sku,
  name: line.name,
  ...(line.categoryId === undefined ? {} : { categoryId: line.categoryId }),
  quantity: quantity(units),
  amount,
  ...(tax === 0 ? {} : { tax }),
  ...(line.pricePer === undefined ? {} : { pricePer: line.pricePer }),
  ...(line.unit === undefined ? {} : { unit: line.unit }),
  ...(line.unitCost === undefined ? {} : { unitCost: line.unitCost }),
})

/** Tax is inside the amounts exactly when it is inside the order's prices. */
export const totalOf = (order: Pick<Order, 'pricesIncludeTax'>, lines: OrderReturn['lines']): Minor =>
  minor(lines.reduce((sum, { amount, tax }) => sum + amount + (order.pricesIncludeTax ? 0 : (tax ?? 0)), 0))

function returnEntry(lines: OrderReturn['lines'], total: Minor, refunds: readonly PlannedRefund[]): Entry {
  const tax = lines.reduce((sum, line) => sum + (line.tax ?? 0), 0)
  return [
    ...refunds.map(({ method, amount }) => [accountOf(method), -amount] as const),
    ['sales', total - tax],
    ['tax', tax],
  ]
}

const bundleOf = (order: Order, lineId: string | null): OrderLine | undefined =>
  order.lines.find((line) => line.id === lineId && isBundleLine(line))

const withoutBundles = (order: Order, record: OrderReturn): OrderReturn => ({
  ...record,
  lines: record.lines.filter(({ lineId }) => bundleOf(order, lineId) === undefined),
})

/** BUNDLE-3: the components come back as they left. */
function bundlesReturned(
  order: Order,
  { locationId = order.locationId }: ReturnInput,
  { lines, restock }: OrderReturn,
  signature: Signature,
  { ids }: DomainDeps,
): StockPosting[] {
  if (!restock) return []
  return lines.flatMap(({ lineId, quantity: units }) => {
    const bundle = bundleOf(order, lineId)
    const posting = { locationId, kind: 'return' as const, ...signature }
    return bundle ? postBundle(bundle, units, posting, () => ids.next()) : []
  })
}

function goodsBack(
  order: Order,
  { locationId = order.locationId }: ReturnInput,
  { lines, restock }: OrderReturn,
  signature: Signature,
  { ids }: DomainDeps,
): StockPosting[] {
  if (!restock) return []
  return lines.flatMap((line) =>
    piecesOf(line.quantity, line.lots).map((piece) => ({
      id: ids.next(),
      variantId: line.variantId,
      locationId,
      kind: 'return' as const,
      ...signature,
      ...costOfUnit(line),
      ...piece,
    })),
  )
}
