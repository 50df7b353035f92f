import { useCan, useShop } from '@renderer/db/hooks.ts'
import { useOnHand, useProjections, useUnitCosts, useVariants } from '@renderer/projections/hooks.ts'
import type { StockHistoryRow, StockRow } from '@renderer/projections/projections.ts'
import { stockStateOf } from '@renderer/projections/stock-state.ts'
import { Badge } from '@renderer/ui/badge.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { MoneyText } from '@renderer/ui/money-text.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import { Sheet } from '@renderer/ui/sheet.tsx'
import { transitLocationId } from '@shared/domain/stock/transfer.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { History } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePagedRows, useProjectionsVersion } from '../products/public.ts'
import { MovementDetail } from './movement-detail.tsx'
import type { MovementStart } from './movement-dialog.tsx'
import type { MovementMode } from './movement-draft.ts'
import { OversellChoices } from './oversell-choices.tsx'
import { OversellNotice } from './oversell-notice.tsx'
import { reasonName } from './reason-name.ts'
import { ShelfLots } from './shelf-lots.tsx'
import { StockState } from './stock-table.tsx'
import { usePeople } from './use-people.ts'
import { usePlaceName } from './use-place-name.ts'

interface HistorySheetProps {
  row: StockRow
  onMove: (mode: MovementMode, first: MovementStart) => void
  onClose: () => void
}

const rowKey = ({ posting }: StockHistoryRow): string => posting.id

/** One variant at one location: what there is, and every posting that made it so, newest first. */
export function HistorySheet({ row, onMove, onClose }: HistorySheetProps) {
  const { t } = useTranslation('stock')
  const [movementId, setMovementId] = useState<Id | null>(null)
  const placeName = usePlaceName()
  const now = useFreshRow(row)
  const history = useHistoryPages(row)
  const columns = useColumns(setMovementId, row.unit)
  return (
    <>
      <Sheet
        open
        onOpenChange={(open) => !open && onClose()}
        title={row.name}
        description={[row.sku, placeName(row.locationId)].filter(Boolean).join(' · ')}
        size="xl"
        footer={<MoveButtons row={row} onMove={onMove} />}
      >
        <div className="flex h-full min-h-96 flex-col gap-3">
          <div className="flex items-center gap-3">
            <span className="text-ink-muted">{t('table.onHand')}</span>
            <strong className={`text-lg ${now.onHand < 0 ? 'text-danger-ink' : ''}`}>
              <QuantityText value={now.onHand} unit={row.unit} />
            </strong>
            <StockState state={now.state} />
            <Costs row={row} />
          </div>
          {now.onHand < 0 && (
            <OversellNotice
              variantId={row.variantId}
              locationId={row.locationId}
              onHand={now.onHand}
              choices={<OversellChoices row={row} onHand={now.onHand} onMove={onMove} />}
            />
          )}
          <ShelfLots row={row} onHand={now.onHand} />
          <DataTable
            label={t('history.label')}
            columns={columns}
            getRow={history.getRow}
            rowCount={history.total ?? 0}
            rowKey={rowKey}
            loading={history.total === undefined}
            onVisibleRangeChange={history.onVisibleRangeChange}
            minWidth="56rem"
            className="overflow-hidden rounded-md border border-rule"
            empty={<EmptyState icon={<History />} title={t('history.empty')} body={t('history.emptyBody')} />}
          />
        </div>
      </Sheet>
      {movementId !== null && <MovementDetail movementId={movementId} onClose={() => setMovementId(null)} />}
    </>
  )
}

/** What one unit costs, for those who may see it (COST-1). */
function Costs({ row }: { row: StockRow }) {
  const { t } = useTranslation('stock')
  const maySeeCost = useCan('products.edit-cost')
  const known = useUnitCosts([row.variantId])?.get(row.variantId)
  if (!maySeeCost || !known) return null
  const show = (amount: Minor | null) =>
    amount === null ? t('cost.none') : <MoneyText amount={amount} currency={row.currency} />
  return (
    <span className="ml-auto flex gap-4 text-ink-muted">
      <span>
        {t('cost.average')} <strong className="text-ink">{show(known.average)}</strong>
      </span>
      <span>
        {t('cost.last')} <strong className="text-ink">{show(known.last)}</strong>
      </span>
    </span>
  )
}

