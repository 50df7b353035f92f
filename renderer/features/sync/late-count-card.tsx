import type { LateCountPayload, Task } from '@shared/schemas/tasks.schema.ts'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../db/hooks.ts'
import { formatMeasure } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useVariants } from '../../projections/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { LateCountDialog } from '../stock/public.ts'
import { useDeviceName, useStaffName } from './use-names.ts'

interface LateCountCardProps {
  task: Task
  payload: LateCountPayload
}

/** Lines of a count that were not in it when it was closed (TASK-9). */
export function LateCountCard({ task, payload }: LateCountCardProps) {
  const { t } = useTranslation('counts')
  const staffName = useStaffName()
  const deviceName = useDeviceName()
  const [deciding, setDeciding] = useState(false)
  const mayResolve = useCan('sync.resolve')
  const mayCount = useCan('stock.count')
  const ids = useMemo(() => payload.lines.map(({ variantId }) => variantId), [payload])
  const named = useVariants(ids)
  const locale = useLocale()
  const variantOf = (id: string) => named?.find(({ variantId }) => variantId === id)
  const nameOf = (id: string): string => variantOf(id)?.name ?? '…'
  const measure = (id: string, units: number): string => formatMeasure(units, variantOf(id)?.unit, locale)
  const name = staffName(payload.staffId)
  return (
    <Card
      title={t('late.title', { count: payload.lines.length, name })}
      actions={
        <Button size="sm" disabled={!mayResolve || !mayCount} onClick={() => setDeciding(true)}>
          {t('late.decide')}
        </Button>
      }
    >
      <p>{t('late.body', { device: deviceName(payload.deviceId) })}</p>
      <ul aria-label={t('late.lines')} className="mt-2 flex flex-col gap-1">
        {payload.lines.map(({ variantId, counted, at, inCount }) => (
          <li key={variantId}>
            {counted === null
              ? t('late.takenOut', { name: nameOf(variantId) })
              : t('late.line', { name: nameOf(variantId), counted: measure(variantId, counted) })}{' '}
            <span className="text-ink-muted">
              <DateTimeText at={at} /> ·{' '}
              {inCount === null
                ? t('late.notInCount')
                : t('late.inCount', { counted: measure(variantId, inCount) })}
            </span>
          </li>
        ))}
      </ul>
      {deciding && <LateCountDialog task={task} payload={payload} onClose={() => setDeciding(false)} />}
    </Card>
  )
}
