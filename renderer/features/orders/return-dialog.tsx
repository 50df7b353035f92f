import { useAuthor, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { amountDue } from '@shared/domain/orders/payments.ts'
import { refundFor, returnable, returnLines } from '@shared/domain/orders/returns.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lacksReference, RefundFields } from './refund-fields.tsx'
import { emptyDraft, type ReturnDraft, type ReturnWishes, wishesOf } from './return-draft.ts'
import { ReturnLineFields } from './return-line-fields.tsx'
import { ReturnSlipDialog } from './return-slip-dialog.tsx'
import { useOrderFailureText } from './use-order-failure.ts'

type Step = 'fill' | 'asked' | 'confirm' | 'busy'

interface ReturnDialogProps {
  order: Order
  onClose: () => void
  /** Where a new sale can begin, the goods may also be exchanged: nothing is recorded yet then. */
  onExchange?: (exchange: ReturnWishes) => void
}

/** Goods come back: which, in what state, and how the money goes back. Ends with a slip for the customer. */
export function ReturnDialog({ order, onClose, onExchange }: ReturnDialogProps) {
  const { t } = useTranslation(['orders', 'returns'])
  const locale = useLocale()
  const failureText = useOrderFailureText()
  const takeBack = useTakeBack(order)
  const [draft, setDraft] = useState<ReturnDraft>(emptyDraft)
  const [step, setStep] = useState<Step>('fill')
  const [failure, setFailure] = useState<string | null>(null)
  const [returned, setReturned] = useState<Order | null>(null)

  const { lines, needsReason } = wishesOf(draft)
  const planned = refundFor(order, lines)
  const total = planned.ok ? planned.value : minor(0)
  const paidOut = minor(Math.max(0, total - amountDue(order)))
  const money = (amount: typeof total): string => formatMoney(amount, order.currency, locale)

  const noReference = paidOut > 0 && lacksReference(draft.refund)

  const submit = (): void => {
    setFailure(lines.length === 0 ? t('failure.noLines') : null)
    setStep(needsReason || noReference || lines.length === 0 ? 'asked' : 'confirm')
  }
  const exchange = (): void => {
    setFailure(planned.ok ? null : failureText(planned.error))
    if (needsReason || !planned.ok) setStep('asked')
    else onExchange?.({ lines, credit: paidOut, refund: draft.refund })
  }
  const confirm = async (): Promise<void> => {
    setStep('busy')
    const result = await takeBack(draft)
    setStep('fill')
    if (result.ok) setReturned(result.value)
    else setFailure(failureText(result.error))
  }
  if (returned) return <ReturnSlipDialog order={returned} onClose={onClose} />
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={onClose}
      title={t('return.title', { number: order.number })}
      description={t('return.how')}
      footer={
        <>
          <p role="status" className="mr-auto text-base font-semibold tabular-nums">
            {t('return.total', { amount: money(total) })}
          </p>
          <Button size="lg" onClick={onClose}>
            {t('return.back')}
          </Button>
          {onExchange && (
            <Button size="lg" onClick={exchange}>
              {t('returns:exchange.start')}
            </Button>
          )}
          <Button size="lg" variant="primary" busy={step === 'busy'} onClick={submit}>
            {t('return.submit')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {failure && <Banner tone="danger" title={failure} />}
        <ReturnLineFields
          lines={returnable(order)}
          draft={draft.lines}
          currency={order.currency}
          onChange={(changed) => setDraft({ ...draft, lines: changed })}
        />
        <Segmented
          label={t('return.goods')}
          size="lg"
          value={draft.restock ? 'restock' : 'waste'}
          options={[
            { value: 'restock', label: t('return.restock') },
            { value: 'waste', label: t('return.waste') },
          ]}
          onChange={(goods) => setDraft({ ...draft, restock: goods === 'restock' })}
        />
        <TextField
          label={t('return.reason')}
          size="lg"
          required
          maxLength={300}
          value={draft.reason}
          error={step === 'asked' && needsReason ? t('return.reasonNeeded') : null}
          onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
        />
        <RefundFields
          label={t('return.refundBy')}
          value={draft.refund}
          onChange={(refund) => setDraft({ ...draft, refund })}
          hasCustomer={order.customerId !== null}
          referenceError={step === 'asked' && noReference ? t('returns:refund.referenceNeeded') : null}
        />
      </div>
      <ConfirmDialog
        open={step === 'confirm'}
        title={t('return.confirmTitle')}
        body={
          paidOut < total
            ? t('return.confirmWithDebt', {
                amount: money(total),
                debt: money(minor(total - paidOut)),
                paid: money(paidOut),
                method: t(`method.${draft.refund.method}`),
              })
            : t('return.confirmBody', { amount: money(total), method: t(`method.${draft.refund.method}`) })
        }
        confirmLabel={t('return.confirm')}
        cancelLabel={t('return.back')}
        onConfirm={() => void confirm()}
        onCancel={() => setStep('fill')}
      />
    </Dialog>
  )
}

function useTakeBack(order: Order) {
  const db = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const { utcOffsetMinutes } = useShop()
  return (draft: ReturnDraft) =>
    db.edit('orders', order.id, (current) =>
      returnLines(
        current,
        {
          lines: wishesOf(draft).lines,
          reason: draft.reason.trim(),
          restock: draft.restock,
          refundMethod: draft.refund.method,
          reference: draft.refund.reference.trim(),
          businessDay: businessDayOf(deps.clock.now(), utcOffsetMinutes),
        },
        author,
        deps,
      ),
    )
}
