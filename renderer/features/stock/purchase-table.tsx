import { useCan, useDeps, useShop } from '@renderer/db/hooks.ts'
import { formatBusinessDay } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import type { PurchaseRow } from '@renderer/projections/projections.ts'
import { Badge, type Tone } from '@renderer/ui/badge.tsx'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import type { PurchaseStage } from '@shared/domain/stock/purchase-progress.ts'
import { type BusinessDay, businessDayOf } from '@shared/kernel/business-day.ts'
import { CloudUpload } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PagedRows } from '../products/public.ts'

interface PurchaseTableProps {
  rows: PagedRows<PurchaseRow>
  onOpen: (row: PurchaseRow) => void
  empty: ReactNode
}

const rowKey = ({ purchaseId }: PurchaseRow): string => purchaseId

export function PurchaseTable({ rows, onOpen, empty }: PurchaseTableProps) {
  const { t } = useTranslation('purchases')
  const columns = useColumns()
  return (
    <DataTable
      label={t('list.label')}
      columns={columns}
      getRow={rows.getRow}
      rowCount={rows.total ?? 0}
      rowKey={rowKey}
      loading={rows.total === undefined}
      onRowActivate={onOpen}
      onVisibleRangeChange={rows.onVisibleRangeChange}
      minWidth="60rem"
      className="overflow-hidden rounded-md border border-rule"
      empty={empty}
    />
  )
}

function useColumns(): readonly Column<PurchaseRow>[] {
  const { t } = useTranslation('purchases')
  const maySeeCost = useCan('products.edit-cost')
  return useMemo((): readonly Column<PurchaseRow>[] => {
    const total: Column<PurchaseRow> = {
      id: 'total',
      header: t('list.total'),
      width: '9rem',
      align: 'end',
      cell: (row) => <MoneyText amount={row.total} currency={row.currency} />,
    }
    return [
      {
        id: 'number',
        header: t('list.number'),
        width: 'minmax(9rem, 1fr)',
        cell: (row) => <span className="font-medium">{row.reference}</span>,
      },
      {
        id: 'supplier',
        header: t('list.supplier'),
        width: 'minmax(10rem, 2fr)',
        cell: (row) => row.supplierName,
      },
      { id: 'at', header: t('list.placed'), width: '10rem', cell: (row) => <DateTimeText at={row.at} /> },
      { id: 'expected', header: t('list.expected'), width: '10rem', cell: (row) => <Expected row={row} /> },
      {
        id: 'units',
        header: t('list.units'),
        width: '6rem',
        align: 'end',
        cell: (row) => <QuantityText value={row.units} />,
      },
      {
        id: 'received',
        header: t('list.received'),
        width: '6rem',
        align: 'end',
        cell: (row) => <QuantityText value={row.received} />,
      },
      ...(maySeeCost ? [total] : []),
      {
        id: 'stage',
        header: t('list.stage'),
        width: '14rem',
        cell: (row) => (
          <span className="flex items-center gap-1">
            <PurchaseStageBadge stage={row.stage} />
            {row.pending && (
              <Badge tone="warning" icon={<CloudUpload aria-hidden />}>
                {t('list.pending')}
              </Badge>
            )}
          </span>
        ),
      },
    ]
  }, [t, maySeeCost])
}

const AWAITED: readonly PurchaseStage[] = ['ordered', 'part-received']

function Expected({ row }: { row: PurchaseRow }) {
  const { t } = useTranslation('purchases')
  const locale = useLocale()
  const { clock } = useDeps()
  const { utcOffsetMinutes } = useShop()
  if (row.expectedDay === null) return null
  const isLate = (day: BusinessDay): boolean =>
    AWAITED.includes(row.stage) && day < businessDayOf(clock.now(), utcOffsetMinutes)
  return (
    <span className="flex items-center gap-1">
      {formatBusinessDay(row.expectedDay, locale)}
      {isLate(row.expectedDay) && <Badge tone="danger">{t('list.late')}</Badge>}
    </span>
  )
}

const TONES: Readonly<Record<PurchaseStage, Tone>> = {
  draft: 'neutral',
  ordered: 'info',
  'part-received': 'warning',
  received: 'success',
  closed: 'neutral',
  cancelled: 'neutral',
}

export function PurchaseStageBadge({ stage }: { stage: PurchaseStage }) {
  const { t } = useTranslation('purchases')
  return <Badge tone={TONES[stage]}>{t(`stage.${stage}`)}</Badge>
}
