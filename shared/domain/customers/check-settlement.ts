import { accountOf, isPromise } from '@shared/domain/orders/order-postings.ts'
import { breach, firstRefusal, immutable, refuseAny } from '@shared/domain/refusals.ts'
import { foldMoney } from '@shared/domain/stock/postings.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import { type SettlementDetails, settlementDetailsSchema } from '@shared/schemas/settlement.schema.ts'
import { CREDIT_ACCOUNT } from './credit-entries.ts'

/**
 * Every rule of a `credit-settlement` that the document alone can tell; other money movements pass. Whether the debts are
 * still open elsewhere is not asked: money that a till took is in that till (see the README beside the domain).
 */
export function checkSettlement(before: MoneyMovement | null, after: MoneyMovement): Refusal | null {
  if (after.kind !== 'credit-settlement') return null
  if (after.customerId === null) return breach('CREDIT-3', { field: 'customerId' })
  if (before && !isSameContent(before.details, after.details))
    return immutable('details', { rule: 'LEDGER-3' })
  const details = settlementDetailsSchema.safeParse(after.details)
  if (!details.success) return breach('CREDIT-3', { field: 'details' })
  return firstRefusal(
    () => checkPayment(details.data),
    () => checkDebts(details.data),
    () => checkPosted(after, details.data),
  )
}

/** CREDIT-4: the shop's account is in the shop's currency, and nothing else settles it. */
export const checkSettlementCurrency = (
  { kind, currency }: MoneyMovement,
  shopCurrency: CurrencyCode,
): Refusal | null =>
  kind === 'credit-settlement' && currency !== shopCurrency
    ? breach('CREDIT-4', { field: 'currency', currency, expected: shopCurrency })
    : null

function checkPayment({ method, amount, tendered, change }: SettlementDetails): Refusal | null {
  const isMoney = !isPromise(method) && amount > 0
  const hasChange = tendered !== undefined || change !== undefined
  const isEven = !hasChange || (method === 'cash' && tendered === amount + (change ?? 0))
  return isMoney && isEven ? null : breach('CREDIT-3', { field: 'details', detail: 'payment' })
}

/** CREDIT-4: no debt is paid with more than was open on it, and CREDIT-3: what is paid is spread to the last franc. */
function checkDebts({ amount, debts }: SettlementDetails): Refusal | null {
  const parts = debts.reduce((sum, debt) => sum + debt.amount, 0)
  const isOnce = new Set(debts.map(({ orderId }) => orderId)).size === debts.length
  return firstRefusal(
    () =>
      refuseAny(debts, (debt) =>
        debt.amount > debt.due
          ? breach('CREDIT-4', { field: 'amount', number: debt.number, owed: debt.due, paid: debt.amount })
          : null,
      ),
    () => (amount > parts ? breach('CREDIT-4', { field: 'amount', owed: parts, paid: amount }) : null),
    () =>
      amount === parts && isOnce && debts.every((debt) => debt.amount > 0)
        ? null
        : breach('CREDIT-3', { field: 'details', detail: 'debts' }),
  )
}

/** LEDGER-5: exactly the payment is posted. */
function checkPosted({ postings }: MoneyMovement, { method, amount }: SettlementDetails): Refusal | null {
  const balances = foldMoney(postings)
  const isPosted =
    postings.length === 2 &&
    balances.get(accountOf(method)) === amount &&
    balances.get(CREDIT_ACCOUNT) === -amount
  return isPosted ? null : breach('LEDGER-5', { field: 'postings' })
}
