import { useShop } from '@renderer/db/hooks.ts'
import type { LocalDocument } from '@renderer/db/store.ts'
import { formatDateTime, formatQuantity } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { PauseCircle, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeople } from '../orders/public.ts'
import { useCounter } from './counter-context.tsx'
import { useCloseHeld, useHeldCarts, useResumeHeld } from './use-held-carts.ts'

/** The carts put aside, on whichever counter; choosing one brings it here. */
export function HeldDialog() {
  const { t } = useTranslation('counter')
  const close = useCounter((state) => state.close)
  const held = useHeldCarts()
  const resume = useResumeHeld()
  const closeHeld = useCloseHeld()
  const [dropping, setDropping] = useState<LocalDocument<'orders'> | null>(null)
  const [busy, setBusy] = useState(false)

  const take = async (order: LocalDocument<'orders'>): Promise<void> => {
    if (busy) return
    setBusy(true)
    const resumed = await resume(order)
    setBusy(false)
    if (resumed) close()
  }
  const drop = async (order: LocalDocument<'orders'>): Promise<void> => {
    setDropping(null)
    if (await closeHeld(order.id)) toast.success(t('held.dropped'))
    else toast.error(t('held.dropFailed'))
  }
  return (
    <Dialog open onOpenChange={close} size="lg" title={t('held.title')} description={t('held.how')}>
      {held === undefined && <Skeleton className="h-24" />}
      {held?.length === 0 && <EmptyState icon={<PauseCircle />} title={t('held.none')} />}
      <ul aria-label={t('held.title')} className="flex flex-col gap-2">
        {held?.map((order) => (
          <li key={order.id} className="flex items-center gap-2">
            <HeldCart order={order} busy={busy} onTake={() => void take(order)} />
            <IconButton
              size="lg"
              danger
              label={t('held.drop', { number: order.number })}
              icon={<Trash2 aria-hidden />}
              onClick={() => setDropping(order)}
            />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={dropping !== null}
        danger
        title={t('held.dropTitle')}
        body={t('held.dropBody')}
        confirmLabel={t('held.dropConfirm')}
        onConfirm={() => dropping && void drop(dropping)}
        onCancel={() => setDropping(null)}
      />
    </Dialog>
  )
}

interface HeldCartProps {
  order: LocalDocument<'orders'>
  busy: boolean
  onTake: () => void
}

function HeldCart({ order, busy, onTake }: HeldCartProps) {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  const { staffName, deviceName } = usePeople()
  return (
    <Button size="lg" busy={busy} onClick={onTake} className="min-h-14 min-w-0 flex-1 py-1.5">
      <span className="min-w-0 flex-1 text-left">
        <span className="block truncate">
          {order.customerName || order.lines.map((line) => line.name).join(', ')}
        </span>
        <span className="block truncate text-xs font-normal text-ink-muted">
          {[
            formatDateTime(order.placedAt, locale),
            staffName(order.createdBy),
            deviceName(order.deviceId),
            t('total.items', {
              count: order.lines.length,
              shown: formatQuantity(order.lines.length, locale),
            }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {order.note !== '' && <span className="block truncate text-xs font-normal italic">{order.note}</span>}
      </span>
      <span className="tabular-nums">
        <MoneyText amount={order.total} currency={currency} />
      </span>
    </Button>
  )
}
