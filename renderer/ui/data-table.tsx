// biome-ignore-all lint/a11y/useSemanticElements: rows placed one by one for windowing cannot be the rows of a <table>
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
} from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from './class-names.ts'
import { type Column, columnTracks, type SortOrder } from './data-table-column.ts'
import { DataTableHeader } from './data-table-header.tsx'
import { type Slot, useSlotTable } from './data-table-model.tsx'
import { cellId, DataTableRow } from './data-table-row.tsx'
import { Skeleton } from './skeleton.tsx'
import { type ActiveCell, useGridKeys } from './use-grid-keys.ts'

export type { Column, SortOrder } from './data-table-column.ts'

interface DataTableProps<Row> {
  label: string
  /** Keep the same array between renders (module scope or useMemo), or every row is drawn again. */
  columns: readonly Column<Row>[]
  /** All rows. Leave out and give `getRow` with `rowCount` for a list of which only a window is at hand. */
  rows?: readonly Row[] | undefined
  getRow?: ((index: number) => Row | undefined) | undefined
  rowCount?: number | undefined
  rowKey: (row: Row) => string
  /** Enter, or a click where rows are not selected, or a double click where they are. */
  onRowActivate?: ((row: Row) => void) | undefined
  selectedKey?: string | null | undefined
  onSelectedKeyChange?: ((key: string) => void) | undefined
  empty: ReactNode
  loading?: boolean | undefined
  sort?: SortOrder | undefined
  onSortChange?: ((sort: SortOrder) => void) | undefined
  onEndReached?: (() => void) | undefined
  /** First and last row drawn, a few out of sight included. */
  onVisibleRangeChange?: ((first: number, last: number) => void) | undefined
  rowHeight?: number | undefined
  /** Narrower than this the table scrolls sideways. */
  minWidth?: string | undefined
  className?: string | undefined
}

const HEADER_HEIGHT = 36
const OVERSCAN = 8
const INTERACTIVE =
  'button, a[href], input, select, textarea, label, [role="button"], [role="checkbox"], [role="switch"]'

const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest(INTERACTIVE) !== null

