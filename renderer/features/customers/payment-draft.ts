import type { OpenDebt } from '@shared/domain/customers/credit-account.ts'
import { amountOwed } from '@shared/domain/customers/settlement.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type Minor, minor, ZERO } from '@shared/kernel/money.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'

/** A payment while it is typed. */
export interface PaymentDraft {
  /** Debts that it is not for. */
  readonly left: ReadonlySet<Id>
  /** Null while the field is empty or holds no amount. */
  readonly amount: Minor | null
  readonly method: PaymentMethod
  readonly reference: string
}

export const startDraft = (debts: readonly OpenDebt[]): PaymentDraft => ({
  left: new Set(),
  amount: amountOwed(debts),
  method: 'cash',
  reference: '',
})

export const chosenDebts = (debts: readonly OpenDebt[], { left }: PaymentDraft): readonly OpenDebt[] =>
  debts.filter(({ orderId }) => !left.has(orderId))

/** Another choice of debts is another amount: all that is open on them. */
export function toggleDebt(draft: PaymentDraft, debts: readonly OpenDebt[], orderId: Id): PaymentDraft {
  const left = new Set(draft.left)
  if (!left.delete(orderId)) left.add(orderId)
  const next = { ...draft, left }
  return { ...next, amount: amountOwed(chosenDebts(debts, next)) }
}

/** What the payment comes to. What is above the chosen debts is given back in cash, and is too much of anything else. */
export interface PaymentOutcome {
  readonly kept: Minor
  readonly change: Minor
  readonly excess: Minor
}

export function outcomeOf(draft: PaymentDraft, debts: readonly OpenDebt[]): PaymentOutcome {
  const due = amountOwed(chosenDebts(debts, draft))
  const given = draft.amount ?? ZERO
  const over = minor(Math.max(0, given - due))
  const isCash = draft.method === 'cash'
  return { kept: minor(given - over), change: isCash ? over : ZERO, excess: isCash ? ZERO : over }
}
