import { useDeps, useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useVariants } from '@renderer/projections/hooks.ts'
import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { Card } from '@renderer/ui/card.tsx'
import { QuantityField } from '@renderer/ui/number-field.tsx'
import { isRunning, offerMomentOf } from '@shared/domain/offers/offer-moment.ts'
import { promote } from '@shared/domain/offers/promote.ts'
import { promotedOf } from '@shared/domain/offers/promoted.ts'
import { grossOf } from '@shared/domain/orders/pricing.ts'
import type { Id } from '@shared/kernel/id.ts'
import { minor, ZERO } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Promotion } from '@shared/schemas/offers.schema.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ArticleSearch } from '../counter/public.ts'

/** So many articles are enough to see how they play together. */
const MOST_TRIED = 4

interface PromotionPreviewProps {
  /** Null while the form cannot be read. */
  promotion: Promotion | null
  promotionId: Id
}

/** What the promotion would take off a cart, computed by the counter's own function. */
export function PromotionPreview({ promotion, promotionId }: PromotionPreviewProps) {
  const { t } = useTranslation('offers')
  const { locationId, utcOffsetMinutes } = useShop()
  const { clock } = useDeps()
  const [picked, setPicked] = useState<readonly Id[]>([])
  const [countById, setCountById] = useState<ReadonlyMap<Id, number>>(new Map())
  const ids = [...new Set([...(promotion?.variantIds ?? []), ...picked])].slice(0, MOST_TRIED)
  const variants = (useVariants(ids, locationId) ?? []).filter(({ price }) => price !== null)
  const enough =
    promotion?.type === 'buy-get' ? promotion.buy + promotion.get : (promotion?.breaks[0]?.from ?? 1)
  const usual = promotion?.type === 'buy-get' || promotion?.type === 'price-breaks' ? enough : 1
  const tried = variants.map((variant) => {
    const units = countById.get(variant.variantId) ?? usual
    return { variant, units, line: lineOf(variant, units) }
  })
  const given = promotion
    ? promote(
        tried.map(({ line }) => line),
        [{ id: promotionId, value: promotion }],
      )
    : new Map<string, never>()
  const runsNow = promotion && isRunning(promotion, offerMomentOf(clock.now(), utcOffsetMinutes))
  return (
    <Card title={t('preview.title')}>
      <div className="flex flex-col gap-2">
        {!promotion && <p className="text-ink-muted">{t('preview.unfinished')}</p>}
        {promotion && (
          <p role="status" className="text-ink-muted">
            {t(runsNow ? 'preview.runsNow' : 'preview.runsLater')}
          </p>
        )}
        {promotion && ids.length < MOST_TRIED && (
          <ArticleSearch
            label={t('preview.try')}
            size="md"
            taken={new Set(ids)}
            onChoose={({ variantId }) => setPicked([...picked, variantId])}
          />
        )}
        {promotion && (
          <ul aria-label={t('preview.title')} className="flex flex-col gap-2">
            {tried.map(({ variant, units, line }) => (
              <TriedLine
                key={variant.variantId}
                variant={variant}
                units={units}
                gross={grossOf(line)}
                off={promotedOf({ promotions: given.get(line.id) ?? [] })}
                onUnits={(count) => setCountById(new Map(countById).set(variant.variantId, count))}
              />
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}

/** Goods by weight are tried by what their price is for: so many kilos. */
const lineOf = (variant: CatalogueVariant, units: number) => ({
  id: variant.variantId,
  variantId: variant.variantId,
  categoryId: variant.categoryId,
  quantity: quantity(units * (variant.pricePer ?? 1)),
  unitPrice: variant.price ?? ZERO,
  pricePer: variant.pricePer,
  unit: variant.unit,
})

interface TriedLineProps {
  variant: CatalogueVariant
  units: number
  gross: number
  off: number
  onUnits: (units: number) => void
}

function TriedLine({ variant, units, gross, off, onUnits }: TriedLineProps) {
  const { t } = useTranslation('offers')
  const locale = useLocale()
  const { currency } = useShop()
  const money = (amount: number): string => formatMoney(minor(amount), currency, locale)
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_8rem_auto] items-center gap-3">
      <span className="truncate">{variant.name}</span>
      <QuantityField
        label={t('preview.unitsOf', { name: variant.name })}
        hideLabel
        size="sm"
        stepper
        min={1}
        max={10_000}
        value={units}
        onChange={onUnits}
      />
      <span className="whitespace-nowrap text-right tabular-nums">
        {off > 0
          ? t('preview.result', { from: money(gross), to: money(gross - off), off: money(off) })
          : t('preview.nothing', { price: money(gross) })}
      </span>
    </li>
  )
}
