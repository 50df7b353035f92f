import { useDocument } from '@renderer/db/hooks.ts'
import { formatDateTime, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import { readFavourRefund } from '@shared/domain/customers/favour.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { settlementDetailsSchema } from '@shared/schemas/settlement.schema.ts'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeople } from '../orders/public.ts'
import { Pair, Paper, PaperFoot, PaperHead, PaperTitle, PrintButton, Rule } from '../printing/public.ts'

/** Which payment is shown, and what was owed right after it. */
export interface ShownReceipt {
  readonly movementId: Id
  readonly balanceAfter: Minor
  /** A copy from the history must say so. */
  readonly duplicate: boolean
}

interface PaymentReceiptProps {
  customer: Customer
  receipt: ShownReceipt
  onClose: () => void
}

/** What the customer takes home for his payment. */
export function PaymentReceipt({ customer, receipt, onClose }: PaymentReceiptProps) {
  const { t } = useTranslation('customers')
  const paper = useRef<HTMLElement>(null)
  const movement = useDocument('moneyMovements', receipt.movementId)
  const isRefund = movement ? readFavourRefund(movement) !== null : false
  const title = t(isRefund ? 'favour.receipt' : 'receipt.title')
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title={title}
      footer={
        <>
          <PrintButton paper={paper} title={title} />
          <Button size="lg" variant="primary" autoFocus onClick={onClose}>
            {t('receipt.close')}
          </Button>
        </>
      }
    >
      <div className="flex justify-center">
        {movement ? (
          <Paper ref={paper} label={t('receipt.paper', { name: customer.name })}>
            <ReceiptText customer={customer} movement={movement} receipt={receipt} />
          </Paper>
        ) : (
          <Skeleton className="h-80 w-[80mm]" />
        )}
      </div>
    </Dialog>
  )
}

interface ReceiptTextProps extends Omit<PaymentReceiptProps, 'onClose'> {
  movement: MoneyMovement
}

function ReceiptText({ customer, movement, receipt }: ReceiptTextProps) {
  const { t } = useTranslation('customers')
  const locale = useLocale()
  const receivedBy = usePeople().staffName(movement.createdBy)
  const details = settlementDetailsSchema.safeParse(movement.details).data
  const refund = readFavourRefund(movement)
  const money = (amount: number): string => formatMoney(minor(amount), movement.currency, locale)
  const { balanceAfter, duplicate } = receipt
  return (
    <>
      <PaperHead duplicate={duplicate} />
      <PaperTitle>{t(refund ? 'favour.receipt' : 'receipt.title')}</PaperTitle>
      <Rule />
      <Pair term={t('receipt.customer')} value={customer.name} />
      <Pair term={t('receipt.date')} value={formatDateTime(movement.at, locale)} />
      {receivedBy !== '' && <Pair term={t('receipt.by')} value={receivedBy} />}
      <Rule />
      {details?.debts.map(({ orderId, number, amount }) => (
        <Pair key={orderId} term={t('receipt.of', { number })} value={money(amount)} />
      ))}
      <Rule />
      {details && (
        <>
          <Pair strong term={t('receipt.total')} value={money(details.amount)} />
          <Pair term={t(`method.${details.method}`)} value={money(details.tendered ?? details.amount)} />
          {details.change !== undefined && details.change > 0 && (
            <Pair term={t('receipt.change')} value={money(details.change)} />
          )}
        </>
      )}
      {refund && (
        <>
          <Pair strong term={t('favour.total')} value={money(refund.amount)} />
          <Pair term={t(`method.${refund.method}`)} value={money(refund.amount)} />
        </>
      )}
      {movement.reference !== '' && <Pair term={t('receipt.reference')} value={movement.reference} />}
      <Rule />
      <Pair
        strong
        term={t(balanceAfter < 0 ? 'receipt.inFavour' : 'receipt.balance')}
        value={money(Math.abs(balanceAfter))}
      />
      <PaperFoot />
    </>
  )
}
