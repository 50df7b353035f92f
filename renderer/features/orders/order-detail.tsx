import { useDocument } from '@renderer/db/hooks.ts'
import type { LocalDocument } from '@renderer/db/store.ts'
import { focusOnPage } from '@renderer/ui/page-focus.ts'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import { Tabs } from '@renderer/ui/tabs.tsx'
import type { Id } from '@shared/kernel/id.ts'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CancelDialog } from './cancel-dialog.tsx'
import { DistantOrder } from './distant-order.tsx'
import { OrderActions, type OrderDialog } from './order-actions.tsx'
import { OrderContents } from './order-contents.tsx'
import { OrderHeader } from './order-header.tsx'
import { OrderPostings } from './order-postings.tsx'
import { OrderTimeline } from './order-timeline.tsx'
import { PaymentDialog } from './payment-dialog.tsx'
import { ReceiptDialog } from './receipt-dialog.tsx'
import { ReturnDialog } from './return-dialog.tsx'
import { WaitingMessages } from './waiting-messages.tsx'

interface OrderDetailProps {
  orderId: Id
  onClose: () => void
  onShowCustomer: (name: string) => void
}

export function OrderDetail({ orderId, onClose, onShowCustomer }: OrderDetailProps) {
  const { t } = useTranslation('orders')
  const order = useDocument('orders', orderId)
  if (order === undefined) {
    return (
      <div role="status" aria-label={t('detail.loading')} className="flex flex-col gap-3 p-4">
        <Skeleton className="h-8 w-1/2" />
        <Skeleton className="h-40" />
      </div>
    )
  }
  if (order === null)
    return <DistantOrder orderId={orderId} onClose={onClose} onShowCustomer={onShowCustomer} />
  return <OpenOrder order={order} onClose={onClose} onShowCustomer={onShowCustomer} />
}

type Tab = 'contents' | 'timeline' | 'postings'

interface OpenOrderProps {
  order: LocalDocument<'orders'>
  onClose: () => void
  onShowCustomer: (name: string) => void
}

function OpenOrder({ order, onClose, onShowCustomer }: OpenOrderProps) {
  const { t } = useTranslation('orders')
  const [tab, setTab] = useState<Tab>('contents')
  const [dialog, setDialog] = useState<OrderDialog | null>(null)
  const frame = useRef<HTMLElement>(null)
  // Opening an order moves there whoever works by keyboard or by ear.
  useEffect(() => focusOnPage(frame.current), [])
  const close = (): void => setDialog(null)
  return (
    <section
      ref={frame}
      tabIndex={-1}
      aria-label={t('detail.label', { number: order.number })}
      className="flex min-h-0 min-w-0 flex-col gap-3 overflow-y-auto rounded-lg border border-rule bg-surface p-4 focus-visible:outline-offset-0"
    >
      <OrderHeader order={order} onClose={onClose} onShowCustomer={onShowCustomer} />
      <OrderActions order={order} onOpen={setDialog} />
      <WaitingMessages orderId={order.id} />
      <Tabs
        label={t('detail.tabs')}
        value={tab}
        onChange={setTab}
        items={[
          { value: 'contents', label: t('detail.contents'), content: <OrderContents order={order} /> },
          { value: 'timeline', label: t('detail.timeline'), content: <OrderTimeline order={order} /> },
          { value: 'postings', label: t('detail.postings'), content: <OrderPostings order={order} /> },
        ]}
      />
      {dialog === 'receipt' && <ReceiptDialog order={order} onClose={close} />}
      {dialog === 'cancel' && <CancelDialog order={order} onClose={close} />}
      {dialog === 'return' && <ReturnDialog order={order} onClose={close} />}
      {dialog === 'pay' && <PaymentDialog order={order} onClose={close} />}
    </section>
  )
}
