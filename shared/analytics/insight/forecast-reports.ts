import { addDays } from '@shared/kernel/business-day.ts'
import type { OrderColumns } from '../order-columns.ts'
import {
  optionOf,
  type ReportDefinition,
  type ReportOption,
  type ReportRequest,
} from '../report/report-definition.ts'
import { measureColumn, nameColumn, type ReportNote, type ReportRow } from '../report/report-table.ts'
import { dayNumberOf } from '../sale-facts.ts'
import { type DailyMeasure, dailySeries } from './daily-series.ts'
import { DAYS_USED, FORECAST_WEEKS, type Forecast, forecast, WEEKS_NEEDED } from './forecast.ts'
import { sumOf, WEEK } from './forecast-models.ts'
import { noteOf, param, rowOf } from './report-cells.ts'

type Definition = ReportDefinition<{ readonly orders: OrderColumns }>
type Known = Extract<Forecast, { type: 'forecast' }>

const MEASURE: ReportOption = { id: 'forecast-measure', choices: ['revenue', 'units'] }
const VIEW: ReportOption = { id: 'forecast-view', choices: ['shop', 'category'] }
/** More than these are not forecast: the largest of the last quarter of a year. */
const MOST_CATEGORIES = 30
const QUARTER = 13 * WEEK
const NEEDED_DAYS = WEEKS_NEEDED * WEEK

/** FORECAST-1. The seven days that begin today, and the three weeks after them; the series ends yesterday, with the last whole day. */
const forecastReport: Definition = {
  id: 'forecast',
  group: 'sales',
  filters: [],
  options: [VIEW, MEASURE],
  needs: 'reports.view',
  time: 'now',
  run({ orders }, request) {
    const measure: DailyMeasure = optionOf(MEASURE, request) === 'units' ? 'units' : 'revenue'
    const kind = measure === 'units' ? 'quantity' : 'money'
    const last = dayNumberOf(request.today) - 1
    const currency = orders.currencies.find(request.currency)
    const { total, byCategory } = dailySeries(orders, currency, measure, last, DAYS_USED)
    const byCategoryWanted = optionOf(VIEW, request) === 'category'
    const shown = byCategoryWanted ? categoryRows(orders, byCategory, request) : shopRows(total, request)
    return {
      columns: [
        ...(byCategoryWanted ? [nameColumn('category', 'category')] : []),
        nameColumn('week-from', 'day'),
        measureColumn('expected', kind),
        measureColumn('expected-low', kind, { better: 'neither' }),
        measureColumn('expected-high', kind, { better: 'neither' }),
        measureColumn('week-before', kind, { better: 'neither' }),
        nameColumn('forecast-error', 'percent'),
        nameColumn('forecast-method', 'code'),
      ],
      rows: shown.rows,
      total: null,
      chart: byCategoryWanted
        ? null
        : { kind: 'line', axis: 'week-from', series: ['expected', 'expected-low', 'expected-high'] },
      notes: shown.notes,
    }
  },
}

interface Shown {
  readonly rows: readonly ReportRow[]
  readonly notes: readonly ReportNote[]
}

function shopRows(series: Float64Array, request: ReportRequest): Shown {
  const found = forecast(series)
  if (found.type === 'too-little') return { rows: [], notes: [tooLittle(found.days)] }
  return {
    rows: weekRows(found, series, request, '', []),
    notes: [noteOf('forecast-explained'), trialNote(found)],
  }
}

function categoryRows(
  orders: OrderColumns,
  byCategory: readonly Float64Array[],
  request: ReportRequest,
): Shown {
  const recent = (series: Float64Array) => sumOf(series, series.length - QUARTER, series.length)
  const ranked = byCategory
    .map((series, number) => ({
      categoryId: orders.categories.values[number] ?? '',
      series,
      recent: recent(series),
    }))
    .filter((one) => one.recent > 0)
    .sort((a, b) => b.recent - a.recent || (a.categoryId < b.categoryId ? -1 : 1))
  const rows: ReportRow[] = []
  let withTooLittle = 0
  for (const { categoryId, series } of ranked.slice(0, MOST_CATEGORIES)) {
    const found = forecast(series)
    if (found.type === 'too-little') withTooLittle++
    else rows.push(...weekRows(found, series, request, categoryId, [categoryId]))
  }
  if (rows.length === 0) return { rows, notes: [tooLittle(byCategory[0]?.length ?? 0)] }
  return {
    rows,
    notes: [
      noteOf('forecast-explained'),
      ...(withTooLittle > 0
        ? [noteOf('categories-too-young', { count: param('count', withTooLittle) })]
        : []),
      ...(ranked.length > MOST_CATEGORIES
        ? [
            noteOf('categories-cut-off', {
              shown: param('count', MOST_CATEGORIES),
              count: param('count', ranked.length),
            }),
          ]
        : []),
    ],
  }
}

function weekRows(
  { weeks, method, trials }: Known,
  series: Float64Array,
  { today }: ReportRequest,
  key: string,
  names: readonly string[],
): ReportRow[] {
  const { length } = series
  return weeks.slice(0, FORECAST_WEEKS).map(({ expected, low, high }, week) => {
    const from = addDays(today, week * WEEK)
    // Beside it the last week that is over: what the person remembers.
    const lastWeek = sumOf(series, length - WEEK, length)
    return rowOf(`${key} ${from}`, [...names, from, expected, low, high, lastWeek, trials.missed, method])
  })
}

const tooLittle = (days: number): ReportNote =>
  noteOf(
    'forecast-too-little',
    { count: param('count', days), needed: param('days', NEEDED_DAYS) },
    'warning',
  )

const trialNote = ({ trials }: Known): ReportNote =>
  noteOf('forecast-trials', {
    count: param('count', trials.count),
    missed: param('percent', trials.missed),
    beside: param('decimal', trials.besideLastWeek),
  })

export const FORECAST_REPORTS: readonly Definition[] = [forecastReport]
