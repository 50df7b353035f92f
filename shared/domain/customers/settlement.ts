import { type Author, type DomainDeps, newEnvelope, sign } from '@shared/domain/authoring.ts'
import { accountOf, isPromise, postMoney } from '@shared/domain/orders/order-postings.ts'
import { type PaymentInput, type TenderError, tender } from '@shared/domain/orders/payments.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type CurrencyCode, type Minor, minor } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import {
  MAX_SETTLED_DEBTS,
  type SettledDebt,
  type SettlementDetails,
} from '@shared/schemas/settlement.schema.ts'
import type { OpenDebt } from './credit-account.ts'
import { CREDIT_ACCOUNT } from './credit-entries.ts'

/** Money that a customer brings for what he owes. */
export interface SettlementInput {
  readonly customerId: Id
  readonly currency: CurrencyCode
  /** What it is meant for, oldest first: all open debts, or those that were chosen. */
  readonly debts: readonly Pick<OpenDebt, 'orderId' | 'number' | 'open'>[]
  /** Too much cash becomes change; too much of anything else is refused. */
  readonly payment: PaymentInput
  readonly businessDay: BusinessDay
  readonly note?: string
}

/** Why no money is taken; `PaymentsExceedTotal` is more than is owed, by `over`. */
export type SettlementError = TenderError | { readonly type: 'NothingOwed' } | { readonly type: 'NotMoney' }

/** What a payment could settle at most: the debts that fit one settlement. */
export const amountOwed = (debts: readonly Pick<OpenDebt, 'open'>[]): Minor =>
  minor(debts.slice(0, MAX_SETTLED_DEBTS).reduce((sum, { open }) => sum + open, 0))

/**
 * Takes money for what is owed: one document that says how it was paid and which debts it pays, oldest first (CREDIT-3).
 * Never more than is open as far as this device knows (CREDIT-4).
 */
export function settleCredit(
  input: SettlementInput,
  author: Author,
  deps: DomainDeps,
): Result<MoneyMovement, SettlementError> {
  const due = amountOwed(input.debts)
  if (due === 0) return err({ type: 'NothingOwed' })
  if (isPromise(input.payment.method)) return err({ type: 'NotMoney' })
  const signature = sign(author, deps)
  const taken = tender([input.payment], due, signature, deps)
  if (!taken.ok) return taken
  const [payment] = taken.value
  if (!payment) return err({ type: 'InvalidPayment', index: 0 })
  const { method, amount, tendered, change } = payment
  const paid = { method, amount, debts: allocateToDebts(input.debts, amount) } satisfies SettlementDetails
  const envelope = newEnvelope(author, deps)
  return ok({
    ...envelope,
    at: envelope.createdAt,
    atInv: invertTime(envelope.createdAt),
    businessDay: input.businessDay,
    reference: input.payment.reference ?? '',
    note: input.note ?? '',
    kind: 'credit-settlement',
    reason: '',
    currency: input.currency,
    shiftId: null,
    customerId: input.customerId,
    vendorId: null,
    postings: postMoney(
      [
        [accountOf(method), amount],
        [CREDIT_ACCOUNT, -amount],
      ],
      signature,
      deps,
    ),
    denominations: [],
    details: tendered === undefined || change === undefined ? paid : { ...paid, tendered, change },
  })
}

/** CREDIT-3: spreads a payment over debts in their order; the parts sum to the payment as long as it is no more than is open. */
export function allocateToDebts(debts: SettlementInput['debts'], amount: Minor): SettledDebt[] {
  let left: number = amount
  const settled: SettledDebt[] = []
  for (const { orderId, number, open } of debts) {
    const part = Math.min(open, left)
    left -= part
    if (part > 0) settled.push({ orderId, number, due: open, amount: minor(part) })
  }
  return settled
}
