import { useCan, useShop } from '@renderer/db/hooks.ts'
import { formatBusinessDay } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useProjectionProgress, useSalesReport } from '@renderer/projections/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { ErrorState } from '@renderer/ui/error-state.tsx'
import { Page } from '@renderer/ui/page.tsx'
import { Progress } from '@renderer/ui/progress.tsx'
import type { SalesReport } from '@shared/analytics/figures.ts'
import { ChartColumn, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ExportButton } from './export-button.tsx'
import { FigureTiles } from './figure-tiles.tsx'
import { FreshnessLine } from './freshness-line.tsx'
import { CategoryCard, CountryCard, ItemCard, PaymentCard, StaffCard } from './group-cards.tsx'
import { MonthCard, PeriodCard } from './period-cards.tsx'
import { type ChosenRange, useChosenRange } from './range-state.ts'
import { RangeToolbar } from './range-toolbar.tsx'

const TOP_ITEMS = 50

export function DashboardScreen() {
  const { t } = useTranslation('dashboard')
  if (useCan('reports.view')) return <Figures />
  return (
    <Page title={t('title')}>
      <EmptyState icon={<Lock />} title={t('forbidden.title')} body={t('forbidden.body')} />
    </Page>
  )
}

function Figures() {
  const { t } = useTranslation('dashboard')
  const { currency } = useShop()
  const chosen = useChosenRange()
  const { range, compare } = chosen
  const report = useSalesReport({ currency, range, compare, period: 'day', topItems: TOP_ITEMS })
  const { phase } = useProjectionProgress()
  return (
    <Page title={t('title')} subtitle={<FreshnessLine />} actions={<ExportButton report={report} />}>
      <RangeToolbar chosen={chosen} />
      {phase === 'failed' && (
        <ErrorState what={t('broken.what')} todo={t('broken.todo')} data={t('broken.data')} />
      )}
      {phase !== 'failed' && !report && <Building />}
      {phase !== 'failed' && report && <Report report={report} chosen={chosen} />}
    </Page>
  )
}

function Building() {
  const { t } = useTranslation('dashboard')
  const { documents } = useProjectionProgress()
  return (
    <div className="mx-auto flex w-full max-w-sm flex-col gap-2 py-10">
      <Progress label={t('building')} value={null} />
      {documents > 0 && (
        <p className="text-xs text-ink-muted tabular-nums">{t('buildingCount', { count: documents })}</p>
      )}
    </div>
  )
}

function Report({ report, chosen }: { report: SalesReport; chosen: ChosenRange }) {
  const { t } = useTranslation('dashboard')
  if (!report.known)
    return <EmptyState icon={<ChartColumn />} title={t('empty.title')} body={t('empty.body')} />
  return (
    <>
      <Notices report={report} />
      <FigureTiles report={report} />
      {report.total.lines === 0 && (
        <NothingInRange known={report.known} onShowKnown={() => chosen.choose('all')} />
      )}
      {report.total.lines > 0 && <Breakdown report={report} />}
    </>
  )
}

/** Two columns that fill by themselves: a short card leaves no hole beside a long one. */
function Breakdown({ report }: { report: SalesReport }) {
  return (
    <>
      <PeriodCard report={report} />
      <MonthCard report={report} />
      <div className="grid grid-cols-1 items-start gap-3 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-3">
          <CategoryCard report={report} />
          <ItemCard report={report} />
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <PaymentCard report={report} />
          <StaffCard report={report} />
          <CountryCard report={report} />
        </div>
      </div>
    </>
  )
}

function NothingInRange({
  known,
  onShowKnown,
}: {
  known: NonNullable<SalesReport['known']>
  onShowKnown: () => void
}) {
  const { t } = useTranslation('dashboard')
  const locale = useLocale()
  return (
    <EmptyState
      icon={<ChartColumn />}
      title={t('empty.range')}
      body={t('empty.rangeBody', {
        from: formatBusinessDay(known.from, locale),
        to: formatBusinessDay(known.to, locale),
      })}
      action={<Button onClick={onShowKnown}>{t('empty.showKnown')}</Button>}
    />
  )
}

/** What the figures leave out is said, not hidden. */
function Notices({ report }: { report: SalesReport }) {
  const { t } = useTranslation('dashboard')
  const { unreadable } = useProjectionProgress()
  const { cancelledOrders, otherCurrencyOrders } = report
  return (
    <>
      {unreadable > 0 && <Banner tone="warning" title={t('notice.unreadable', { count: unreadable })} />}
      {otherCurrencyOrders > 0 && (
        <Banner tone="info" title={t('notice.otherCurrency', { count: otherCurrencyOrders })} />
      )}
      {cancelledOrders > 0 && (
        <p className="text-xs text-ink-muted">{t('notice.cancelled', { count: cancelledOrders })}</p>
      )}
    </>
  )
}
