import { useShop } from '@renderer/db/hooks.ts'
import { formatQuantity } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { promotedOf } from '@shared/domain/offers/promoted.ts'
import { type Minor, minor, negateMinor } from '@shared/kernel/money.ts'
import { UserRound, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { itemCount } from './cart.ts'
import { useCounter } from './counter-context.tsx'
import { ExchangeRow } from './exchange-row.tsx'
import { useCounterActions } from './use-counter-actions.ts'
import { useExchangeTerms } from './use-exchange.ts'
import { usePricedCart } from './use-priced-cart.ts'

/** The column beside the cart: who buys, what it comes to, and every action with its key. */
export function SaleSummary() {
  return (
    <div className="flex min-h-full flex-col gap-3 p-4">
      <CustomerRow />
      <ExchangeRow />
      <Totals />
      <Actions />
    </div>
  )
}

function CustomerRow() {
  const { t } = useTranslation('counter')
  const cart = useCounter((state) => state.cart)
  const change = useCounter((state) => state.change)
  const { pickCustomer } = useCounterActions()
  const named = cart.customerId !== null
  return (
    <div className="flex items-center gap-2">
      <Button
        size="lg"
        className="min-w-0 flex-1"
        icon={<UserRound aria-hidden />}
        shortcut="F4"
        onClick={pickCustomer}
      >
        <span className="min-w-0 flex-1 truncate text-left">
          {named ? t('customer.is', { name: cart.customerName }) : t('customer.pick')}
        </span>
      </Button>
      {named && (
        <IconButton
          size="lg"
          label={t('customer.remove')}
          icon={<X aria-hidden />}
          onClick={() => change((current) => ({ ...current, customerId: null, customerName: '' }))}
        />
      )}
    </div>
  )
}

function Totals() {
  const { t } = useTranslation(['counter', 'returns'])
  const locale = useLocale()
  const { currency, pricesIncludeTax } = useShop()
  const cart = useCounter((state) => state.cart)
  const priced = usePricedCart()
  const promoted = minor(priced.lines.reduce((sum, line) => sum + promotedOf(line), 0))
  const { used, due, paidOut } = useExchangeTerms()
  const givesBack = paidOut > 0
  const count = itemCount(cart)
  const row = (term: string, amount: Minor) => (
    <div className="flex justify-between gap-3">
      <dt className="text-ink-muted">{term}</dt>
      <dd className="tabular-nums">
        <MoneyText amount={amount} currency={currency} />
      </dd>
    </div>
  )
  return (
    <section aria-label={t('total.label')} className="flex flex-col gap-1 border-y border-rule py-3">
      <dl className="flex flex-col gap-1">
        {promoted > 0 && row(t('total.promotions'), negateMinor(promoted))}
        {cart.discount > 0 && (
          <>
            {row(t('total.subtotal'), priced.subtotal)}
            {row(t('total.discount'), negateMinor(priced.discount))}
          </>
        )}
        {used > 0 && (
          <>
            {row(t('returns:exchange.goods'), priced.total)}
            {row(t('returns:exchange.credit'), negateMinor(minor(used + paidOut)))}
          </>
        )}
        {priced.tax > 0 && row(t(pricesIncludeTax ? 'total.taxInside' : 'total.taxAdded'), priced.tax)}
      </dl>
      <p className="flex items-baseline justify-between gap-3">
        <span className="text-ink-muted">
          {t('total.items', { count, shown: formatQuantity(count, locale) })}
        </span>
        <output
          aria-label={t(givesBack ? 'returns:exchange.giveBack' : 'total.toPay')}
          className="text-3xl font-bold leading-10 tabular-nums"
        >
          <MoneyText amount={givesBack ? negateMinor(paidOut) : due} currency={currency} />
        </output>
      </p>
    </section>
  )
}

function Actions() {
  const { t } = useTranslation(['counter', 'returns'])
  const actions = useCounterActions()
  const empty = useCounter((state) => state.cart.lines.length === 0)
  const hasLast = useCounter((state) => state.lastOrder !== null)
  return (
    <div className="flex flex-1 flex-col gap-2">
      <Button
        variant="primary"
        size="lg"
        shortcut="F9"
        disabled={empty}
        onClick={actions.pay}
        className="min-h-14 text-lg"
      >
        {t('action.pay')}
      </Button>
      <div className="grid grid-cols-2 gap-2">
        <Button size="lg" shortcut="F6" disabled={empty} onClick={actions.discountSelected}>
          {t('action.discount')}
        </Button>
        <Button size="lg" shortcut="F3" disabled={empty} onClick={actions.editQuantity}>
          {t('action.quantity')}
        </Button>
        <Button size="lg" shortcut="F8" disabled={empty} onClick={actions.hold}>
          {t('action.hold')}
        </Button>
        <Button size="lg" shortcut="F7" onClick={actions.showHeld}>
          {t('action.held')}
        </Button>
        <Button size="lg" onClick={actions.note} disabled={empty}>
          {t('action.note')}
        </Button>
        <Button size="lg" shortcut="shift+Delete" disabled={empty} onClick={actions.clear}>
          {t('action.clear')}
        </Button>
      </div>
      <div className="grid grid-cols-2 gap-2">
        <Button size="lg" variant="ghost" disabled={!hasLast} onClick={actions.lastReceipt}>
          {t('action.lastReceipt')}
        </Button>
        <Button size="lg" variant="ghost" onClick={actions.testScanner}>
          {t('action.testScanner')}
        </Button>
      </div>
      <Button size="lg" shortcut="shift+F9" onClick={actions.takeBack}>
        {t('returns:action')}
      </Button>
    </div>
  )
}
