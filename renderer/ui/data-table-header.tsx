// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and points at its cells
// biome-ignore-all lint/a11y/useSemanticElements: rows placed one by one for windowing cannot be the rows of a <table>
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { cx } from './class-names.ts'
import type { Column, SortOrder } from './data-table-column.ts'

interface DataTableHeaderProps<Row> {
  columns: readonly Column<Row>[]
  sort: SortOrder | undefined
  onSortChange: ((sort: SortOrder) => void) | undefined
}

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const

export function DataTableHeader<Row>({ columns, sort, onSortChange }: DataTableHeaderProps<Row>) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="grid h-9 border-b border-rule bg-sunken [grid-template-columns:var(--tracks)]"
    >
      {columns.map((column, index) => {
        const direction = sort?.id === column.id ? sort.direction : undefined
        const sortable = column.sortable === true && onSortChange !== undefined
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={direction ? ARIA_SORT[direction] : undefined}
            className={cx(
              'flex min-w-0 items-center overflow-hidden px-3 text-xs font-semibold text-ink-muted',
              column.align === 'end' && 'justify-end',
            )}
          >
            {sortable ? (
              <SortButton
                column={column}
                direction={direction}
                onSort={(next) => onSortChange({ id: column.id, direction: next })}
              />
            ) : (
              <span className="truncate">{column.header}</span>
            )}
          </div>
        )
      })}
    </div>
  )
}

interface SortButtonProps<Row> {
  column: Column<Row>
  direction: 'asc' | 'desc' | undefined
  onSort: (direction: 'asc' | 'desc') => void
}

function SortButton<Row>({ column, direction, onSort }: SortButtonProps<Row>) {
  const Arrow = direction === undefined ? ChevronsUpDown : direction === 'asc' ? ArrowUp : ArrowDown
  return (
    <button
      type="button"
      onClick={() => onSort(direction === 'asc' ? 'desc' : 'asc')}
      className={cx(
        '-mx-1.5 flex min-h-7 min-w-0 items-center gap-1 rounded-sm px-1.5 hover:bg-hover hover:text-ink focus-visible:-outline-offset-2',
        column.align === 'end' && 'flex-row-reverse',
        direction && 'text-ink',
      )}
    >
      <span className="truncate">{column.header}</span>
      <Arrow aria-hidden className={cx('size-3.5 shrink-0', !direction && 'opacity-60')} />
    </button>
  )
}