/** The row as it is now: the sheet stays open while this or another till goes on selling. */
function useFreshRow(row: StockRow): Pick<StockRow, 'onHand' | 'state'> {
  const onHand = useOnHand([row.variantId], row.locationId)?.get(row.variantId) ?? row.onHand
  return { onHand, state: stockStateOf(onHand, row.lowStockThreshold) }
}

function useHistoryPages({ variantId, locationId }: StockRow) {
  const projections = useProjections()
  const version = useProjectionsVersion()
  return usePagedRows({
    question: `${variantId}:${locationId}`,
    version,
    fetchPage: (offset, limit) => projections.stockHistory(variantId, { locationId, offset, limit }),
  })
}

function useColumns(
  onMovement: (movementId: Id) => void,
  unit: StockRow['unit'],
): readonly Column<StockHistoryRow>[] {
  const { t } = useTranslation('stock')
  const { staffName, deviceName } = usePeople()
  return useMemo(
    (): readonly Column<StockHistoryRow>[] => [
      {
        id: 'at',
        header: t('history.when'),
        width: '11rem',
        cell: ({ posting }) => <DateTimeText at={posting.at} />,
      },
      {
        id: 'kind',
        header: t('history.kind'),
        width: 'minmax(8rem, 1fr)',
        cell: ({ posting, reason }) =>
          reason === ''
            ? t(`kind.${posting.kind}`)
            : t('history.kindWithReason', { kind: t(`kind.${posting.kind}`), reason: reasonName(t, reason) }),
      },
      {
        id: 'quantity',
        header: t('history.quantity'),
        width: '5.5rem',
        align: 'end',
        cell: ({ posting }) => <QuantityText value={posting.quantity} unit={unit} sign />,
      },
      {
        id: 'after',
        header: t('history.after'),
        width: '7rem',
        align: 'end',
        cell: ({ onHandAfter }) => (
          <span className={onHandAfter < 0 ? 'text-danger-ink' : undefined}>
            <QuantityText value={onHandAfter} unit={unit} />
          </span>
        ),
      },
      {
        id: 'who',
        header: t('history.who'),
        width: 'minmax(7rem, 1fr)',
        cell: ({ posting }) => staffName(posting.by) || t('history.unknown'),
      },
      {
        id: 'device',
        header: t('history.device'),
        width: 'minmax(9rem, 1.2fr)',
        cell: ({ posting }) => deviceName(posting.deviceId) || t('history.unknown'),
      },
      {
        id: 'document',
        header: t('history.document'),
        width: 'minmax(7.5rem, 1fr)',
        cell: (row) => <DocumentLink row={row} onMovement={onMovement} />,
      },
      {
        id: 'state',
        header: t('history.state'),
        width: '7rem',
        cell: ({ pending }) => (
          <Badge tone={pending ? 'info' : 'neutral'}>
            {t(pending ? 'history.pending' : 'history.synced')}
          </Badge>
        ),
      },
    ],
    [t, staffName, deviceName, onMovement, unit],
  )
}

const LINK = 'font-medium text-accent-ink underline underline-offset-2'

function DocumentLink({ row, onMovement }: { row: StockHistoryRow; onMovement: (movementId: Id) => void }) {
  const { t } = useTranslation('stock')
  if (row.collection === 'orders') {
    return (
      <a href={`#/orders/${row.documentId}`} className={LINK}>
        {row.documentLabel || t('history.order')}
      </a>
    )
  }
  return (
    <button type="button" className={LINK} onClick={() => onMovement(row.documentId)}>
      {row.documentLabel || t('history.movement')}
    </button>
  )
}

function MoveButtons({ row, onMove }: { row: StockRow; onMove: HistorySheetProps['onMove'] }) {
  const { t } = useTranslation('stock')
  const found = useVariants([row.variantId], row.locationId)?.[0]
  const mayAdjust = useCan('stock.adjust')
  const mayReceive = useCan('stock.receive')
  const isInTransit = row.locationId === transitLocationId(useShop().id)
  if (!found || isInTransit) return null
  const first = { variant: { ...found, onHand: row.onHand }, locationId: row.locationId }
  return (
    <>
      <Button disabled={!mayAdjust} onClick={() => onMove('waste', first)}>
        {t('mode.waste.button')}
      </Button>
      <Button disabled={!mayAdjust} onClick={() => onMove('adjust', first)}>
        {t('mode.adjust.button')}
      </Button>
      <Button variant="primary" disabled={!mayReceive} onClick={() => onMove('receive', first)}>
        {t('mode.receive.button')}
      </Button>
    </>
  )
}
