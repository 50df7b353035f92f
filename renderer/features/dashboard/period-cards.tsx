import { formatMoney } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Segmented } from '@renderer/ui/segmented.tsx'
import {
  type DayRange,
  PERIODS,
  type Period,
  type PeriodFigures,
  type SalesReport,
} from '@shared/analytics/figures.ts'
import { foldPeriods } from '@shared/analytics/fold-periods.ts'
import { periodsOf } from '@shared/analytics/report-days.ts'
import { minor } from '@shared/kernel/money.ts'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bar } from './bar-chart.tsx'
import { ChartCard } from './chart-card.tsx'
import { usePeriodColumns } from './figure-columns.tsx'
import { FiguresTable } from './figures-table.tsx'
import { fittingPeriod, periodName, shortPeriodName } from './period-names.ts'

const TITLES = { day: 'card.byDay', week: 'card.byWeek', month: 'card.revenueByMonth' } as const

export function PeriodCard({ report }: { report: SalesReport }) {
  const { t } = useTranslation('dashboard')
  const [chosen, setChosen] = useState<Period | null>(null)
  const shown = visibleDays(report)
  const period = chosen ?? (shown ? fittingPeriod(shown) : 'day')
  const rows = useMemo(() => foldPeriods(report.byPeriod, period), [report, period])
  const title = t(TITLES[period])
  return (
    <PeriodChart
      title={title}
      report={report}
      rows={rows}
      period={period}
      actions={
        <Segmented
          label={t('card.period')}
          hideLabel
          size="sm"
          value={period}
          options={PERIODS.map((value) => ({ value, label: t(`card.${value}`) }))}
          onChange={setChosen}
        />
      }
    />
  )
}

/** Months are what shops compare with their books, so this card begins with the table. */
export function MonthCard({ report }: { report: SalesReport }) {
  const { t } = useTranslation('dashboard')
  const rows = useMemo(() => foldPeriods(report.byPeriod, 'month'), [report])
  return <PeriodChart title={t('card.byMonth')} report={report} rows={rows} period="month" first="table" />
}

function PeriodChart({
  title,
  report,
  rows,
  period,
  first,
  actions,
}: {
  title: string
  report: SalesReport
  rows: readonly PeriodFigures[]
  period: Period
  first?: 'table'
  actions?: React.ReactNode
}) {
  const { t } = useTranslation('dashboard')
  const locale = useLocale()
  const { currency } = report
  const columns = usePeriodColumns(currency)
  const write = useCallback(
    (value: number) => formatMoney(minor(Math.round(value)), currency, locale),
    [currency, locale],
  )
  const bars = useMemo(() => barsOf(report, rows, period, locale), [report, rows, period, locale])
  return (
    <ChartCard
      title={title}
      bars={bars}
      write={write}
      first={first}
      actions={actions}
      table={
        <FiguresTable
          label={title}
          rowKey={({ start }) => String(start)}
          rows={rows}
          columns={[
            {
              id: 'period',
              header: t(`column.${period}`),
              isName: true,
              cell: ({ start }) => periodName(start, period, locale),
            },
            ...columns,
          ]}
        />
      }
    />
  )
}

/** The part of the range in which something is known: an axis of empty years shows nothing. */
function visibleDays({ range, known }: SalesReport): DayRange | null {
  if (!known || known.to < range.from || known.from > range.to) return null
  return {
    from: known.from > range.from ? known.from : range.from,
    to: known.to < range.to ? known.to : range.to,
  }
}

/** Days without sales are part of the picture. */
function barsOf(
  report: SalesReport,
  rows: readonly PeriodFigures[],
  period: Period,
  locale: Parameters<typeof periodName>[2],
): readonly Bar[] {
  const shown = visibleDays(report)
  if (!shown || rows.length === 0) return []
  const revenueByStart = new Map(rows.map(({ start, revenue }) => [start, revenue]))
  return periodsOf(shown, period).map((start) => ({
    label: shortPeriodName(start, period, locale),
    value: revenueByStart.get(start) ?? 0,
  }))
}
