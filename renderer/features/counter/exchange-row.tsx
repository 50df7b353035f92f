import { useShop } from '@renderer/db/hooks.ts'
import { formatMoney, formatQuantity } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { withoutExchange } from './cart.ts'
import { useCounter } from './counter-context.tsx'
import { useExchangeTerms } from './use-exchange.ts'

/** What comes back in exchange for the cart, and a way out of it. Nothing when it is a plain sale. */
export function ExchangeRow() {
  const { t } = useTranslation('returns')
  const locale = useLocale()
  const exchange = useCounter((state) => state.cart.exchange)
  const change = useCounter((state) => state.change)
  if (!exchange) return null
  const count = exchange.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return (
    <div className="flex items-center gap-2 rounded-md bg-sunken px-3 py-1">
      <p className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          {t('exchange.notice', { number: exchange.number })}
        </span>
        <span className="block text-xs text-ink-muted">
          {t('exchange.lines', { count, shown: formatQuantity(count, locale) })}
        </span>
      </p>
      <IconButton
        size="lg"
        label={t('exchange.drop')}
        icon={<X aria-hidden />}
        onClick={() => {
          change(withoutExchange)
          toast.info(t('exchange.dropped'))
        }}
      />
    </div>
  )
}

/** Said before the sale is made: what pays it, and which way the rest of the money goes. */
export function ExchangeQuestion() {
  const { t } = useTranslation(['returns', 'orders'])
  const locale = useLocale()
  const { currency } = useShop()
  const exchange = useCounter((state) => state.cart.exchange)
  const { due, paidOut } = useExchangeTerms()
  if (!exchange) return null
  const money = (amount: Minor): string => formatMoney(amount, currency, locale)
  const method = t(`orders:method.${exchange.refundMethod}`)
  const rest = paidOut > 0 ? t('exchange.gets', { paidOut: money(paidOut), method }) : t('exchange.even')
  const end = due > 0 ? t('exchange.pays', { due: money(due) }) : rest
  const credit = money(exchange.credit)
  return <Banner tone="info" title={t('exchange.question', { credit, number: exchange.number, end })} />
}
