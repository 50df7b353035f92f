import { useAuthor, useCan, useDeps, useStore } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { isOnCredit } from '@shared/domain/customers/credit-entries.ts'
import { canTransition, ORDER_TRANSITIONS, transition } from '@shared/domain/orders/lifecycle.ts'
import { amountDue } from '@shared/domain/orders/payments.ts'
import { returnable } from '@shared/domain/orders/returns.ts'
import type { Order, OrderStatus } from '@shared/schemas/orders.schema.ts'
import { Ban, HandCoins, Receipt, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useOrderFailureText } from './use-order-failure.ts'

export type OrderDialog = 'receipt' | 'cancel' | 'return' | 'pay'

interface OrderActionsProps {
  order: Order
  onOpen: (dialog: OrderDialog) => void
}

/** Only what this order and this person allow; where the person is the reason, a sentence says so. */
export function OrderActions({ order, onOpen }: OrderActionsProps) {
  const { t } = useTranslation('orders')
  const mayReturn = useCan('orders.return')
  const mayCancel = useCan('orders.cancel')
  const mayTakeMoney = useCan('payments.take')
  const canReturn = returnable(order).length > 0
  const canCancel = canTransition(order, 'cancelled')
  const [, navigate] = useLocation()
  const isOwed = order.customerId !== null && isOnCredit(order)
  const canPay = order.status !== 'held' && order.status !== 'cancelled' && amountDue(order) > 0
  const barred = [
    canReturn && !mayReturn && t('actions.noReturn'),
    canCancel && !mayCancel && t('actions.noCancel'),
    canPay && !mayTakeMoney && t('actions.noPayment'),
  ].filter((text) => text !== false)
  return (
    <div className="flex flex-col gap-2">
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">{t('actions.label')}</legend>
        {order.status !== 'held' && (
          <Button size="lg" icon={<Receipt aria-hidden />} onClick={() => onOpen('receipt')}>
            {t('actions.receipt')}
          </Button>
        )}
        {canPay && mayTakeMoney && (
          // What stands on an account is paid there: one payment may settle several receipts.
          <Button
            size="lg"
            icon={<HandCoins aria-hidden />}
            onClick={() => (isOwed ? navigate(`/customers/${order.customerId}`) : onOpen('pay'))}
          >
            {t(isOwed ? 'actions.account' : 'actions.pay')}
          </Button>
        )}
        <TransitionButtons order={order} />
        {canReturn && mayReturn && (
          <Button size="lg" icon={<Undo2 aria-hidden />} onClick={() => onOpen('return')}>
            {t('actions.return')}
          </Button>
        )}
        {canCancel && mayCancel && (
          <Button size="lg" icon={<Ban aria-hidden />} onClick={() => onOpen('cancel')}>
            {t('actions.cancel')}
          </Button>
        )}
      </fieldset>
      {barred.length > 0 && <p className="text-xs text-ink-muted">{barred.join(' ')}</p>}
    </div>
  )
}

/** Cancelling gives back goods and money and has its own questions; every other step is one press. */
function TransitionButtons({ order }: { order: Order }) {
  const { t } = useTranslation('orders')
  const db = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const failureText = useOrderFailureText()
  const mayEdit = useCan('orders.edit')
  const mayShip = useCan('orders.ship')
  const [busy, setBusy] = useState<OrderStatus | null>(null)
  const steps = ORDER_TRANSITIONS[order.status].filter((to) => to !== 'cancelled' && canTransition(order, to))
  const move = async (to: OrderStatus): Promise<void> => {
    if (busy) return
    setBusy(to)
    const moved = await db.edit('orders', order.id, (current) => transition(current, to, author, deps))
    setBusy(null)
    if (moved.ok) toast.success(t('actions.moved', { status: t(`status.${to}`) }))
    else toast.error(failureText(moved.error))
  }
  if (steps.length === 0) return null
  const open = steps.filter((to) => mayEdit || (mayShip && (to === 'shipped' || to === 'delivered')))
  if (open.length === 0) return <p className="self-center text-xs text-ink-muted">{t('actions.noMove')}</p>
  return open.map((to) => (
    <Button key={to} size="lg" busy={busy === to} onClick={() => void move(to)}>
      {t(`move.${to}`)}
    </Button>
  ))
}
