import { useShop } from '@renderer/db/hooks.ts'
import { formatDateTime, formatMeasure, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useTranslation } from 'react-i18next'
import { useLotTexts } from './use-lot-texts.ts'

/** A receipt as a message holds it: words and sums, no columns. */
export function useReceiptText(): (order: Order) => string {
  const { t } = useTranslation('orders')
  const locale = useLocale()
  const { name } = useShop()
  const lotTexts = useLotTexts()
  return (order) => {
    const money = (amount: Order['total']): string => formatMoney(amount, order.currency, locale)
    const lines = order.lines.flatMap((line) => [
      t('message.line', {
        quantity: formatMeasure(line.quantity, line.unit, locale),
        name: line.name,
        total: money(line.total),
      }),
      ...lotTexts(line),
    ])
    return [
      name,
      t('message.head', { number: order.number, date: formatDateTime(order.placedAt, locale) }),
      ...lines,
      ...(order.discount > 0 ? [t('message.discount', { amount: money(order.discount) })] : []),
      t('message.total', { amount: money(order.total) }),
    ].join('\n')
  }
}
