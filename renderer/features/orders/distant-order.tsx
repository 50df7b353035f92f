import type { FoundOrder } from '@renderer/packed-history/packed-history.ts'
import { usePackedHistory } from '@renderer/packed-history/packed-history-context.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { CloudOff, ReceiptText } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OrderContents } from './order-contents.tsx'
import { OrderHeader } from './order-header.tsx'

interface DistantOrderProps {
  orderId: Id
  onClose: () => void
  onShowCustomer: (name: string) => void
}

/** An order whose document is not on this device: asked for at the server and only shown, until replication brings it. */
export function DistantOrder({ orderId, onClose, onShowCustomer }: DistantOrderProps) {
  const { t } = useTranslation('orders')
  const { found, look } = useDistantOrder(orderId)
  if (found === undefined)
    return (
      <div role="status" aria-label={t('detail.loading')} className="flex flex-col gap-3 p-4">
        <Skeleton className="h-8 w-1/2" />
        <Skeleton className="h-40" />
      </div>
    )
  if (found.type === 'Unknown')
    return <EmptyState icon={<ReceiptText />} title={t('detail.missing')} body={t('detail.missingHow')} />
  if (found.type === 'OutOfReach')
    return (
      <EmptyState
        icon={<CloudOff />}
        title={t('detail.outOfReach')}
        body={t('detail.outOfReachHow')}
        action={<Button onClick={look}>{t('detail.again')}</Button>}
      />
    )
  const order = { ...found.order, pending: 0 as const }
  return (
    <section
      aria-label={t('detail.label', { number: order.number })}
      className="flex min-h-0 min-w-0 flex-col gap-3 overflow-y-auto rounded-lg border border-rule bg-surface p-4"
    >
      <OrderHeader order={order} onClose={onClose} onShowCustomer={onShowCustomer} />
      <Banner tone="info" title={t('detail.distant')}>
        {t('detail.distantBody')}
      </Banner>
      <OrderContents order={order} />
    </section>
  )
}

function useDistantOrder(orderId: Id): { found: FoundOrder | undefined; look: () => void } {
  const history = usePackedHistory()
  const [tries, setTries] = useState(0)
  const [held, setHeld] = useState<{ readonly question: string; readonly found: FoundOrder }>()
  const question = `${orderId} ${tries}`
  useEffect(() => {
    let isLeft = false
    const asked = history?.findOrder(orderId) ?? Promise.resolve<FoundOrder>({ type: 'OutOfReach' })
    void asked.then((found) => {
      if (!isLeft) setHeld({ question, found })
    })
    return () => {
      isLeft = true
    }
  }, [history, orderId, question])
  const look = useCallback(() => setTries((count) => count + 1), [])
  return { found: held?.question === question ? held.found : undefined, look }
}
