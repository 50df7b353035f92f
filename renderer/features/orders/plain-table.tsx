import type { ReactNode } from 'react'

interface PlainTableProps {
  label: string
  /** It stands above the table already. */
  hideLabel?: boolean
  head: readonly string[]
  /** Columns from this one on hold figures and stand at the end. */
  endFrom: number
  rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
  empty: string
}

/** A short list inside a document; long ones are a DataTable. */
export function PlainTable({ label, hideLabel = false, head, endFrom, rows, empty }: PlainTableProps) {
  if (rows.length === 0) return <p className="text-ink-muted">{empty}</p>
  const align = (index: number): string => (index >= endFrom ? 'text-right' : 'text-left')
  return (
    <div className="overflow-x-auto">
      <table aria-label={label} className="w-full border-collapse">
        <caption className={hideLabel ? 'sr-only' : 'pb-1 text-left font-semibold'}>{label}</caption>
        <thead>
          <tr className="border-b border-rule-strong text-xs text-ink-muted">
            {head.map((name, index) => (
              <th key={name} scope="col" className={`px-2 py-1.5 font-medium ${align(index)}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-b border-rule last:border-b-0">
              {cells.map((cell, index) => (
                <td key={head[index]} className={`px-2 py-1.5 align-top ${align(index)}`}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
