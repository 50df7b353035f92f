import { useCan } from '@renderer/db/hooks.ts'
import { formatBusinessDay } from '@renderer/i18n/format.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { useProjectionProgress, useReport } from '@renderer/projections/hooks.ts'
import { Button } from '@renderer/ui/button.tsx'
import { Card } from '@renderer/ui/card.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { ErrorState } from '@renderer/ui/error-state.tsx'
import { Progress } from '@renderer/ui/progress.tsx'
import { SelectField } from '@renderer/ui/select-field.tsx'
import { Toolbar } from '@renderer/ui/toolbar.tsx'
import type { BuiltDefinition } from '@shared/analytics/report/built-definition.ts'
import type { OrdersQuestion } from '@shared/analytics/report/find-orders.ts'
import { narrowOpened } from '@shared/analytics/report/narrow-opened.ts'
import type { ReportDescription, ReportRequest } from '@shared/analytics/report/report-definition.ts'
import { mergeFilters } from '@shared/analytics/report/report-filters.ts'
import type { Drill, ReportAnswer, ReportColumn } from '@shared/analytics/report/report-table.ts'
import { ChartColumn } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { FreshnessLine, RangeFields } from '../dashboard/public.ts'
import { type CellWriter, useCellWriter } from './cell-writer.ts'
import { DrillSheet, type OpenedFigure } from './drill-sheet.tsx'
import { ExportMenu } from './export-menu.tsx'
import { FilterBar } from './filter-bar.tsx'
import { ReportChart } from './report-chart.tsx'
import { ReportNotes } from './report-notes.tsx'
import { ReportPaper } from './report-paper.tsx'
import { inShownOrder, type TableSort, withoutHidden } from './report-rows.ts'
import { COMPARISONS, type ReportChoice, useReportRequest } from './report-state.ts'
import { type OpenFigure, ReportTable } from './report-table.tsx'
import { useReportWords } from './report-words.ts'

const FIRST_ROWS = 200
const MORE_ROWS = 1_000

interface ReportViewProps {
  report: ReportDescription
  choice: ReportChoice
  /** Instead of the report's own words: of one that was saved or put together. */
  title?: string
  about?: ReactNode
  /** Beside the export. */
  actions?: ReactNode
  /** Between the heading and the figures. */
  children?: ReactNode
  /** Of the built report: what stands in it. */
  built?: BuiltDefinition
}

/** One report: what it is asked of, its picture and its table. */
export function ReportView({ report, choice, built, actions, children, ...own }: ReportViewProps) {
  const words = useReportWords()
  const request = useReportRequest(report, choice, built)
  const writer = useCellWriter(request.currency)
  const maySeeMargin = useCan('reports.view-margin')
  const [sort, setSort] = useState<TableSort | null>(null)
  const [limit, setLimit] = useState(FIRST_ROWS)
  const paper = useRef<HTMLElement>(null)
  const found = useReport(report.id, request, { limit, ...(sort ? { sort } : {}) })
  const answer = found && withoutHidden(found, maySeeMargin)
  const title = own.title ?? words(`report.${report.id}.title`)
  const rows = answer ? inShownOrder(answer, sort, writer) : []
  return (
    <section aria-label={title} className="flex min-w-0 flex-1 flex-col gap-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-base font-semibold">{title}</h2>
          <p className="text-sm text-ink-muted">{own.about ?? words(`report.${report.id}.about`)}</p>
          <div className="text-xs text-ink-muted">
            <FreshnessLine />
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {actions}
          <ExportMenu
            id={report.id}
            {...{ title, request, sort, maySeeMargin, writer, paper }}
            disabled={rows.length === 0}
          />
        </div>
      </div>
      {children}
      <Choices report={report} choice={choice} />
      <FilterBar report={report} choice={choice} writer={writer} />
      <Answer {...{ report, choice, request, writer, answer, rows, sort }} title={title} onSort={setSort} />
      {answer && answer.rowCount > rows.length && (
        <MoreButton shown={rows.length} count={answer.rowCount} onMore={() => setLimit(limit + MORE_ROWS)} />
      )}
      {answer && (
        <ReportPaper
          ref={paper}
          isRanged={report.time === 'range'}
          {...{ title, answer, rows, request, writer }}
        />
      )}
    </section>
  )
}

function MoreButton({ shown, count, onMore }: { shown: number; count: number; onMore: () => void }) {
  const { t } = useTranslation('reports')
  return <Button onClick={onMore}>{t('table.more', { shown, count })}</Button>
}

function Choices({ report, choice }: { report: ReportDescription; choice: ReportChoice }) {
  const { t } = useTranslation('reports')
  const words = useReportWords()
  const options = report.options.map((option) => (
    <SelectField
      key={option.id}
      label={words(`option.${option.id}.label`)}
      value={choice.options[option.id] ?? option.choices[0] ?? ''}
      options={option.choices.map((value) => ({ value, label: words(`option.${option.id}.${value}`) }))}
      onChange={(value) => choice.setOptions({ [option.id]: value })}
    />
  ))
  if (report.time === 'now')
    return options.length === 0 ? null : <Toolbar label={t('toolbar')}>{options}</Toolbar>
  return (
    <Toolbar label={t('toolbar')}>
      <RangeFields chosen={choice.chosen}>
        <SelectField
          label={t('compare.label')}
          value={choice.comparison}
          options={COMPARISONS.map((value) => ({ value, label: t(`compare.${value}`) }))}
          onChange={choice.setComparison}
        />
        {options}
      </RangeFields>
    </Toolbar>
  )
}

