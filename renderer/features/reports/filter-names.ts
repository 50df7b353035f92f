import { useDocuments } from '@renderer/db/hooks.ts'
import { useVariants } from '@renderer/projections/hooks.ts'
import type { FilterName } from '@shared/analytics/report/report-filters.ts'
import { type Id, isId } from '@shared/kernel/id.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellWriter } from './cell-writer.ts'

const NUMBERED: readonly FilterName[] = ['hour', 'weekday', 'taxRate']
const NONE: readonly Id[] = []

/** How a filter's values are called. */
export function useFilterName(
  name: FilterName,
  values: readonly string[],
  writer: CellWriter,
): (value: string) => string {
  const { t } = useTranslation('reports')
  const ids = useMemo(() => values.filter((value) => isId(value)), [values])
  const variants = useVariants(name === 'variant' ? ids : NONE)
  const customers = useDocuments('customers', {
    selector: { id: { $in: name === 'customer' ? [...ids] : [] } },
    limit: 1_000,
  })
  return (value): string => {
    if (NUMBERED.includes(name)) return writer.write({ id: name, kind: name as 'hour' }, Number(value)) // one of three kinds of number
    if (name === 'variant')
      return variants?.find(({ variantId }) => variantId === value)?.name ?? t('filter.unknown')
    if (name === 'customer')
      return value === ''
        ? t('filter.noCustomer')
        : (customers?.find(({ id }) => id === value)?.name ?? t('filter.unknown'))
    return writer.write({ id: name, kind: name }, value)
  }
}
