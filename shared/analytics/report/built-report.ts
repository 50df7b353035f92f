import type { DayRange } from '../figures.ts'
import type { OrderColumns } from '../order-columns.ts'
import { hasLines, type Sums } from '../sums.ts'
import { type Axis, axisOf, type BuiltState } from './built-axes.ts'
import { type BuiltDefinition, BY_NAME, leadingMeasure, PERIOD_AXES } from './built-definition.ts'
import { type Grouped, type Grouping, groupRange } from './dimensions.ts'
import { type GroupBy, NO_GROUP, sumGroups, sumPairs } from './group-sums.ts'
import { figureAt, MEASURES, type Measure } from './measures.ts'
import type { ReportRequest } from './report-definition.ts'
import type { ReportFilters } from './report-filters.ts'
import {
  ALL_TOGETHER,
  type Cell,
  REST,
  type ReportChart,
  type ReportColumn,
  type ReportNote,
  type ReportRow,
  type ReportTable,
} from './report-table.ts'
import { salesNotes } from './sales-notes.ts'

/** Beyond it nobody reads a table, and it would take long to bring to the screen; the rest is put together and said. */
const MAX_CELLS = 100_000
const MAX_ROWS = 5_000
/** Ids of one filter: above it a figure of all the others opens nothing. */
const MAX_OPENED = 2_000
const CHART_ROWS = 15
/** As many colours as can be told apart in a picture. */
const MAX_SERIES = 5

/**
 * Sales by any dimension, and by a second one across. BUILT-2: whatever has no row or column of its own is in one for the rest, so the
 * total is always that of every sale asked for, and cells, rows and columns add up to it.
 */
export function builtReport(state: BuiltState, request: ReportRequest, built: BuiltDefinition): ReportTable {
  const { orders } = state
  const measures = built.measures.map((id) => MEASURES[id])
  const down = sideOf(state, request, built, 'rows')
  const across = built.columns === null ? null : sideOf(state, request, built, 'columns')
  const plan: Plan = { orders, request, measures, down, across }
  const now = figuresOf(plan, request.range, down.now)
  const then = request.compare && down.then ? figuresOf(plan, request.compare, down.then) : null
  const names = down.axis.columns
  const row = (slot: number): ReportRow => ({
    key: down.isRest(slot) ? REST : String(down.grouping.value(down.shown[slot] ?? 0) ?? ''),
    cells: [...wordsOf(down, slot), ...now(slot)],
    before: then && [...names.map(() => null), ...then(slot)],
    opens: opensOf(down, slot),
  })
  return {
    columns: [...names, ...measureColumns(plan)],
    rows: Array.from({ length: down.slots }, (_, slot) => row(slot)),
    total: {
      cells: [...names.map(() => null), ...now(null)],
      before: then && [...names.map(() => null), ...then(null)],
      opens: { to: 'orders' },
    },
    chart: chartOf(plan, built),
    notes: [...salesNotes(orders, request, down.now.total), ...ownNotes(down, across)],
  }
}

interface Plan {
  readonly orders: OrderColumns
  readonly request: ReportRequest
  readonly measures: readonly Measure[]
  readonly down: Side
  readonly across: Side | null
}

/** One of the two dimensions: which of its groups stand by themselves, and which are put together behind them. */
interface Side {
  readonly axis: Axis
  readonly grouping: Grouping
  readonly now: Grouped
  readonly then: Grouped | null
  readonly shown: readonly number[]
  readonly rest: readonly number[]
  /** Of the groups shown and, where there is a rest, one more. */
  readonly slots: number
  readonly isRest: (slot: number) => boolean
  readonly by: (range: DayRange) => GroupBy
  /** Set when more groups were asked for than a table can hold. */
  readonly isForced: boolean
}

