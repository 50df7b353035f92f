import { useShop } from '@renderer/db/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { MoneyField } from '@renderer/ui/money-field.tsx'
import type { Minor } from '@shared/kernel/money.ts'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fitsAmount } from './cart.ts'
import { useCounter, useCounterTools } from './counter-context.tsx'
import type { CounterPrompt } from './counter-store.ts'

/** An article without a fixed price: the cashier types what it costs today. */
export function PriceDialog({ prompt }: { prompt: CounterPrompt & { type: 'price' } }) {
  const { t } = useTranslation('counter')
  const formId = useId()
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
    <Dialog
      open
      onOpenChange={answered}
      size="sm"
      title={t('price.title', { name: prompt.variant.name })}
      description={t('price.how')}
      footer={
        <>
          <Button size="lg" onClick={answered}>
            {t('price.leave')}
          </Button>
          <Button size="lg" variant="primary" type="submit" form={formId}>
            {t('price.add')}
          </Button>
        </>
      }
    >
      <form
        noValidate
        id={formId}
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
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
      </form>
    </Dialog>
  )
}
