import { useCounter, useCounterTools } from './counter-context.tsx'
import type { CounterPrompt } from './counter-store.ts'
import { PriceQuestion } from './use-offer.tsx'

/** The catalogue says that it costs nothing: that is meant, or somebody forgot the price. */
export function FreeDialog({ prompt: { variant, terms } }: { prompt: CounterPrompt & { type: 'free' } }) {
  const { session } = useCounterTools()
  const answered = useCounter((state) => state.answered)
  return (
    <PriceQuestion
      name={variant.name}
      price={terms.unitPrice}
      doubt={{ type: 'Free' }}
      onConfirm={() => {
        answered()
        session.addAt(variant, terms)
      }}
      onCancel={answered}
    />
  )
}
