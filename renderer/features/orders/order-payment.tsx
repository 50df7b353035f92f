import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useCreditAccount } from '@renderer/projections/hooks.ts'
import { Badge } from '@renderer/ui/badge.tsx'
import { isOnCredit } from '@shared/domain/customers/credit-entries.ts'
import { ZERO } from '@shared/kernel/money.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useTranslation } from 'react-i18next'
import { PaymentBadge } from './order-badges.tsx'

/** How an order is paid; of one on an account, what is still open there. */
export function OrderPayment({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const isOwed = order.paymentStatus !== 'paid' && isOnCredit(order)
  const account = useCreditAccount(isOwed ? order.customerId : null, order.currency)
  if (!isOwed || !account) return <ListedPayment order={order} />
  const open = account.debts.find(({ orderId }) => orderId === order.id)?.open ?? ZERO
  return open === 0 ? (
    <Badge tone="success">{t('credit.settled')}</Badge>
  ) : (
    <Badge tone="warning">{t('credit.open', { open: formatMoney(open, order.currency, locale) })}</Badge>
  )
}

/** In a list: what the order itself says. Whether an account is settled stands with the customer. */
export function ListedPayment({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  return order.paymentStatus === 'pending' && isOnCredit(order) ? (
    <Badge tone="info">{t('credit.onAccount')}</Badge>
  ) : (
    <PaymentBadge status={order.paymentStatus} />
  )
}
