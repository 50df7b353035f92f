import type { ReportCut } from './report-definition.ts'
import { type Cell, REST, type ReportColumn, type ReportRow, type ReportTable } from './report-table.ts'

/** The rows sorted by one column and cut to the first so many. Without a sort they stay in the report's own order. */
export function cutReport(table: ReportTable, { sort, limit }: ReportCut): ReportTable {
  const at = sort ? table.columns.findIndex(({ id }) => id === sort.column) : -1
  const rows = at === -1 || !sort ? table.rows : sortRows(table.rows, at, sort.direction)
  return { ...table, rows: limit === undefined ? rows : rows.slice(0, limit) }
}

/** What makes the rows of a report one by one: how many there are, and what a row has in one of the columns. */
export interface RowMaker {
  readonly count: number
  /** Left out where a row says it as quickly as anything else. */
  readonly cellOf?: (row: number, column: number) => Cell
  readonly make: (row: number) => ReportRow
}

/** The rows that `cutReport` would leave of all of them; no other is made. */
export function makeRows(
  columns: readonly ReportColumn[],
  { count, make, cellOf = (row, column) => make(row).cells[column] ?? null }: RowMaker,
  cut: ReportCut | undefined,
): Pick<ReportTable, 'rows' | 'rowCount'> {
  const limit = Math.min(count, cut?.limit ?? count)
  const at = columns.findIndex(({ id }) => id === cut?.sort?.column)
  const order = at === -1 || !cut?.sort ? null : sortedPlaces(count, at, cut.sort.direction, cellOf)
  return { rows: Array.from({ length: limit }, (_, i) => make(order ? (order[i] ?? 0) : i)), rowCount: count }
}

/** The same of a list of things. */
export const makeRowsOf = <Thing>(
  columns: readonly ReportColumn[],
  things: readonly Thing[],
  make: (thing: Thing) => ReportRow,
  cut: ReportCut | undefined,
): Pick<ReportTable, 'rows' | 'rowCount'> =>
  makeRows(columns, { count: things.length, make: (row) => make(things[row] as Thing) }, cut) // row < length

function sortedPlaces(
  count: number,
  column: number,
  direction: 'asc' | 'desc',
  cellOf: (row: number, column: number) => Cell,
): Uint32Array {
  const cells = Array.from({ length: count }, (_, row) => cellOf(row, column))
  const compare = cellOrder(direction, compareCells)
  return Uint32Array.from(cells, (_, row) => row).sort((a, b) => compare(cells[a] ?? null, cells[b] ?? null))
}

/** What is not known comes last, whichever way, and after it what was put together; equal rows keep their order. */
export function sortRows(
  rows: readonly ReportRow[],
  column: number,
  direction: 'asc' | 'desc',
  compare: (a: string | number, b: string | number) => number = compareCells,
): readonly ReportRow[] {
  const inOrder = cellOrder(direction, compare)
  return [...rows].sort((one, other) => {
    if (one.key === REST || other.key === REST) return Number(one.key === REST) - Number(other.key === REST)
    return inOrder(one.cells[column] ?? null, other.cells[column] ?? null)
  })
}

function cellOrder(direction: 'asc' | 'desc', compare: (a: string | number, b: string | number) => number) {
  const sign = direction === 'asc' ? 1 : -1
  return (a: Cell, b: Cell): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return sign * compare(a, b)
  }
}

const compareCells = (a: string | number, b: string | number): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}
