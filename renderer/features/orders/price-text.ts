import { formatMeasure, formatMoney } from '@renderer/i18n/format.ts'
import type { Locale } from '@renderer/i18n/locale.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import type { OrderLine } from '@shared/schemas/orders.schema.ts'

/** The price of a line, and how much of it that is for where it is not one: `1 500 FCFA / 1 kg`. */
export function priceText(
  { unitPrice, pricePer = 1, unit }: Pick<OrderLine, 'unitPrice' | 'pricePer' | 'unit'>,
  currency: CurrencyCode,
  locale: Locale,
): string {
  const price = formatMoney(unitPrice, currency, locale)
  return pricePer === 1 ? price : `${price} / ${formatMeasure(pricePer, unit, locale)}`
}
