import { looksLikeBarcode } from '@shared/kernel/barcode-shape.ts'
import { Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField, type TextFieldProps } from './text-field.tsx'
import { useParsedText } from './use-parsed-text.ts'

interface QuantityFieldProps
  extends Omit<TextFieldProps, 'value' | 'onChange' | 'min' | 'max' | 'type' | 'defaultValue' | 'align'> {
  value: number
  /** Called with each whole number within the limits; anything else stays in the field with an error. */
  onChange: (value: number) => void
  min?: number | undefined
  max?: number | undefined
  /** Buttons for one more and one less, for touch. Arrow keys do the same. */
  stepper?: boolean | undefined
  onValidityChange?: ((valid: boolean) => void) | undefined
}

const readInteger = (text: string): number | undefined => {
  const plain = text.replace(/[\s\u202f]/g, '').replace('\u2212', '-')
  return /^[+-]?\d{1,10}$/.test(plain) ? Number(plain) : undefined
}

export function QuantityField({
  value,
  onChange,
  min,
  max,
  stepper = false,
  error,
  onValidityChange,
  onBlur,
  onKeyDown,
  ...field
}: QuantityFieldProps) {
  const { t } = useTranslation('common')
  const { text, setText, tidy } = useParsedText({ value, write: String, read: readInteger })
  const problemOf = (typed: string): string | null => {
    if (looksLikeBarcode(typed)) return t('ui.looksLikeCode')
    const parsed = readInteger(typed)
    if (parsed === undefined) return t('ui.notInteger')
    if (min !== undefined && parsed < min) return t('ui.tooSmall', { min })
    if (max !== undefined && parsed > max) return t('ui.tooLarge', { max })
    return null
  }
  const problem = problemOf(text)
  const reportedValid = useRef(true)
  useEffect(() => {
    if (reportedValid.current === (problem === null)) return
    reportedValid.current = problem === null
    onValidityChange?.(problem === null)
  }, [problem, onValidityChange])

  const change = (typed: string): void => {
    setText(typed)
    const parsed = readInteger(typed)
    if (parsed !== undefined && problemOf(typed) === null && parsed !== value) onChange(parsed)
  }
  const step = (by: number): void => {
    const next = (readInteger(text) ?? value) + by
    change(String(Math.min(max ?? next, Math.max(min ?? next, next))))
  }
  const stepByKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    onKeyDown?.(event)
    if (event.defaultPrevented || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    step(event.key === 'ArrowUp' ? 1 : -1)
  }
  const stepButton = (by: 1 | -1) => (
    <button
      type="button"
      tabIndex={-1}
      aria-label={t(by > 0 ? 'ui.increase' : 'ui.decrease', { label: field.label })}
      disabled={field.disabled || (by > 0 ? value >= (max ?? Infinity) : value <= (min ?? -Infinity))}
      onClick={() => step(by)}
      className="flex min-w-8 items-center justify-center self-stretch text-ink-muted hover:text-ink disabled:text-rule-strong"
    >
      {by > 0 ? <Plus aria-hidden /> : <Minus aria-hidden />}
    </button>
  )
  return (
    <TextField
      {...field}
      inputMode="numeric"
      align={stepper ? 'center' : 'end'}
      value={text}
      error={problem ?? error}
      onChange={(event) => change(event.target.value)}
      onKeyDown={stepByKey}
      onBlur={(event) => {
        tidy()
        onBlur?.(event)
      }}
      {...(stepper && {
        prefix: stepButton(-1),
        suffix: stepButton(1),
      })}
    />
  )
}
