import { useShop } from '@renderer/db/hooks.ts'
import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { FieldChange } from '@shared/domain/history/field-changes.ts'
import { isId } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import { useTranslation } from 'react-i18next'
import { useFieldName } from '../sync/public.ts'

const MONEY = new Set(['price', 'compareAtPrice', 'cost', 'creditLimit'])
/** Fields that follow from others. */
const DERIVED = new Set(['nameKey'])
const LONGEST = 120

export const isShown = ({ path: [field = ''] }: FieldChange): boolean => !DERIVED.has(field)

/** A change in one line: `Variante › Prix : 1 500 FCFA → 1 800 FCFA`. */
export function useChangeText(): (change: FieldChange) => string {
  const { t } = useTranslation('history')
  const locale = useLocale()
  const { currency } = useShop()
  const fieldName = useFieldName()
  function valueText(value: unknown, field: string): string {
    if (value === null || value === undefined || value === '') return t('nothing')
    if (typeof value === 'number' && MONEY.has(field)) return formatMoney(minor(value), currency, locale)
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (typeof value === 'string') return isId(value) ? t('other') : value.slice(0, LONGEST)
    if (Array.isArray(value))
      return value
        .map((one) => valueText(one, field))
        .join(', ')
        .slice(0, LONGEST)
    if (typeof value === 'object') return itemText(value)
    return String(value)
  }
  function itemText(item: object): string {
    const told = Object.entries(item).flatMap(([key, value]) =>
      typeof value === 'string' && value !== '' && !isId(value) && key !== 'id' ? [value] : [],
    )
    return told.slice(0, 3).join(' ').slice(0, LONGEST) || t('other')
  }
  return ({ path, from, to }) => {
    const field = fieldName(path)
    const key = path.at(-1) ?? ''
    if (from === undefined) return t('added', { field, to: valueText(to, key) })
    if (to === undefined) return t('removed', { field, from: valueText(from, key) })
    return t('change', { field, from: valueText(from, key), to: valueText(to, key) })
  }
}
