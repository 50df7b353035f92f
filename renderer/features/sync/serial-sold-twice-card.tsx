import type { SerialSoldTwicePayload } from '@shared/schemas/tasks.schema.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../ui/card.tsx'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { useCatalogueVariant } from './use-catalogue-variant.ts'
import { useDeviceName } from './use-names.ts'

interface SerialSoldTwiceCardProps {
  payload: SerialSoldTwicePayload
  actions: ReactNode
}

/** One piece, several receipts (TASK-8). */
export function SerialSoldTwiceCard({ payload, actions }: SerialSoldTwiceCardProps) {
  const { t } = useTranslation(['lots', 'sync'])
  const product = useCatalogueVariant(payload.variantId)
  const deviceName = useDeviceName()
  const { serial } = payload
  return (
    <Card title={t('lots:task.title', { product: product ?? '…', serial })} actions={actions}>
      <p>
        {t('lots:task.body')}{' '}
        <a className="underline" href={`#/stock/lots/${payload.variantId}/${encodeURIComponent(serial)}`}>
          {t('lots:task.story')}
        </a>
      </p>
      <ul aria-label={t('sync:task.receipts')} className="mt-2 flex flex-col gap-1">
        {payload.sales.map(({ orderId, number, deviceId, at }) => (
          <li key={orderId}>
            <a className="underline" href={`#/orders/${orderId}`}>
              {t('sync:task.sale', { number, quantity: 1, device: deviceName(deviceId) })}
            </a>{' '}
            <DateTimeText at={at} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
