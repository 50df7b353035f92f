import { useCan, useDeps, useSettings, useShop } from '@renderer/db/hooks.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useReorder } from '@renderer/projections/hooks.ts'
import type { ReorderRow } from '@renderer/projections/projections.ts'
import { Button } from '@renderer/ui/button.tsx'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { QuantityText } from '@renderer/ui/quantity-text.tsx'
import { Toolbar } from '@renderer/ui/toolbar.tsx'
import { businessDayOf, dayToEpochMs } from '@shared/kernel/business-day.ts'
import { CheckCheck, Truck } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { speedText } from './reorder-drafts.ts'

/** When nobody knows how long a supplier takes. */
const USUAL_LEAD_TIME = 7
const SPEED_DAYS = 28
const DAY_MS = 86_400_000

const rowKey = ({ variantId }: ReorderRow): string => variantId

/** What to order again, and why: what it sells, how long it lasts, how long the goods take. */
export function ReorderView({ onOrder }: { onOrder: (rows: readonly ReorderRow[]) => void }) {
  const { t } = useTranslation('purchases')
  const mayOrder = useCan('stock.order')
  const rows = useSuggestions()
  const columns = useColumns()
  return (
    <>
      <Toolbar label={t('reorder.label')}>
        <p role="status" className="text-sm text-ink-muted">
          {rows && <span className="mr-2 font-medium">{t('reorder.count', { count: rows.length })}</span>}
          {t('reorder.how', { days: SPEED_DAYS })}
        </p>
        <Button
          variant="primary"
          icon={<Truck aria-hidden />}
          disabled={!mayOrder || !rows || rows.length === 0}
          title={mayOrder ? undefined : t('forbidden')}
          className="ml-auto"
          onClick={() => onOrder(rows ?? [])}
        >
          {t('reorder.write')}
        </Button>
      </Toolbar>
      <DataTable
        label={t('reorder.label')}
        columns={columns}
        rows={rows ?? []}
        rowKey={rowKey}
        loading={rows === undefined}
        minWidth="64rem"
        className="overflow-hidden rounded-md border border-rule"
        empty={<EmptyState icon={<CheckCheck />} title={t('reorder.empty')} body={t('reorder.emptyBody')} />}
      />
    </>
  )
}

/** Asked for the end of today, so that the question stays the same while somebody looks at the answer. */
function useSuggestions(): readonly ReorderRow[] | undefined {
  const { clock } = useDeps()
  const { utcOffsetMinutes } = useShop()
  const suppliers = useSettings('supplier') ?? []
  const today = businessDayOf(clock.now(), utcOffsetMinutes)
  const known = suppliers.flatMap(({ id, value }) =>
    value.leadTimeDays === null ? [] : [[id, value.leadTimeDays] as const],
  )
  return useReorder({
    now: dayToEpochMs(today) - utcOffsetMinutes * 60_000 + DAY_MS,
    leadTimeDays: Object.fromEntries(known),
    usualLeadTimeDays: USUAL_LEAD_TIME,
  })
}

function useColumns(): readonly Column<ReorderRow>[] {
  const { t } = useTranslation('purchases')
  const locale = useLocale()
  const suppliers = useSettings('supplier')
  return useMemo((): readonly Column<ReorderRow>[] => {
    const names = new Map<string, string>(suppliers?.map(({ id, value }) => [id, value.name]))
    const days = (count: number): string => t('reorder.days', { count })
    const figure = (id: 'onHand' | 'onOrder'): Column<ReorderRow> => ({
      id,
      header: t(`reorder.${id}`),
      width: '6rem',
      align: 'end',
      cell: (row) => <QuantityText value={row[id]} />,
    })
    return [
      {
        id: 'name',
        header: t('reorder.product'),
        width: 'minmax(12rem, 2fr)',
        cell: ({ name }) => <span className="font-medium">{name}</span>,
      },
      {
        id: 'supplier',
        header: t('reorder.supplier'),
        width: 'minmax(9rem, 1fr)',
        cell: ({ supplierId }) =>
          supplierId === null ? (
            <span className="text-ink-muted">{t('reorder.noSupplier')}</span>
          ) : (
            names.get(supplierId)
          ),
      },
      figure('onHand'),
      figure('onOrder'),
      {
        id: 'perDay',
        header: t('reorder.perDay'),
        width: '8rem',
        align: 'end',
        cell: ({ perDay }) => speedText(perDay, locale),
      },
      {
        id: 'daysLeft',
        header: t('reorder.daysLeft'),
        width: '7rem',
        align: 'end',
        cell: ({ onHand, daysLeft }) => {
          if (onHand <= 0) return <span className="font-medium text-danger-ink">{t('reorder.out')}</span>
          return daysLeft !== null && days(daysLeft)
        },
      },
      {
        id: 'leadTime',
        header: t('reorder.leadTime'),
        width: '10rem',
        align: 'end',
        cell: ({ leadTimeDays, isLeadTimeKnown }) =>
          isLeadTimeKnown ? days(leadTimeDays) : t('reorder.leadTimeGuessed', { time: days(leadTimeDays) }),
      },
      {
        id: 'quantity',
        header: t('reorder.quantity'),
        width: '8rem',
        align: 'end',
        cell: ({ quantity }) => (
          <strong>
            <QuantityText value={quantity} />
          </strong>
        ),
      },
    ]
  }, [t, locale, suppliers])
}
