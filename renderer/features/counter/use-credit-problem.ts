import { useCan, useDocument, useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useTranslation } from 'react-i18next'
import { useCounter } from './counter-context.tsx'
import { type TenderPlan, toPayments } from './tender.ts'

/**
 * Why this sale may not be left on the customer's account, or null. A customer owes nothing until somebody who answers for it
 * has given a limit; who may give limits may also go beyond them.
 */
export function useCreditProblem(plan: TenderPlan): string | null {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  const mayExceed = useCan('customers.credit')
  const customerId = useCounter((state) => state.cart.customerId)
  const name = useCounter((state) => state.cart.customerName)
  const customer = useDocument('customers', customerId)
  const owed = toPayments(plan)
    .filter(({ method }) => method === 'credit')
    .reduce((sum, { amount }) => sum + amount, 0)
  if (owed === 0) return null
  if (customerId === null) return t('pay.creditNeedsCustomer')
  if (mayExceed || !customer || owed <= customer.creditLimit) return null
  return customer.creditLimit === 0
    ? t('pay.creditNone', { name })
    : t('pay.creditOverLimit', { name, limit: formatMoney(customer.creditLimit, currency, locale) })
}
