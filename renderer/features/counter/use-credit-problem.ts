import { useCan, useDocument, useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useCreditAccount, useProjectionProgress } from '@renderer/projections/hooks.ts'
import { exceedsLimit } from '@shared/domain/customers/credit-limit.ts'
import { type Minor, minor, ZERO } from '@shared/kernel/money.ts'
import { useTranslation } from 'react-i18next'
import { useCounter } from './counter-context.tsx'
import { type TenderPlan, toPayments } from './tender.ts'

/**
 * Why this sale may not be left on the customer's account, or null (CREDIT-5): what he owes as this device knows it and
 * this sale together stay within his limit. A customer owes nothing until somebody who answers for it has given a limit; who
 * may give limits may also go beyond them.
 */
export function useCreditProblem(plan: TenderPlan): string | null {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  const mayExceed = useCan('customers.credit')
  const customerId = useCounter((state) => state.cart.customerId)
  const name = useCounter((state) => state.cart.customerName)
  const customer = useDocument('customers', customerId)
  const balance = useBalance(customerId)
  const onCredit = minor(
    toPayments(plan)
      .filter(({ method }) => method === 'credit')
      .reduce((sum, { amount }) => sum + amount, 0),
  )
  if (onCredit === 0) return null
  if (customerId === null) return t('pay.creditNeedsCustomer')
  if (mayExceed || !customer) return null
  if (balance === undefined) return t('pay.creditReading')
  const limit = customer.creditLimit
  if (!exceedsLimit({ balance, limit, onCredit })) return null
  if (limit === 0) return t('pay.creditNone', { name })
  const money = (amount: Minor): string => formatMoney(amount, currency, locale)
  return t('pay.creditOverLimit', { name, balance: money(balance), limit: money(limit) })
}

/** What a customer owes here; undefined while it is being read. When it cannot be read, only this sale is looked at. */
function useBalance(customerId: Parameters<typeof useCreditAccount>[0]): Minor | undefined {
  const { currency } = useShop()
  const account = useCreditAccount(customerId, currency)
  const { phase } = useProjectionProgress()
  if (account) return account.balance
  return phase === 'failed' ? ZERO : undefined
}
