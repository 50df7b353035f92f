import { Badge } from '@renderer/ui/badge.tsx'
import { Banner } from '@renderer/ui/banner.tsx'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import type { ClosedShift, Shift } from '@shared/domain/till/fold-shifts.ts'
import { proofOf } from '@shared/domain/till/receipt-runs.ts'
import { differenceOf } from '@shared/domain/till/shift.ts'
import { formatShift } from '@shared/domain/till/shift-number.ts'
import { ScrollText } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeople } from '../orders/public.ts'

interface PastClosingsProps {
  shifts: readonly Shift[]
  isCut: boolean
  onOpen: (z: ClosedShift) => void
}

const rowKey = ({ id }: ClosedShift): string => id

/** Every Z of the shop, the newest first; opening one shows its slip again. */
export function PastClosings({ shifts, isCut, onOpen }: PastClosingsProps) {
  const { t } = useTranslation('till')
  const rows = useMemo(
    () => shifts.flatMap(({ z }) => z ?? []).sort((a, b) => b.closedAt - a.closedAt),
    [shifts],
  )
  const columns = useClosingColumns()
  return (
    <section aria-label={t('past.title')} className="flex min-h-64 flex-1 flex-col gap-2">
      <h2 className="text-base font-semibold">{t('past.title')}</h2>
      {isCut && <Banner tone="info" title={t('past.cut', { shown: rows.length })} />}
      <DataTable
        label={t('past.label')}
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        rowHeight={44}
        minWidth="52rem"
        onRowActivate={onOpen}
        className="rounded-lg border border-rule"
        empty={<EmptyState icon={<ScrollText />} title={t('past.none')} body={t('past.noneBody')} />}
      />
    </section>
  )
}

function useClosingColumns(): readonly Column<ClosedShift>[] {
  const { t } = useTranslation('till')
  const { staffName, deviceName } = usePeople()
  return useMemo(
    () => [
      {
        id: 'number',
        header: t('past.number'),
        width: '12rem',
        cell: ({ number, isFromElsewhere }) => (
          <span className="flex items-center gap-2 font-medium">
            {formatShift(number)}
            {isFromElsewhere && <Badge tone="warning">{t('others.badge')}</Badge>}
          </span>
        ),
      },
      {
        id: 'closed',
        header: t('past.closed'),
        width: '10.5rem',
        cell: ({ closedAt }) => <DateTimeText at={closedAt} />,
      },
      { id: 'by', header: t('past.by'), cell: ({ closedBy }) => staffName(closedBy) || '–' },
      { id: 'device', header: t('past.device'), cell: ({ deviceId }) => deviceName(deviceId) || '–' },
      {
        id: 'receipts',
        header: t('past.receipts'),
        width: '6rem',
        align: 'end',
        cell: ({ figures }) => proofOf(figures.receipts).expected,
      },
      {
        id: 'sales',
        header: t('past.sales'),
        width: '8.5rem',
        align: 'end',
        cell: ({ figures, currency }) => <MoneyText amount={figures.sales.total} currency={currency} />,
      },
      {
        id: 'difference',
        header: t('past.difference'),
        width: '8.5rem',
        align: 'end',
        cell: (z) => (
          <span className={differenceOf(z) === 0 ? 'text-ink-muted' : 'font-semibold'}>
            <MoneyText amount={differenceOf(z)} currency={z.currency} sign />
          </span>
        ),
      },
    ],
    [t, staffName, deviceName],
  )
}
