import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import type { Minor } from '@shared/kernel/money.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fitsAmount } from './cart.ts'
import { useCounter } from './counter-context.tsx'
import type { CounterPrompt } from './counter-store.ts'
import { OpenPriceField } from './open-price-field.tsx'
import { useOffer } from './use-offer.tsx'

/** An article without a fixed price: the cashier types what it costs today. */
export function PriceDialog({ prompt }: { prompt: CounterPrompt & { type: 'price' } }) {
  const { t } = useTranslation('counter')
  const { variant, multiplier } = prompt
  const { pricePer = 1 } = variant
  const answered = useCounter((state) => state.answered)
  const { offer, question } = useOffer(variant)
  const [price, setPrice] = useState<Minor | null>(null)
  const [asked, setAsked] = useState(false)
  const tooMuch = price !== null && !fitsAmount(multiplier, price, pricePer)
  const add = (): void => {
    setAsked(true)
    if (price === null || tooMuch) return
    offer({ quantity: multiplier, unitPrice: price, pricePer })
  }
  return (
    <>
      <FormDialog
        size="sm"
        title={t('price.title', { name: variant.name })}
        description={t('price.how')}
        back={t('price.leave')}
        submit={t('price.add')}
        onBack={answered}
        onSubmit={add}
      >
        <OpenPriceField
          variant={variant}
          autoFocus
          value={price}
          onChange={setPrice}
          error={tooMuch ? t('price.tooMuch') : asked && price === null ? t('price.needed') : null}
        />
      </FormDialog>
      {question}
    </>
  )
}
