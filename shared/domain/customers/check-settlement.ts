import { accountOf, isPromise } from '@shared/domain/orders/order-postings.ts'
import { breach, firstRefusal, immutable, refuseAny } from '@shared/domain/refusals.ts'
import { foldMoney } from '@shared/domain/stock/postings.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import { type CurrencyCode, type Minor, minor } from '@shared/kernel/money.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import { type SettlementDetails, settlementDetailsSchema } from '@shared/schemas/settlement.schema.ts'
import { CREDIT_ACCOUNT } from './credit-entries.ts'
import { readFavourRefund } from './favour.ts'

/**
 * Every rule of a `credit-settlement` that the document alone can tell; other money movements pass. Whether the debts are
 * still open elsewhere is not asked: money that a till took is in that till (see the README beside the domain).
 */
export function checkSettlement(before: MoneyMovement | null, after: MoneyMovement): Refusal | null {
  if (after.kind !== 'credit-settlement') return null
  if (after.customerId === null) return breach('CREDIT-3', { field: 'customerId' })
  if (before && !isSameContent(before.details, after.details))
    return immutable('details', { rule: 'LEDGER-3' })
  if (after.details.about === 'refund') return checkFavourRefund(after)
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

/** CREDIT-7: real money, no more than was in his favour where it was paid out, and exactly that is posted. */
function checkFavourRefund(movement: MoneyMovement): Refusal | null {
  const refund = readFavourRefund(movement)
  if (!refund || isPromise(refund.method) || refund.amount === 0)
    return breach('CREDIT-7', { field: 'details' })
  const { method, amount, favour } = refund
  if (amount > favour) return breach('CREDIT-7', { field: 'amount', favour, paid: amount })
  return checkMoved(movement, method, minor(-amount))
}

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
const checkPosted = (movement: MoneyMovement, { method, amount }: SettlementDetails): Refusal | null =>
  checkMoved(movement, method, amount)

/** One posting to the means, one against what is owed. */
function checkMoved({ postings }: MoneyMovement, method: PaymentMethod, amount: Minor): Refusal | null {
  const balances = foldMoney(postings)
  const isPosted =
    postings.length === 2 &&
    balances.get(accountOf(method)) === amount &&
    balances.get(CREDIT_ACCOUNT) === -amount
  return isPosted ? null : breach('LEDGER-5', { field: 'postings' })
}
