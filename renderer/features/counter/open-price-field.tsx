import { useShop } from '@renderer/db/hooks.ts'
import { formatMeasure } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import type { Minor } from '@shared/kernel/money.ts'
import { useTranslation } from 'react-i18next'

interface OpenPriceFieldProps {
  variant: Pick<CatalogueVariant, 'unit' | 'pricePer'>
  value: Minor | null
  error: string | null
  autoFocus?: boolean
  onChange: (price: Minor | null) => void
}

/** Today's price of an article, for as many units as its prices are for. */
export function OpenPriceField({ variant: { unit, pricePer = 1 }, ...field }: OpenPriceFieldProps) {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  const label =
    pricePer === 1
      ? t(`price.field.${unit}`)
      : t('price.fieldPer', { measure: formatMeasure(pricePer, unit, locale) })
  return <MoneyField label={label} size="lg" required currency={currency} {...field} />
}
