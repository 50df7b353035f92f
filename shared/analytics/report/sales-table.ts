import type { OrderColumns } from '../order-columns.ts'
import { AT, createSums, hasLines, type Sums, sumAt } from '../sums.ts'
import { type Dimension, type Grouping, groupRange } from './dimensions.ts'
import { sumActs } from './group-sums.ts'
import { figureAt, type Measure } from './measures.ts'
import type { ReportRequest } from './report-definition.ts'
import {
  type Cell,
  nameColumn,
  type ReportChart,
  type ReportColumn,
  type ReportRow,
  type ReportTable,
  type ReportTotal,
} from './report-table.ts'
import { salesNotes } from './sales-notes.ts'
import type { ActSelection } from './select-acts.ts'

/** What stands in a row beside its figures: further columns that name it, and others that need all rows to be known. */
export interface RowWords {
  readonly columns: readonly ReportColumn[]
  readonly cells: (group: number) => readonly Cell[]
}

interface TableOptions {
  readonly dimension: Dimension
  readonly measures: readonly Measure[]
  readonly chart: ReportChart | null
  /** Instead of the dimension's own column. */
  readonly words?: RowWords
  /** Columns of their own at the end, by group, with their totals. */
  readonly extra?: (context: TableContext) => ExtraColumns
}

/** What an extra column may be computed from. */
export interface TableContext {
  readonly groups: readonly number[]
  readonly grouping: Grouping
  readonly now: Sums
  readonly total: Sums
}

export interface ExtraColumns {
  readonly columns: readonly ReportColumn[]
  readonly cells: (group: number) => readonly Cell[]
}

/** Sales grouped by one thing, with the figures asked for: the shape of most sales reports. */
export function salesTable(
  columns: OrderColumns,
  request: ReportRequest,
  options: TableOptions,
): ReportTable {
  const { dimension, measures } = options
  const { range, compare } = request
  const grouping = dimension.group(columns, { range, compare })
  const now = groupRange(columns, grouping, request)
  const then = compare && groupRange(columns, grouping, { ...request, range: compare })
  const { total } = now
  const totalBefore = then?.total ?? null
  const groups = shownGroups(grouping, dimension, now.sums, then?.sums ?? null)
  const words = options.words ?? {
    columns: [nameColumn(dimension.id, dimension.kind)],
    cells: (group: number) => [grouping.value(group)],
  }
  const extra = options.extra?.({ groups, grouping, now: now.sums, total })
  const frame: Frame = {
    measures,
    namesBefore: words.columns.length,
    extrasBehind: extra?.columns.length ?? 0,
  }
  const figures = (sums: Sums, record: number, whole: Sums): readonly Cell[] =>
    measures.map((measure) => measure.of(figureAt(sums, record), figureAt(whole, 0)))
  const rows = groups.map(
    (group): ReportRow => ({
      key: String(grouping.value(group) ?? ''),
      cells: [...words.cells(group), ...figures(now.sums, group, total), ...(extra?.cells(group) ?? [])],
      before: then && totalBefore && framed(frame, figures(then.sums, group, totalBefore)),
      opens: { to: 'orders', ...grouping.open(group) },
    }),
  )
  return {
    columns: [...words.columns, ...measures.map(({ column }) => column), ...(extra?.columns ?? [])],
    rows,
    total: totalRow(frame, figures(total, 0, total), totalBefore && figures(totalBefore, 0, totalBefore)),
    chart: options.chart,
    notes: salesNotes(columns, request, total),
  }
}

interface Frame {
  readonly measures: readonly Measure[]
  readonly namesBefore: number
  readonly extrasBehind: number
}

const nulls = (count: number): null[] => Array.from({ length: count }, () => null)
const framed = ({ namesBefore, extrasBehind }: Frame, cells: readonly Cell[]): readonly Cell[] => [
  ...nulls(namesBefore),
  ...cells,
  ...nulls(extrasBehind),
]

const totalRow = (frame: Frame, now: readonly Cell[], before: readonly Cell[] | null): ReportTotal => ({
  cells: framed(frame, now),
  before: before && framed(frame, before),
  opens: { to: 'orders' },
})

/** Everything selected as one record: an act with lines in several groups counts once in it. */
export function totalOf(columns: OrderColumns, selection: ActSelection): Sums {
  return selection.count === 0 ? createSums(1) : sumActs(columns, selection, () => 0, 1).total
}

/** Groups in which something happened now or before, in their order or best revenue first. */
function shownGroups(
  grouping: Grouping,
  dimension: Dimension,
  now: Sums,
  before: Sums | null,
): readonly number[] {
  const groups: number[] = []
  for (let group = 0; group < grouping.count; group++)
    if (hasLines(now, group) || (before && hasLines(before, group)) || grouping.isShown(group))
      groups.push(group)
  if (dimension.isOrdered) return groups
  const revenue = (group: number) => sumAt(now, group, AT.sales) - sumAt(now, group, AT.returned)
  return groups.sort((a, b) => revenue(b) - revenue(a) || compareValues(grouping.value(a), grouping.value(b)))
}

const compareValues = (a: Cell, b: Cell): number => {
  if (a === b) return 0
  return (a ?? '') < (b ?? '') ? -1 : 1
}
