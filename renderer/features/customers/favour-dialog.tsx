import { useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { ConfirmDialog } from '@renderer/ui/confirm-dialog.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { CreditAccount } from '@shared/domain/customers/credit-account.ts'
import { favourOf } from '@shared/domain/customers/favour.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Means, MeansFields } from '../orders/public.ts'
import type { ShownReceipt } from './payment-receipt.tsx'
import { useAccountMoney } from './use-account-money.ts'
import { useFailureText } from './use-failure-text.ts'

interface FavourDialogProps {
  customer: Customer
  account: CreditAccount
  onClose: () => void
  onPaid: (receipt: ShownReceipt) => void
}

/** What is in the customer's favour leaves the till. Nothing is recorded before the question at the end is answered. */
export function FavourDialog({ customer, account, onClose, onPaid }: FavourDialogProps) {
  const { t } = useTranslation('customers')
  const { currency } = useShop()
  const locale = useLocale()
  const { payOut } = useAccountMoney()
  const failureText = useFailureText()
  const favour = favourOf(account)
  const [amount, setAmount] = useState<Minor | null>(favour)
  const [means, setMeans] = useState<Means>({ method: 'cash', reference: '' })
  const [phase, setPhase] = useState<'typing' | 'asked' | 'confirming' | 'busy'>('typing')
  const [failure, setFailure] = useState<string | null>(null)
  const money = (shown: number): string => formatMoney(minor(shown), currency, locale)
  const isTooMuch = amount !== null && amount > favour
  const isGood = amount !== null && amount > 0 && !isTooMuch
  const missing = phase === 'asked' && !amount ? t('favour.amountNeeded') : null
  const amountError = isTooMuch ? t('favour.tooMuch', { favour: money(favour) }) : missing

  const pay = async (): Promise<void> => {
    if (phase === 'busy' || amount === null) return
    setPhase('busy')
    const { method, reference } = means
    const paid = await payOut({
      customerId: customer.id,
      favour,
      amount,
      method,
      reference: reference.trim(),
    })
    setPhase('asked')
    if (!paid.ok) return setFailure(failureText(paid.error))
    toast.success(t('favour.done'))
    onPaid({
      movementId: paid.value.id,
      balanceAfter: minor(account.balance + amount),
      duplicate: false,
    })
  }
  return (
    <>
      <FormDialog
        title={t('favour.title', { name: customer.name })}
        description={t('favour.how', { favour: money(favour) })}
        back={t('pay.back')}
        submit={t('favour.submit')}
        onBack={onClose}
        onSubmit={() => {
          setFailure(null)
          setPhase(isGood ? 'confirming' : 'asked')
        }}
      >
        {failure && <Banner tone="danger" title={failure} />}
        <MoneyField
          label={t('favour.amount')}
          size="lg"
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          value={amount}
          currency={currency}
          error={amountError}
          onChange={setAmount}
        />
        {/* It is on the account already: only money leaves here. */}
        <MeansFields label={t('favour.method')} value={means} onChange={setMeans} hasCustomer={false} />
      </FormDialog>
      <ConfirmDialog
        open={phase === 'confirming' || phase === 'busy'}
        title={t('favour.confirmTitle', { amount: money(amount ?? 0), name: customer.name })}
        body={t('favour.confirmBody', {
          method: t(`method.${means.method}`),
          left: money(favour - (amount ?? 0)),
        })}
        confirmLabel={t('favour.submit')}
        busy={phase === 'busy'}
        onConfirm={() => void pay()}
        onCancel={() => setPhase('typing')}
      />
    </>
  )
}