/** A list of any length as a grid: it draws only what is in sight, fills the height it is given and is worked by keyboard. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  getRow,
  rowCount,
  rowKey,
  onRowActivate,
  selectedKey,
  onSelectedKeyChange,
  empty,
  loading = false,
  sort,
  onSortChange,
  onEndReached,
  onVisibleRangeChange,
  rowHeight = 36,
  minWidth = '36rem',
  className,
}: DataTableProps<Row>) {
  const { t } = useTranslation('common')
  const gridId = useId()
  const scrollRef = useRef<HTMLDivElement>(null)
  const count = rowCount ?? rows?.length ?? 0
  const rowAt = (index: number): Row | undefined => (getRow ? getRow(index) : rows?.[index])

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: HEADER_HEIGHT,
    scrollPaddingStart: HEADER_HEIGHT,
    useFlushSync: false,
  })
  const items = virtualizer.getVirtualItems()
  useRangeReports(items[0]?.index, items.at(-1)?.index, count, { onVisibleRangeChange, onEndReached })
  const slots = items.map(({ index }): Slot<Row> => {
    const row = rowAt(index)
    return { index, row, key: row === undefined ? `waiting-${index}` : rowKey(row) }
  })
  const table = useSlotTable(columns, slots)

  const select = (index: number): void => {
    const row = rowAt(index)
    if (row !== undefined) onSelectedKeyChange?.(rowKey(row))
  }
  const activate = (index: number): void => {
    const row = rowAt(index)
    if (row !== undefined) onRowActivate?.(row)
  }
  const awaited = useRef<ActiveCell | null>(null)
  const enterCell = (cell: ActiveCell): void => {
    const drawn = document.getElementById(cellId(gridId, cell.row, cell.column))
    awaited.current = drawn ? null : cell
    drawn?.querySelector<HTMLElement>(INTERACTIVE)?.focus()
  }
  // A cell entered while its row is still scrolling into sight is entered as soon as it is drawn.
  useEffect(() => {
    if (document.activeElement !== scrollRef.current) awaited.current = null
    else if (awaited.current) enterCell(awaited.current)
  })
  const keys = useGridKeys({
    rowCount: count,
    columnCount: columns.length,
    pageSize: () =>
      Math.max(1, Math.floor(((scrollRef.current?.clientHeight ?? 0) - HEADER_HEIGHT) / rowHeight) - 1),
    firstRow: () => {
      const selected = selectedKey ? rows?.findIndex((row) => rowKey(row) === selectedKey) : undefined
      return Math.max(0, selected ?? virtualizer.range?.startIndex ?? 0)
    },
    onMove: (row) => {
      awaited.current = null
      virtualizer.scrollToIndex(row)
      select(row)
    },
    onActivate: activate,
    onEnterCell: enterCell,
  })
  const press = useStableHandler((index: number, column: number, event: MouseEvent) => {
    if (isControl(event.target)) return
    keys.setActive({ row: index, column })
    if (onSelectedKeyChange) select(index)
    else activate(index)
  })
  const doublePress = useStableHandler((index: number, event: MouseEvent) => {
    if (onSelectedKeyChange && !isControl(event.target)) activate(index)
  })
  const leaveCell = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape' && event.target !== event.currentTarget && !event.defaultPrevented) {
      event.preventDefault()
      event.currentTarget.focus()
    } else keys.onKeyDown(event)
  }
  const focusSelf = (event: FocusEvent<HTMLElement>): void => {
    if (event.target === event.currentTarget) keys.onFocus()
  }

  const activeDrawn = keys.active !== null && items.some(({ index }) => index === keys.active?.row)
  const style = useMemo(
    (): CSSProperties & Record<'--tracks', string> => ({ '--tracks': columnTracks(columns) }),
    [columns],
  )
  return (
    <div className={cx('relative flex min-h-40 min-w-0 flex-1 flex-col', className)}>
      <div
        ref={scrollRef}
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        aria-busy={loading || undefined}
        aria-activedescendant={
          activeDrawn && keys.active ? cellId(gridId, keys.active.row, keys.active.column) : undefined
        }
        tabIndex={0}
        onKeyDown={leaveCell}
        onFocus={focusSelf}
        style={style}
        className={cx(
          'group/grid min-h-0 flex-1 overflow-auto bg-surface',
          count > 0 ? 'focus-visible:outline-none' : 'focus-visible:-outline-offset-2',
        )}
      >
        <div style={{ minWidth }}>
          <div role="rowgroup" className="sticky top-0 z-10">
            <DataTableHeader columns={columns} sort={sort} onSortChange={onSortChange} />
          </div>
          <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
            {table.getRowModel().rows.map((modelRow) => (
              <DataTableRow
                key={modelRow.id}
                {...{ modelRow, columns, gridId }}
                offset={modelRow.original.index * rowHeight}
                height={rowHeight}
                selected={
                  onSelectedKeyChange && modelRow.id === selectedKey ? true : onSelectedKeyChange && false
                }
                activeColumn={keys.active?.row === modelRow.original.index ? keys.active.column : null}
                activatable={onRowActivate !== undefined}
                onPress={press}
                onDoublePress={doublePress}
              />
            ))}
          </div>
        </div>
      </div>
      {count === 0 && (
        <div className="absolute inset-x-0 top-9 bottom-0 overflow-y-auto">
          {loading ? <LoadingRows label={t('ui.loading')} height={rowHeight} /> : empty}
        </div>
      )}
    </div>
  )
}

/** A function with one identity for memoised rows that always runs its newest version. */
function useStableHandler<Args extends unknown[]>(handler: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  return useMemo(
    () =>
      (...args: Args) =>
        latest.current(...args),
    [],
  )
}

interface RangeReports {
  onVisibleRangeChange: ((first: number, last: number) => void) | undefined
  onEndReached: (() => void) | undefined
}

function useRangeReports(
  first: number | undefined,
  last: number | undefined,
  count: number,
  reports: RangeReports,
): void {
  const report = useEffectEvent((from: number, to: number) => reports.onVisibleRangeChange?.(from, to))
  const reportEnd = useEffectEvent(() => reports.onEndReached?.())
  useEffect(() => {
    if (first !== undefined && last !== undefined) report(first, last)
  }, [first, last])
  const atEnd = last !== undefined && last >= count - 1
  useEffect(() => {
    if (atEnd && count > 0) reportEnd()
  }, [atEnd, count])
}

function LoadingRows({ label, height }: { label: string; height: number }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: 8 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={row} className="flex items-center gap-6 border-b border-rule px-3" style={{ height }}>
          <Skeleton className="w-1/3" />
          <Skeleton className="w-1/5" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  )
}
