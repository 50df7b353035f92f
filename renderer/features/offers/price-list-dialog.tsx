import { type ReadSetting, useShop } from '@renderer/db/hooks.ts'
import { useVariants } from '@renderer/projections/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { IconButton } from '@renderer/ui/icon-button.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { MAX_LISTED_PRICES } from '@shared/schemas/offers.schema.ts'
import { Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ArticleSearch, VariantPrice } from '../counter/public.ts'
import { OfferDialog, useOfferDraft } from './offer-dialog.tsx'
import { OfferNameField } from './offer-name-field.tsx'
import { draftOfPriceList, NEW_PRICE_LIST, type PriceListDraft, readPriceList } from './promotion-draft.ts'
import { ValidityFields } from './validity-fields.tsx'

interface PriceListDialogProps {
  /** Null for a new one. */
  list: ReadSetting<'price-list'> | null
  onClose: () => void
}

/** The prices of some customers: a part off everything, and articles with a price of their own. */
export function PriceListDialog({ list, onClose }: PriceListDialogProps) {
  const { t } = useTranslation('offers')
  const { draft, change, problems, frame } = useOfferDraft({
    kind: 'price-list',
    offer: list,
    start: list ? draftOfPriceList(list.value) : NEW_PRICE_LIST,
    read: readPriceList,
    onClose,
  })
  return (
    <OfferDialog of="priceList" frame={frame} description={t('priceList.how')}>
      <div className="grid grid-cols-2 items-start gap-3">
        <OfferNameField
          name={draft.name}
          isMissing={problems.includes('name')}
          onChange={(name) => change({ name })}
        />
        <TextField
          label={t('priceList.percent')}
          hint={t('priceList.percentHint')}
          align="end"
          inputMode="decimal"
          suffix={<span aria-hidden>%</span>}
          value={draft.percent}
          error={problems.includes('percent') ? t('problem.percent') : null}
          onChange={(event) => change({ percent: event.target.value })}
        />
      </div>
      <ValidityFields draft={draft} isWrong={problems.includes('days')} onChange={change} />
      <OwnPrices
        prices={draft.prices}
        areNeeded={problems.includes('prices')}
        onChange={(prices) => change({ prices })}
      />
    </OfferDialog>
  )
}

interface OwnPricesProps {
  prices: PriceListDraft['prices']
  areNeeded: boolean
  onChange: (prices: PriceListDraft['prices']) => void
}

function OwnPrices({ prices, areNeeded, onChange }: OwnPricesProps) {
  const { t } = useTranslation('offers')
  const { currency, locationId } = useShop()
  const ids = useMemo(() => prices.map(({ variantId }) => variantId), [prices])
  const variants = useVariants(ids, locationId)
  return (
    <div className="flex flex-col gap-2">
      {prices.length >= MAX_LISTED_PRICES ? (
        <Banner tone="info" title={t('priceList.full', { most: MAX_LISTED_PRICES })} />
      ) : (
        <ArticleSearch
          label={t('priceList.add')}
          size="md"
          taken={new Set(ids)}
          onChoose={({ variantId, price }) => onChange([...prices, { variantId, price }])}
        />
      )}
      <ul aria-label={t('priceList.prices')} className="flex flex-col">
        {prices.map(({ variantId, price }) => {
          const variant = variants?.find((one) => one.variantId === variantId)
          const name = variant?.name ?? t('target.unknown')
          return (
            <li
              key={variantId}
              className="grid grid-cols-[minmax(0,1fr)_8rem_10rem_auto] items-center gap-3 border-b border-rule py-1"
            >
              <span className="truncate">{name}</span>
              <span className="text-right text-ink-muted">
                {variant && <VariantPrice variant={variant} />}
              </span>
              <MoneyField
                label={t('priceList.priceOf', { name })}
                hideLabel
                size="sm"
                value={price}
                currency={currency}
                error={areNeeded && price === null ? t('problem.breaks') : null}
                onChange={(changed) =>
                  onChange(
                    prices.map((one) => (one.variantId === variantId ? { variantId, price: changed } : one)),
                  )
                }
              />
              <IconButton
                size="sm"
                label={t('target.remove', { name })}
                icon={<Trash2 aria-hidden />}
                onClick={() => onChange(prices.filter((one) => one.variantId !== variantId))}
              />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
