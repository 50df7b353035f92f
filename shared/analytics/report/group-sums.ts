import { ACT_KINDS, CELL_AT, type OrderColumns, PROFILE_WIDTH } from '../order-columns.ts'
import { PROFILE_AT } from '../scan-acts.ts'
import { AT, createSums, SUM_WIDTH, type Sums } from '../sums.ts'
import type { ActSelection } from './select-acts.ts'

/** No group: what it is said of is passed over. */
export const NO_GROUP = -1

/** The selected sales and returns by a group that each act belongs to as a whole. */
export function sumActs(
  columns: OrderColumns,
  selection: ActSelection,
  groupOf: (act: number) => number,
  groups: number,
): Sums {
  const sums = createSums(groups)
  const addAct = selection.cells ? linesAdder(columns, selection.cells) : wholeAdder(columns)
  const kinds = kindsOf(columns)
  const { profile } = columns.acts.columns.data
  const { values } = sums
  for (let i = 0; i < selection.count; i++) {
    const act = selection.rows[i] as number // i < count, as in the line below
    const group = groupOf(act)
    if (group === NO_GROUP) continue
    const kind = kinds[profile[act] as number] ?? 0
    const base = group * SUM_WIDTH
    if (addAct(values, base, act, selection.firstLine[i] as number, kind)) countAct(values, base, kind)
  }
  return sums
}

type AddAct = (values: Float64Array, base: number, act: number, firstLine: number, kind: number) => boolean

function wholeAdder(columns: OrderColumns): AddAct {
  const { data } = columns.acts.columns
  return (values, base, act, _firstLine, kind) => {
    const revenue = data.revenue[act] as number // a selected row, as in the lines below
    addAt(values, base + AT.lines, data.lines[act] as number)
    addAt(values, base + AT.units, data.units[act] as number)
    if (kind === ACT_KINDS.sale) addAt(values, base + AT.sales, revenue)
    else addAt(values, base + AT.returned, -revenue)
    addAt(values, base + AT.tax, data.tax[act] as number)
    addAt(values, base + AT.margin, data.margin[act] as number)
    addAt(values, base + AT.marginRevenue, data.marginRevenue[act] as number)
    addAt(values, base + AT.discount, data.discount[act] as number)
    addAt(values, base + AT.cost, data.cost[act] as number)
    return true
  }
}

/** Only the lines whose cell is wanted; false when there is none. */
function linesAdder(columns: OrderColumns, wanted: Uint8Array): AddAct {
  const { lines: lineCount } = columns.acts.columns.data
  const { cell } = columns.lines.columns.data
  const addLine = lineAdder(columns)
  return (values, base, act, firstLine, kind) => {
    let found = false
    const end = firstLine + (lineCount[act] as number)
    for (let row = firstLine; row < end; row++) {
      if (wanted[cell[row] as number] === 0) continue
      addLine(values, base, row, kind)
      found = true
    }
    return found
  }
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

/** The selected lines by a group that each cell belongs to; an act counts once in each group that it has a line in. */
export function sumLines(
  columns: OrderColumns,
  selection: ActSelection,
  groupOfCell: Int32Array,
  groups: number,
): Sums {
  const sums = createSums(groups)
  const { values } = sums
  const { lines: lineCount, profile } = columns.acts.columns.data
  const { cell } = columns.lines.columns.data
  const addLine = lineAdder(columns)
  const kinds = kindsOf(columns)
  const groupsOfCells = maskedGroups(groupOfCell, selection.cells)
  const lastAct = new Int32Array(groups).fill(-1)
  for (let i = 0; i < selection.count; i++) {
    const act = selection.rows[i] as number // i < count, as in the lines below
    const kind = kinds[profile[act] as number] ?? 0
    const first = selection.firstLine[i] as number
    const end = first + (lineCount[act] as number)
    for (let row = first; row < end; row++) {
      const group = groupsOfCells[cell[row] as number] as number
      if (group === NO_GROUP) continue
      const base = group * SUM_WIDTH
      addLine(values, base, row, kind)
      if (lastAct[group] === act) continue
      lastAct[group] = act
      countAct(values, base, kind)
    }
  }
  return sums
}

function maskedGroups(groupOfCell: Int32Array, cells: Uint8Array | null): Int32Array {
  return cells ? groupOfCell.map((group, cell) => (cells[cell] === 0 ? NO_GROUP : group)) : groupOfCell
}

function countAct(values: Float64Array, base: number, kind: number): void {
  if (kind === ACT_KINDS.sale) addAt(values, base + AT.orders, 1)
  else addAt(values, base + AT.returns, 1)
  if (kind === ACT_KINDS.returnOnly) addAt(values, base + AT.returnOnly, 1)
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
