import type { CustomerRequest, CustomerSort } from '@renderer/projections/projections.ts'
import type { SortOrder } from '@renderer/ui/data-table.tsx'
import type { CurrencyCode } from '@shared/kernel/money.ts'

export interface CustomerFilter {
  readonly text: string
  readonly owesOnly: boolean
  readonly sort: SortOrder
}

export const EVERY_CUSTOMER: CustomerFilter = {
  text: '',
  owesOnly: false,
  sort: { id: 'name', direction: 'asc' },
}

const SORTS: readonly CustomerSort[] = ['name', 'balance', 'oldest']

export function customerRequest(filter: CustomerFilter, currency: CurrencyCode): CustomerRequest {
  const { text, owesOnly, sort } = filter
  return {
    currency,
    text,
    owesOnly,
    sort: SORTS.find((one) => one === sort.id) ?? 'name',
    direction: sort.direction,
  }
}

/** Who looks at debts wants the largest first; everybody else looks for a name. */
export const withOwesOnly = (filter: CustomerFilter, owesOnly: boolean): CustomerFilter => ({
  ...filter,
  owesOnly,
  sort: owesOnly ? { id: 'balance', direction: 'desc' } : EVERY_CUSTOMER.sort,
})
