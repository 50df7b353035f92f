import type { OrderColumns } from '../order-columns.ts'
import { sortByAmount } from '../sort-by-amount.ts'
import { AT, hasLines, type Sums, sumAt } from '../sums.ts'
import { makeRows } from './cut-report.ts'
import { type Dimension, type Grouping, groupRange } from './dimensions.ts'
import { sumActs, sumDays } from './group-sums.ts'
import { createFigureReader, type Measure } from './measures.ts'
import type { ReportCut, ReportRequest } from './report-definition.ts'
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
import { type Asked, selectActs, selectDays } from './select-acts.ts'

/** What stands in a row beside its figures: further columns that name it, and others that need all rows to be known. */
export interface RowWords {
  readonly columns: readonly ReportColumn[]
  readonly cells: (group: number) => readonly Cell[]
}

export interface TableOptions {
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
  cut?: ReportCut,
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
  const figuresNow = figuresOf(measures, now.sums, total)
  const figuresThen = then && totalBefore && figuresOf(measures, then.sums, totalBefore)
  const make = (row: number): ReportRow => {
    const group = groups[row] as number // row < groups.length
    return {
      key: String(grouping.value(group) ?? ''),
      cells: [...words.cells(group), ...figuresNow.all(group), ...(extra?.cells(group) ?? [])],
      before: figuresThen && framed(frame, figuresThen.all(group)),
      opens: { to: 'orders', ...grouping.open(group) },
    }
  }
  const cellOf = (row: number, column: number): Cell => {
    const measure = column - frame.namesBefore
    const isFigure = measure >= 0 && measure < measures.length
    return isFigure ? figuresNow.one(groups[row] as number, measure) : (make(row).cells[column] ?? null)
  }
  const all = [...words.columns, ...measures.map(({ column }) => column), ...(extra?.columns ?? [])]
  const whole = (of: Sums): readonly Cell[] => figuresOf(measures, of, of).all(0)
  return {
    columns: all,
    ...makeRows(all, { count: groups.length, cellOf, make }, cut),
    total: totalRow(frame, whole(total), totalBefore && whole(totalBefore)),
    chart: options.chart,
    notes: salesNotes(columns, request, total),
  }
}

/** Every figure of a group, or one of them. */
function figuresOf(measures: readonly Measure[], sums: Sums, total: Sums) {
  const reader = createFigureReader(sums)
  const whole = createFigureReader(total).figure
  return {
    all(group: number): Cell[] {
      reader.moveTo(group)
      return measures.map((measure) => measure.of(reader.figure, whole))
    },
    one(group: number, measure: number): Cell {
      reader.moveTo(group)
      return measures[measure]?.of(reader.figure, whole) ?? null
    },
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
export function totalOf(columns: OrderColumns, asked: Asked): Sums {
  const days = selectDays(columns, asked)
  const sums = days
    ? sumDays(columns, days, () => 0, 1)
    : sumActs(columns, selectActs(columns, asked), () => 0, 1)
  return sums.total
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
  return sortByAmount(groups, revenue, (group) => String(grouping.value(group) ?? ''))
}
