import { useAuthor, useDeps, useStore } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import { isOnCredit } from '@shared/domain/customers/credit-entries.ts'
import { cancelOrder } from '@shared/domain/orders/lifecycle.ts'
import { netPaid } from '@shared/domain/orders/payments.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Refund, RefundFields } from './refund-fields.tsx'
import { useOrderFailureText } from './use-order-failure.ts'

/** Takes a sale back as a whole: goods on the shelf, money to the customer, and why. */
export function CancelDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const db = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const failureText = useOrderFailureText()
  const [reason, setReason] = useState('')
  const [refund, setRefund] = useState<Refund>({ method: order.payments[0]?.method ?? 'cash', reference: '' })
  const [step, setStep] = useState<'fill' | 'asked' | 'confirm' | 'busy'>('fill')
  const [failure, setFailure] = useState<string | null>(null)
  const owed = minor(Math.max(0, netPaid(order)))
  const amount = formatMoney(owed, order.currency, locale)

  const cancel = async (): Promise<void> => {
    setStep('busy')
    const cancelled = await db.edit('orders', order.id, (current) =>
      cancelOrder(
        current,
        { reason: reason.trim(), refundMethod: refund.method, reference: refund.reference.trim() },
        author,
        deps,
      ),
    )
    setStep('fill')
    if (!cancelled.ok) return setFailure(failureText(cancelled.error))
    toast.success(t('cancel.done', { number: order.number }))
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('cancel.title', { number: order.number })}
      description={t('cancel.how')}
      footer={
        <>
          <Button size="lg" onClick={onClose}>
            {t('cancel.back')}
          </Button>
          <Button
            size="lg"
            variant="danger"
            busy={step === 'busy'}
            onClick={() => setStep(reason.trim() === '' ? 'asked' : 'confirm')}
          >
            {t('cancel.submit')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {failure && <Banner tone="danger" title={failure} />}
        <TextField
          label={t('cancel.reason')}
          size="lg"
          required
          autoFocus
          maxLength={200}
          value={reason}
          error={step === 'asked' && reason.trim() === '' ? t('cancel.reasonNeeded') : null}
          onChange={(event) => setReason(event.target.value)}
        />
        {owed > 0 && (
          <RefundFields
            label={t('cancel.refundBy', { amount })}
            value={refund}
            onChange={setRefund}
            hasCustomer={order.customerId !== null}
          />
        )}
      </div>
      <ConfirmDialog
        open={step === 'confirm'}
        danger
        title={t('cancel.confirmTitle', { number: order.number })}
        body={
          owed > 0
            ? t('cancel.confirmRefund', { amount, method: t(`method.${refund.method}`) })
            : t(isOnCredit(order) ? 'cancel.confirmAccount' : 'cancel.confirmBody')
        }
        confirmLabel={t('cancel.submit')}
        cancelLabel={t('cancel.back')}
        onConfirm={() => void cancel()}
        onCancel={() => setStep('fill')}
      />
    </Dialog>
  )
}