interface AnswerProps {
  report: ReportDescription
  choice: ReportChoice
  request: ReportRequest
  writer: CellWriter
  answer: ReportAnswer | null | undefined
  rows: ReportAnswer['rows']
  sort: TableSort | null
  title: string
  onSort: (sort: TableSort) => void
}

function Answer({ report, choice, request, writer, answer, rows, sort, title, onSort }: AnswerProps) {
  const { t } = useTranslation(['reports', 'dashboard'])
  const { phase, documents } = useProjectionProgress()
  const [opened, setOpened] = useState<OpenedFigure | null>(null)
  const open = useOpenFigure(title, choice, request, writer, setOpened)
  if (phase === 'failed')
    return (
      <ErrorState
        what={t('dashboard:broken.what')}
        todo={t('dashboard:broken.todo')}
        data={t('dashboard:broken.data')}
      />
    )
  if (answer === null)
    return <EmptyState icon={<ChartColumn />} title={t('missing.title')} body={t('missing.body')} />
  if (answer === undefined)
    return (
      <div className="mx-auto flex w-full max-w-sm flex-col gap-2 py-10">
        <Progress label={t('dashboard:building')} value={null} />
        {documents > 0 && (
          <p className="text-xs text-ink-muted tabular-nums">
            {t('dashboard:buildingCount', { count: documents })}
          </p>
        )}
      </div>
    )
  if (rows.length === 0)
    return (
      <>
        <ReportNotes notes={answer.notes} writer={writer} />
        <NothingFound answer={answer} choice={choice} report={report} />
      </>
    )
  return (
    <>
      <ReportNotes notes={answer.notes} writer={writer} />
      {answer.chart && (
        <Card>
          <ReportChart title={title} {...{ answer, rows, writer }} />
        </Card>
      )}
      <Card flush>
        <ReportTable label={title} {...{ answer, rows, writer, sort, onSort }} onOpen={open} />
      </Card>
      {opened && <DrillSheet key={opened.title} opened={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

/** Where a figure leads: to the orders behind it, to another report, or to one customer, product or order. */
function useOpenFigure(
  title: string,
  choice: ReportChoice,
  request: ReportRequest,
  writer: CellWriter,
  setOpened: (opened: OpenedFigure) => void,
): OpenFigure {
  const { t } = useTranslation('reports')
  const [, navigate] = useLocation()
  const openReport = (drill: Extract<Drill, { to: 'report' }>): void => {
    if (drill.filters) choice.addFilters(drill.filters)
    if (drill.range) choice.chosen.chooseDays(drill.range)
    choice.setOptions(drill.options ?? {})
    navigate(`/reports/${drill.id}`)
  }
  return ({ opens }, column, name) => {
    if (!opens) return
    if (opens.to === 'report') openReport(opens)
    else if (opens.to === 'order') navigate(`/orders/${opens.orderId}`)
    else if (opens.to === 'customer') navigate(`/customers/${opens.customerId}`)
    else if (opens.to === 'product') navigate(`/products/${opens.productId}`)
    else
      setOpened({
        title: t('drill.title', {
          report: title,
          name,
          column: writer.heading(column),
        }),
        question: ordersQuestion(opens, column, request),
      })
  }
}

/** The report's range and filters, narrowed by the row and by the column. */
function ordersQuestion(
  opens: Extract<Drill, { to: 'orders' }>,
  column: ReportColumn,
  request: ReportRequest,
): OrdersQuestion {
  const { range, filters, orderIds, reason, only: rowOnly } = narrowOpened(opens, column)
  const only = column.only ?? rowOnly
  return {
    range: range ?? request.range,
    currency: request.currency,
    filters: mergeFilters(request.filters, filters),
    ...(only === undefined ? {} : { only }),
    ...(reason === undefined ? {} : { reason }),
    ...(orderIds === undefined ? {} : { orderIds }),
  }
}

/** Nothing was ever sold, nothing in these days, or nothing that passes the filters: each says what to do. */
function NothingFound({
  answer,
  choice,
  report,
}: {
  answer: ReportAnswer
  choice: ReportChoice
  report: ReportDescription
}) {
  const { t } = useTranslation(['reports', 'dashboard'])
  const locale = useLocale()
  const { known } = answer
  const isFiltered = report.filters.some((name) => choice.filters[name] !== undefined)
  if (isFiltered)
    return (
      <EmptyState
        icon={<ChartColumn />}
        title={t('empty.filtered')}
        body={t('empty.filteredBody')}
        action={<Button onClick={choice.clearFilters}>{t('filter.clear')}</Button>}
      />
    )
  if (!known) return <EmptyState icon={<ChartColumn />} title={t('empty.title')} body={t('empty.body')} />
  if (report.time === 'now')
    return <EmptyState icon={<ChartColumn />} title={t('empty.now')} body={t('empty.nowBody')} />
  return (
    <EmptyState
      icon={<ChartColumn />}
      title={t('empty.range')}
      body={t('dashboard:empty.rangeBody', {
        from: formatBusinessDay(known.from, locale),
        to: formatBusinessDay(known.to, locale),
      })}
      action={<Button onClick={() => choice.chosen.choose('all')}>{t('dashboard:empty.showKnown')}</Button>}
    />
  )
}
