import { useCan } from '@renderer/db/hooks.ts'
import { formatMeasure } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import type { LotRequest, LotRow } from '@renderer/projections/projections.ts'
import { Button } from '@renderer/ui/button.tsx'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { Segmented } from '@renderer/ui/segmented.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { TextField } from '@renderer/ui/text-field.tsx'
import { Toolbar } from '@renderer/ui/toolbar.tsx'
import { isExpired } from '@shared/domain/stock/lots.ts'
import { addDays } from '@shared/kernel/business-day.ts'
import { CalendarClock, Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ExpiryBadge, useToday } from '../lots/public.ts'
import { usePagedRows, useProjectionsVersion } from '../products/public.ts'
import { DiscardDialog } from './discard-dialog.tsx'
import { usePlaceName } from './use-place-name.ts'

const STATES = ['all', 'soon', 'expired'] as const
const DAYS = ['7', '14', '30', '90'] as const
const rowKey = ({ variantId, lot, locationId }: LotRow): string => `${variantId} ${lot} ${locationId}`

/** Every lot and serial number, what expires first at the top. */
export function LotsView({ onOpen }: { onOpen: (row: LotRow) => void }) {
  const { t } = useTranslation('lots')
  const [state, setState] = useState<(typeof STATES)[number]>('all')
  const [days, setDays] = useState<(typeof DAYS)[number]>('30')
  const [text, setText] = useState('')
  const [discarding, setDiscarding] = useState<LotRow | null>(null)
  const today = useToday()
  const projections = useProjections()
  const columns = useColumns(setDiscarding)
  const request: LotRequest = { text: text.trim(), state, today, until: addDays(today, Number(days)) }
  const rows = usePagedRows({
    question: JSON.stringify(request),
    version: useProjectionsVersion(),
    fetchPage: (offset, limit) => projections.lots({ ...request, offset, limit }),
  })
  return (
    <>
      <Toolbar label={t('list.show')}>
        <TextField
          label={t('list.search')}
          hideLabel
          placeholder={t('list.search')}
          type="search"
          prefix={<Search aria-hidden />}
          value={text}
          className="w-80"
          onChange={(event) => setText(event.target.value)}
        />
        <Segmented
          label={t('list.show')}
          hideLabel
          value={state}
          options={STATES.map((value) => ({ value, label: t(`list.${value}`) }))}
          onChange={setState}
        />
        {state === 'soon' && (
          <SelectField
            label={t('list.within')}
            hideLabel
            value={days}
            options={DAYS.map((value) => ({ value, label: t('list.days', { count: Number(value) }) }))}
            onChange={setDays}
          />
        )}
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
        minWidth="52rem"
        className="overflow-hidden rounded-md border border-rule"
        empty={<EmptyState icon={<CalendarClock />} title={t('list.empty')} body={t('list.emptyBody')} />}
      />
      {discarding && <DiscardDialog lot={discarding} onClose={() => setDiscarding(null)} />}
    </>
  )
}

function useColumns(onDiscard: (row: LotRow) => void): readonly Column<LotRow>[] {
  const { t } = useTranslation('lots')
  const locale = useLocale()
  const placeName = usePlaceName()
  const today = useToday()
  const mayDiscard = useCan('stock.adjust')
  return useMemo(
    (): readonly Column<LotRow>[] => [
      {
        id: 'article',
        header: t('list.article'),
        width: 'minmax(12rem, 2fr)',
        cell: ({ name }) => <span className="font-medium">{name}</span>,
      },
      {
        id: 'lot',
        header: t('list.lot'),
        width: 'minmax(12rem, 1fr)',
        cell: ({ lot }) => <span className="break-all">{lot}</span>,
      },
      {
        id: 'expiry',
        header: t('list.expiry'),
        width: '13rem',
        cell: ({ expiry, serial }) => (serial && expiry === null ? '' : <ExpiryBadge expiry={expiry} />),
      },
      {
        id: 'place',
        header: t('list.place'),
        width: 'minmax(7rem, 1fr)',
        cell: ({ locationId }) => placeName(locationId),
      },
      {
        id: 'units',
        header: t('list.units'),
        width: '7rem',
        align: 'end',
        cell: ({ quantity, unit }) => (
          <span className={quantity < 0 ? 'font-semibold text-danger-ink' : 'tabular-nums'}>
            {formatMeasure(quantity, unit, locale)}
          </span>
        ),
      },
      {
        id: 'actions',
        header: t('list.actions'),
        width: '8rem',
        cell: (row) =>
          isExpired(row.expiry, today) && row.quantity > 0 ? (
            <Button size="sm" disabled={!mayDiscard} onClick={() => onDiscard(row)}>
              {t('list.discard')}
            </Button>
          ) : null,
      },
    ],
    [t, locale, placeName, today, mayDiscard, onDiscard],
  )
}
