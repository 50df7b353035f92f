import { formatQuantity } from '../i18n/format.ts'
import { useLocale } from '../i18n/use-locale.ts'

interface QuantityTextProps {
  value: number
  sign?: boolean | undefined
}

export function QuantityText({ value, sign = false }: QuantityTextProps) {
  const locale = useLocale()
  return <span className="whitespace-nowrap tabular-nums">{formatQuantity(value, locale, { sign })}</span>
}
