import { Dialog } from '@renderer/ui/dialog.tsx'
import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCounter, useCounterTools } from './counter-context.tsx'
import type { CounterPrompt } from './counter-store.ts'
import { VariantPrice } from './variant-price.tsx'
import { VariantStock } from './variant-stock.tsx'

/** One code on several articles: the cashier says which one is on the counter. */
export function ChooseDialog({ prompt }: { prompt: CounterPrompt & { type: 'choose' } }) {
  const { t } = useTranslation('counter')
  const { session } = useCounterTools()
  const answered = useCounter((state) => state.answered)
  const list = useRef<HTMLUListElement>(null)
  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button.matches(':focus'))
    const step = event.key === 'ArrowDown' ? 1 : -1
    buttons.at((at + step + buttons.length) % buttons.length)?.focus()
  }
  return (
    <Dialog
      open
      onOpenChange={answered}
      title={t('choose.title', { code: prompt.code })}
      description={t('choose.how')}
    >
      <ul ref={list} aria-label={t('choose.list')} onKeyDown={move} className="flex flex-col gap-2">
        {prompt.variants.map((variant, index) => (
          <li key={variant.variantId}>
            <button
              type="button"
              // biome-ignore lint/a11y/noAutofocus: a dialog moves the focus anyway; the first answer is where it belongs
              autoFocus={index === 0}
              onClick={() => {
                answered()
                session.place(variant, prompt)
              }}
              className="grid min-h-12 w-full grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-4 rounded-md border border-rule-strong bg-raised px-3 py-1.5 text-left hover:bg-hover"
            >
              <span className="min-w-0">
                <span className="block truncate font-medium">{variant.name}</span>
                <span className="block text-xs text-ink-muted">{variant.sku}</span>
              </span>
              <VariantStock variant={variant} />
              <span className="font-semibold">
                <VariantPrice variant={variant} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
