import { deriveId, type Id } from '@shared/kernel/id.ts'
import type { CurrencyCode, Minor } from '@shared/kernel/money.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Order, Payment } from '@shared/schemas/orders.schema.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import { settlementDetailsSchema } from '@shared/schemas/settlement.schema.ts'

/** Operators whose statement says what really arrived. */
export const MOBILE_METHODS = ['orange-money', 'wave'] as const satisfies readonly PaymentMethod[]
export type MobileMethod = (typeof MOBILE_METHODS)[number]

export const isMobileMethod = (method: string): method is MobileMethod =>
  MOBILE_METHODS.some((one) => one === method)

/** Shorter ones are no operator's: two customers who both gave "12" have not used one payment twice. */
const SHORTEST_KEY = 5

/**
 * What makes two references the same, however they were typed: their ASCII letters and digits, in capitals. Empty for what is too
 * short to be one. The server's table is filled by the same rule in SQL.
 */
export function referenceKey(reference: string): string {
  const key = reference.replace(/[^0-9A-Za-z]/g, '').toUpperCase()
  return key.length < SHORTEST_KEY ? '' : key
}

/** One payment by mobile money: of a sale, or of a debt. */
export interface MobilePayment {
  readonly collection: 'orders' | 'moneyMovements'
  readonly documentId: Id
  readonly paymentId: Id
  /** The receipt's number; of a debt the customer's receipts are named in the document itself. */
  readonly number: string
  readonly method: MobileMethod
  readonly amount: Minor
  readonly currency: CurrencyCode
  readonly reference: string
  /** `referenceKey` of the reference. */
  readonly key: string
  /** A paid debt is recorded, not declared: its document never changes (CREDIT-3). */
  readonly status: 'declared' | 'confirmed' | 'failed' | 'recorded'
  readonly at: number
  readonly by: Id
  readonly deviceId: Id
}

/** What came in by mobile money with an order. */
export function mobilePaymentsOfOrder(
  order: Pick<Order, 'id' | 'number' | 'currency' | 'payments' | 'events'>,
): MobilePayment[] {
  return order.payments.flatMap((payment) => {
    const { method } = payment
    if (payment.kind !== 'payment' || !isMobileMethod(method)) return []
    const reference = payment.reference ?? provenReference(order.events, payment)
    const { id, amount, status, at, by, deviceId } = payment
    const told = { reference, key: referenceKey(reference), status, at, by, deviceId }
    const { number, currency } = order
    return [
      {
        collection: 'orders',
        documentId: order.id,
        paymentId: id,
        number,
        method,
        amount,
        currency,
        ...told,
      },
    ]
  })
}

/** The event that says by which line of a statement a payment was confirmed. */
export const statementEventId = (paymentId: Id): Id => deriveId(paymentId, 'statement')
const SEPARATOR = ' · '
export const statementText = (file: string, reference: string): string =>
  [file.replaceAll(SEPARATOR, ' '), reference].join(SEPARATOR)

/** A payment taken without a reference has that of the statement that confirmed it, so that it is known again. */
function provenReference(events: Order['events'], { id, status }: Payment): string {
  if (status !== 'confirmed') return ''
  const eventId = statementEventId(id)
  return (
    events
      .find((event) => event.id === eventId)
      ?.text?.split(SEPARATOR)
      .at(-1) ?? ''
  )
}

/** What came in by mobile money for a debt. */
export function mobilePaymentsOfMovement(movement: MoneyMovement): MobilePayment[] {
  if (movement.kind !== 'credit-settlement') return []
  const details = settlementDetailsSchema.safeParse(movement.details).data
  if (!details || !isMobileMethod(details.method)) return []
  const { id, currency, reference, at, createdBy, deviceId } = movement
  return [
    {
      collection: 'moneyMovements',
      documentId: id,
      paymentId: id,
      number: details.debts[0]?.number ?? '',
      method: details.method,
      amount: details.amount,
      currency,
      reference,
      key: referenceKey(reference),
      status: 'recorded',
      at,
      by: createdBy,
      deviceId,
    },
  ]
}

/** PAY-1: payments that name the same money, of which at most one can be right; a failed one names none. */
export const sharesReference = (a: MobilePayment, b: MobilePayment): boolean =>
  a.key !== '' &&
  a.key === b.key &&
  a.paymentId !== b.paymentId &&
  a.status !== 'failed' &&
  b.status !== 'failed'
