import { useProjections } from '@renderer/projections/hooks.ts'
import type { StockRequest, StockRow } from '@renderer/projections/projections.ts'
import type { SortOrder } from '@renderer/ui/data-table.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { ErrorState } from '@renderer/ui/error-state.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import { Boxes } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PagedRows, usePagedRows, useProjectionsVersion } from '../products/public.ts'
import { isStockFiltered, NO_STOCK_FILTER, type StockFilter, stockRequest } from './stock-filter.ts'
import { StockFilters } from './stock-filters.tsx'
import { StockTable } from './stock-table.tsx'

const BY_NAME: SortOrder = { id: 'name', direction: 'asc' }

export interface Shelves {
  readonly filter: StockFilter
  readonly setFilter: (filter: StockFilter) => void
  readonly sort: SortOrder
  readonly setSort: (sort: SortOrder) => void
  readonly rows: PagedRows<StockRow>
}

/** What the list of shelves asks for, and the answer. */
export function useShelves(): Shelves {
  const [filter, setFilter] = useState<StockFilter>(NO_STOCK_FILTER)
  const [sort, setSort] = useState<SortOrder>(BY_NAME)
  const request = useMemo(() => stockRequest(filter, sort), [filter, sort])
  return { filter, setFilter, sort, setSort, rows: useStockPages(request) }
}

interface ShelvesViewProps {
  shelves: Shelves
  severalLocations: boolean
  onOpen: (row: StockRow) => void
}

/** What there is, shelf by shelf. */
export function ShelvesView({ shelves, severalLocations, onOpen }: ShelvesViewProps) {
  const { t } = useTranslation('stock')
  const search = useRef<HTMLInputElement>(null)
  const { filter, setFilter, sort, setSort, rows } = shelves
  useShortcut('mod+f', () => search.current?.focus())
  return (
    <>
      <StockFilters filter={filter} onChange={setFilter} searchRef={search} />
      {rows.failed ? (
        <ErrorState what={t('broken.what')} todo={t('broken.todo')} data={t('broken.data')} />
      ) : (
        <StockTable
          rows={rows}
          sort={sort}
          onSortChange={setSort}
          onOpen={onOpen}
          severalLocations={severalLocations}
          empty={
            <EmptyState
              icon={<Boxes />}
              title={t(isStockFiltered(filter) ? 'empty.noMatch' : 'empty.none')}
              body={t(isStockFiltered(filter) ? 'empty.noMatchBody' : 'empty.noneBody')}
            />
          }
        />
      )}
    </>
  )
}

function useStockPages(request: StockRequest) {
  const projections = useProjections()
  const version = useProjectionsVersion()
  return usePagedRows({
    question: canonicalJson(request),
    version,
    fetchPage: (offset, limit) => projections.stockRows({ ...request, offset, limit }),
  })
}
