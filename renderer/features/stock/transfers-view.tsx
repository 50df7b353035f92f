import { useProjections } from '@renderer/projections/hooks.ts'
import type { TransferRow } from '@renderer/projections/projections.ts'
import { Badge, type Tone } from '@renderer/ui/badge.tsx'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { Toolbar } from '@renderer/ui/toolbar.tsx'
import type { TransferStage } from '@shared/domain/stock/transfer-progress.ts'
import { ArrowLeftRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePagedRows, useProjectionsVersion } from '../products/public.ts'
import { usePeople } from './use-people.ts'
import { usePlaceName } from './use-place-name.ts'

const SHOWN = ['open', 'all'] as const
const rowKey = ({ transferId }: TransferRow): string => transferId

/** What is on its way from place to place, and what did not arrive as it was sent. */
export function TransfersView({ onOpen }: { onOpen: (row: TransferRow) => void }) {
  const { t } = useTranslation('transfers')
  const [shown, setShown] = useState<(typeof SHOWN)[number]>('open')
  const projections = useProjections()
  const columns = useColumns()
  const rows = usePagedRows({
    question: shown,
    version: useProjectionsVersion(),
    fetchPage: (offset, limit) => projections.transfers({ openOnly: shown === 'open', offset, limit }),
  })
  return (
    <>
      <Toolbar label={t('list.show')}>
        <Segmented
          label={t('list.show')}
          hideLabel
          value={shown}
          options={SHOWN.map((value) => ({ value, label: t(`list.${value}`) }))}
          onChange={setShown}
        />
        <p role="status" className="text-sm text-ink-muted">
          {rows.total !== undefined && t('list.count', { count: rows.total })}
        </p>
      </Toolbar>
      <DataTable
        label={t('list.label')}
        columns={columns}
        getRow={rows.getRow}
        rowCount={rows.total ?? 0}
        rowKey={rowKey}
        loading={rows.total === undefined}
        onRowActivate={onOpen}
        onVisibleRangeChange={rows.onVisibleRangeChange}
        minWidth="56rem"
        className="overflow-hidden rounded-md border border-rule"
        empty={<EmptyState icon={<ArrowLeftRight />} title={t('list.empty')} body={t('list.emptyBody')} />}
      />
    </>
  )
}

function useColumns(): readonly Column<TransferRow>[] {
  const { t } = useTranslation('transfers')
  const placeName = usePlaceName()
  const { staffName } = usePeople()
  return useMemo(
    (): readonly Column<TransferRow>[] => [
      { id: 'at', header: t('list.sentAt'), width: '11rem', cell: ({ at }) => <DateTimeText at={at} /> },
      {
        id: 'from',
        header: t('list.from'),
        width: 'minmax(8rem, 1fr)',
        cell: ({ fromLocationId }) => placeName(fromLocationId),
      },
      {
        id: 'to',
        header: t('list.to'),
        width: 'minmax(8rem, 1fr)',
        cell: ({ toLocationId }) => <span className="font-medium">{placeName(toLocationId)}</span>,
      },
      { id: 'by', header: t('list.by'), width: 'minmax(7rem, 1fr)', cell: ({ by }) => staffName(by) },
      {
        id: 'sent',
        header: t('list.sent'),
        width: '6rem',
        align: 'end',
        cell: ({ sent }) => <QuantityText value={sent} />,
      },
      {
        id: 'received',
        header: t('list.received'),
        width: '6rem',
        align: 'end',
        cell: ({ received }) => <QuantityText value={received} />,
      },
      {
        id: 'stage',
        header: t('list.stage'),
        width: '16rem',
        cell: (row) => <Stage row={row} />,
      },
    ],
    [t, placeName, staffName],
  )
}

const TONES: Readonly<Record<TransferStage, Tone>> = {
  'in-transit': 'info',
  short: 'warning',
  done: 'success',
}

function Stage({ row: { stage, missing, over } }: { row: TransferRow }) {
  const { t } = useTranslation('transfers')
  return (
    <span className="flex items-center gap-2">
      <Badge tone={TONES[stage]}>{t(`stage.${stage}`)}</Badge>
      {stage === 'short' && missing > 0 && t('list.missing', { count: missing })}
      {stage === 'short' && over > 0 && t('list.over', { count: over })}
    </span>
  )
}
