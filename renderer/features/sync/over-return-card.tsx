import { minor } from '@shared/kernel/money.ts'
import type { OverReturnPayload } from '@shared/schemas/tasks.schema.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../db/hooks.ts'
import { formatMoney } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { Card } from '../../ui/card.tsx'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { useCatalogueVariant } from './use-catalogue-variant.ts'
import { useDeviceName, useStaffName } from './use-names.ts'

/** The same goods were taken back at several tills (TASK-2): every return stands, and somebody looks into it. */
export function OverReturnCard({ payload, actions }: { payload: OverReturnPayload; actions: ReactNode }) {
  const { t } = useTranslation('sync')
  const locale = useLocale()
  const { currency } = useShop()
  const deviceName = useDeviceName()
  const staffName = useStaffName()
  const money = (amount: number): string => formatMoney(minor(amount), payload.currency ?? currency, locale)
  const excess = payload.lines.reduce((sum, line) => sum + (line.excess ?? 0), 0)
  return (
    <Card title={t('task.overReturn', { label: payload.number })} actions={actions}>
      <p>
        {excess > 0 && t('task.overReturnMoney', { amount: money(excess) })} {t('task.overReturnBody')}{' '}
        <a className="underline" href={`#/orders/${payload.orderId}`}>
          {t('task.overReturnOpen')}
        </a>
      </p>
      <ul aria-label={t('task.overReturnLines')} className="mt-2 flex flex-col gap-1">
        {payload.lines.map((line) => (
          <li key={line.lineId}>
            <OverLine line={line} />
          </li>
        ))}
      </ul>
      <ul aria-label={t('task.overReturns')} className="mt-2 flex flex-col gap-1">
        {payload.returns.map(({ id, by, deviceId, at, total }) => (
          <li key={id}>
            {t('task.overReturnBy', { device: deviceName(deviceId), name: staffName(by) })}
            {total !== undefined && ` · ${money(total)}`} · <DateTimeText at={at} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function OverLine({ line }: { line: OverReturnPayload['lines'][number] }) {
  const { t } = useTranslation('sync')
  const product = useCatalogueVariant(line.variantId)
  return t('task.overReturnLine', { product: product ?? '…', sold: line.sold, back: line.back })
}
