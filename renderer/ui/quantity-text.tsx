import { formatMeasure } from '../i18n/format.ts'
import { useLocale } from '../i18n/use-locale.ts'

interface QuantityTextProps {
  value: number
  /** What it counts; pieces when left out. */
  unit?: Parameters<typeof formatMeasure>[1]
  sign?: boolean | undefined
}

export function QuantityText({ value, unit, sign = false }: QuantityTextProps) {
  const locale = useLocale()
  return (
    <span className="whitespace-nowrap tabular-nums">{formatMeasure(value, unit, locale, { sign })}</span>
  )
}
