import { type Author, type DomainDeps, type Signature, sign, touch } from '@shared/domain/authoring.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { MAX_MINOR, type Minor, minor, ZERO } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Order, Payment, PaymentStatus } from '@shared/schemas/orders.schema.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import { isPromise, paymentEntry, postMoney, postMoneyOnce, refundEntry } from './order-postings.ts'
import { settleCash } from './pricing.ts'

/** A payment as a till takes it. For cash, `amount` may be what was handed over: the change is worked out. */
export interface PaymentInput {
  readonly method: PaymentMethod
  readonly amount: Minor
  readonly tendered?: Minor
  readonly change?: Minor
  readonly reference?: string
}

/** `index` is that of the payment that makes no sense; `over` is what no change can be given for. */
export type TenderError =
  | { readonly type: 'InvalidPayment'; readonly index: number }
  | { readonly type: 'PaymentsExceedTotal'; readonly over: Minor }

/** Why a payment is not taken, or not settled, on an order that is already made. */
export type PaymentError =
  | TenderError
  | { readonly type: 'NotPayable' }
  | { readonly type: 'NothingDue' }
  | { readonly type: 'NoCustomerForCredit' }
  | { readonly type: 'NoSuchPayment' }
  | { readonly type: 'PaymentSettled' }

/** Operators' money is declared at the till and confirmed by their statement. */
const DECLARED: readonly PaymentMethod[] = ['orange-money', 'wave', 'cash-on-delivery']

/** Whether money by this method is only declared until somebody who may confirm payments has seen it arrive. */
export const isConfirmedLater = (method: PaymentMethod): boolean => DECLARED.includes(method)

/**
 * Turns what was tendered into payments of at most `due`: too much cash becomes change (the payment's `amount` is what
 * was kept), too much of anything else is refused.
 */
export function tender(
  inputs: readonly PaymentInput[],
  due: Minor,
  signature: Signature,
  { ids }: Pick<DomainDeps, 'ids'>,
): Result<Payment[], TenderError> {
  const invalid = inputs.findIndex((input) => !isSound(input))
  if (invalid >= 0) return err({ type: 'InvalidPayment', index: invalid })
  const cashless = inputs.reduce((sum, { method, amount }) => sum + (method === 'cash' ? 0 : amount), 0)
  if (cashless > due) return err({ type: 'PaymentsExceedTotal', over: minor(cashless - due) })
  let cashDue = due - cashless
  const payments: Payment[] = []
  for (const input of inputs) {
    const payment = toPayment(input, minor(cashDue), signature, ids.next())
    if (input.method === 'cash') cashDue -= payment.amount
    if (payment.amount > 0) payments.push(payment)
  }
  return ok(payments)
}

function isSound({ method, amount, tendered, change }: PaymentInput): boolean {
  const sums = [amount, tendered ?? 0, change ?? 0]
  if (!sums.every((sum) => Number.isSafeInteger(sum) && sum >= 0 && sum <= MAX_MINOR) || amount === 0)
    return false
  if (tendered === undefined && change === undefined) return true
  if (method !== 'cash' || tendered === undefined || tendered < amount) return false
  return change === undefined || change === tendered - amount
}

function toPayment(input: PaymentInput, cashDue: Minor, signature: Signature, id: Id): Payment {
  const { method, amount, tendered = amount, reference = '' } = input
  const { kept } = method === 'cash' ? settleCash(cashDue, amount) : { kept: amount }
  const change = minor(tendered - kept)
  return {
    id,
    kind: 'payment',
    method,
    amount: kept,
    ...(method === 'cash' && change > 0 ? { tendered, change } : {}),
    ...(method === 'cash' && input.tendered !== undefined && change === 0 ? { tendered, change: ZERO } : {}),
    ...(reference === '' ? {} : { reference }),
    status: isConfirmedLater(method) ? 'declared' : 'confirmed',
    ...signature,
  }
}

/** A refund entry; `id` may be derived so that the same refund recorded twice is one. */
export function refundOf(
  method: PaymentMethod,
  amount: Minor,
  reference: string,
  signature: Signature,
  id: Id,
): Payment {
  return {
    id,
    kind: 'refund',
    method,
    amount,
    ...(reference === '' ? {} : { reference }),
    status: isConfirmedLater(method) ? 'declared' : 'confirmed',
    ...signature,
  }
}

/** Money really received and not given back, in minor units; promises and failed payments are not money. */
export function netPaid(order: Pick<Order, 'payments'>): number {
  return order.payments.reduce((sum, { kind, method, amount, status }) => {
    if (status === 'failed' || isPromise(method)) return sum
    return kind === 'payment' ? sum + amount : sum - amount
  }, 0)
}

