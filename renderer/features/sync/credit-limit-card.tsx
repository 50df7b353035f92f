import { minor } from '@shared/kernel/money.ts'
import type { CreditLimitPayload } from '@shared/schemas/tasks.schema.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { Card } from '../../ui/card.tsx'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { useDeviceName } from './use-names.ts'

/** A customer whom several tills together let go over his limit (TASK-5). */
export function CreditLimitCard({ payload, actions }: { payload: CreditLimitPayload; actions: ReactNode }) {
  const { t } = useTranslation('sync')
  const locale = useLocale()
  const deviceName = useDeviceName()
  const money = (amount: number): string => formatMoney(minor(amount), payload.currency, locale)
  return (
    <Card title={t('task.credit', { name: payload.customerName })} actions={actions}>
      <p>
        {t('task.creditBody', { balance: money(payload.balance), limit: money(payload.limit) })}{' '}
        <a className="underline" href={`#/customers/${payload.customerId}`}>
          {t('task.creditOpen')}
        </a>
      </p>
      <ul aria-label={t('task.receipts')} className="mt-2 flex flex-col gap-1">
        {payload.receipts.map((receipt) => (
          <li key={receipt.orderId}>
            <a className="underline" href={`#/orders/${receipt.orderId}`}>
              {t('task.creditReceipt', {
                number: receipt.number,
                amount: money(receipt.amount),
                device: deviceName(receipt.deviceId),
              })}
            </a>{' '}
            <DateTimeText at={receipt.at} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