function sideOf(
  state: BuiltState,
  request: ReportRequest,
  built: BuiltDefinition,
  which: 'rows' | 'columns',
): Side {
  const id = (which === 'rows' ? built.rows : built.columns) ?? built.rows
  const axis = axisOf(state, id)
  const grouping = axis.dimension.group(state.orders, request)
  const now = groupRange(state.orders, grouping, request)
  const then = request.compare && groupRange(state.orders, grouping, { ...request, range: request.compare })
  const groups = happened(grouping, now.sums, then?.sums ?? null)
  const wanted = which === 'columns' ? built.columnLimit : (built.limit ?? groups.length)
  const most = Math.min(wanted, which === 'columns' ? wanted : mostRows(built))
  const byMeasure = bestFirst(built, which, grouping, now)
  const isCutByTime = PERIOD_AXES.includes(id) && (which === 'columns' || !isSortedByMeasure(built))
  const kept = isCutByTime ? groups.slice(-most) : [...groups].sort(byMeasure).slice(0, most)
  const isInOrder = axis.dimension.isOrdered && (which === 'columns' || !isSortedByMeasure(built))
  if (isInOrder) kept.sort((a, b) => a - b)
  if (isInOrder && which === 'rows' && built.sort?.direction === 'desc') kept.reverse()
  const slotOf = new Int32Array(grouping.count).fill(kept.length)
  for (const [slot, group] of kept.entries()) slotOf[group] = slot
  const rest = groups.filter((group) => slotOf[group] === kept.length)
  return {
    axis,
    grouping,
    now,
    then,
    shown: kept,
    rest,
    slots: kept.length + (rest.length > 0 ? 1 : 0),
    isRest: (slot) => slot === kept.length,
    by: (range) => placed(grouping.by(range), slotOf),
    isForced: most < Math.min(wanted, groups.length),
  }
}

const mostRows = ({ columns, columnLimit, measures }: BuiltDefinition): number =>
  Math.min(MAX_ROWS, Math.floor(MAX_CELLS / (measures.length * (columns === null ? 1 : columnLimit + 2))))

const isSortedByMeasure = ({ sort }: BuiltDefinition): boolean => sort !== null && sort.by !== BY_NAME

function happened(grouping: Grouping, now: Sums, then: Sums | null): number[] {
  const groups: number[] = []
  for (let group = 0; group < grouping.count; group++)
    if (hasLines(now, group) || (then && hasLines(then, group)) || grouping.isShown(group)) groups.push(group)
  return groups
}

/** Rows by the measure that they are sorted by, columns by the leading one; what is not known last, equal ones by name. */
function bestFirst(built: BuiltDefinition, which: 'rows' | 'columns', grouping: Grouping, now: Grouped) {
  const isAsked = which === 'rows' && isSortedByMeasure(built)
  const by = leadingMeasure(isAsked ? built : { ...built, sort: null })
  const sign = isAsked && built.sort?.direction === 'asc' ? 1 : -1
  const measure = MEASURES[by]
  const whole = figureAt(now.total, 0)
  const values = Array.from({ length: grouping.count }, (_, group) =>
    measure.of(figureAt(now.sums, group), whole),
  )
  return (a: number, b: number): number => {
    const [one, other] = [values[a] ?? null, values[b] ?? null]
    if (one === null || other === null)
      return Number(one === null) - Number(other === null) || compareKeys(grouping, a, b)
    return sign * (Number(one) - Number(other)) || compareKeys(grouping, a, b)
  }
}

function compareKeys(grouping: Grouping, a: number, b: number): number {
  const [one, other] = [grouping.value(a) ?? '', grouping.value(b) ?? '']
  if (one === other) return a - b
  return one < other ? -1 : 1
}

/** The same sales by the place that their group has in the table. */
function placed(by: GroupBy, slotOf: Int32Array): GroupBy {
  const slot = (group: number): number => (group === NO_GROUP ? NO_GROUP : (slotOf[group] ?? NO_GROUP))
  if (by.whole === 'lines') return { whole: 'lines', groups: by.groups.map(slot) }
  return { whole: 'acts', group: (act) => slot(by.group(act)) }
}

