import type { CatalogueRequest, CatalogueSort } from '@renderer/projections/projections.ts'
import type { SortOrder } from '@renderer/ui/data-table.tsx'
import type { Id } from '@shared/kernel/id.ts'

export const PRODUCT_STATES = ['all', 'active', 'low', 'out', 'negative', 'pending', 'archived'] as const
export type ProductState = (typeof PRODUCT_STATES)[number]

export interface ProductFilter {
  readonly text: string
  readonly categoryId: Id | null
  readonly state: ProductState
}

export const NO_FILTER: ProductFilter = { text: '', categoryId: null, state: 'all' }

export const isFiltered = ({ text, categoryId, state }: ProductFilter): boolean =>
  text.trim() !== '' || categoryId !== null || state !== 'all'

const SORTS = ['name', 'price', 'onHand', 'category'] as const satisfies readonly CatalogueSort[]

/** The question to the catalogue that the filters and the chosen column mean. */
export function catalogueRequest(filter: ProductFilter, sort: SortOrder): CatalogueRequest {
  const { text, categoryId, state } = filter
  const by = SORTS.find((id) => id === sort.id) ?? 'name'
  return {
    sort: by,
    direction: sort.direction,
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(categoryId === null ? {} : { categoryId }),
    ...(state === 'active' ? { activeOnly: true } : {}),
    ...(state === 'low' || state === 'out' || state === 'negative' ? { stock: state } : {}),
    ...(state === 'pending' ? { pendingOnly: true } : {}),
    ...(state === 'archived' ? { includeArchived: true } : {}),
  }
}
