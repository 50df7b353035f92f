import { useShop } from '@renderer/db/hooks.ts'
import { formatMeasure, formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { grossOf } from '@shared/domain/orders/pricing.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fitsAmount } from './cart.ts'
import { useCounter } from './counter-context.tsx'
import type { CounterPrompt } from './counter-store.ts'
import { readMeasure } from './measure.ts'
import { OpenPriceField } from './open-price-field.tsx'
import { useOffer } from './use-offer.tsx'

/** Goods by weight, volume or time: what the scale shows, and what it comes to. */
export function WeighDialog({ prompt: { variant } }: { prompt: CounterPrompt & { type: 'weigh' } }) {
  const { t } = useTranslation('counter')
  const locale = useLocale()
  const { currency } = useShop()
  const { unit, pricePer = 1 } = variant
  const answered = useCounter((state) => state.answered)
  const { offer, question } = useOffer(variant)
  const [text, setText] = useState('')
  const [price, setPrice] = useState<Minor | null>(variant.price)
  const [asked, setAsked] = useState(false)
  const taken = unit === 'piece' ? null : readMeasure(text, unit)
  const tooMuch = taken !== null && price !== null && !fitsAmount(taken, price, pricePer)
  const add = (): void => {
    setAsked(true)
    if (taken === null || price === null || tooMuch) return
    offer({ quantity: taken, unitPrice: price, pricePer })
  }
  const comesTo =
    taken !== null && price !== null && !tooMuch
      ? t('weigh.comesTo', {
          measure: formatMeasure(taken, unit, locale),
          amount: formatMoney(grossOf({ quantity: taken, unitPrice: price, pricePer }), currency, locale),
        })
      : ''
  if (unit === 'piece') return null
  return (
    <>
      <FormDialog
        size="sm"
        title={t(`weigh.title.${unit}`, { name: variant.name })}
        description={t(`weigh.how.${unit}`)}
        back={t('price.leave')}
        submit={t('price.add')}
        onBack={answered}
        onSubmit={add}
      >
        <TextField
          label={t(`weigh.field.${unit}`)}
          size="lg"
          align="end"
          inputMode="decimal"
          autoFocus
          required
          value={text}
          error={tooMuch ? t('price.tooMuch') : asked && taken === null ? t(`weigh.needed.${unit}`) : null}
          onChange={(event) => setText(event.target.value)}
        />
        {variant.price === null && (
          <OpenPriceField
            variant={variant}
            value={price}
            onChange={setPrice}
            error={asked && price === null ? t('price.needed') : null}
          />
        )}
        <p role="status" className="min-h-6 text-base tabular-nums">
          {comesTo}
        </p>
      </FormDialog>
      {question}
    </>
  )
}