/** Every figure of a row in one of the ranges; of all rows together without one. */
function figuresOf(
  { orders, measures, down, across }: Plan,
  range: DayRange,
  { selection, total }: Grouped,
): (slot: number | null) => Cell[] {
  const whole = figureAt(total, 0)
  const figures = (sums: Sums, record: number): Cell[] =>
    measures.map((measure) => measure.of(figureAt(sums, record), whole))
  const rows = sumGroups(orders, selection, down.by(range), down.slots).sums
  if (!across) return (slot) => (slot === null ? figures(total, 0) : figures(rows, slot))
  const columns = sumGroups(orders, selection, across.by(range), across.slots).sums
  const by = { rows: down.by(range), columns: across.by(range) }
  const pairs = sumPairs(orders, selection, by, { count: down.slots, width: across.slots })
  return (slot) => {
    const parts = Array.from({ length: across.slots }, (_, column) =>
      slot === null ? figures(columns, column) : figures(pairs, slot * across.slots + column),
    )
    return [...parts.flat(), ...(slot === null ? figures(total, 0) : figures(rows, slot))]
  }
}

function wordsOf({ axis, grouping, shown, isRest }: Side, slot: number): readonly Cell[] {
  if (isRest(slot)) return axis.columns.map((_, i) => (i === 0 ? REST : null))
  return axis.words(grouping, shown[slot] ?? 0)
}

function opensOf(side: Side, slot: number): ReportRow['opens'] {
  if (!side.isRest(slot)) return { to: 'orders', ...side.grouping.open(side.shown[slot] ?? 0) }
  const filters = restFilters(side)
  return filters && { to: 'orders', filters }
}

/** One filter that names all of the rest; null where only a range says which they are, or where they are too many. */
function restFilters({ rest, grouping }: Side): ReportFilters | null {
  const opened = rest.map((group) => grouping.open(group))
  if (opened.some(({ range }) => range !== undefined)) return null
  const [name] = Object.keys(opened[0]?.filters ?? {}) as (keyof ReportFilters)[] // keys of filters
  if (name === undefined) return null
  const values = opened.flatMap(({ filters }) => filters?.[name] ?? [])
  return values.length > MAX_OPENED ? null : { [name]: values }
}

function measureColumns({ measures, across }: Plan): ReportColumn[] {
  const own = measures.map(({ column }) => column)
  if (!across) return own
  const under = (value: Cell, key: string, opens: ReportColumn['opens']): ReportColumn[] =>
    own.map((column) => ({
      ...column,
      id: `${column.id} ${key}`,
      under: {
        column: across.axis.columns[0]?.id ?? '',
        kind: across.axis.columns[0]?.kind ?? 'text',
        value,
        measure: column.id,
        isAlone: own.length === 1,
      },
      ...(opens === undefined ? {} : { opens }),
    }))
  const parts = Array.from({ length: across.slots }, (_, slot) => {
    if (across.isRest(slot)) {
      const filters = restFilters(across)
      return under(REST, REST, filters && { filters })
    }
    const group = across.shown[slot] ?? 0
    return under(
      wordsOf(across, slot)[0] ?? null,
      String(across.grouping.value(group) ?? ''),
      across.grouping.open(group),
    )
  })
  return [...parts.flat(), ...under(ALL_TOGETHER, ALL_TOGETHER, undefined)]
}

/** A picture of the leading measure; of a table with few columns one series a column, of one with many all together. */
function chartOf(plan: Plan, built: BuiltDefinition): ReportChart | null {
  const { chart, rows } = built
  if (chart === 'none') return null
  const lead = MEASURES[leadingMeasure(built)].column.id
  const isCrowded = (plan.across?.slots ?? 0) > MAX_SERIES
  const series = plan.across
    ? measureColumns(plan)
        .filter(({ under }) => under?.measure === lead && (under.value === ALL_TOGETHER) === isCrowded)
        .map(({ id }) => id)
    : [lead]
  const axis = plan.down.axis.columns[0]?.id ?? rows
  return { kind: chart, axis, series, ...(chart === 'lying-bar' ? { first: CHART_ROWS } : {}) }
}

function ownNotes(down: Side, across: Side | null): ReportNote[] {
  const note = (code: string, of: Side): ReportNote[] => {
    if (of.rest.length === 0) return []
    const count = { kind: 'count', value: of.rest.length } as const
    return [{ code, tone: of.isForced ? 'warning' : 'info', params: { count } }]
  }
  return [
    ...note(down.isForced ? 'too-many-rows' : 'rest-rows', down),
    ...(across ? note('rest-columns', across) : []),
  ]
}
