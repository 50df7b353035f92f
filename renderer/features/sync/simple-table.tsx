import type { ReactNode } from 'react'

interface SimpleColumn<Row> {
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'start' | 'end'
}

interface SimpleTableProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly columns: readonly SimpleColumn<Row>[]
}

/** A short list of figures to read, without selection or windowing. The first column names its row. */
export function SimpleTable<Row>({ label, rows, rowKey, columns }: SimpleTableProps<Row>) {
  const align = (column: SimpleColumn<Row>) => (column.align === 'end' ? 'text-right' : 'text-left')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table aria-label={label} className="w-full tabular-nums">
        <thead>
          <tr className="border-b border-rule text-xs text-ink-muted">
            {columns.map((column) => (
              <th key={column.header} scope="col" className={`px-4 py-2 font-medium ${align(column)}`}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-rule last:border-b-0">
              {columns.map((column, i) =>
                i === 0 ? (
                  <th key={column.header} scope="row" className="px-4 py-2 text-left font-normal">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.header} className={`px-4 py-2 ${align(column)}`}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
