import { formatPercent } from '@renderer/i18n/format.ts'
import { cx } from '@renderer/ui/class-names.ts'
import type { Cell, ReportAnswer, ReportColumn, ReportRow } from '@shared/analytics/report/report-table.ts'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeOf } from '../dashboard/public.ts'
import type { CellWriter } from './cell-writer.ts'
import type { TableSort } from './report-rows.ts'

type Opens = Pick<ReportRow, 'cells' | 'before' | 'opens'>
/** A figure that was opened: of which row and column. */
export type OpenFigure = (row: Opens, column: ReportColumn, name: string) => void

interface ReportTableProps {
  label: string
  answer: ReportAnswer
  rows: readonly ReportRow[]
  writer: CellWriter
  sort: TableSort | null
  onSort: (sort: TableSort) => void
  onOpen: OpenFigure
}

/**
 * The figures as a plain table: every browser and reader knows how to walk it. Figures that open something are buttons; Tab reaches the
 * table once, arrows go from figure to figure.
 */
export function ReportTable({ label, answer, rows, writer, sort, onSort, onOpen }: ReportTableProps) {
  const { t } = useTranslation('reports')
  const [active, setActive] = useState('')
  const first = answer.columns.findIndex(({ isMeasure }) => isMeasure)
  const nameOf = (row: ReportRow): string =>
    answer.columns
      .flatMap((column, i) => (i === 0 ? writer.write(column, row.cells[i] ?? null) : []))
      .join(' ')
  const keys = [...rows.map(({ key }) => `row ${key}`), 'total']
  const present = keys.some((key) => active.startsWith(`${key} `)) ? active : `${keys[0]} ${first}`
  const figures = (row: Opens, key: string, name: string) =>
    answer.columns.map((column, at) => (
      <Figure
        key={column.id}
        row={row}
        column={column}
        at={at}
        name={name}
        total={key === 'total' && at === 0 ? t('table.total') : null}
        writer={writer}
        isPresent={present === `${key} ${at}`}
        onFocus={() => setActive(`${key} ${at}`)}
        onOpen={onOpen}
      />
    ))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <div role="group" aria-label={label} tabIndex={0} className="max-h-[40rem] overflow-auto">
      <table
        aria-label={label}
        className="w-full border-collapse tabular-nums"
        onKeyDown={(event) => walkFigures(event)}
      >
        <thead className="sticky top-0 z-10 bg-surface">
          <tr>
            {answer.columns.map((column) => (
              <Header key={column.id} column={column} writer={writer} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-b border-rule">
              {figures(row, `row ${row.key}`, nameOf(row))}
            </tr>
          ))}
        </tbody>
        {answer.total && (
          <tfoot className="sticky bottom-0 bg-surface">
            <tr className="border-t border-rule-strong font-semibold">
              {figures(answer.total, 'total', t('table.total'))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

const isFigures = ({ isMeasure, kind }: ReportColumn): boolean =>
  isMeasure || kind === 'money' || kind === 'count' || kind === 'quantity' || kind === 'percent'

function Header({
  column,
  writer,
  sort,
  onSort,
}: Pick<ReportTableProps, 'writer' | 'sort' | 'onSort'> & { column: ReportColumn }) {
  const direction = sort?.column === column.id ? sort.direction : null
  const next = direction === null ? (column.isMeasure ? 'desc' : 'asc') : direction === 'asc' ? 'desc' : 'asc'
  return (
    <th
      scope="col"
      aria-sort={direction === null ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
      className={cx(
        'border-b border-rule-strong bg-surface px-1 py-1 align-bottom text-xs font-medium text-ink-muted',
        isFigures(column) ? 'text-right' : 'text-left',
      )}
    >
      <button
        type="button"
        onClick={() => onSort({ column: column.id, direction: next })}
        className="inline-flex min-h-7 items-center gap-1 rounded-sm px-2 text-balance [text-align:inherit] hover:bg-hover"
      >
        {writer.heading(column)}
        {direction === 'asc' && <ArrowUp aria-hidden className="size-3.5" />}
        {direction === 'desc' && <ArrowDown aria-hidden className="size-3.5" />}
      </button>
    </th>
  )
}

interface FigureProps {
  row: Opens
  column: ReportColumn
  at: number
  name: string
  /** What the total row is called, in the cell that says it. */
  total: string | null
  writer: CellWriter
  isPresent: boolean
  onFocus: () => void
  onOpen: OpenFigure
}

/** The first cell of a row heads it; figures stand at the end. */
function Figure(props: FigureProps) {
  const { column, at, total } = props
  if (at === 0)
    return (
      <th scope="row" className="sticky left-0 bg-surface px-3 py-1.5 text-left font-normal">
        {total ?? <FigureText {...props} />}
      </th>
    )
  return (
    <td className={cx('px-3 py-1.5', isFigures(column) ? 'text-right' : 'text-left')}>
      <FigureText {...props} />
    </td>
  )
}

function FigureText({ row, column, at, name, writer, isPresent, onFocus, onOpen }: FigureProps) {
  const { t } = useTranslation('reports')
  const value = row.cells[at] ?? null
  const isName = !column.isMeasure
  if (value === null && isName) return null
  const text = writer.write(column, value)
  const before = row.before && column.isMeasure ? (row.before[at] ?? null) : undefined
  const shown = (
    <>
      <span className="whitespace-nowrap">{text}</span>
      {before !== undefined && <Before column={column} now={value} before={before} writer={writer} />}
    </>
  )
  if (row.opens === null || column.opens === null || isName || value === null || value === 0) return shown
  return (
    <button
      type="button"
      data-figure
      tabIndex={isPresent ? 0 : -1}
      aria-label={t('table.open', { name, column: writer.heading(column), value: text })}
      onFocus={onFocus}
      onClick={() => onOpen(row, column, name)}
      className="-mx-1 inline-flex flex-col items-end rounded-sm px-1 underline decoration-rule-strong decoration-dotted underline-offset-4 hover:bg-hover hover:decoration-solid"
    >
      {shown}
    </button>
  )
}

const TONES = { good: 'text-success-ink', bad: 'text-danger-ink', neither: 'text-ink-muted' }

/** What stood there in the range compared with, and by how much it differs where a percentage says something. */
function Before({
  column,
  now,
  before,
  writer,
}: {
  column: ReportColumn
  now: Cell
  before: Cell
  writer: CellWriter
}) {
  const { t } = useTranslation('reports')
  const change =
    typeof now === 'number' && typeof before === 'number' && column.kind !== 'percent'
      ? changeOf(now, before)
      : null
  return (
    <span className="block whitespace-nowrap text-xs font-normal no-underline">
      {change && (
        <span className={TONES[toneOf(column, change.direction)]}>
          {formatPercent(change.ratio, writer.locale, { sign: true })}{' '}
        </span>
      )}
      <span className="text-ink-muted">{t('table.before', { value: writer.write(column, before) })}</span>
    </span>
  )
}

function toneOf(column: ReportColumn, direction: 'up' | 'down' | 'flat'): keyof typeof TONES {
  if (direction === 'flat' || column.better === 'neither') return 'neither'
  return (direction === 'up') === (column.better !== 'less') ? 'good' : 'bad'
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** From figure to figure, over cells that open nothing. */
function walkFigures(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key]
  const from = event.target instanceof Element ? event.target.closest('[data-figure]') : null
  const cell = from?.closest('td, th')
  const row = cell?.closest('tr')
  if (!step || !cell || !row) return
  event.preventDefault()
  const rows = [...event.currentTarget.querySelectorAll('tbody tr, tfoot tr')]
  let [y, x] = [rows.indexOf(row), [...row.children].indexOf(cell)]
  for (;;) {
    y += step[0]
    x += step[1]
    const next = rows[y]?.children[x]
    if (!next) return
    const figure = next.querySelector<HTMLElement>('[data-figure]')
    if (figure) {
      figure.focus()
      return
    }
  }
}
