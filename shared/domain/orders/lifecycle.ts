import { type Author, type DomainDeps, type Signature, sign, touch } from '@shared/domain/authoring.ts'
import { piecesOf, subtractShares } from '@shared/domain/stock/lots.ts'
import { minor } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Order, OrderStatus, Payment } from '@shared/schemas/orders.schema.ts'
import type { MoneyPosting, PaymentMethod, StockPosting } from '@shared/schemas/postings.ts'
import { bundlesCancelled, isBundleLine } from './bundle-lines.ts'
import {
  cancelPostingId,
  costOfUnit,
  type Entry,
  isPromise,
  postMoney,
  postMoneyOnce,
  refundEntry,
} from './order-postings.ts'
import { netPaid, paymentStatusOf, refundOf } from './payments.ts'
import { returnedByLine } from './returned.ts'

/**
 * ORDER-2: where an order may go from where it is. A held cart never becomes a sale itself: resuming it makes a document
 * of its own, so that two tills that resume the same cart cannot mix two sales in one document.
 */
export const ORDER_TRANSITIONS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  held: ['cancelled'],
  pending: ['confirmed', 'cancelled'],
  confirmed: ['processing', 'shipped', 'delivered', 'cancelled'],
  processing: ['shipped', 'delivered', 'cancelled'],
  shipped: ['delivered', 'cancelled'],
  delivered: ['cancelled'],
  cancelled: [],
}

/** Why an order cannot be moved on. Imported history happened elsewhere and does not move here. */
export type TransitionError =
  | { readonly type: 'IllegalTransition'; readonly from: OrderStatus; readonly to: OrderStatus }
  /** A sold order is cancelled by `cancelOrder`, which gives back goods and money. */
  | { readonly type: 'CancelNeedsRefund' }
  | { readonly type: 'ImportedHistory' }

/** Why an order cannot be cancelled; store credit needs somebody to give it to. */
export type CancelError =
  | Exclude<TransitionError, { type: 'CancelNeedsRefund' }>
  | { readonly type: 'NoCustomerForCredit' }

/** Whether one step leads there; what a screen offers as buttons. */
export const canTransition = (order: Pick<Order, 'status' | 'channel'>, to: OrderStatus): boolean =>
  order.channel !== 'import' && ORDER_TRANSITIONS[order.status].includes(to)

/** Whether some sequence of allowed transitions leads there: a device may have made several before it is heard. */
export function canReach(from: OrderStatus, to: OrderStatus): boolean {
  return ORDER_TRANSITIONS[from].some((next) => next === to || canReach(next, to))
}

/** Moves an order along its life and notes who did it. */
export function transition(
  order: Order,
  to: OrderStatus,
  author: Author,
  deps: DomainDeps,
  reason = '',
): Result<Order, TransitionError> {
  if (order.channel === 'import') return err({ type: 'ImportedHistory' })
  if (!canTransition(order, to)) return err({ type: 'IllegalTransition', from: order.status, to })
  if (to === 'cancelled' && order.status !== 'held') return err({ type: 'CancelNeedsRefund' })
  return ok(touch(withStatus(order, to, reason, sign(author, deps), deps), author, deps))
}

/**
 * Cancels an order: what is not back yet goes back on the shelf, the sale is reversed, what was really paid is given
 * back by `refundMethod` (LEDGER-3: all of it counter-postings). Goods can come back only once, so their postings and
 * the reversal carry derived ids and two devices that cancel apart post them once; money handed out is recorded by
 * each, and a second refund stays visible as owed by the customer.
 */
export function cancelOrder(
  order: Order,
  input: { reason: string; refundMethod: PaymentMethod; reference?: string },
  author: Author,
  deps: DomainDeps,
): Result<Order, CancelError> {
  if (order.channel === 'import') return err({ type: 'ImportedHistory' })
  if (!canTransition(order, 'cancelled'))
    return err({ type: 'IllegalTransition', from: order.status, to: 'cancelled' })
  const signature = sign(author, deps)
  const cancelled = withStatus(order, 'cancelled', input.reason, signature, deps)
  if (order.status === 'held') return ok(touch(cancelled, author, deps))
  const owed = minor(Math.max(0, netPaid(order)))
  if (owed > 0 && isPromise(input.refundMethod) && order.customerId === null)
    return err({ type: 'NoCustomerForCredit' })
  const refunds: Payment[] =
    owed === 0 ? [] : [refundOf(input.refundMethod, owed, input.reference ?? '', signature, deps.ids.next())]
  const reversed: Order = {
    ...cancelled,
    payments: [...order.payments, ...refunds],
    stockPostings: [
      ...order.stockPostings,
      ...goodsBack({ ...order, lines: order.lines.filter((line) => !isBundleLine(line)) }, signature),
      ...bundlesCancelled(order, signature),
    ],
    moneyPostings: [
      ...order.moneyPostings,
      ...reversalOf(order, signature),
      ...refunds.flatMap(({ method, amount }) => postMoney(refundEntry(method, amount), signature, deps)),
    ],
  }
  return ok(touch({ ...reversed, paymentStatus: paymentStatusOf(reversed) }, author, deps))
}

function withStatus(
  order: Order,
  to: OrderStatus,
  reason: string,
  signature: Signature,
  { ids }: DomainDeps,
): Order {
  const event = {
    id: ids.next(),
    kind: 'status' as const,
    from: order.status,
    to,
    ...(reason === '' ? {} : { text: reason }),
    ...signature,
  }
  return { ...order, status: to, events: [...order.events, event] }
}

function goodsBack(order: Order, signature: Signature): StockPosting[] {
  const returned = returnedByLine(order)
  return order.lines
    .map((line) => ({ line, left: line.quantity - (returned.get(line.id)?.quantity ?? 0) }))
    .filter(({ left }) => left > 0)
    .flatMap(({ line, left }) =>
      piecesOf(left, subtractShares(line.lots ?? [], returned.get(line.id)?.lots ?? [])).map((piece) => ({
        id: cancelPostingId(order.id, line.id, piece.lot),
        variantId: line.variantId,
        locationId: order.locationId,
        kind: 'cancel' as const,
        ...signature,
        ...costOfUnit(line),
        ...piece,
      })),
    )
}

/** What the sale brought and no return has taken back yet, against the customer's account. */
function reversalOf(order: Order, signature: Signature): MoneyPosting[] {
  const back = order.returns.reduce(
    (sum, { total, lines }) => {
      const tax = lines.reduce((taxes, line) => taxes + (line.tax ?? 0), 0)
      return { sales: sum.sales + total - tax, tax: sum.tax + tax }
    },
    { sales: 0, tax: 0 },
  )
  const sales = Math.max(0, order.total - order.tax - order.shipping - back.sales)
  const tax = Math.max(0, order.tax - back.tax)
  const entry: Entry = [
    ['sales', sales],
    ['tax', tax],
    ['shipping', order.shipping],
    ['receivable', -(sales + tax + order.shipping)],
  ]
  return postMoneyOnce(entry, signature, order.id, 'cancel')
}
