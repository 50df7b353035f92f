// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid answers the keys for its rows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and points at its cells
// biome-ignore-all lint/a11y/useSemanticElements: rows placed one by one for windowing cannot be the rows of a <table>
import { FlexRender } from '@tanstack/react-table'
import { type MouseEvent, memo } from 'react'
import { cx } from './class-names.ts'
import type { Column } from './data-table-column.ts'
import type { SlotRow } from './data-table-model.tsx'

export interface DataTableRowProps<Row> {
  modelRow: SlotRow<Row>
  columns: readonly Column<Row>[]
  gridId: string
  offset: number
  height: number
  selected: boolean | undefined
  activeColumn: number | null
  activatable: boolean
  onPress: (index: number, column: number, event: MouseEvent) => void
  onDoublePress: (index: number, event: MouseEvent) => void
}

export const cellId = (gridId: string, row: number, column: number): string => `${gridId}-r${row}c${column}`

function Row<Item>({
  modelRow,
  columns,
  gridId,
  offset,
  height,
  selected,
  activeColumn,
  activatable,
  onPress,
  onDoublePress,
}: DataTableRowProps<Item>) {
  const { index, row } = modelRow.original
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-busy={row === undefined || undefined}
      onDoubleClick={(event) => onDoublePress(index, event)}
      style={{ height, transform: `translateY(${offset}px)` }}
      className={cx(
        'absolute inset-x-0 top-0 grid border-b border-rule [grid-template-columns:var(--tracks)]',
        activatable && 'cursor-pointer',
        selected
          ? 'bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]'
          : activeColumn === null
            ? 'hover:bg-hover'
            : 'group-focus-visible/grid:bg-hover hover:bg-hover',
      )}
    >
      {modelRow.getAllCells().map((cell, column) => (
        <div
          key={cell.id}
          id={cellId(gridId, index, column)}
          role="gridcell"
          aria-colindex={column + 1}
          onClick={(event) => onPress(index, column, event)}
          className={cx(
            'flex min-w-0 items-center overflow-hidden px-3',
            columns[column]?.align === 'end' && 'text-right',
            activeColumn === column &&
              'group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-focus',
          )}
        >
          <div className="-m-1 min-w-0 flex-1 truncate p-1">
            <FlexRender cell={cell} />
          </div>
        </div>
      ))}
    </div>
  )
}

/** The model makes new row objects at every scroll step; a row is drawn again only when what it shows has changed. */
function showsTheSame<Item>(before: DataTableRowProps<Item>, after: DataTableRowProps<Item>): boolean {
  const { modelRow: oldRow, ...oldRest } = before
  const { modelRow: newRow, ...newRest } = after
  if (oldRow.original.row !== newRow.original.row || oldRow.original.index !== newRow.original.index)
    return false
  return Object.entries(newRest).every(([name, value]) => Object.is(value, Reflect.get(oldRest, name)))
}

// memo() forgets the type parameter; the row inside is the same generic function.
export const DataTableRow = memo(Row, showsTheSame) as typeof Row
