import { type KeyboardEvent, useState } from 'react'

export interface ActiveCell {
  readonly row: number
  readonly column: number
}

interface GridKeysOptions {
  readonly rowCount: number
  readonly columnCount: number
  readonly pageSize: () => number
  readonly firstRow: () => number
  readonly onMove: (row: number) => void
  readonly onActivate: (row: number) => void
  readonly onEnterCell: (cell: ActiveCell) => void
}

interface GridKeys {
  readonly active: ActiveCell | null
  readonly setActive: (cell: ActiveCell) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  readonly onFocus: () => void
}

const clamp = (value: number, max: number): number => Math.max(0, Math.min(max, value))

/** Where a key leads from a cell, or null when the key does not move. */
function destination(
  event: KeyboardEvent,
  from: ActiveCell,
  page: number,
  last: ActiveCell,
): ActiveCell | null {
  const wholeGrid = event.ctrlKey || event.metaKey
  switch (event.key) {
    case 'ArrowUp':
      return { ...from, row: from.row - 1 }
    case 'ArrowDown':
      return { ...from, row: from.row + 1 }
    case 'ArrowLeft':
      return { ...from, column: from.column - 1 }
    case 'ArrowRight':
      return { ...from, column: from.column + 1 }
    case 'PageUp':
      return { ...from, row: from.row - page }
    case 'PageDown':
      return { ...from, row: from.row + page }
    case 'Home':
      return { row: 0, column: wholeGrid ? 0 : from.column }
    case 'End':
      return { row: last.row, column: wholeGrid ? last.column : from.column }
    default:
      return null
  }
}

/**
 * Moves an active cell through a grid whose rows may not be in the document. The focus stays on the grid itself, which
 * points at the active cell, so scrolling a row out of sight never loses it. F2 enters a cell that holds a control.
 */
export function useGridKeys(options: GridKeysOptions): GridKeys {
  const [wanted, setWanted] = useState<ActiveCell | null>(null)
  const last = { row: options.rowCount - 1, column: options.columnCount - 1 }
  const active =
    wanted === null || options.rowCount === 0
      ? null
      : { row: clamp(wanted.row, last.row), column: clamp(wanted.column, last.column) }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget || event.defaultPrevented || event.altKey || !active) return
    const next = destination(event, active, options.pageSize(), last)
    if (next) {
      event.preventDefault()
      const cell = { row: clamp(next.row, last.row), column: clamp(next.column, last.column) }
      setWanted(cell)
      options.onMove(cell.row)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      options.onActivate(active.row)
    } else if (event.key === 'F2') {
      event.preventDefault()
      options.onEnterCell(active)
    } else if (event.key === ' ') {
      event.preventDefault()
      options.onMove(active.row)
    }
  }
  const onFocus = (): void => {
    if (wanted === null) setWanted({ row: options.firstRow(), column: 0 })
  }
  return { active, setActive: setWanted, onKeyDown, onFocus }
}
