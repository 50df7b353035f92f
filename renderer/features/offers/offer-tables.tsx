import { type ReadSetting, useDeps, useShop } from '@renderer/db/hooks.ts'
import { formatPercent } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Badge } from '@renderer/ui/badge.tsx'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { isRunning, isValidOn, type OfferMoment, offerMomentOf } from '@shared/domain/offers/offer-moment.ts'
import type { PriceList, Promotion } from '@shared/schemas/offers.schema.ts'
import { BadgePercent, Tags } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useOfferText } from './offer-text.ts'

const byName = (a: { value: { name: string } }, b: { value: { name: string } }): number =>
  a.value.name.localeCompare(b.value.name)
const rowKey = ({ id }: { id: string }): string => id

type State = 'running' | 'later' | 'over' | 'pausing' | 'off'

function stateOf(offer: Promotion | PriceList, moment: OfferMoment): State {
  if (!offer.enabled) return 'off'
  if (offer.toDay !== null && offer.toDay < moment.day) return 'over'
  if (!isValidOn(offer, moment.day)) return 'later'
  return 'hours' in offer && !isRunning(offer, moment) ? 'pausing' : 'running'
}

const TONES = { running: 'success', later: 'info', pausing: 'info', over: 'neutral', off: 'neutral' } as const

function StateBadge({ offer }: { offer: Promotion | PriceList }) {
  const { t } = useTranslation('offers')
  const { clock } = useDeps()
  const { utcOffsetMinutes } = useShop()
  const state = stateOf(offer, offerMomentOf(clock.now(), utcOffsetMinutes))
  return <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
}

type Offer = ReadSetting<'promotion'> | ReadSetting<'price-list'>

interface OfferTableProps<Row extends Offer> {
  label: string
  rows: readonly Row[] | undefined
  /** Between the name and the state, which every offer has. */
  columns: readonly Column<Row>[]
  empty: ReactNode
  onOpen: (row: Row) => void
}

function OfferTable<Row extends Offer>({ label, rows, columns, empty, onOpen }: OfferTableProps<Row>) {
  const { t } = useTranslation('offers')
  const name: Column<Row> = {
    id: 'name',
    header: t('field.name'),
    width: 'minmax(12rem, 2fr)',
    cell: ({ value }) => <span className="font-medium">{value.name}</span>,
  }
  const state: Column<Row> = {
    id: 'state',
    header: t('table.state'),
    width: '8rem',
    cell: ({ value }) => <StateBadge offer={value} />,
  }
  return (
    <DataTable
      label={label}
      columns={[name, ...columns, state]}
      rows={rows?.toSorted(byName) ?? []}
      rowKey={rowKey}
      loading={rows === undefined}
      onRowActivate={onOpen}
      minWidth="54rem"
      className="overflow-hidden rounded-md border border-rule"
      empty={empty}
    />
  )
}

interface PromotionsViewProps {
  promotions: readonly ReadSetting<'promotion'>[] | undefined
  onOpen: (promotion: ReadSetting<'promotion'>) => void
}

export function PromotionsView({ promotions, onOpen }: PromotionsViewProps) {
  const { t } = useTranslation('offers')
  const text = useOfferText()
  const columns: readonly Column<ReadSetting<'promotion'>>[] = [
    {
      id: 'benefit',
      header: t('table.benefit'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ value }) => text.benefit(value),
    },
    {
      id: 'target',
      header: t('field.target'),
      width: 'minmax(9rem, 1fr)',
      cell: ({ value }) =>
        value.everything
          ? t('target.all')
          : t('target.count', { count: value.variantIds.length + value.categoryIds.length }),
    },
    {
      id: 'validity',
      header: t('table.validity'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ value }) => [text.validity(value), text.hours(value)].filter(Boolean).join(' · '),
    },
  ]
  return (
    <OfferTable
      label={t('promotion.tab')}
      rows={promotions}
      columns={columns}
      onOpen={onOpen}
      empty={
        <EmptyState icon={<BadgePercent />} title={t('promotion.empty')} body={t('promotion.emptyBody')} />
      }
    />
  )
}

interface PriceListsViewProps {
  lists: readonly ReadSetting<'price-list'>[] | undefined
  onOpen: (list: ReadSetting<'price-list'>) => void
}

export function PriceListsView({ lists, onOpen }: PriceListsViewProps) {
  const { t } = useTranslation('offers')
  const locale = useLocale()
  const text = useOfferText()
  const columns: readonly Column<ReadSetting<'price-list'>>[] = [
    {
      id: 'rate',
      header: t('priceList.percent'),
      width: 'minmax(9rem, 1fr)',
      align: 'end',
      cell: ({ value }) => formatPercent(value.rate / 10_000, locale),
    },
    {
      id: 'prices',
      header: t('priceList.prices'),
      width: 'minmax(9rem, 1fr)',
      align: 'end',
      cell: ({ value }) => t('priceList.count', { count: value.prices.length }),
    },
    {
      id: 'validity',
      header: t('table.validity'),
      width: 'minmax(12rem, 2fr)',
      cell: ({ value }) => text.validity(value),
    },
  ]
  return (
    <OfferTable
      label={t('priceList.tab')}
      rows={lists}
      columns={columns}
      onOpen={onOpen}
      empty={<EmptyState icon={<Tags />} title={t('priceList.empty')} body={t('priceList.emptyBody')} />}
    />
  )
}
