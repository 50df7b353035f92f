import { type Author, type DomainDeps, type Signature, sign, touch } from '@shared/domain/authoring.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type Minor, minor, scaleMinor } from '@shared/kernel/money.ts'
import { type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Order, OrderLine, OrderReturn } from '@shared/schemas/orders.schema.ts'
import type { PaymentMethod, StockPosting } from '@shared/schemas/postings.ts'
import { accountOf, cancelPostingId, costOfUnit, isPromise, postMoney } from './order-postings.ts'
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
  readonly sold: Quantity
  readonly returned: Quantity
  /** Units that may still come back. */
  readonly quantity: Quantity
  /** About what the customer gets for one unit, tax inside; the exact amount of several is `refundFor`. */
  readonly amountPerUnit: Minor
  /** What the customer gets if all of it comes back, tax inside. */
  readonly amount: Minor
}

/** What comes back, why, and how the customer is paid. */
export interface ReturnInput {
  readonly lines: readonly { readonly lineId: string; readonly quantity: Quantity }[]
  readonly reason: string
  /** Whether the goods go back on the shelf; damaged ones don't. */
  readonly restock: boolean
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
      sold: line.quantity,
      returned: quantity(back?.quantity ?? 0),
      quantity: quantity(left),
      amountPerUnit: scaleMinor(all, 1, left),
      amount: all,
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
  const planned = planReturn(order, input.lines)
  if (!planned.ok) return planned
  const total = totalOf(order, planned.value)
  const againstDebt = minor(Math.min(total, amountDue(order)))
  const paidOut = minor(total - againstDebt)
  if (paidOut > 0 && isPromise(input.refundMethod) && order.customerId === null)
    return err({ type: 'NoCustomerForCredit' })
  const signature = sign(author, deps)
  const refund = (method: PaymentMethod, amount: Minor) =>
    amount === 0 ? [] : [refundOf(method, amount, input.reference ?? '', signature, deps.ids.next())]
  const record: OrderReturn = {
    id: deps.ids.next(),
    businessDay: input.businessDay,
    reason: input.reason,
    restock: input.restock,
    lines: planned.value,
    total,
    ...signature,
  }
  const back: Order = {
    ...order,
    returns: [...order.returns, record],
    payments: [...order.payments, ...refund('credit', againstDebt), ...refund(input.refundMethod, paidOut)],
    stockPostings: [...order.stockPostings, ...goodsBack(order, input, record, signature, deps)],
    moneyPostings: [
      ...order.moneyPostings,
      ...postMoney(returnEntry(record, againstDebt, paidOut, input.refundMethod), signature, deps),
    ],
  }
  return ok(touch({ ...back, paymentStatus: paymentStatusOf(back) }, author, deps))
}

/** What one line gave back more often than it was sold. */
export interface OverReturn {
  readonly lineId: string
  readonly variantId: Id
  readonly sold: number
  /** Units taken back by returns and by a cancellation, together. */
  readonly back: number
}

/**
 * Lines of which more came back than was sold: two tills that could not hear each other both took the goods back and both
 * paid the refund. Both happened, so both are kept (MERGE-5); this is how somebody gets to know.
 */
export function overReturned(order: Order): OverReturn[] {
  const returned = returnedByLine(order)
  const cancelled = new Map(
    order.stockPostings
      .filter(({ kind }) => kind === 'cancel')
      .map((posting) => [posting.id, posting.quantity]),
  )
  return order.lines.flatMap((line) => {
    if (line.quantity <= 0) return []
    const back =
      (returned.get(line.id)?.quantity ?? 0) + (cancelled.get(cancelPostingId(order.id, line.id)) ?? 0)
    return back > line.quantity
      ? { lineId: line.id, variantId: line.variantId, sold: line.quantity, back }
      : []
  })
}

function planReturn(order: Order, wanted: ReturnInput['lines']): Result<OrderReturn['lines'], ReturnError> {
  if (!isReturnable(order)) return err({ type: 'NotReturnable' })
  if (wanted.length === 0) return err({ type: 'NoLines' })
  const returned = returnedByLine(order)
  const shares = discountShares(order.lines, order.discount)
  const seen = new Set<string>()
  const planned: OrderReturn['lines'] = []
  for (const { lineId, quantity: units } of wanted) {
    const at = order.lines.findIndex(({ id }) => id === lineId)
    const line = order.lines[at]
    if (!line) return err({ type: 'UnknownLine', lineId })
    if (seen.has(lineId)) return err({ type: 'DuplicateLine', lineId })
    seen.add(lineId)
    if (!Number.isSafeInteger(units) || units < 1) return err({ type: 'InvalidQuantity', lineId })
    const left = Math.max(0, line.quantity - (returned.get(lineId)?.quantity ?? 0))
    if (units > left) return err({ type: 'QuantityAboveReturnable', lineId, left: quantity(left) })
    planned.push(toReturnLine(line, units, refundOfLine(line, shares[at] ?? 0, returned.get(lineId), units)))
  }
  return ok(planned)
}

/** The share of a line's money for `units` more: what would be back in all, less what is back already. */
function refundOfLine(
  line: OrderLine,
  share: number,
  back: Returned | undefined,
  units: number,
): { amount: Minor; tax: Minor } {
  const upTo = (whole: number, already: number): Minor => {
    const target = scaleMinor(minor(whole), (back?.quantity ?? 0) + units, line.quantity)
    return minor(Math.max(0, target - already))
  }
  return {
    amount: upTo(line.total - share, back?.amount ?? 0),
    tax: upTo(line.tax ?? 0, back?.tax ?? 0),
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

function returnEntry(
  { total, lines }: OrderReturn,
  againstDebt: Minor,
  paidOut: Minor,
  method: PaymentMethod,
): readonly (readonly [string, number])[] {
  const tax = lines.reduce((sum, line) => sum + (line.tax ?? 0), 0)
  return [
    ['receivable', -againstDebt],
    [accountOf(method), -paidOut],
    ['sales', total - tax],
    ['tax', tax],
  ]
}

function goodsBack(
  order: Order,
  { restock, locationId = order.locationId }: ReturnInput,
  { lines }: OrderReturn,
  signature: Signature,
  { ids }: DomainDeps,
): StockPosting[] {
  if (!restock) return []
  return lines.map((line) => ({
    id: ids.next(),
    variantId: line.variantId,
    locationId,
    quantity: line.quantity,
    kind: 'return',
    ...signature,
    ...costOfUnit(line),
  }))
}
