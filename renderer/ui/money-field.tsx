import type { CurrencyCode, Minor } from '@shared/kernel/money.ts'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currencySymbol } from '../i18n/currency-symbol.ts'
import { formatAmount, type ParseMoneyError, parseMoney } from '../i18n/format.ts'
import { useLocale } from '../i18n/use-locale.ts'
import { TextField, type TextFieldProps } from './text-field.tsx'
import { useParsedText } from './use-parsed-text.ts'

interface MoneyFieldProps
  extends Omit<TextFieldProps, 'value' | 'onChange' | 'type' | 'defaultValue' | 'align' | 'prefix'> {
  value: Minor | null
  currency: CurrencyCode
  /** Null while the field is empty or holds what is not an amount; `onValidityChange` tells the two apart. */
  onChange: (value: Minor | null) => void
  onValidityChange?: ((valid: boolean) => void) | undefined
  /** For differences and corrections; a price is never below zero. */
  allowNegative?: boolean | undefined
}

type Problem = ParseMoneyError | { readonly type: 'NegativeAmount' } | null

export function MoneyField({
  value,
  currency,
  onChange,
  onValidityChange,
  allowNegative = false,
  error,
  suffix,
  onBlur,
  ...field
}: MoneyFieldProps) {
  const locale = useLocale()
  const read = (text: string): Minor | null | undefined => {
    const parsed = parseMoney(text, currency, locale)
    if (!parsed.ok) return parsed.error.type === 'EmptyAmount' ? null : undefined
    return parsed.value < 0 && !allowNegative ? undefined : parsed.value
  }
  const write = (amount: Minor | null): string =>
    amount === null ? '' : formatAmount(amount, currency, locale)
  const { text, setText, tidy } = useParsedText<Minor | null>({
    value,
    write,
    read,
    unreadable: null,
  })
  const [left, setLeft] = useState(false)
  const problem = problemOf(
    parseMoney(text, currency, locale),
    allowNegative,
    field.required === true && left,
  )
  const problemText = useProblemText(problem)
  const valid = problem === null
  const reportedValid = useRef(true)
  useEffect(() => {
    if (reportedValid.current === valid) return
    reportedValid.current = valid
    onValidityChange?.(valid)
  }, [valid, onValidityChange])

  return (
    <TextField
      {...field}
      inputMode="decimal"
      align="end"
      value={text}
      error={problemText ?? error}
      suffix={suffix ?? <span className="text-xs">{currencySymbol(currency)}</span>}
      onChange={(event) => {
        setText(event.target.value)
        const amount = read(event.target.value) ?? null
        if (amount !== value) onChange(amount)
      }}
      onBlur={(event) => {
        setLeft(true)
        tidy()
        onBlur?.(event)
      }}
    />
  )
}

function problemOf(
  parsed: ReturnType<typeof parseMoney>,
  allowNegative: boolean,
  emptyIsProblem: boolean,
): Problem {
  if (parsed.ok) return parsed.value < 0 && !allowNegative ? { type: 'NegativeAmount' } : null
  return parsed.error.type === 'EmptyAmount' && !emptyIsProblem ? null : parsed.error
}

function useProblemText(problem: Problem): string | null {
  const { t } = useTranslation('common')
  if (problem === null) return null
  switch (problem.type) {
    case 'EmptyAmount':
      return t('ui.emptyAmount')
    case 'NotAnAmount':
      return t('ui.notAnAmount')
    case 'TooManyDecimals':
      return t('ui.tooManyDecimals', { count: problem.decimals })
    case 'AmountTooLarge':
      return t('ui.amountTooLarge')
    case 'NegativeAmount':
      return t('ui.negativeAmount')
  }
}
