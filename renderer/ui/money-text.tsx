import type { CurrencyCode, Minor } from '@shared/kernel/money.ts'
import { formatMoney } from '../i18n/format.ts'
import { useLocale } from '../i18n/use-locale.ts'

interface MoneyTextProps {
  amount: Minor
  currency: CurrencyCode
  /** Writes "+" too, where the direction is the message. */
  sign?: boolean | undefined
}

export function MoneyText({ amount, currency, sign = false }: MoneyTextProps) {
  const locale = useLocale()
  return (
    <span className="whitespace-nowrap tabular-nums">{formatMoney(amount, currency, locale, { sign })}</span>
  )
}
