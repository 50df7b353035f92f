import { useCan, useDocument } from '@renderer/db/hooks.ts'
import { formatBusinessDay, formatDateTime } from '@renderer/i18n/format.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Card } from '@renderer/ui/card.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { ErrorState } from '@renderer/ui/error-state.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import { sortRows } from '@shared/analytics/report/cut-report.ts'
import type { ReportAnswer } from '@shared/analytics/report/report-table.ts'
import { ALL_DAYS } from '@shared/analytics/report/saved-report.ts'
import type { Id } from '@shared/kernel/id.ts'
import {
  REPORT_PROBLEMS,
  type ScheduledReportPayload,
  type ScheduledReportResult,
  scheduledReportPayloadSchema,
  scheduledReportResultSchema,
} from '@shared/schemas/report.schema.ts'
import { ChartColumn } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useCellWriter } from './cell-writer.ts'
import { ReportChart } from './report-chart.tsx'
import { ReportNotes } from './report-notes.tsx'
import { inShownOrder, type TableSort, withoutHidden } from './report-rows.ts'
import { ReportTable } from './report-table.tsx'
import { ResultExport } from './result-export.tsx'

/** What the server worked out at its time, as it was then. */
export function ScheduledResult({ taskId, settingId }: { taskId: Id; settingId: Id }) {
  const { t } = useTranslation('reportBuilder')
  const task = useDocument('tasks', taskId)
  if (task === undefined) return <Skeleton className="h-40 flex-1" />
  const payload = scheduledReportPayloadSchema.safeParse(task?.payload)
  const result = scheduledReportResultSchema.safeParse(task?.result)
  const { problem, table } = result.data ?? {}
  if (!payload.success || !result.success || (problem === undefined && !table))
    return (
      <div className="flex-1">
        <EmptyState
          icon={<ChartColumn />}
          title={t('result.missing')}
          body={t('result.missingHow')}
          action={<OpenButton settingId={settingId} />}
        />
      </div>
    )
  if (problem !== undefined) return <Problem problem={problem} settingId={settingId} />
  return <Figures {...{ settingId }} payload={payload.data} result={result.data} />
}

function Problem({ problem, settingId }: { problem: string; settingId: Id }) {
  const { t } = useTranslation('reportBuilder')
  const known = REPORT_PROBLEMS.find((one) => one === problem)
  return (
    <div className="flex flex-1 flex-col gap-3">
      <ErrorState
        what={t('result.problem.title')}
        todo={known ? t(`result.problem.${known}`) : t('result.problem.other', { problem })}
        data={t('result.problem.data')}
      />
      <div>
        <OpenButton settingId={settingId} />
      </div>
    </div>
  )
}

function OpenButton({ settingId }: { settingId: Id }) {
  const { t } = useTranslation('reportBuilder')
  const [, navigate] = useLocation()
  return <Button onClick={() => navigate(`/reports/${settingId}`)}>{t('result.open')}</Button>
}

interface FiguresProps {
  settingId: Id
  payload: ScheduledReportPayload
  result: ScheduledReportResult
}

function Figures({ settingId, payload, result }: FiguresProps) {
  const { t } = useTranslation('reportBuilder')
  const writer = useCellWriter(payload.currency)
  const maySeeMargin = useCan('reports.view-margin')
  const [sort, setSort] = useState<TableSort | null>(null)
  const answer = withoutHidden(answerOf(result), maySeeMargin)
  const at = answer.columns.findIndex(({ id }) => id === sort?.column)
  const sorted = sort && at !== -1 ? { ...answer, rows: sortRows(answer.rows, at, sort.direction) } : answer
  const rows = inShownOrder(sorted, sort, writer)
  const { name, range } = payload
  return (
    <section aria-label={name} className="flex min-w-0 flex-1 flex-col gap-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-base font-semibold">{name}</h2>
          <p className="text-sm text-ink-muted">
            {t(range.from === ALL_DAYS.from ? 'result.subtitleAll' : 'result.subtitle', {
              at: formatDateTime(result.computedAt, writer.locale),
              from: formatBusinessDay(range.from, writer.locale),
              to: formatBusinessDay(range.to, writer.locale),
            })}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <OpenButton settingId={settingId} />
          <ResultExport {...{ name, answer, rows, writer, range }} />
        </div>
      </div>
      <ReportNotes notes={answer.notes} writer={writer} />
      {answer.rowCount > answer.rows.length && (
        <p className="text-xs text-ink-muted">
          {t('result.cut', { shown: answer.rows.length, count: answer.rowCount })}
        </p>
      )}
      {answer.chart && (
        <Card>
          <ReportChart title={name} {...{ answer, rows, writer }} />
        </Card>
      )}
      <Card flush>
        <ReportTable
          label={name}
          {...{ answer, rows, writer, sort }}
          onSort={setSort}
          onOpen={() => undefined}
        />
      </Card>
    </section>
  )
}

/** The stored table as a report answers; its figures open nothing. */
function answerOf({ table, rowCount = 0 }: ScheduledReportResult): ReportAnswer {
  const stored = table as unknown as Omit<ReportAnswer, 'rowCount' | 'known'> // written by the same program; its shape was parsed
  return {
    ...stored,
    rows: stored.rows.map((row) => ({ ...row, opens: null })),
    total: stored.total && { ...stored.total, opens: null },
    chart: stored.chart ?? null,
    rowCount,
    known: null,
  }
}
