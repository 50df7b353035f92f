import { useShop } from '@renderer/db/hooks.ts'
import { FormDialog } from '@renderer/ui/form-dialog.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import type { Minor } from '@shared/kernel/money.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fitsAmount } from './cart.ts'
import { useCounter, useCounterTools } from './counter-context.tsx'
import type { CounterPrompt } from './counter-store.ts'

/** An article without a fixed price: the cashier types what it costs today. */
export function PriceDialog({ prompt }: { prompt: CounterPrompt & { type: 'price' } }) {
  const { t } = useTranslation('counter')
  const { currency } = useShop()
  const { session } = useCounterTools()
  const answered = useCounter((state) => state.answered)
  const [price, setPrice] = useState<Minor | null>(null)
  const [asked, setAsked] = useState(false)
  const tooMuch = price !== null && !fitsAmount(prompt.multiplier, price)
  const add = (): void => {
    setAsked(true)
    if (price === null || tooMuch) return
    answered()
    session.addAt(prompt.variant, prompt.multiplier, price)
  }
  return (
    <FormDialog
      size="sm"
      title={t('price.title', { name: prompt.variant.name })}
      description={t('price.how')}
      back={t('price.leave')}
      submit={t('price.add')}
      onBack={answered}
      onSubmit={add}
    >
      <MoneyField
        label={t(`price.field.${prompt.variant.unit}`)}
        size="lg"
        autoFocus
        required
        value={price}
        currency={currency}
        onChange={setPrice}
        error={tooMuch ? t('price.tooMuch') : asked && price === null ? t('price.needed') : null}
      />
    </FormDialog>
  )
}
