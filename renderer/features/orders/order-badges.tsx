import { Badge, type Tone } from '@renderer/ui/badge.tsx'
import type { OrderStatus, PaymentStatus } from '@shared/schemas/orders.schema.ts'
import { CloudUpload } from 'lucide-react'
import { useTranslation } from 'react-i18next'

const STATUS_TONES: Record<OrderStatus, Tone> = {
  held: 'neutral',
  pending: 'warning',
  confirmed: 'info',
  processing: 'info',
  shipped: 'info',
  delivered: 'success',
  cancelled: 'danger',
}

const PAYMENT_TONES: Record<PaymentStatus, Tone> = {
  pending: 'warning',
  'part-paid': 'warning',
  paid: 'success',
  failed: 'danger',
  'part-refunded': 'info',
  refunded: 'neutral',
}

export function StatusBadge({ status }: { status: OrderStatus }) {
  const { t } = useTranslation('orders')
  return <Badge tone={STATUS_TONES[status]}>{t(`status.${status}`)}</Badge>
}

export function PaymentBadge({ status }: { status: PaymentStatus }) {
  const { t } = useTranslation('orders')
  return <Badge tone={PAYMENT_TONES[status]}>{t(`paymentStatus.${status}`)}</Badge>
}

/** Written on this device, not yet acknowledged by the server. */
/** Small: the sign alone is seen, where the words would leave no room for the number beside it. */
export function PendingBadge({ isSmall = false }: { isSmall?: boolean }) {
  const { t } = useTranslation('orders')
  return (
    <Badge tone="warning" icon={<CloudUpload aria-hidden />}>
      <span className={isSmall ? 'sr-only' : undefined}>{t('pending')}</span>
    </Badge>
  )
}
