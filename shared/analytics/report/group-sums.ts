import { ACT_KINDS, CELL_AT, type OrderColumns, PROFILE_WIDTH } from '../order-columns.ts'
import { PROFILE_AT } from '../scan-acts.ts'
import { AT, addRecord, createSums, SUM_WIDTH, type Sums } from '../sums.ts'
import type { ActSelection } from './select-acts.ts'

/** No group: an act counts in the total alone, a line nowhere. */
export const NO_GROUP = -1

/** Record `i` is group `i`; in `total` an act that has lines in several groups counts once. */
export interface GroupSums {
  readonly sums: Sums
  readonly total: Sums
}

/** How sales fall into groups: each as a whole, or line by line, told by the number of the line's cell. */
export type GroupBy =
  | {
      readonly whole: 'acts'
      readonly group: (act: number) => number
      /** The same told by day and profile, where these say it: then no act has to be looked at. */
      readonly ofDay?: (day: number, profile: number) => number
    }
  | { readonly whole: 'lines'; readonly groups: Int32Array }

export const sumGroups = (
  columns: OrderColumns,
  selection: ActSelection,
  by: GroupBy,
  groups: number,
): GroupSums =>
  by.whole === 'acts'
    ? sumActs(columns, selection, by.group, groups)
    : sumLines(columns, selection, by.groups, groups)

/** The selected sales and returns by a group that each act belongs to as a whole. */
export function sumActs(
  columns: OrderColumns,
  selection: ActSelection,
  groupOf: (act: number) => number,
  groups: number,
): GroupSums {
  // One record more, for what has no group.
  const sums = createSums(groups + 1)
  const { count, rows } = selection
  const bases = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    const group = groupOf(rows[i] as number) // i < count
    bases[i] = (group === NO_GROUP ? groups : group) * SUM_WIDTH
  }
  if (selection.cells) addLinesOf(columns, selection, selection.cells, bases, sums.values)
  else addWholeActs(columns, rows, bases, sums.values)
  return { sums, total: addedUp(sums) }
}

/** The one loop over every act: it stays flat. */
function addWholeActs(
  columns: OrderColumns,
  rows: Uint32Array,
  bases: Uint32Array,
  values: Float64Array,
): void {
  const { data } = columns.acts.columns
  const { profile, lines, units, revenue, tax, margin, marginRevenue, discount, cost } = data
  const kinds = kindsOf(columns)
  for (let i = 0; i < rows.length; i++) {
    const act = rows[i] as number // i < length, and every row is one of the acts, as in the lines below
    const base = bases[i] as number
    const kind = kinds[profile[act] as number] as number
    const isSale = kind === ACT_KINDS.sale
    const amount = revenue[act] as number
    addAt(values, base + AT.lines, lines[act] as number)
    addAt(values, base + AT.units, units[act] as number)
    addAt(values, base + (isSale ? AT.sales : AT.returned), isSale ? amount : -amount)
    addAt(values, base + AT.tax, tax[act] as number)
    addAt(values, base + AT.margin, margin[act] as number)
    addAt(values, base + AT.marginRevenue, marginRevenue[act] as number)
    addAt(values, base + AT.discount, discount[act] as number)
    addAt(values, base + AT.cost, cost[act] as number)
    addAt(values, base + (isSale ? AT.orders : AT.returns), 1)
    if (kind === ACT_KINDS.returnOnly) addAt(values, base + AT.returnOnly, 1)
  }
}

/** Only the lines whose cell is wanted; an act without one does not count. */
function addLinesOf(
  columns: OrderColumns,
  { rows, firstLine }: ActSelection,
  wanted: Uint8Array,
  bases: Uint32Array,
  values: Float64Array,
): void {
  const { lines: lineCount, profile } = columns.acts.columns.data
  const { cell } = columns.lines.columns.data
  const kinds = kindsOf(columns)
  const addLine = lineAdder(columns)
  for (let i = 0; i < rows.length; i++) {
    const act = rows[i] as number // i < length, and every row is one of the acts, as in the lines below
    const base = bases[i] as number
    const kind = kinds[profile[act] as number] as number
    const end = (firstLine[i] as number) + (lineCount[act] as number)
    let found = false
    for (let row = firstLine[i] as number; row < end; row++) {
      if (wanted[cell[row] as number] === 0) continue
      addLine(values, base, row, kind)
      found = true
    }
    if (found) countActs(values, base, kind, 1)
  }
}

