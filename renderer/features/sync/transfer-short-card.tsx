import type { TransferShortPayload } from '@shared/schemas/tasks.schema.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettings } from '../../db/hooks.ts'
import { Card } from '../../ui/card.tsx'

/** Goods that did not arrive as they were sent (TRANSFER-2). */
export function TransferShortCard({
  payload,
  actions,
}: {
  payload: TransferShortPayload
  actions: ReactNode
}) {
  const { t } = useTranslation('transfers')
  const location = useSettings('location')?.find(({ id }) => id === payload.toLocationId)?.value.name ?? ''
  const count = payload.lines.reduce((sum, { missing }) => sum + Math.abs(missing), 0)
  return (
    <Card title={t('task.title', { count })} actions={actions}>
      <p>
        {t('task.body', { location })}{' '}
        <a className="underline" href={`#/stock/transfers/${payload.transferId}`}>
          {t('task.open')}
        </a>
      </p>
      <ul className="mt-2 flex flex-col gap-1">
        {payload.lines.map(({ variantId, name, missing }) => (
          <li key={variantId}>
            {missing > 0
              ? t('task.missing', { name, count: missing })
              : t('task.over', { name, count: -missing })}
          </li>
        ))}
      </ul>
    </Card>
  )
}
