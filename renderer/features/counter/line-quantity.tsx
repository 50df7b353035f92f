import { IconButton } from '@renderer/ui/icon-button.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { quantity } from '@shared/kernel/quantity.ts'
import { Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CounterLine, fitsAmount, setQuantity } from './cart.ts'
import { useCounterTools } from './counter-context.tsx'
import { type QuantityEntry, readQuantityEntry } from './entry.ts'
import { readMeasure, STEPS } from './measure.ts'
import { useRemoveLine } from './use-remove-line.ts'

export const quantityFieldId = (lineId: string): string => `quantity-${lineId}`

/** `1,25 kg` counts for goods by weight; a barcode stays a scan. */
function readLineQuantity(text: string, { unit, quantity: shown }: CounterLine): QuantityEntry {
  const entry = readQuantityEntry(text, shown)
  if (unit === 'piece' || entry.type !== 'NotAQuantity') return entry
  const value = readMeasure(text, unit)
  return value === null ? entry : { type: 'Quantity', value }
}

/**
 * The quantity of a line. What is typed counts when it is confirmed, so that a barcode passing through never becomes one;
 * Enter confirms and goes back to the scan field, and nothing else.
 */
export function LineQuantity({ line }: { line: CounterLine }) {
  const { t } = useTranslation('counter')
  const { session, scanFieldRef } = useCounterTools()
  const removeLine = useRemoveLine()
  const [draft, setDraft] = useState<string | null>(null)
  // Enter confirms and moves the focus, which confirms again: what was confirmed once must be gone by then.
  const typed = useRef<string | null>(null)
  const [problem, setProblem] = useState(false)

  const step = STEPS[line.unit]
  const setTo = (count: number): void => {
    if (count < 1) removeLine(line.id)
    else session.store.getState().change((cart) => setQuantity(cart, line.id, quantity(count)))
  }
  const drop = (): void => {
    typed.current = null
    setDraft(null)
    setProblem(false)
  }
  /** True when the field may be left. */
  const confirm = (): boolean => {
    const text = typed.current
    if (text === null) return true
    const entry = readLineQuantity(text, line)
    if (entry.type === 'Code') session.scanOneOf(entry.codes)
    else if (
      entry.type === 'NotAQuantity' ||
      (entry.value > 0 && !fitsAmount(entry.value, line.unitPrice, line.pricePer))
    ) {
      setProblem(true)
      return false
    } else if (entry.value !== line.quantity) setTo(entry.value)
    drop()
    return true
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') {
      event.preventDefault()
      if (confirm()) scanFieldRef.current?.focus()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      drop()
      scanFieldRef.current?.focus()
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      drop()
      setTo(Math.max(1, line.quantity + (event.key === 'ArrowUp' ? step : -step)))
    }
  }

  return (
    <div className="flex items-center">
      <IconButton
        size="lg"
        label={t('line.less', { name: line.name })}
        icon={<Minus aria-hidden />}
        onClick={() => setTo(line.quantity - step)}
      />
      <TextField
        id={quantityFieldId(line.id)}
        className="w-20"
        label={t('line.quantityOf', { name: line.name })}
        hideLabel
        size="lg"
        align="end"
        inputMode="numeric"
        value={draft ?? String(line.quantity)}
        error={problem ? t(line.unit === 'piece' ? 'line.notAQuantity' : 'line.notAMeasure') : null}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          typed.current = event.target.value
          setDraft(event.target.value)
          setProblem(false)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          // What is not a quantity is not kept: the line shows what will be sold.
          if (!confirm()) drop()
        }}
        suffix={line.unit === 'piece' ? undefined : t(`unit.${line.unit}`)}
      />
      <IconButton
        size="lg"
        label={t('line.more', { name: line.name })}
        icon={<Plus aria-hidden />}
        onClick={() => setTo(line.quantity + step)}
      />
    </div>
  )
}
