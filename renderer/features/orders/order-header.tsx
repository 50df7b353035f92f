import { useDocument } from '@renderer/db/hooks.ts'
import type { LocalDocument } from '@renderer/db/store.ts'
import { Button } from '@renderer/ui/button.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { DescriptionList } from '@renderer/ui/description-list.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { PendingBadge, StatusBadge } from './order-badges.tsx'
import { OrderPayment } from './order-payment.tsx'
import { usePeople } from './use-people.ts'

interface OrderHeaderProps {
  order: LocalDocument<'orders'>
  onClose: () => void
  onShowCustomer: (name: string) => void
}

export function OrderHeader({ order, onClose, onShowCustomer }: OrderHeaderProps) {
  const { t } = useTranslation('orders')
  const { staffName, deviceName } = usePeople()
  const customer = useDocument('customers', order.customerId)
  const name = customer?.name ?? order.customerName
  const phone = customer?.phones[0] ?? ''
  return (
    <header className="flex flex-col gap-2">
      <div className="flex items-start justify-between gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="text-lg font-semibold tabular-nums">{order.number}</h2>
          <StatusBadge status={order.status} />
          <OrderPayment order={order} />
          {order.pending === 1 && <PendingBadge />}
        </div>
        <IconButton label={t('detail.close')} icon={<X aria-hidden />} shortcut="Escape" onClick={onClose} />
      </div>
      <DescriptionList
        items={[
          { term: t('detail.placed'), value: <DateTimeText at={order.placedAt} /> },
          {
            term: t('detail.by'),
            value: [staffName(order.createdBy), t(`channel.${order.channel}`)].filter(Boolean).join(' · '),
          },
          ...(deviceName(order.deviceId) === ''
            ? []
            : [{ term: t('detail.device'), value: deviceName(order.deviceId) }]),
          ...(name === ''
            ? []
            : [
                {
                  term: t('detail.customer'),
                  value: (
                    <span className="flex flex-wrap items-center gap-2">
                      {name}
                      {phone !== '' && <a href={`tel:${phone.replace(/\s/g, '')}`}>{phone}</a>}
                      <Button size="sm" onClick={() => onShowCustomer(name)}>
                        {t('detail.customerOrders')}
                      </Button>
                      {order.customerId !== null && (
                        <Link
                          href={`/customers/${order.customerId}`}
                          className="text-accent-ink underline-offset-2 hover:underline"
                        >
                          {t('detail.customerAccount')}
                        </Link>
                      )}
                    </span>
                  ),
                },
              ]),
          ...(order.note === '' ? [] : [{ term: t('detail.note'), value: order.note }]),
        ]}
      />
    </header>
  )
}