/** The same of rows of the rollup (`selectDays`). */
export function sumDays(
  columns: OrderColumns,
  rows: Uint32Array,
  groupOf: (day: number, profile: number) => number,
  groups: number,
): GroupSums {
  const sums = createSums(groups + 1)
  const kinds = kindsOf(columns)
  const { data } = columns.rollup.columns
  const { values } = sums
  const { day, profile, acts, lines, units, revenue, tax, margin, marginRevenue, discount, cost } = data
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number // i < length, and a row of the rollup, as below
    const of = profile[row] as number
    const group = groupOf(day[row] as number, of)
    const base = (group === NO_GROUP ? groups : group) * SUM_WIDTH
    const kind = kinds[of] as number
    const isSale = kind === ACT_KINDS.sale
    const amount = revenue[row] as number
    addAt(values, base + AT.lines, lines[row] as number)
    addAt(values, base + AT.units, units[row] as number)
    addAt(values, base + (isSale ? AT.sales : AT.returned), isSale ? amount : -amount)
    addAt(values, base + AT.tax, tax[row] as number)
    addAt(values, base + AT.margin, margin[row] as number)
    addAt(values, base + AT.marginRevenue, marginRevenue[row] as number)
    addAt(values, base + AT.discount, discount[row] as number)
    addAt(values, base + AT.cost, cost[row] as number)
    countActs(values, base, kind, acts[row] as number)
  }
  return { sums, total: addedUp(sums) }
}

function addedUp(sums: Sums): Sums {
  const total = createSums(1)
  for (let record = 0; record < sums.count; record++) addRecord(total, 0, sums, record)
  return total
}

function lineAdder(columns: OrderColumns) {
  const { cell, quantity, revenue, tax, margin, discount } = columns.lines.columns.data
  const costKnown = placesOf(columns.cells.flat, columns.cells.width, CELL_AT.isCostKnown)
  return (values: Float64Array, base: number, row: number, kind: number): void => {
    const amount = revenue[row] as number // a row of a selected act, as in the lines below
    addAt(values, base + AT.lines, 1)
    addAt(values, base + AT.units, quantity[row] as number)
    if (kind === ACT_KINDS.sale) addAt(values, base + AT.sales, amount)
    else addAt(values, base + AT.returned, -amount)
    addAt(values, base + AT.tax, tax[row] as number)
    addAt(values, base + AT.discount, discount[row] as number)
    if (costKnown[cell[row] as number] === 0) return
    addAt(values, base + AT.margin, margin[row] as number)
    addAt(values, base + AT.marginRevenue, amount)
    addAt(values, base + AT.cost, amount - (tax[row] as number) - (margin[row] as number))
  }
}

/** Sums per cell lie eight to a record: one cache line, so that a row touches one. */
const CELL_RECORD = 8

/** The selected lines by a group that each cell belongs to; an act counts once in each group that it has a line in. */
export function sumLines(
  columns: OrderColumns,
  selection: ActSelection,
  groupOfCell: Int32Array,
  groups: number,
): GroupSums {
  const sums = createSums(groups)
  const groupsOfCells = maskedGroups(groupOfCell, selection.cells)
  const counts = createSums(1)
  const cells = sumCells(columns, selection, groupsOfCells, sums, counts)
  for (let cell = 0; cell < groupsOfCells.length; cell++) {
    const group = groupsOfCells[cell] ?? NO_GROUP
    if (group !== NO_GROUP && cells[cell * CELL_RECORD] !== 0)
      foldCell(columns, cells, cell, sums.values, group * SUM_WIDTH)
  }
  const total = addedUp(sums)
  for (const at of [AT.orders, AT.returns, AT.returnOnly]) total.values[at] = counts.values[at] ?? 0
  return { sums, total }
}

/** The one loop over every line. It stays flat and allocates nothing within; acts are counted by group and in all. */
function sumCells(
  columns: OrderColumns,
  { count, rows, firstLine }: ActSelection,
  groupsOfCells: Int32Array,
  byGroup: Sums,
  counts: Sums,
): Float64Array {
  const { lines: lineCount, profile } = columns.acts.columns.data
  const { cell, quantity, revenue, tax, margin, discount } = columns.lines.columns.data
  const kinds = kindsOf(columns)
  const sums = new Float64Array(groupsOfCells.length * CELL_RECORD)
  const lastAct = new Int32Array(byGroup.count).fill(-1)
  const actsByKind = KINDS.map(() => new Uint32Array(byGroup.count))
  for (let i = 0; i < count; i++) {
    const act = rows[i] as number // i < count, and rows are those of the acts, as in the lines below
    const kind = kinds[profile[act] as number] as number
    const acts = actsByKind[kind] as Uint32Array
    const first = firstLine[i] as number
    const end = first + (lineCount[act] as number)
    let isCounted = false
    for (let row = first; row < end; row++) {
      const at = cell[row] as number
      const group = groupsOfCells[at] as number
      if (group === NO_GROUP) continue
      isCounted = true
      const base = at * CELL_RECORD
      sums[base] = (sums[base] as number) + 1
      sums[base + 1] = (sums[base + 1] as number) + (quantity[row] as number)
      sums[base + 2] = (sums[base + 2] as number) + (revenue[row] as number)
      sums[base + 3] = (sums[base + 3] as number) + (tax[row] as number)
      sums[base + 4] = (sums[base + 4] as number) + (margin[row] as number)
      sums[base + 5] = (sums[base + 5] as number) + (discount[row] as number)
      if (lastAct[group] === act) continue
      lastAct[group] = act
      acts[group] = (acts[group] as number) + 1
    }
    if (isCounted) countActs(counts.values, 0, kind, 1)
  }
  for (const kind of KINDS)
    actsByKind[kind]?.forEach((acts, group) => {
      countActs(byGroup.values, group * SUM_WIDTH, kind, acts)
    })
  return sums
}

