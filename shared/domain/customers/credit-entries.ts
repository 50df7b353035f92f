import { deriveId, type Id } from '@shared/kernel/id.ts'
import { type CurrencyCode, type Minor, minor } from '@shared/kernel/money.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { MoneyPosting, PaymentMethod } from '@shared/schemas/postings.ts'
import { favourRefundSchema, settlementDetailsSchema } from '@shared/schemas/settlement.schema.ts'

/** The account on which promises stay until they are kept. */
export const CREDIT_ACCOUNT = 'receivable'

export type CreditEntryKind = 'sale' | 'payment' | 'return' | 'cancel' | 'refund' | 'settlement'

/** One change of what a customer owes: above zero he owes more, below zero less. */
export interface CreditEntry {
  /** The posting's id. */
  readonly id: Id
  readonly kind: CreditEntryKind
  readonly at: number
  readonly by: Id
  readonly deviceId: Id
  readonly amount: Minor
  /** By which money came or went; null where none did. */
  readonly method: PaymentMethod | null
}

/** Everything that one document does to one customer's account. */
export interface CreditDocument {
  readonly collection: 'orders' | 'moneyMovements'
  readonly documentId: Id
  readonly customerId: Id
  readonly currency: CurrencyCode
  /** Receipt number of an order, payment reference of a settlement. */
  readonly label: string
  readonly at: number
  readonly entries: readonly CreditEntry[]
  /** The debts that a settlement was meant for. */
  readonly settles: readonly { readonly orderId: Id; readonly amount: Minor }[]
}

/** What is read of an order; a device reads its store without the validator. */
export type CreditOrder = Pick<
  Order,
  'id' | 'customerId' | 'currency' | 'number' | 'placedAt' | 'payments' | 'returns' | 'moneyPostings'
>
export type CreditMovement = Pick<
  MoneyMovement,
  'id' | 'kind' | 'customerId' | 'currency' | 'reference' | 'at' | 'postings' | 'details'
>

/** Whether something of the order was left on the customer's account; it is paid back there, by settlements. */
export const isOnCredit = ({ payments }: Pick<Order, 'payments'>): boolean =>
  payments.some(({ kind, method }) => kind === 'payment' && method === 'credit')

/** What a document adds to the balance, in minor units. */
export const creditAmountOf = ({ entries }: Pick<CreditDocument, 'entries'>): Minor =>
  minor(entries.reduce((sum, { amount }) => sum + amount, 0))

/**
 * CREDIT-1: what an order does to its customer's account, or null. It stands in the credit book once something was left on
 * credit, or when the shop owes him something for it (goods taken back against the account). What is only to be paid on
 * delivery, or not yet paid, is no credit.
 */
export function creditOfOrder(order: CreditOrder): CreditDocument | null {
  const { customerId, id } = order
  if (customerId === null) return null
  const postings = receivableOf(order.moneyPostings)
  const amount = postings.reduce((sum, posting) => sum + posting.amount, 0)
  if (postings.length === 0 || (!isOnCredit(order) && amount >= 0)) return null
  return {
    collection: 'orders',
    documentId: id,
    customerId,
    currency: order.currency,
    label: order.number,
    at: order.placedAt,
    entries: postings.map((posting) => ({ ...entryOf(posting), ...factOf(posting, order) })),
    settles: [],
  }
}

/** CREDIT-1: what a settlement does to its customer's account; null for every other money movement. */
export function creditOfMovement(movement: CreditMovement): CreditDocument | null {
  const { kind, customerId, id, currency, reference, at } = movement
  if (kind !== 'credit-settlement' || customerId === null) return null
  const details = settlementDetailsSchema.safeParse(movement.details)
  const refund = favourRefundSchema.safeParse(movement.details)
  return {
    collection: 'moneyMovements',
    documentId: id,
    customerId,
    currency,
    label: reference,
    at,
    entries: receivableOf(movement.postings).map((posting) => ({
      ...entryOf(posting),
      kind: refund.success ? 'refund' : 'settlement',
      method: details.data?.method ?? refund.data?.method ?? null,
    })),
    settles: details.data?.debts.map(({ orderId, amount }) => ({ orderId, amount })) ?? [],
  }
}

/** A posting counts once, however often it is repeated. */
const receivableOf = (postings: readonly MoneyPosting[]): MoneyPosting[] => [
  ...new Map(
    postings
      .filter(({ account, amount }) => account === CREDIT_ACCOUNT && amount !== 0)
      .map((posting) => [posting.id, posting]),
  ).values(),
]

const entryOf = ({ id, at, by, deviceId, amount }: MoneyPosting) => ({ id, at, by, deviceId, amount })

/** Which fact of the order a posting belongs to: both are signed at the same moment on the same device. */
function factOf(
  posting: MoneyPosting,
  { id, payments, returns }: CreditOrder,
): Pick<CreditEntry, 'kind' | 'method'> {
  const isSigned = (fact: { at: number; deviceId: Id }) =>
    fact.at === posting.at && fact.deviceId === posting.deviceId
  const fact = (kind: CreditEntryKind, paid: 'payment' | 'refund' | null = null) => ({
    kind,
    method: payments.find((one) => one.kind === paid && isSigned(one))?.method ?? null,
  })
  if (posting.id === deriveId(id, 'cancel', CREDIT_ACCOUNT)) return fact('cancel')
  if (returns.some(isSigned)) return fact('return')
  if (posting.amount < 0) return fact('payment', 'payment')
  return payments.some((one) => one.kind === 'refund' && isSigned(one))
    ? fact('refund', 'refund')
    : fact('sale')
}