/** What the order is still worth after returns; nothing once it is cancelled, and nothing yet while it is held. */
export function worthOf(order: Pick<Order, 'status' | 'total' | 'returns'>): number {
  if (order.status === 'cancelled' || order.status === 'held') return 0
  return order.total - order.returns.reduce((sum, { total }) => sum + total, 0)
}

/** Imported history says how it was paid, if at all, in `paymentStatus` alone; it owes us nothing. */
const isForeignHistory = (order: Pick<Order, 'channel' | 'payments'>): boolean =>
  order.channel === 'import' && !order.payments.some(({ kind }) => kind === 'payment')

/** What the customer still owes on this order; never negative. */
export function amountDue(order: Order): Minor {
  if (isForeignHistory(order)) return ZERO
  return minor(Math.max(0, worthOf(order) - netPaid(order)))
}

/**
 * MERGE-7: the payment status that payments, returns and total say. Imported history without payments keeps its own.
 * Owing comes before everything; then everything given back, some given back, paid.
 */
export function paymentStatusOf(order: Order): PaymentStatus {
  if (isForeignHistory(order)) return order.paymentStatus
  if (order.status === 'held') return 'pending'
  const paid = netPaid(order)
  if (worthOf(order) > paid) return paid > 0 ? 'part-paid' : hasOnlyFailed(order) ? 'failed' : 'pending'
  const given = sumOf(order, 'payment')
  const back = sumOf(order, 'refund')
  if (order.payments.length === 0) return order.total === 0 ? 'paid' : 'pending'
  if (worthOf(order) <= 0 && order.total > 0)
    return back >= given ? 'refunded' : back > 0 ? 'part-refunded' : 'paid'
  return back > 0 ? 'part-refunded' : 'paid'
}

/** Promises that were kept would count twice, so they count only where nothing real was paid. */
function sumOf(order: Order, kind: Payment['kind']): number {
  const counted = order.payments.filter((payment) => payment.kind === kind && payment.status !== 'failed')
  const real = counted.filter(({ method }) => kind === 'refund' || !isPromise(method))
  return real.reduce((sum, { amount }) => sum + amount, 0)
}

function hasOnlyFailed(order: Order): boolean {
  const payments = order.payments.filter(({ kind }) => kind === 'payment')
  return payments.length > 0 && payments.every(({ status }) => status === 'failed')
}

/** What is due and nobody has promised yet. */
function amountUnpromised(order: Order): Minor {
  const promised = order.payments
    .filter(({ kind, method, status }) => kind === 'payment' && isPromise(method) && status !== 'failed')
    .reduce((sum, { amount }) => sum + amount, 0)
  return minor(Math.max(0, Math.min(amountDue(order), order.total - promised)))
}

/** Takes a payment for what is due. Too much cash becomes change; credit needs a customer and adds no money. */
export function addPayment(
  order: Order,
  input: PaymentInput,
  author: Author,
  deps: DomainDeps,
): Result<Order, PaymentError> {
  if (order.status === 'held' || order.status === 'cancelled') return err({ type: 'NotPayable' })
  const due = isPromise(input.method) ? amountUnpromised(order) : amountDue(order)
  if (due === 0) return err({ type: 'NothingDue' })
  if (input.method === 'credit' && order.customerId === null) return err({ type: 'NoCustomerForCredit' })
  const signature = sign(author, deps)
  const payments = tender([input], due, signature, deps)
  if (!payments.ok) return payments
  const postings = payments.value.flatMap(({ method, amount }) =>
    postMoney(paymentEntry(method, amount), signature, deps),
  )
  const paid = {
    ...order,
    payments: [...order.payments, ...payments.value],
    moneyPostings: [...order.moneyPostings, ...postings],
  }
  return ok(touch({ ...paid, paymentStatus: paymentStatusOf(paid) }, author, deps))
}

/**
 * Says what became of a declared payment or refund. A failed one is counter-posted, under derived ids so that two people
 * who find the same failure post it once (MERGE-5).
 */
export function settlePayment(
  order: Order,
  paymentId: Id,
  status: 'confirmed' | 'failed',
  author: Author,
  deps: DomainDeps,
): Result<Order, PaymentError> {
  const payment = order.payments.find(({ id }) => id === paymentId)
  if (!payment) return err({ type: 'NoSuchPayment' })
  if (payment.status === 'failed' || payment.status === status) return err({ type: 'PaymentSettled' })
  const payments = order.payments.map((other) => (other === payment ? { ...payment, status } : other))
  const undo = payment.kind === 'payment' ? refundEntry : paymentEntry
  const postings =
    status === 'failed'
      ? postMoneyOnce(undo(payment.method, payment.amount), sign(author, deps), failureOf(payment.id))
      : []
  const settled = { ...order, payments, moneyPostings: [...order.moneyPostings, ...postings] }
  return ok(touch({ ...settled, paymentStatus: paymentStatusOf(settled) }, author, deps))
}

const failureOf = (paymentId: Id): string => deriveId(paymentId, 'failed')
