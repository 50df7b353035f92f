import { cx } from '@renderer/ui/class-names.ts'
import type { ReactNode } from 'react'

export interface FigureColumn<Row> {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** The row's own name; figures stand at the end. */
  readonly isName?: boolean
  /** Words, not figures. */
  readonly isText?: boolean
}

interface FiguresTableProps<Row> {
  label: string
  columns: readonly FigureColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
}

/** A table of figures short enough to be a plain table: every browser and reader knows how to walk it. */
export function FiguresTable<Row>({ label, columns, rows, rowKey }: FiguresTableProps<Row>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <div role="group" aria-label={label} tabIndex={0} className="max-h-[32rem] overflow-auto">
      <table aria-label={label} className="w-full border-collapse tabular-nums">
        <thead className="sticky top-0 bg-surface">
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={cx(
                  'whitespace-nowrap border-b border-rule-strong px-3 py-2 text-xs font-medium text-ink-muted',
                  column.isName || column.isText ? 'text-left' : 'text-right',
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-rule last:border-b-0">
              {columns.map((column) =>
                column.isName ? (
                  <th key={column.id} scope="row" className="px-3 py-1.5 text-left font-normal">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={column.id}
                    className={cx('px-3 py-1.5', column.isText ? 'text-left' : 'text-right')}
                  >
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
