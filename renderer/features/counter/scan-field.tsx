import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import { cx } from '@renderer/ui/class-names.ts'
import { Kbd } from '@renderer/ui/kbd.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { quantity } from '@shared/kernel/quantity.ts'
import { ScanBarcode } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setQuantity } from './cart.ts'
import { comboboxProps } from './combobox-props.ts'
import { useCounterTools } from './counter-context.tsx'
import { readEntry } from './entry.ts'
import { STEPS } from './measure.ts'
import { OptionList, OptionRow } from './option-list.tsx'
import { useClearCart } from './use-clear-cart.ts'
import { useEntrySearch } from './use-entry-search.ts'
import { useRemoveLine } from './use-remove-line.ts'
import { VariantPrice } from './variant-price.tsx'
import { VariantStock } from './variant-stock.tsx'

/** The one field of the counter: it takes a scan, a code, a word, and `3*` before any of them. */
export function ScanField() {
  const { t } = useTranslation('counter')
  const { session, scanFieldRef } = useCounterTools()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const [dismissed, setDismissed] = useState('')
  const listId = useId()
  const { term, multiplier } = readEntry(text)
  const results = useEntrySearch(term)
  const variants = results?.variants ?? []
  const open = term !== '' && dismissed !== text && variants.length > 0
  const keysOnCart = useCartKeys()

  const clear = (): void => {
    setText('')
    setActive(0)
    scanFieldRef.current?.focus()
  }
  const choose = (variant: CatalogueVariant): void => {
    session.place(variant, { multiplier })
    clear()
  }
  const enter = async (): Promise<void> => {
    const chosen = open ? variants[active] : undefined
    if (chosen && !/^\d{6,}$/.test(term)) return choose(chosen)
    const outcome = await session.enter(text)
    if (outcome === 'taken') clear()
    else setDismissed('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      // Never anything but adding an article: no sale ends here.
      event.preventDefault()
      void enter()
    } else if (event.key === 'Escape' && text !== '') {
      event.preventDefault()
      if (open) setDismissed(text)
      else clear()
    } else if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((active + step + variants.length) % variants.length)
    } else if (text === '') keysOnCart(event)
  }

  return (
    <div className="relative">
      <TextField
        ref={scanFieldRef}
        label={t('scan.label')}
        hint={t('scan.hint')}
        size="lg"
        spellCheck={false}
        enterKeyHint="done"
        {...comboboxProps(listId, open, active)}
        prefix={<ScanBarcode aria-hidden />}
        suffix={<Kbd combo="F2" decorative />}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <OptionList
        id={listId}
        label={t('scan.results')}
        hidden={!open}
        className="absolute inset-x-0 top-[4.6rem] z-20 max-h-96 overflow-y-auto rounded-md border border-rule-strong bg-raised shadow-lift"
      >
        {open &&
          variants.map((variant, index) => (
            <ResultRow
              key={variant.variantId}
              id={`${listId}-${index}`}
              variant={variant}
              active={index === active}
              onChoose={() => choose(variant)}
            />
          ))}
      </OptionList>
    </div>
  )
}

/** With nothing typed, the keys around the field work on the cart: arrows choose a line, + and − count, Delete removes. */
function useCartKeys(): (event: KeyboardEvent) => void {
  const { session } = useCounterTools()
  const removeLine = useRemoveLine()
  const clearCart = useClearCart()
  return (event) => {
    const state = session.store.getState()
    const line = state.cart.lines.find(({ id }) => id === state.selectedLineId)
    if (event.key === 'ArrowDown') state.selectBy(1)
    else if (event.key === 'ArrowUp') state.selectBy(-1)
    else if (line && event.key === '+')
      state.change((cart) => setQuantity(cart, line.id, quantity(line.quantity + STEPS[line.unit])))
    else if (line && event.key === '-' && line.quantity > STEPS[line.unit])
      state.change((cart) => setQuantity(cart, line.id, quantity(line.quantity - STEPS[line.unit])))
    else if (event.key === 'Delete' && event.shiftKey) clearCart()
    else if (line && (event.key === 'Delete' || event.key === '-')) removeLine(line.id)
    else return
    event.preventDefault()
  }
}

interface ResultRowProps {
  id: string
  variant: CatalogueVariant
  active: boolean
  onChoose: () => void
}

function ResultRow({ id, variant, active, onChoose }: ResultRowProps) {
  return (
    <OptionRow
      id={id}
      active={active}
      onChoose={onChoose}
      className="grid grid-cols-[1fr_auto_9rem] items-center gap-4"
    >
      <span className="min-w-0">
        <span className="block truncate font-medium">{variant.name}</span>
        <span className={cx('block truncate text-xs', active ? 'text-accent-ink' : 'text-ink-muted')}>
          {variant.sku}
        </span>
      </span>
      <VariantStock variant={variant} />
      <span className="text-right font-semibold">
        <VariantPrice variant={variant} />
      </span>
    </OptionRow>
  )
}
