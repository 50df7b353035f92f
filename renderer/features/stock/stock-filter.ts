import type { StockRequest, StockSort } from '@renderer/projections/projections.ts'
import type { SortOrder } from '@renderer/ui/data-table.tsx'
import type { Id } from '@shared/kernel/id.ts'

export const STOCK_FILTERS = ['all', 'low', 'out', 'negative'] as const
export type StockFilterName = (typeof STOCK_FILTERS)[number]

export interface StockFilter {
  readonly text: string
  readonly state: StockFilterName
  readonly categoryId: Id | null
  readonly locationId: Id | null
}

export const NO_STOCK_FILTER: StockFilter = { text: '', state: 'all', categoryId: null, locationId: null }

export const isStockFiltered = ({ text, state, categoryId, locationId }: StockFilter): boolean =>
  text.trim() !== '' || state !== 'all' || categoryId !== null || locationId !== null

const SORTS = ['name', 'sku', 'onHand', 'category', 'location'] as const satisfies readonly StockSort[]

export function stockRequest(filter: StockFilter, sort: SortOrder): StockRequest {
  const { text, state, categoryId, locationId } = filter
  return {
    filter: state,
    sort: SORTS.find((id) => id === sort.id) ?? 'name',
    direction: sort.direction,
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(categoryId === null ? {} : { categoryId }),
    ...(locationId === null ? {} : { locationId }),
  }
}
