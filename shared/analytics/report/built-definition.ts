import { err, ok, type Result } from '@shared/kernel/result.ts'
import { MEASURES, type MeasureId } from './measures.ts'

/** The id under which a report is asked for that somebody has put together; `ReportRequest.built` says how. */
export const BUILT_REPORT = 'built'

/** What rows and columns of a built report can be. */
export const AXES = [
  'day',
  'week',
  'month',
  'weekday',
  'hour',
  'category',
  'product',
  'item',
  'customer',
  'staff',
  'device',
  'channel',
  'country',
  'paidBy',
  'taxRate',
] as const
export type AxisId = (typeof AXES)[number]

/** Periods one after the other: cut to the newest, and drawn as a line. */
export const PERIOD_AXES: readonly AxisId[] = ['day', 'week', 'month']

export const MEASURE_IDS = Object.keys(MEASURES) as MeasureId[] // its own keys
export const BUILT_CHARTS = ['none', 'bar', 'lying-bar', 'line', 'stacked'] as const
export type BuiltChart = (typeof BUILT_CHARTS)[number]

export const MAX_MEASURES = 8
export const COLUMN_LIMITS = [5, 8, 12, 24] as const
export const ROW_LIMITS = [10, 20, 50, 100] as const
export const MAX_COLUMNS = 40
export const MAX_ROW_LIMIT = 1_000
/** By the rows' own names. */
export const BY_NAME = 'name'

export interface BuiltSort {
  /** A measure, or `name`. */
  readonly by: MeasureId | typeof BY_NAME
  readonly direction: 'asc' | 'desc'
}

export interface BuiltDefinition {
  readonly rows: AxisId
  /** Another one than the rows, or none. */
  readonly columns: AxisId | null
  /** So many columns; what has none of its own is put together. */
  readonly columnLimit: number
  /** At least one, in the order in which they stand. */
  readonly measures: readonly MeasureId[]
  readonly sort: BuiltSort | null
  /** So many rows, the first by the sort; the rest is one row. Null: every row. */
  readonly limit: number | null
  readonly chart: BuiltChart
}

/** The figure that a picture shows, and that says which rows and columns are the first: the one sorted by, else the revenue. */
export function leadingMeasure({ sort, measures }: BuiltDefinition): MeasureId {
  const asked = measures.find((id) => id === sort?.by)
  return asked ?? measures.find((id) => id === 'revenue') ?? measures[0] ?? 'revenue'
}

export const FIRST_BUILT: BuiltDefinition = {
  rows: 'category',
  columns: null,
  columnLimit: 8,
  measures: ['revenue'],
  sort: null,
  limit: null,
  chart: 'lying-bar',
}

/** As it is stored: words that this program may not know, because a newer or an older one wrote them. */
export interface StoredBuilt {
  readonly rows: string
  readonly columns: string | null
  readonly columnLimit: number
  readonly measures: readonly string[]
  readonly sort: { readonly by: string; readonly direction: string } | null
  readonly limit: number | null
  readonly chart: string
}

/** The first word that is not known. */
export interface UnknownWord {
  readonly type: 'UnknownWord'
  readonly word: string
}

/** BUILT-1: a definition is carried out as it is meant or not at all; a picture or sort that is not known is only left out. */
export function readBuilt(stored: StoredBuilt): Result<BuiltDefinition, UnknownWord> {
  const rows = AXES.find((one) => one === stored.rows)
  const columns = AXES.find((one) => one === stored.columns) ?? null
  const measures = [...new Set(stored.measures)].slice(0, MAX_MEASURES)
  const known = measures.flatMap((word) => MEASURE_IDS.find((one) => one === word) ?? [])
  if (!rows) return err({ type: 'UnknownWord', word: stored.rows })
  if (stored.columns !== null && !columns) return err({ type: 'UnknownWord', word: stored.columns })
  const strange = measures.find((word) => !known.some((one) => one === word))
  if (strange !== undefined || known.length === 0)
    return err({ type: 'UnknownWord', word: strange ?? 'measures' })
  return ok({
    rows,
    columns: columns === rows ? null : columns,
    columnLimit: within(stored.columnLimit, MAX_COLUMNS),
    measures: known,
    sort: readSort(stored.sort, known),
    limit: stored.limit === null ? null : within(stored.limit, MAX_ROW_LIMIT),
    chart: BUILT_CHARTS.find((one) => one === stored.chart) ?? 'none',
  })
}

const within = (wanted: number, most: number): number => Math.max(1, Math.min(most, Math.floor(wanted)))

function readSort(stored: StoredBuilt['sort'], measures: readonly MeasureId[]): BuiltSort | null {
  const by = [...measures, BY_NAME].find((one) => one === stored?.by)
  if (!by || !stored) return null
  return { by: by as BuiltSort['by'], direction: stored.direction === 'asc' ? 'asc' : 'desc' } // found in one of the two
}
