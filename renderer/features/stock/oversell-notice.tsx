import { useDocuments } from '@renderer/db/hooks.ts'
import { formatDateTime, formatQuantity } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { type OversellPayload, oversellPayloadSchema } from '@shared/schemas/tasks.schema.ts'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeople } from './use-people.ts'

const OPEN_TASKS = { selector: { state: 'open' }, index: ['state', 'createdAt'], limit: 1_000 } as const

interface OversellNoticeProps {
  variantId: Id
  locationId: Id
  onHand: number
  /** What can be done about it. */
  choices: ReactNode
}

/** Below zero: goods that were sold and were not in the books. Says which receipts took the last ones (TASK-1). */
export function OversellNotice({ variantId, locationId, onHand, choices }: OversellNoticeProps) {
  const { t } = useTranslation('stock')
  const locale = useLocale()
  const { staffName, deviceName } = usePeople()
  const task = useOversell(variantId, locationId)
  return (
    <Banner tone="danger" title={t('oversell.title', { count: Math.abs(onHand) })}>
      <p>{t('oversell.body')}</p>
      <div className="mt-2 flex flex-wrap gap-2">{choices}</div>
      {task && (
        <>
          <p className="mt-2 font-medium">{t('oversell.sales')}</p>
          <ul className="list-disc pl-5">
            {task.sales.map((sale) => (
              <li key={sale.orderId}>
                <a
                  href={`#/orders/${sale.orderId}`}
                  className="font-medium text-accent-ink underline underline-offset-2"
                >
                  {sale.number}
                </a>
                {' · '}
                {[
                  formatQuantity(sale.quantity, locale),
                  formatDateTime(sale.at, locale),
                  staffName(sale.by),
                  deviceName(sale.deviceId),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </li>
            ))}
          </ul>
          <a
            href="#/sync"
            className="mt-2 inline-block font-medium text-accent-ink underline underline-offset-2"
          >
            {t('oversell.task')}
          </a>
        </>
      )}
    </Banner>
  )
}

function useOversell(variantId: Id, locationId: Id): OversellPayload | null {
  const tasks = useDocuments('tasks', OPEN_TASKS)
  return useMemo(() => {
    for (const task of tasks ?? []) {
      if (task.kind !== 'oversell') continue
      const payload = oversellPayloadSchema.safeParse(task.payload)
      const isHere = payload.data?.variantId === variantId && payload.data.locationId === locationId
      if (payload.success && isHere) return payload.data
    }
    return null
  }, [tasks, variantId, locationId])
}
