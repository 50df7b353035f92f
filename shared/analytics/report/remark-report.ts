import type { DayRange } from '../figures.ts'
import { CELL_AT, type OrderColumns, REMARK_KINDS } from '../order-columns.ts'
import { PROFILE_AT } from '../scan-acts.ts'
import { AT, type Sums, sumAt } from '../sums.ts'
import { placesOf } from './group-sums.ts'
import { optionOf, type ReportOption, type ReportRequest } from './report-definition.ts'
import { type Cell, measureColumn, nameColumn, type ReportTable } from './report-table.ts'
import { salesNotes } from './sales-notes.ts'
import { totalOf } from './sales-table.ts'
import { type ActSelection, selectActs } from './select-acts.ts'

/** By what discounts or returns are told apart. */
export const REMARK_BY: ReportOption = { id: 'by', choices: ['reason', 'staff', 'item'] }

/** What was taken off, or brought back, by one reason, person or article: so many lines of so many sales or returns. */
interface Group {
  lines: number
  acts: number
  units: number
  amount: number
  lastAct: number
  lastLine: number
}

interface RemarkSums {
  readonly byGroup: ReadonlyMap<string, Group>
  readonly total: Group
  /** What it is a part of: sales before discounts, or sales. */
  readonly whole: number
  /** Everything that was asked for. */
  readonly all: Sums
}

export function remarkReport(
  columns: OrderColumns,
  request: ReportRequest,
  what: keyof typeof REMARK_KINDS,
): ReportTable {
  const by = optionOf(REMARK_BY, request)
  const sumsOf = (range: DayRange) => sumRemarks(columns, { ...request, range }, what, by)
  const now = sumsOf(request.range)
  const before = request.compare && sumsOf(request.compare)
  const keys = [...new Set([...now.byGroup.keys(), ...(before?.byGroup.keys() ?? [])])]
  const amountOf = (key: string) => now.byGroup.get(key)?.amount ?? 0
  keys.sort((a, b) => amountOf(b) - amountOf(a) || (a < b ? -1 : 1))
  const only = what === 'discount' ? 'discounts' : 'returns'
  return {
    columns: [
      nameOf(by),
      measureColumn('acts', 'count', { better: 'less', only }),
      measureColumn('lines', 'count', { better: 'less', only }),
      measureColumn('units', 'quantity', { better: 'less', only }),
      measureColumn(what === 'discount' ? 'discount' : 'returned', 'money', { better: 'less', only }),
      measureColumn('share', 'percent', { better: 'neither', only }),
      measureColumn('share-of-sales', 'percent', { better: 'less', only }),
    ],
    rows: keys.map((key) => ({
      key,
      cells: [wordOf(columns, by, key), ...figures(now, now.byGroup.get(key))],
      before: before && [null, ...figures(before, before.byGroup.get(key))],
      opens: { to: 'orders', only, ...narrowedTo(by, key) },
    })),
    total: {
      cells: [null, ...figures(now, now.total)],
      before: before && [null, ...figures(before, before.total)],
      opens: { to: 'orders', only },
    },
    chart: {
      kind: 'lying-bar',
      axis: by,
      series: [what === 'discount' ? 'discount' : 'returned'],
      first: 10,
    },
    notes: salesNotes(columns, request, now.all).filter(({ code }) => code !== 'cost-unknown'),
  }
}

const nameOf = (by: string) => nameColumn(by, by === 'staff' ? 'staff' : 'text')

function narrowedTo(by: string, key: string) {
  if (by === 'reason') return { reason: key }
  return { filters: by === 'staff' ? { staff: [key] } : { variant: [key] } }
}

/** A reason and a person stand for themselves; an article has a name. */
function wordOf({ items }: OrderColumns, by: string, key: string): Cell {
  return by === 'item' ? (items.labels[items.variants.find(key) ?? -1]?.name ?? '') : key
}

