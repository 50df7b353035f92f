import { useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { readPercent } from '@renderer/i18n/parse-percent.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { type Cart, grossOf } from '@shared/domain/orders/pricing.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type Minor, minor, scaleMinor, ZERO } from '@shared/kernel/money.ts'
import { discountOf } from '@shared/policy/discount-limit.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CounterCart, type Discount, NO_DISCOUNT, setLineDiscount, setOrderDiscount } from './cart.ts'
import { useCounter } from './counter-context.tsx'
import { useOfferedCart } from './offers-context.tsx'
import { useDiscountLimit } from './use-discount-limit.ts'

type Kind = Discount['kind']

interface Draft {
  readonly target: 'line' | 'cart'
  readonly kind: Kind
  readonly amount: Minor | null
  readonly percent: string
  readonly reason: string
}

function draftOf(cart: CounterCart, lineId: Id | null): Draft {
  const terms = cart.lines.find(({ id }) => id === lineId) ?? cart
  const rate = terms.discountRate
  return {
    target: terms === cart ? 'cart' : 'line',
    kind: rate === null && terms.discount > 0 ? 'amount' : 'rate',
    amount: rate === null && terms.discount > 0 ? terms.discount : null,
    percent: rate === null ? '' : String(rate / 100),
    reason: terms.discountReason,
  }
}

export function DiscountDialog({ lineId }: { lineId: Id | null }) {
  const { t } = useTranslation('counter')
  const cart = useCounter((state) => state.cart)
  const change = useCounter((state) => state.change)
  const close = useCounter((state) => state.close)
  const [draft, setDraft] = useState(() => draftOf(cart, lineId))
  const [asked, setAsked] = useState(false)
  const line = cart.lines.find(({ id }) => id === lineId)
  const ofLine = draft.target === 'line' && line !== undefined
  const { offered } = useOfferedCart()
  const given = ofLine ? line.discount : cart.discount
  const offeredLine = ofLine ? offered.lines.find(({ id }) => id === line.id) : undefined
  const whole = offeredLine ? grossOf(offeredLine) : subtotalOf(offered)
  const problem = useDiscountProblem(draft, whole, given)

  const apply = (discount: Discount): void => {
    change((current) =>
      ofLine ? setLineDiscount(current, line.id, discount) : setOrderDiscount(current, discount),
    )
    close()
  }
  const save = (): void => {
    setAsked(true)
    if (problem.amount || problem.reason) return
    const reason = draft.reason.trim()
    const rate = readPercent(draft.percent)
    if (draft.kind === 'rate' && rate !== null) apply({ kind: 'rate', rate, reason })
    else apply({ kind: 'amount', amount: draft.amount ?? ZERO, reason })
  }
  return (
    <FormDialog
      title={ofLine ? t('discount.line', { name: line.name }) : t('discount.cart')}
      back={t('discount.cancel')}
      submit={t('discount.apply')}
      aside={
        given > 0 && (
          <Button size="lg" onClick={() => apply(NO_DISCOUNT)} className="mr-auto">
            {t('discount.none')}
          </Button>
        )
      }
      onBack={close}
      onSubmit={save}
    >
      {line && (
        <Segmented
          label={t('discount.on')}
          size="lg"
          value={draft.target}
          options={[
            { value: 'line', label: t('discount.onLine') },
            { value: 'cart', label: t('discount.onCart') },
          ]}
          onChange={(target) => setDraft({ ...draftOf(cart, target === 'line' ? line.id : null), target })}
        />
      )}
      {offeredLine?.promotions && (
        <Banner
          tone="info"
          title={t('discount.replaces', { name: offeredLine.promotions.map(({ name }) => name).join(', ') })}
        />
      )}
      <DiscountFields draft={draft} whole={whole} setDraft={setDraft} problem={asked ? problem : {}} />
    </FormDialog>
  )
}

const subtotalOf = ({ lines }: Cart): Minor =>
  minor(lines.reduce((sum, line) => sum + grossOf(line) - line.discount, 0))

interface Problem {
  readonly amount?: string | undefined
  readonly reason?: string | undefined
}

/** `given` is the discount that this one takes the place of. */
function useDiscountProblem(draft: Draft, whole: Minor, given: Minor): Problem {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  const { offered } = useOfferedCart()
  const limit = useDiscountLimit()
  const rate = readPercent(draft.percent)
  const wanted =
    draft.kind === 'rate' ? (rate === null ? null : scaleMinor(whole, rate, 10_000)) : draft.amount
  const others = discountOf(offered).discount - given
  const most = minor(Math.max(0, limit.most(offered) - others))
  const amountProblem = (): string | undefined => {
    if (wanted === null) return t(draft.kind === 'rate' ? 'discount.notAPercent' : 'discount.needed')
    if (wanted > whole) return t('discount.tooMuch', { most: formatMoney(whole, currency, locale) })
    if (wanted > most) return t('discount.overLimit', { most: formatMoney(most, currency, locale) })
    return undefined
  }
  return {
    amount: amountProblem(),
    reason: draft.reason.trim() === '' ? t('discount.reasonNeeded') : undefined,
  }
}

interface DiscountFieldsProps {
  draft: Draft
  whole: Minor
  setDraft: (draft: Draft) => void
  problem: Problem
}

function DiscountFields({ draft, whole, setDraft, problem }: DiscountFieldsProps) {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  const rate = readPercent(draft.percent)
  const discount = draft.kind === 'rate' && rate !== null ? scaleMinor(whole, rate, 10_000) : draft.amount
  return (
    <>
      <Segmented
        label={t('discount.kind')}
        size="lg"
        value={draft.kind}
        options={[
          { value: 'rate', label: t('discount.rate') },
          { value: 'amount', label: t('discount.amount') },
        ]}
        onChange={(kind) => setDraft({ ...draft, kind })}
      />
      {draft.kind === 'rate' ? (
        <TextField
          label={t('discount.rateField')}
          size="lg"
          align="end"
          inputMode="decimal"
          autoFocus
          suffix={<span aria-hidden>%</span>}
          value={draft.percent}
          error={problem.amount}
          onChange={(event) => setDraft({ ...draft, percent: event.target.value })}
        />
      ) : (
        <MoneyField
          label={t('discount.amountField')}
          size="lg"
          autoFocus
          value={draft.amount}
          currency={currency}
          error={problem.amount}
          onChange={(amount) => setDraft({ ...draft, amount })}
        />
      )}
      <TextField
        label={t('discount.reason')}
        hint={t('discount.reasonHint')}
        size="lg"
        required
        maxLength={200}
        value={draft.reason}
        error={problem.reason}
        onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
      />
      <p role="status" className="text-base tabular-nums">
        {t('discount.result', {
          from: formatMoney(whole, currency, locale),
          to: formatMoney(minor(Math.max(0, whole - (discount ?? 0))), currency, locale),
        })}
      </p>
    </>
  )
}
