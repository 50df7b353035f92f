import { useAuthor, useDeps, useStore } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { addPayment, amountDue } from '@shared/domain/orders/payments.ts'
import type { Minor } from '@shared/kernel/money.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KnownReference } from '../mobile-money/public.ts'
import { type Refund as Means, RefundFields } from './refund-fields.tsx'
import { useOrderFailureText } from './use-order-failure.ts'

/** Money for what is still owed on an order. */
export function PaymentDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('orders')
  const db = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const failureText = useOrderFailureText()
  const [means, setMeans] = useState<Means>({ method: 'cash', reference: '' })
  const [amount, setAmount] = useState<Minor | null>(amountDue(order))
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  const take = async (): Promise<void> => {
    setAsked(true)
    if (busy || amount === null || amount === 0) return
    setBusy(true)
    const reference = means.reference.trim()
    const paid = await db.edit('orders', order.id, (current) =>
      addPayment(
        current,
        { method: means.method, amount, ...(reference !== '' && { reference }) },
        author,
        deps,
      ),
    )
    setBusy(false)
    if (!paid.ok) return setFailure(failureText(paid.error))
    toast.success(t('payment.done'))
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('payment.title', { number: order.number })}
      footer={
        <>
          <Button size="lg" onClick={onClose}>
            {t('payment.back')}
          </Button>
          <Button size="lg" variant="primary" busy={busy} onClick={() => void take()}>
            {t('payment.take')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {failure && <Banner tone="danger" title={failure} />}
        <MoneyField
          label={t('payment.amount')}
          size="lg"
          autoFocus
          value={amount}
          currency={order.currency}
          error={asked && !amount ? t('payment.amountNeeded') : null}
          onChange={setAmount}
        />
        <RefundFields
          label={t('payment.method')}
          value={means}
          onChange={setMeans}
          // Owing on credit what is owed already changes nothing.
          hasCustomer={false}
        />
        <KnownReference {...means} />
      </div>
    </Dialog>
  )
}
