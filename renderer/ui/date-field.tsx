import { isoToDay } from '@shared/kernel/business-day.ts'
import { formatBusinessDay } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { useLocale } from '../i18n/use-locale.ts'
import { TextField, type TextFieldProps } from './text-field.tsx'

interface DateFieldProps
  extends Omit<TextFieldProps, 'value' | 'onChange' | 'type' | 'defaultValue' | 'min' | 'max'> {
  /** `2026-03-04`, or empty. */
  value: string
  onChange: (value: string) => void
  min?: string | undefined
  max?: string | undefined
}

/** The browser writes dates its own way: on an American machine 03/04 is not the 3rd of April. */
const needsWords = (locale: Locale): boolean => {
  const dayFirst = new Intl.DateTimeFormat(navigator.language).formatToParts(0)[0]?.type === 'day'
  return !dayFirst || !navigator.language.startsWith(locale)
}

export function DateField({ onChange, hint, ...field }: DateFieldProps) {
  const locale = useLocale()
  const day = isoToDay(field.value)
  const inWords = day !== null && needsWords(locale) ? formatBusinessDay(day, locale) : undefined
  return (
    <TextField
      {...field}
      type="date"
      hint={hint ?? inWords}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
