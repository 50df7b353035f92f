import { useCan, useSettings } from '@renderer/db/hooks.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import type { StockRequest, StockRow } from '@renderer/projections/projections.ts'
import { Button } from '@renderer/ui/button.tsx'
import type { SortOrder } from '@renderer/ui/data-table.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { ErrorState } from '@renderer/ui/error-state.tsx'
import { Page } from '@renderer/ui/page.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import { ArrowLeftRight, Boxes, ClipboardList, PackagePlus, SlidersHorizontal, Trash2 } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePagedRows, useProjectionsVersion } from '../products/public.ts'
import { CountDialog } from './count-dialog.tsx'
import { HistorySheet } from './history-sheet.tsx'
import { MovementDialog } from './movement-dialog.tsx'
import type { MovementMode } from './movement-draft.ts'
import { isStockFiltered, NO_STOCK_FILTER, type StockFilter, stockRequest } from './stock-filter.ts'
import { StockFilters } from './stock-filters.tsx'
import type { StockedVariant } from './stock-lines.ts'
import { StockTable } from './stock-table.tsx'

const BY_NAME: SortOrder = { id: 'name', direction: 'asc' }

type OpenDialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'count' }
  | { readonly kind: 'movement'; readonly mode: MovementMode; readonly first: StockedVariant | null }

const CLOSED: OpenDialog = { kind: 'none' }

export function StockScreen() {
  const { t } = useTranslation('stock')
  const [filter, setFilter] = useState<StockFilter>(NO_STOCK_FILTER)
  const [sort, setSort] = useState<SortOrder>(BY_NAME)
  const [shown, setShown] = useState<StockRow | null>(null)
  const [dialog, setDialog] = useState<OpenDialog>(CLOSED)
  const search = useRef<HTMLInputElement>(null)
  const request = useMemo(() => stockRequest(filter, sort), [filter, sort])
  const rows = useStockPages(request)
  const severalLocations = (useSettings('location')?.length ?? 0) > 1
  const open = (mode: MovementMode, first: StockedVariant | null = null): void =>
    setDialog({ kind: 'movement', mode, first })
  useShortcut('mod+f', () => search.current?.focus())

  return (
    <Page
      title={t('title')}
      subtitle={rows.total === undefined ? t('loading') : t('count', { count: rows.total })}
      actions={
        <Actions
          severalLocations={severalLocations}
          onOpen={open}
          onCount={() => setDialog({ kind: 'count' })}
        />
      }
    >
      <StockFilters filter={filter} onChange={setFilter} searchRef={search} />
      {rows.failed ? (
        <ErrorState what={t('broken.what')} todo={t('broken.todo')} data={t('broken.data')} />
      ) : (
        <StockTable
          rows={rows}
          sort={sort}
          onSortChange={setSort}
          onOpen={setShown}
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
      {shown && <HistorySheet row={shown} onMove={open} onClose={() => setShown(null)} />}
      {dialog.kind === 'movement' && (
        <MovementDialog mode={dialog.mode} first={dialog.first} onClose={() => setDialog(CLOSED)} />
      )}
      {dialog.kind === 'count' && <CountDialog onClose={() => setDialog(CLOSED)} />}
    </Page>
  )
}

interface ActionsProps {
  severalLocations: boolean
  onOpen: (mode: MovementMode) => void
  onCount: () => void
}

function Actions({ severalLocations, onOpen, onCount }: ActionsProps) {
  const { t } = useTranslation('stock')
  const may = {
    receive: useCan('stock.receive'),
    adjust: useCan('stock.adjust'),
    count: useCan('stock.count'),
    transfer: useCan('stock.transfer'),
  }
  const titleOf = (allowed: boolean): string | undefined => (allowed ? undefined : t('forbidden'))
  return (
    <>
      {severalLocations && (
        <Button
          icon={<ArrowLeftRight aria-hidden />}
          disabled={!may.transfer}
          title={titleOf(may.transfer)}
          onClick={() => onOpen('transfer')}
        >
          {t('mode.transfer.button')}
        </Button>
      )}
      <Button
        icon={<Trash2 aria-hidden />}
        disabled={!may.adjust}
        title={titleOf(may.adjust)}
        onClick={() => onOpen('waste')}
      >
        {t('mode.waste.button')}
      </Button>
      <Button
        icon={<SlidersHorizontal aria-hidden />}
        disabled={!may.adjust}
        title={titleOf(may.adjust)}
        onClick={() => onOpen('adjust')}
      >
        {t('mode.adjust.button')}
      </Button>
      <Button
        icon={<ClipboardList aria-hidden />}
        disabled={!may.count}
        title={titleOf(may.count)}
        onClick={onCount}
      >
        {t('countDialog.button')}
      </Button>
      <Button
        variant="primary"
        icon={<PackagePlus aria-hidden />}
        disabled={!may.receive}
        title={titleOf(may.receive)}
        onClick={() => onOpen('receive')}
      >
        {t('mode.receive.button')}
      </Button>
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
