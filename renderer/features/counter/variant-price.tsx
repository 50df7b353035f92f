import { formatMeasure, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { useTranslation } from 'react-i18next'

type Priced = Pick<CatalogueVariant, 'price' | 'pricePer' | 'currency' | 'unit'>

/** What it costs, and how much of it costs that: `1 500 FCFA / 1 kg`. */
export function VariantPrice({ variant: { price, pricePer = 1, currency, unit } }: { variant: Priced }) {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  if (price === null) return t('scan.openPrice')
  const amount = formatMoney(price, currency, locale)
  const text = unit === 'piece' ? amount : `${amount} / ${formatMeasure(pricePer, unit, locale)}`
  return <span className="whitespace-nowrap tabular-nums">{text}</span>
}
