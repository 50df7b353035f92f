import { useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { CreditAccount } from '@shared/domain/customers/credit-account.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KnownReference } from '../mobile-money/public.ts'
import { MeansFields } from '../orders/public.ts'
import { DebtChoice } from './debt-choice.tsx'
import { chosenDebts, outcomeOf, startDraft, toggleDebt } from './payment-draft.ts'
import type { ShownReceipt } from './payment-receipt.tsx'
import { useAccountMoney } from './use-account-money.ts'
import { useFailureText } from './use-failure-text.ts'

interface PaymentDialogProps {
  customer: Customer
  account: CreditAccount
  onClose: () => void
  onTaken: (receipt: ShownReceipt) => void
}

/** Money for what is owed, whole or in part. Nothing is recorded before the question at the end is answered. */
export function PaymentDialog({ customer, account, onClose, onTaken }: PaymentDialogProps) {
  const { t } = useTranslation('customers')
  const { currency } = useShop()
  const locale = useLocale()
  const { takePayment } = useAccountMoney()
  const failureText = useFailureText()
  const { debts } = account
  const [draft, setDraft] = useState(() => startDraft(debts))
  const [phase, setPhase] = useState<'typing' | 'asked' | 'confirming' | 'busy'>('typing')
  const [failure, setFailure] = useState<string | null>(null)
  const chosen = chosenDebts(debts, draft)
  const { kept, change, excess } = outcomeOf(draft, debts)
  const money = (amount: number): string => formatMoney(minor(amount), currency, locale)
  const left = money(account.balance - kept)
  const method = t(`method.${draft.method}`)

  const amountProblem = (): string | null => {
    if (excess > 0 && chosen.length > 0) return t('failure.tooMuch', { excess: money(excess) })
    return phase === 'asked' && !draft.amount ? t('pay.amountNeeded') : null
  }
  const ask = (): void => {
    setFailure(null)
    setPhase(kept > 0 && excess === 0 ? 'confirming' : 'asked')
  }
  const take = async (): Promise<void> => {
    if (phase === 'busy' || draft.amount === null) return
    setPhase('busy')
    const reference = draft.reference.trim()
    const taken = await takePayment({
      customerId: customer.id,
      debts: chosen,
      payment: { method: draft.method, amount: draft.amount, ...(reference !== '' && { reference }) },
    })
    setPhase('asked')
    if (!taken.ok) return setFailure(failureText(taken.error))
    toast.success(t('pay.done'))
    onTaken({ movementId: taken.value.id, balanceAfter: minor(account.balance - kept), duplicate: false })
  }
  return (
    <>
      <Dialog
        open
        onOpenChange={onClose}
        title={t('pay.title', { name: customer.name })}
        description={t('pay.how')}
        footer={
          <>
            <Button size="lg" onClick={onClose}>
              {t('pay.back')}
            </Button>
            <Button size="lg" variant="primary" onClick={ask}>
              {t('pay.take')}
            </Button>
          </>
        }
      >
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            ask()
          }}
        >
          {failure && <Banner tone="danger" title={failure} />}
          <MoneyField
            label={t('pay.amount')}
            size="lg"
            autoFocus
            onFocus={(event) => event.currentTarget.select()}
            value={draft.amount}
            currency={currency}
            error={amountProblem()}
            onChange={(amount) => setDraft({ ...draft, amount })}
          />
          {/* Credit is what is being paid back here, so it is no way to pay. */}
          <MeansFields
            label={t('pay.method')}
            value={draft}
            onChange={(means) => setDraft({ ...draft, ...means })}
            hasCustomer={false}
          />
          <KnownReference method={draft.method} reference={draft.reference} />
          <DebtChoice
            debts={debts}
            left={draft.left}
            error={phase === 'asked' && chosen.length === 0 ? t('pay.debtNeeded') : null}
            onToggle={(orderId) => setDraft(toggleDebt(draft, debts, orderId))}
          />
          <p role="status" className="font-medium tabular-nums">
            {change > 0 && <span className="block">{t('pay.change', { change: money(change) })}</span>}
            {t('pay.left', { left })}
          </p>
          {/* Lets Enter in a field go on to the question; the visible button stands in the footer. */}
          <button type="submit" tabIndex={-1} aria-hidden className="hidden" />
        </form>
      </Dialog>
      <ConfirmDialog
        open={phase === 'confirming' || phase === 'busy'}
        title={t('pay.confirmTitle', { amount: money(kept), name: customer.name })}
        body={
          change > 0
            ? t('pay.confirmChange', { method, change: money(change), left })
            : t('pay.confirmBody', { method, left })
        }
        confirmLabel={t('pay.confirm')}
        busy={phase === 'busy'}
        onConfirm={() => void take()}
        onCancel={() => setPhase('typing')}
      />
    </>
  )
}
