import { useShop } from '@renderer/db/hooks.ts'
import { formatBusinessDay } from '@renderer/i18n/format.ts'
import type { ReportRequest } from '@shared/analytics/report/report-definition.ts'
import type { ReportAnswer, ReportColumn, ReportRow } from '@shared/analytics/report/report-table.ts'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { FreshnessLine } from '../dashboard/public.ts'
import type { CellWriter } from './cell-writer.ts'
import { noteText } from './report-notes.tsx'

interface ReportPaperProps {
  title: string
  answer: ReportAnswer
  rows: readonly ReportRow[]
  request: ReportRequest
  isRanged: boolean
  writer: CellWriter
  ref: Ref<HTMLElement>
}

/** The report as it stands on paper: what it is of, how fresh, the figures, and what they leave out. Kept out of sight until it is printed. */
export function ReportPaper({ title, answer, rows, request, isRanged, writer, ref }: ReportPaperProps) {
  const { t } = useTranslation('reports')
  const { name } = useShop()
  const day = (of: (typeof request)['range']) =>
    t('paper.range', {
      from: formatBusinessDay(of.from, writer.locale),
      to: formatBusinessDay(of.to, writer.locale),
    })
  return (
    <div hidden>
      <article ref={ref} className="bg-white px-[10mm] py-[8mm] text-[11px] text-black">
        <p>{name}</p>
        <h1 className="text-lg font-semibold">{title}</h1>
        {isRanged && <p>{day(request.range)}</p>}
        {request.compare && <p>{t('paper.compared', { range: day(request.compare) })}</p>}
        <FreshnessLine />
        <table className="mt-3 w-full border-collapse tabular-nums">
          <thead>
            <tr>
              {answer.columns.map((column) => (
                <th
                  key={column.id}
                  className={`border-b border-black px-1 py-1 align-bottom ${sideOf(column)}`}
                >
                  {writer.heading(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <PaperRow key={row.key} row={row} columns={answer.columns} writer={writer} />
            ))}
            {answer.total && (
              <PaperRow
                row={answer.total}
                columns={answer.columns}
                writer={writer}
                total={t('table.total')}
              />
            )}
          </tbody>
        </table>
        {answer.rowCount > rows.length && (
          <p className="mt-2">{t('table.shownOf', { shown: rows.length, count: answer.rowCount })}</p>
        )}
        {answer.notes.map((note) => (
          <p key={note.code} className="mt-2">
            {noteText(note, writer)}
          </p>
        ))}
      </article>
    </div>
  )
}

const sideOf = ({ isMeasure }: ReportColumn): string => (isMeasure ? 'text-right' : 'text-left')

function PaperRow({
  row,
  columns,
  writer,
  total,
}: {
  row: Pick<ReportRow, 'cells' | 'before'>
  columns: readonly ReportColumn[]
  writer: CellWriter
  total?: string
}) {
  return (
    <tr className={total === undefined ? 'border-b border-gray-300' : 'border-t border-black font-semibold'}>
      {columns.map((column, i) => (
        <td key={column.id} className={`px-1 py-0.5 ${sideOf(column)}`}>
          {i === 0 && total !== undefined ? total : written(row, column, i, writer)}
        </td>
      ))}
    </tr>
  )
}

function written(
  { cells, before }: Pick<ReportRow, 'cells' | 'before'>,
  column: ReportColumn,
  at: number,
  writer: CellWriter,
): string {
  const value = cells[at] ?? null
  if (value === null && !column.isMeasure) return ''
  const now = writer.write(column, value)
  return before && column.isMeasure ? `${now} (${writer.write(column, before[at] ?? null)})` : now
}
