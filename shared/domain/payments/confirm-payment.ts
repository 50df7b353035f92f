import { type Author, type DomainDeps, sign } from '@shared/domain/authoring.ts'
import { type PaymentError, settlePayment } from '@shared/domain/orders/payments.ts'
import type { Id } from '@shared/kernel/id.ts'
import { ok, type Result } from '@shared/kernel/result.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { statementEventId, statementText } from './mobile-money.ts'

/** Where a payment was found: the statement's file and the operator's own reference. */
export interface StatementProof {
  readonly paymentId: Id
  readonly file: string
  readonly reference: string
}

/**
 * PAY-2: the payment is confirmed and its order's history says by what; nothing that is printed changes. PAY-3: a payment that is
 * confirmed already, by whomever, leaves the very same order; the note's id follows from the payment, so two offices that
 * import the same statement apart leave one.
 */
export function confirmByStatement(
  order: Order,
  { paymentId, file, reference }: StatementProof,
  author: Author,
  deps: DomainDeps,
): Result<Order, PaymentError> {
  const payment = order.payments.find(({ id }) => id === paymentId)
  if (payment?.status === 'confirmed') return ok(order)
  const settled = settlePayment(order, paymentId, 'confirmed', author, deps)
  if (!settled.ok) return settled
  const id = statementEventId(paymentId)
  if (order.events.some((event) => event.id === id)) return settled
  const event = { id, kind: 'note' as const, text: statementText(file, reference), ...sign(author, deps) }
  return ok({ ...settled.value, events: [...order.events, event] })
}
