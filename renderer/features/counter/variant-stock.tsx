import { formatMeasure } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { Badge } from '@renderer/ui/badge.tsx'
import { useTranslation } from 'react-i18next'

/** On hand in words; nothing for what is not counted, or not read yet. */
export function VariantStock({
  variant,
}: {
  variant: Pick<CatalogueVariant, 'tracked' | 'onHand' | 'unit'>
}) {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  if (!variant.tracked || variant.onHand === null) return <span />
  return (
    <Badge tone={variant.onHand > 0 ? 'neutral' : 'warning'}>
      {t('stock.onHand', { quantity: formatMeasure(variant.onHand, variant.unit, locale) })}
    </Badge>
  )
}
