import { useAuthor, useCan, useDeps, useStore } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import { deriveId } from '@shared/kernel/id.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useTranslation } from 'react-i18next'
import { useExpiryText } from '../lots/public.ts'
import type { ExpiredShare } from './use-cart-lots.ts'

/** What in the cart has expired. Goods in the buyer's hand are not blocked: it is asked about once. */
export function ExpiredNotice({ expired, asked }: { expired: readonly ExpiredShare[]; asked: boolean }) {
  const { t } = useTranslation('lots')
  const expiryText = useExpiryText()
  const answersForStock = useCan('stock.adjust')
  if (expired.length === 0) return null
  return (
    <Banner tone="danger" title={t('counter.expiredTitle')}>
      <ul className="list-disc pl-5">
        {expired.map(({ name, share }) => (
          <li key={`${name} ${share.lot}`}>
            {t('counter.expiredLine', { name, lot: share.lot, day: expiryText(share.expiry) })}
          </li>
        ))}
      </ul>
      <p>{t('counter.expiredHow')}</p>
      {asked && (
        <p className="font-medium">
          {t('counter.expiredPress')} {!answersForStock && t('counter.expiredTold')}
        </p>
      )}
    </Banner>
  )
}

/** Whoever may not correct stock leaves a manager a note of what was sold. The sale is durable already and stands in any case. */
export function useReportExpired(): (order: Order, expired: readonly ExpiredShare[]) => Promise<void> {
  const { t } = useTranslation('lots')
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const answersForStock = useCan('stock.adjust')
  return async (order, expired) => {
    if (expired.length === 0 || answersForStock) return
    const goods = expired.map(({ name, share }) => `${name} (${share.lot})`).join(', ')
    const text = t('counter.expiredTask', { number: order.number, goods }).slice(0, 2_000)
    const task = newTask(
      {
        id: deriveId(order.id, 'expired-sold'),
        kind: 'reminder',
        assigneeRole: 'manager',
        subject: { collection: 'orders', id: order.id },
        payload: { about: 'expired-sold', text },
      },
      author,
      deps,
    )
    // The order itself says which lots were sold: a note that cannot be stored loses nothing.
    await store.insert('tasks', task).then(
      () => toast.info(t('counter.taskMade')),
      () => undefined,
    )
  }
}