const KINDS: readonly number[] = [ACT_KINDS.sale, ACT_KINDS.return, ACT_KINDS.returnOnly]

function foldCell(
  columns: OrderColumns,
  cells: Float64Array,
  cell: number,
  values: Float64Array,
  base: number,
): void {
  const { flat, width } = columns.cells
  const sum = (at: number): number => cells[cell * CELL_RECORD + at] ?? 0
  const said = (at: number): number => flat[cell * width + at] ?? 0
  const [lines, units, revenue, tax, margin, discount] = [0, 1, 2, 3, 4, 5].map(sum) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ] // six were asked for
  addAt(values, base + AT.lines, lines)
  addAt(values, base + AT.units, units)
  if (said(CELL_AT.isReturn) === 1) addAt(values, base + AT.returned, -revenue)
  else addAt(values, base + AT.sales, revenue)
  addAt(values, base + AT.tax, tax)
  addAt(values, base + AT.discount, discount)
  if (said(CELL_AT.isCostKnown) === 0) return
  addAt(values, base + AT.margin, margin)
  addAt(values, base + AT.marginRevenue, revenue)
  addAt(values, base + AT.cost, revenue - tax - margin)
}

/** The selected lines by two groupings at once: record `row * width + column`, where `width` is the number of columns. */
export function sumPairs(
  columns: OrderColumns,
  selection: ActSelection,
  { rows, columns: across }: { readonly rows: GroupBy; readonly columns: GroupBy },
  { count, width }: { readonly count: number; readonly width: number },
): Sums {
  const groups = count * width
  const pair = (row: number, column: number): number =>
    row === NO_GROUP || column === NO_GROUP ? NO_GROUP : row * width + column
  if (rows.whole === 'acts' && across.whole === 'acts')
    return sumActs(columns, selection, (act) => pair(rows.group(act), across.group(act)), groups).sums
  if (rows.whole === 'lines' && across.whole === 'lines') {
    const both = rows.groups.map((row, cell) => pair(row, across.groups[cell] ?? NO_GROUP))
    return sumLines(columns, selection, both, groups).sums
  }
  if (rows.whole === 'acts' && across.whole === 'lines')
    return sumMixed(columns, selection, rows.group, across.groups, pair, groups)
  if (rows.whole === 'lines' && across.whole === 'acts')
    return sumMixed(columns, selection, across.group, rows.groups, (act, cell) => pair(cell, act), groups)
  return createSums(groups)
}

/** The group of an act and the group of each of its lines say together where the line counts. */
function sumMixed(
  columns: OrderColumns,
  { cells, count, rows, firstLine }: ActSelection,
  groupOfAct: (act: number) => number,
  groupOfCell: Int32Array,
  pair: (act: number, cell: number) => number,
  groups: number,
): Sums {
  const { lines: lineCount, profile } = columns.acts.columns.data
  const { cell } = columns.lines.columns.data
  const groupsOfCells = maskedGroups(groupOfCell, cells)
  const kinds = kindsOf(columns)
  const addLine = lineAdder(columns)
  const sums = createSums(groups)
  const lastAct = new Int32Array(groups).fill(-1)
  for (let i = 0; i < count; i++) {
    const act = rows[i] as number // i < count, and rows are those of the acts, as in the lines below
    const group = groupOfAct(act)
    const kind = kinds[profile[act] as number] as number
    const end = (firstLine[i] as number) + (lineCount[act] as number)
    for (let row = firstLine[i] as number; row < end; row++) {
      const record = pair(group, groupsOfCells[cell[row] as number] as number)
      if (record === NO_GROUP) continue
      addLine(sums.values, record * SUM_WIDTH, row, kind)
      if (lastAct[record] === act) continue
      lastAct[record] = act
      countAct(sums.values, record * SUM_WIDTH, kind)
    }
  }
  return sums
}

function maskedGroups(groupOfCell: Int32Array, cells: Uint8Array | null): Int32Array {
  return cells ? groupOfCell.map((group, cell) => (cells[cell] === 0 ? NO_GROUP : group)) : groupOfCell
}

const countAct = (values: Float64Array, base: number, kind: number): void => countActs(values, base, kind, 1)

function countActs(values: Float64Array, base: number, kind: number, acts: number): void {
  addAt(values, base + (kind === ACT_KINDS.sale ? AT.orders : AT.returns), acts)
  if (kind === ACT_KINDS.returnOnly) addAt(values, base + AT.returnOnly, acts)
}

function addAt(values: Float64Array, at: number, amount: number): void {
  values[at] = (values[at] as number) + amount // every group has its record
}

const kindsOf = (columns: OrderColumns): Uint8Array =>
  Uint8Array.from(placesOf(columns.profiles.flat, PROFILE_WIDTH, PROFILE_AT.kind))

/** What every tuple says in one place, by its number. */
export function placesOf(flat: readonly number[], width: number, place: number): Int32Array {
  const places = new Int32Array(flat.length / width)
  for (let i = 0; i < places.length; i++) places[i] = flat[i * width + place] ?? 0
  return places
}
