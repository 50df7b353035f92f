import {
  type MobilePayment,
  mobilePaymentsOfMovement,
  mobilePaymentsOfOrder,
} from '@shared/domain/payments/mobile-money.ts'
import { moneyMovementSchema } from '@shared/schemas/movements.schema.ts'
import { orderEventSchema, orderSchema, paymentSchema } from '@shared/schemas/orders.schema.ts'
import { z } from 'zod'

/**
 * Payments by mobile money, found by the operator's reference (PAY-1). Applying a document replaces what it told, so that repetition
 * and order of arrival do not matter.
 */
export interface PaymentReferences {
  apply(documentId: string, payments: readonly MobilePayment[]): void
  byKey(key: string): readonly MobilePayment[]
  all(): Iterable<MobilePayment>
}

export function createPaymentReferences(initial: readonly MobilePayment[] = []): PaymentReferences {
  const byDocument = new Map<string, readonly MobilePayment[]>()
  const documentsByKey = new Map<string, Set<string>>()
  const put = (documentId: string, payments: readonly MobilePayment[]): void => {
    byDocument.set(documentId, payments)
    for (const { key } of payments) {
      const documents = documentsByKey.get(key) ?? new Set()
      documentsByKey.set(key, documents.add(documentId))
    }
  }
  const take = (documentId: string): void => {
    for (const { key } of byDocument.get(documentId) ?? []) {
      const documents = documentsByKey.get(key)
      documents?.delete(documentId)
      if (documents?.size === 0) documentsByKey.delete(key)
    }
    byDocument.delete(documentId)
  }
  for (const payment of initial)
    put(payment.documentId, [...(byDocument.get(payment.documentId) ?? []), payment])
  return {
    apply(documentId, payments) {
      take(documentId)
      if (payments.length > 0) put(documentId, payments)
    },
    byKey: (key) =>
      key === ''
        ? []
        : [...(documentsByKey.get(key) ?? [])].flatMap((documentId) =>
            (byDocument.get(documentId) ?? []).filter((payment) => payment.key === key),
          ),
    *all() {
      for (const payments of byDocument.values()) yield* payments
    },
  }
}

/** The part of an order that is read; what does not fit is no payment by mobile money. */
const payingSchema = z.object({
  ...orderSchema.pick({ id: true, number: true, currency: true }).shape,
  payments: z.array(paymentSchema),
  events: z.array(orderEventSchema),
})

/** Beside what is the document's own, the store keeps notes of its own. */
const storedMovementSchema = z.object(moneyMovementSchema.shape)

const hasMobile = (content: unknown): boolean => {
  const payments = typeof content === 'object' && content !== null ? Reflect.get(content, 'payments') : null
  return Array.isArray(payments) && payments.some((payment) => /^(orange-money|wave)$/.test(payment?.method))
}

/** What a stored order tells. Most have nothing to do with mobile money and are not looked at further. */
export function readMobileOfOrder(content: unknown): MobilePayment[] {
  if (!hasMobile(content)) return []
  const order = payingSchema.safeParse(content)
  return order.success ? mobilePaymentsOfOrder(order.data) : []
}

/** The same of a stored money movement. */
export function readMobileOfMovement(content: unknown): MobilePayment[] {
  const isPaidDebt =
    typeof content === 'object' && content !== null && Reflect.get(content, 'kind') === 'credit-settlement'
  if (!isPaidDebt) return []
  const movement = storedMovementSchema.safeParse(content)
  return movement.success ? mobilePaymentsOfMovement(movement.data) : []
}
