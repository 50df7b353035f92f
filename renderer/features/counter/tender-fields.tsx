import { useDocument, useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useCreditAccount } from '@renderer/projections/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Kbd } from '@renderer/ui/kbd.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import type { Minor } from '@shared/kernel/money.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCounter } from './counter-context.tsx'
import { quickCashAmounts, summarise, type TenderPlan, withMethod } from './tender.ts'
import { usePaymentMethods } from './use-payment-methods.ts'

/** Keys of the methods in their order; F5 would reload the page where the browser has its way. */
const METHOD_KEYS = ['F2', 'F3', 'F4', 'F6', 'F7'] as const
const WITH_REFERENCE = new Set<PaymentMethod>(['orange-money', 'wave', 'card', 'other'])

interface TenderFieldsProps {
  plan: TenderPlan
  onChange: (plan: TenderPlan) => void
  onEnter: () => void
}

/** The ways to pay, each with its key. */
export function TenderMethod({ plan, onChange }: Pick<TenderFieldsProps, 'plan' | 'onChange'>) {
  const { t } = useTranslation('counter')
  const methods = usePaymentMethods()
  const { current } = plan
  return (
    <Segmented
      label={t('pay.method')}
      size="lg"
      value={current.method}
      options={methods.map((method, index) => ({
        value: method,
        label: t(`method.${method}`),
        icon: <MethodKey combo={METHOD_KEYS[index]} onPress={() => onChange(withMethod(plan, method))} />,
      }))}
      onChange={(method) => onChange(withMethod(plan, method))}
    />
  )
}

export function TenderFields({ plan, onChange, onEnter }: TenderFieldsProps) {
  const { t } = useTranslation('counter')
  const { currency } = useShop()
  const amount = useRef<HTMLInputElement>(null)
  const { current } = plan
  const { open, due } = summarise(plan)
  // Each payment begins with its amount selected: typing replaces it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they say when another payment begins
  useEffect(() => {
    amount.current?.focus()
    amount.current?.select()
  }, [current.method, plan.taken.length])

  const setGiven = (given: Minor | null): void => onChange({ ...plan, current: { ...current, given } })
  const confirmByEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    onEnter()
  }
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <MoneyField
        ref={amount}
        label={t(current.method === 'cash' ? 'pay.received' : 'pay.amount')}
        hint={due > 0 && current.given !== null ? t('pay.enterSplits') : undefined}
        size="lg"
        value={current.given}
        currency={currency}
        onChange={setGiven}
        onKeyDown={confirmByEnter}
      />
      {current.method === 'cash' && <QuickCash open={open} onPick={setGiven} />}
      {WITH_REFERENCE.has(current.method) && (
        <TextField
          label={t('pay.reference')}
          hint={t('pay.referenceHint')}
          size="lg"
          maxLength={120}
          value={current.reference}
          onChange={(event) => onChange({ ...plan, current: { ...current, reference: event.target.value } })}
          onKeyDown={confirmByEnter}
        />
      )}
      {current.method === 'credit' && <CreditTerms plan={plan} />}
    </div>
  )
}

/** The key of a method, drawn beside its name; pressing it chooses the method. */
function MethodKey({ combo, onPress }: { combo: string | undefined; onPress: () => void }) {
  useShortcut(combo ?? 'F2', onPress, { enabled: combo !== undefined })
  return combo ? <Kbd combo={combo} decorative tone="on-accent" /> : null
}

function QuickCash({ open, onPick }: { open: Minor; onPick: (amount: Minor) => void }) {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  if (open <= 0) return null
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t('pay.quick')}</legend>
      <Button size="lg" onClick={() => onPick(open)}>
        {t('pay.exact')}
      </Button>
      {quickCashAmounts(open, currency).map((amount) => (
        <Button key={amount} size="lg" className="tabular-nums" onClick={() => onPick(amount)}>
          {formatMoney(amount, currency, locale)}
        </Button>
      ))}
    </fieldset>
  )
}

/** Credit needs a name to owe it. */
function CreditTerms({ plan }: { plan: TenderPlan }) {
  const { t } = useTranslation('counter')
  const customerName = useCounter((state) => state.cart.customerName)
  const named = useCounter((state) => state.cart.customerId !== null)
  const open = useCounter((state) => state.open)
  const pick = (
    <Button size="lg" onClick={() => open({ type: 'customer', thenPay: plan })}>
      {t('customer.pick')}
    </Button>
  )
  return named ? (
    <p className="text-ink-muted">
      {t('pay.creditOf', { name: customerName })} <CreditKnown />
    </p>
  ) : (
    <Banner tone="warning" title={t('pay.creditNeedsCustomer')} action={pick} />
  )
}

/** What the customer owes already, as this device knows it. */
function CreditKnown() {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  const customerId = useCounter((state) => state.cart.customerId)
  const customer = useDocument('customers', customerId)
  const account = useCreditAccount(customerId, currency)
  if (!customer || !account) return null
  return t('pay.creditKnown', {
    balance: formatMoney(account.balance, currency, locale),
    limit: formatMoney(customer.creditLimit, currency, locale),
  })
}
