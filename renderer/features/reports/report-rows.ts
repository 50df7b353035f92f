import { sortRows } from '@shared/analytics/report/cut-report.ts'
import type {
  ReportAnswer,
  ReportColumn,
  ReportNote,
  ReportRow,
} from '@shared/analytics/report/report-table.ts'
import type { CellWriter } from './cell-writer.ts'

export interface TableSort {
  readonly column: string
  readonly direction: 'asc' | 'desc'
}

/** The columns and notes that somebody without a right to margins may see; cells follow their columns. */
export function withoutHidden(answer: ReportAnswer, maySeeMargin: boolean): ReportAnswer {
  if (maySeeMargin || !answer.columns.some(({ needs }) => needs !== undefined)) return answer
  const kept = answer.columns.flatMap(({ needs }, i) => (needs === undefined ? [i] : []))
  const keep = <Value>(cells: readonly Value[]): Value[] => kept.flatMap((i) => cells.slice(i, i + 1))
  const row = <Row extends Pick<ReportRow, 'cells' | 'before'>>(of: Row): Row => ({
    ...of,
    cells: keep(of.cells),
    before: of.before && keep(of.before),
  })
  return {
    ...answer,
    columns: keep(answer.columns),
    rows: answer.rows.map(row),
    total: answer.total && row(answer.total),
    notes: answer.notes.filter(({ needs }: ReportNote) => needs === undefined),
  }
}

const NAMED: readonly ReportColumn['kind'][] = [
  'category',
  'staff',
  'device',
  'method',
  'channel',
  'country',
  'code',
  'text',
  'customer',
]

/** Names sort as a person reads them; the worker, which does not know them, has sorted figures already. */
export function inShownOrder(
  answer: ReportAnswer,
  sort: TableSort | null,
  writer: CellWriter,
): readonly ReportRow[] {
  const at = answer.columns.findIndex(({ id }) => id === sort?.column)
  const column = answer.columns[at]
  if (!sort || !column || !NAMED.includes(column.kind)) return answer.rows
  const collator = new Intl.Collator(writer.locale, { numeric: true })
  return sortRows(answer.rows, at, sort.direction, (a, b) =>
    collator.compare(writer.write(column, a), writer.write(column, b)),
  )
}