function figures(sums: RemarkSums, of: Group = emptyGroup()): Cell[] {
  const { lines, acts, units, amount } = of
  const ratio = (whole: number) => (whole === 0 ? null : amount / whole)
  return [acts, lines, units, amount, ratio(sums.total.amount), ratio(sums.whole)]
}

function sumRemarks(
  columns: OrderColumns,
  request: ReportRequest,
  what: keyof typeof REMARK_KINDS,
  by: string,
): RemarkSums {
  const selection = selectActs(columns, request)
  const { numberOf, values } = groupsBy(columns, by)
  const groups = new Map<number, Group>()
  const total = emptyGroup()
  const { quantity } = columns.lines.columns.data
  forEachRemark(columns, selection, REMARK_KINDS[what], (remark) => {
    const number = numberOf(remark)
    const group = groups.get(number) ?? emptyGroup()
    groups.set(number, group)
    const units = Math.abs(quantity[remark.line] ?? 0)
    addRemark(group, remark, units)
    addRemark(total, remark, units)
  })
  const all = totalOf(columns, request)
  const whole = sumAt(all, 0, AT.sales) + (what === 'discount' ? sumAt(all, 0, AT.discount) : 0)
  const byGroup = new Map([...groups].map(([number, group]) => [values[number] ?? '', group]))
  return { byGroup, total, whole, all }
}

const emptyGroup = (): Group => ({ lines: 0, acts: 0, units: 0, amount: 0, lastAct: -1, lastLine: -1 })

/** Remarks come act by act and line by line: what is the same as the last one is not counted again. */
function addRemark(group: Group, { act, line, amount }: Remark, units: number): void {
  group.amount += amount
  if (group.lastAct !== act) group.acts++
  group.lastAct = act
  if (group.lastLine === line) return
  group.lines++
  group.units += units
  group.lastLine = line
}

interface Remark {
  readonly act: number
  /** Row of `lines`. */
  readonly line: number
  readonly reason: number
  readonly amount: number
}

/** By number while remarks are counted; what the numbers stand for afterwards. */
function groupsBy(
  columns: OrderColumns,
  by: string,
): { readonly numberOf: (remark: Remark) => number; readonly values: readonly string[] } {
  if (by === 'reason') return { numberOf: ({ reason }) => reason, values: columns.reasons.values }
  if (by === 'staff') {
    const { profile } = columns.acts.columns.data
    const staff = placesOf(columns.profiles.flat, columns.profiles.width, PROFILE_AT.staff)
    return { numberOf: ({ act }) => staff[profile[act] ?? 0] ?? 0, values: columns.staff.values }
  }
  const { cell } = columns.lines.columns.data
  const items = placesOf(columns.cells.flat, columns.cells.width, CELL_AT.item)
  return { numberOf: ({ line }) => items[cell[line] ?? 0] ?? 0, values: columns.items.variants.values }
}

/** The remarks of one kind on the lines that were selected. */
export function forEachRemark(
  columns: OrderColumns,
  selection: ActSelection,
  kind: number,
  visit: (remark: Remark) => void,
): void {
  const { firstLine, firstRemark, remarkCount } = columns.orders.data
  const remarks = columns.remarks.columns.data
  const { owner, lines } = columns.acts.columns.data
  const { cell } = columns.lines.columns.data
  const { count, rows, firstLine: starts } = selection
  for (let i = 0; i < count; i++) {
    const act = rows[i] ?? 0
    const order = owner[act] ?? 0
    if (remarkCount[order] === 0) continue
    const first = starts[i] ?? 0
    const end = first + (lines[act] ?? 0)
    const from = firstRemark[order] ?? 0
    for (let row = from; row < from + (remarkCount[order] ?? 0); row++) {
      const line = (firstLine[order] ?? 0) + (remarks.line[row] ?? 0)
      if (remarks.kind[row] !== kind || line < first || line >= end) continue
      if (selection.cells && selection.cells[cell[line] ?? 0] === 0) continue
      visit({ act, line, reason: remarks.reason[row] ?? 0, amount: remarks.amount[row] ?? 0 })
    }
  }
}
