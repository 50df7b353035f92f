import type { DomainDeps, Signature } from '@shared/domain/authoring.ts'
import { piecesOf } from '@shared/domain/stock/lots.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import type { Order, OrderLine, Payment } from '@shared/schemas/orders.schema.ts'
import type { MoneyPosting, PaymentMethod, StockPosting } from '@shared/schemas/postings.ts'

/** Promises of money, not money: they stay on the customer's account until something real is paid. */
const PROMISES: readonly PaymentMethod[] = ['credit', 'cash-on-delivery']

/** Whether a payment by this method is a promise: it moves no money and stays on `receivable`. */
export const isPromise = (method: PaymentMethod): boolean => PROMISES.includes(method)

/** The account that a payment method fills; promises are `receivable`. */
export const accountOf = (method: PaymentMethod): string =>
  isPromise(method) ? 'receivable' : `method:${method}`

/** Signed amounts by account, in the order in which they are posted. */
export type Entry = readonly (readonly [account: string, amount: number])[]

/** Posts an entry; accounts that do not move are left out. The amounts of an entry sum to zero (LEDGER-2). */
export const postMoney = (
  entry: Entry,
  signature: Signature,
  { ids }: Pick<DomainDeps, 'ids'>,
): MoneyPosting[] =>
  entry
    .filter(([, amount]) => amount !== 0)
    .map(([account, amount]) => ({ id: ids.next(), account, amount: minor(amount), ...signature }))

/**
 * Posts an entry under ids that every device derives alike, so that a fact recorded apart by two devices is posted
 * once. Accounts that do not move are posted too: the two must agree on the set of ids, or a union would not balance.
 */
export const postMoneyOnce = (
  entry: Entry,
  signature: Signature,
  ...fact: readonly string[]
): MoneyPosting[] =>
  entry.map(([account, amount]) => ({
    id: deriveId(...fact, account),
    account,
    amount: minor(amount),
    ...signature,
  }))

/** A posting's cost is of one unit. Of goods with a cost by the kilo that is a fraction of a franc: nobody knows it. */
export const costOfUnit = ({ unitCost, pricePer }: Pick<OrderLine, 'unitCost' | 'pricePer'>) =>
  unitCost === undefined || pricePer !== undefined ? {} : { unitCost }

/** What a sale does to stock: one posting a line, and a lot of it (LOT-2). */
export const postSaleOfStock = (
  lines: readonly OrderLine[],
  locationId: Id,
  signature: Signature,
  { ids }: Pick<DomainDeps, 'ids'>,
): StockPosting[] =>
  lines.flatMap((line) =>
    piecesOf(-line.quantity, line.lots).map((piece) => ({
      id: ids.next(),
      variantId: line.variantId,
      locationId,
      kind: 'sale',
      ...signature,
      ...costOfUnit(line),
      ...piece,
    })),
  )

/** What a sale does to money: what was paid by method, what is owed, against sales, tax and shipping. */
export function saleEntry(
  order: Pick<Order, 'total' | 'tax' | 'shipping'>,
  payments: readonly Pick<Payment, 'method' | 'amount'>[],
): Entry {
  const paid = payments.filter(({ method }) => !isPromise(method))
  const owed = order.total - paid.reduce((sum, { amount }) => sum + amount, 0)
  return [
    ...paid.map(({ method, amount }) => [accountOf(method), amount] as const),
    ['receivable', owed],
    ['sales', -(order.total - order.tax - order.shipping)],
    ['tax', -order.tax],
    ['shipping', -order.shipping],
  ]
}

/** What a later payment does: money in, debt down. */
export const paymentEntry = (method: PaymentMethod, amount: Minor): Entry =>
  isPromise(method)
    ? []
    : [
        [accountOf(method), amount],
        ['receivable', -amount],
      ]

/** What paying money back does: money out, and the account of the customer that the reversal credited is even again. */
export const refundEntry = (method: PaymentMethod, amount: Minor): Entry =>
  paymentEntry(method, minor(-amount))

/** The one posting by which the goods of a line, or one lot of them, come back when its order is cancelled, on whichever device. */
export const cancelPostingId = (orderId: Id, lineId: string, lot?: string): Id =>
  deriveId(orderId, 'cancel', lineId, ...(lot === undefined ? [] : [lot]))

/** All postings by which the goods of a line may come back when its order is cancelled. */
export const cancelPostingIds = (orderId: Id, { id, lots = [] }: Pick<OrderLine, 'id' | 'lots'>): Id[] => [
  cancelPostingId(orderId, id),
  ...lots.map(({ lot }) => cancelPostingId(orderId, id, lot)),
]
