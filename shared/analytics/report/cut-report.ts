import type { ReportCut } from './report-definition.ts'
import { type Cell, REST, type ReportRow, type ReportTable } from './report-table.ts'

/** The rows sorted by one column and cut to the first so many. Without a sort they stay in the report's own order. */
export function cutReport(table: ReportTable, { sort, limit }: ReportCut): ReportTable {
  const at = sort ? table.columns.findIndex(({ id }) => id === sort.column) : -1
  const rows = at === -1 || !sort ? table.rows : sortRows(table.rows, at, sort.direction)
  return { ...table, rows: limit === undefined ? rows : rows.slice(0, limit) }
}

/** What is not known comes last, whichever way, and after it what was put together; equal rows keep their order. */
export function sortRows(
  rows: readonly ReportRow[],
  column: number,
  direction: 'asc' | 'desc',
  compare: (a: string | number, b: string | number) => number = compareCells,
): readonly ReportRow[] {
  const sign = direction === 'asc' ? 1 : -1
  const cellOf = (row: ReportRow): Cell => row.cells[column] ?? null
  return [...rows].sort((one, other) => {
    if (one.key === REST || other.key === REST) return Number(one.key === REST) - Number(other.key === REST)
    const a = cellOf(one)
    const b = cellOf(other)
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return sign * compare(a, b)
  })
}

const compareCells = (a: string | number, b: string | number): number => {
  if (a === b) return 0
  return a < b ? -1 : 1
}
