import type { StockRow } from '@renderer/projections/projections.ts'
import { Badge } from '@renderer/ui/badge.tsx'
import { type Column, DataTable, type SortOrder } from '@renderer/ui/data-table.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PagedRows } from '../products/public.ts'
import { usePlaceName } from './use-place-name.ts'

interface StockTableProps {
  rows: PagedRows<StockRow>
  sort: SortOrder
  onSortChange: (sort: SortOrder) => void
  onOpen: (row: StockRow) => void
  severalLocations: boolean
  empty: ReactNode
}

const rowKey = (row: StockRow): string => `${row.variantId}:${row.locationId}`

export function StockTable({ rows, sort, onSortChange, onOpen, severalLocations, empty }: StockTableProps) {
  const { t } = useTranslation('stock')
  const placeName = usePlaceName()
  const columns = useMemo((): readonly Column<StockRow>[] => {
    const location: Column<StockRow> = {
      id: 'location',
      header: t('table.location'),
      width: 'minmax(8rem, 1fr)',
      sortable: true,
      cell: (row) => placeName(row.locationId),
    }
    return [
      {
        id: 'name',
        header: t('table.name'),
        width: 'minmax(14rem, 3fr)',
        sortable: true,
        cell: (row) => <span className="font-medium">{row.name}</span>,
      },
      {
        id: 'sku',
        header: t('table.sku'),
        width: 'minmax(7rem, 1fr)',
        sortable: true,
        cell: (row) => row.sku,
      },
      {
        id: 'category',
        header: t('table.category'),
        width: 'minmax(12rem, 1.2fr)',
        sortable: true,
        cell: (row) => row.categoryName,
      },
      ...(severalLocations ? [location] : []),
      {
        id: 'onHand',
        header: t('table.onHand'),
        width: '8rem',
        align: 'end',
        sortable: true,
        cell: (row) => <OnHand row={row} />,
      },
      {
        id: 'threshold',
        header: t('table.threshold'),
        width: '8rem',
        align: 'end',
        cell: (row) =>
          row.lowStockThreshold === null ? (
            ''
          ) : (
            <QuantityText value={row.lowStockThreshold} unit={row.unit} />
          ),
      },
      {
        id: 'state',
        header: t('table.state'),
        width: '9rem',
        cell: (row) => <StockState state={row.state} />,
      },
    ]
  }, [t, severalLocations, placeName])
  return (
    <DataTable
      label={t('table.label')}
      columns={columns}
      getRow={rows.getRow}
      rowCount={rows.total ?? 0}
      rowKey={rowKey}
      loading={rows.total === undefined}
      sort={sort}
      onSortChange={onSortChange}
      onRowActivate={onOpen}
      onVisibleRangeChange={rows.onVisibleRangeChange}
      minWidth="54rem"
      className="overflow-hidden rounded-md border border-rule"
      empty={empty}
    />
  )
}

function OnHand({ row }: { row: StockRow }) {
  return (
    <span className={row.onHand < 0 ? 'font-semibold text-danger-ink' : 'font-semibold'}>
      <QuantityText value={row.onHand} unit={row.unit} />
    </span>
  )
}

const TONES = { ok: 'success', low: 'warning', out: 'neutral', negative: 'danger' } as const

export function StockState({ state }: { state: StockRow['state'] }) {
  const { t } = useTranslation('stock')
  return <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
}
