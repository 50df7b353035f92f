import { minor } from '@shared/kernel/money.ts'
import type { PaymentReferencePayload } from '@shared/schemas/tasks.schema.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { Card } from '../../ui/card.tsx'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { useDeviceName } from './use-names.ts'

interface PaymentReferenceCardProps {
  payload: PaymentReferencePayload
  actions: ReactNode
}

/** Money that several payments name (TASK-6). */
export function PaymentReferenceCard({ payload, actions }: PaymentReferenceCardProps) {
  const { t } = useTranslation(['mobileMoney', 'sync'])
  const locale = useLocale()
  const deviceName = useDeviceName()
  return (
    <Card title={t('mobileMoney:task.title', { reference: payload.reference })} actions={actions}>
      <p>{t('mobileMoney:task.body')}</p>
      <ul aria-label={t('sync:task.receipts')} className="mt-2 flex flex-col gap-1">
        {payload.payments.map((payment) => {
          const text = t('mobileMoney:task.receipt', {
            number: payment.number,
            amount: formatMoney(minor(payment.amount), payment.currency, locale),
            device: deviceName(payment.deviceId),
          })
          return (
            <li key={payment.paymentId}>
              {payment.collection === 'orders' ? (
                <a className="underline" href={`#/orders/${payment.documentId}`}>
                  {text}
                </a>
              ) : (
                text
              )}
              {' · '}
              <DateTimeText at={payment.at} />
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
