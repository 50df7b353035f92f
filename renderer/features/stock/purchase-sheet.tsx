import { useCan } from '@renderer/db/hooks.ts'
import { usePurchase } from '@renderer/projections/hooks.ts'
import type { PurchaseView } from '@renderer/projections/projections.ts'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { Sheet } from '@renderer/ui/sheet.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ArrivalDialog } from './arrival-dialog.tsx'
import { MovementDetail } from './movement-detail.tsx'
import { PurchaseContent } from './purchase-content.tsx'
import { PurchaseDialog } from './purchase-dialog.tsx'
import { PurchaseStageBadge } from './purchase-table.tsx'
import { usePurchaseCommands } from './use-purchase-commands.ts'

type Question = 'ordered' | 'closed' | 'cancelled'
type Open =
  | { readonly type: 'nothing' | 'form' | 'arrival' }
  | { readonly type: 'question'; readonly to: Question }
  | { readonly type: 'movement'; readonly movementId: Id }

const NOTHING: Open = { type: 'nothing' }

/** One order: its lines beside what arrived, the deliveries, and what can be done with it. */
export function PurchaseSheet({ purchaseId, onClose }: { purchaseId: Id; onClose: () => void }) {
  const { t } = useTranslation('purchases')
  const order = usePurchase(purchaseId)
  const [open, setOpen] = useState<Open>(NOTHING)
  const close = (): void => setOpen(NOTHING)
  return (
    <>
      <Sheet
        open
        onOpenChange={(isOpen) => !isOpen && onClose()}
        title={order ? order.row.reference : t('list.label')}
        description={order ? order.row.supplierName : ''}
        size="xl"
        footer={order && <Actions order={order} onOpen={setOpen} />}
      >
        {order === null && <p className="text-ink-muted">{t('sheet.missing')}</p>}
        {order && (
          <div className="flex flex-col gap-4">
            <p>
              <PurchaseStageBadge stage={order.row.stage} />
            </p>
            <PurchaseContent
              order={order}
              onMovement={(movementId) => setOpen({ type: 'movement', movementId })}
            />
          </div>
        )}
      </Sheet>
      {order && open.type === 'form' && <PurchaseDialog order={order} onClose={close} />}
      {order && open.type === 'arrival' && <ArrivalDialog order={order} onClose={close} />}
      {order && open.type === 'question' && <MoveQuestion order={order} to={open.to} onClose={close} />}
      {open.type === 'movement' && <MovementDetail movementId={open.movementId} onClose={close} />}
    </>
  )
}

function Actions({ order, onOpen }: { order: PurchaseView; onOpen: (open: Open) => void }) {
  const { t } = useTranslation('purchases')
  const mayOrder = useCan('stock.order')
  const mayReceive = useCan('stock.receive')
  const { state } = order.details
  const { left, received } = order.row
  const ask = (to: Question) => () => onOpen({ type: 'question', to })
  const titleOf = (allowed: boolean): string | undefined => (allowed ? undefined : t('forbidden'))
  if (state === 'draft') {
    return (
      <>
        <Button className="mr-auto" variant="ghost" disabled={!mayOrder} onClick={ask('cancelled')}>
          {t('sheet.drop')}
        </Button>
        <Button disabled={!mayOrder} onClick={() => onOpen({ type: 'form' })}>
          {t('sheet.edit')}
        </Button>
        <Button variant="primary" disabled={!mayOrder} title={titleOf(mayOrder)} onClick={ask('ordered')}>
          {t('sheet.order')}
        </Button>
      </>
    )
  }
  if (state !== 'ordered') return null
  return (
    <>
      {received > 0 && left > 0 && (
        <Button className="mr-auto" disabled={!mayOrder} onClick={ask('closed')}>
          {t('sheet.closeShort')}
        </Button>
      )}
      {order.arrivals.length === 0 && (
        <Button className="mr-auto" variant="ghost" disabled={!mayOrder} onClick={ask('cancelled')}>
          {t('sheet.drop')}
        </Button>
      )}
      <Button
        variant="primary"
        disabled={!mayReceive}
        title={titleOf(mayReceive)}
        onClick={() => onOpen({ type: 'arrival' })}
      >
        {t('sheet.receive')}
      </Button>
    </>
  )
}

interface MoveQuestionProps {
  order: PurchaseView
  to: Question
  onClose: () => void
}

function MoveQuestion({ order, to, onClose }: MoveQuestionProps) {
  const { t } = useTranslation('purchases')
  const { move } = usePurchaseCommands()
  const [busy, setBusy] = useState(false)
  const { purchaseId, reference: number, left } = order.row
  const words = {
    ordered: { title: t('ask.orderTitle', { number }), body: t('ask.orderBody'), yes: t('sheet.order') },
    closed: {
      title: t('ask.closeTitle', { number }),
      body: t('ask.closeBody', { count: left }),
      yes: t('sheet.closeShort'),
    },
    cancelled: { title: t('ask.dropTitle', { number }), body: t('ask.dropBody'), yes: t('sheet.drop') },
  }[to]
  const confirm = async (): Promise<void> => {
    setBusy(true)
    const failed = await move(purchaseId, to)
    if (failed) toast.error(t('failure.changed', { type: failed.type }))
    else toast.success(t(`done.${to}`, { number }))
    onClose()
  }
  return (
    <ConfirmDialog
      open
      title={words.title}
      body={words.body}
      confirmLabel={words.yes}
      cancelLabel={t('ask.dropBack')}
      danger={to === 'cancelled'}
      busy={busy}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    />
  )
}
