import { useCan } from '@renderer/db/hooks.ts'
import { useReports } from '@renderer/projections/hooks.ts'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { Page } from '@renderer/ui/page.tsx'
import type { ReportDescription } from '@shared/analytics/report/report-definition.ts'
import { isId } from '@shared/kernel/id.ts'
import { ChartColumn, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useRoute } from 'wouter'
import { NewReport, SaveButton } from './new-report.tsx'
import { ReportList } from './report-list.tsx'
import { type ReportChoice, useReportChoice } from './report-state.ts'
import { ReportView } from './report-view.tsx'
import { useReportWords } from './report-words.ts'
import { type ListedReport, savedChoice, useSavedReports } from './saved-reports.ts'
import { SavedView } from './saved-view.tsx'
import { ScheduledResult } from './scheduled-result.tsx'

const FIRST_REPORT = 'sales-by-day'
const NEW_REPORT = 'new'

/**
 * Every report: the list, and the one that is open (`#/reports/<id>`): one of the program's, a saved one, `new`, or what the server worked out
 * of a saved one. It knows none of them by name but the first.
 */
export function ReportsScreen() {
  const { t } = useTranslation('reports')
  if (useCan('reports.view')) return <Reports />
  return (
    <Page title={t('title')}>
      <EmptyState icon={<Lock />} title={t('forbidden.title')} body={t('forbidden.body')} />
    </Page>
  )
}

function Reports() {
  const { t } = useTranslation('reports')
  const [, params] = useRoute('/reports/:id?/:resultId?')
  const maySeeMargin = useCan('reports.view-margin')
  const choice = useReportChoice()
  const reports = useReports()?.filter(({ needs }) => needs === 'reports.view' || maySeeMargin)
  const openId = params?.id ?? FIRST_REPORT
  const saved = useSavedReports()
  return (
    <Page title={t('title')}>
      {reports && (
        <div className="flex gap-5">
          <ReportList reports={reports} saved={saved ?? []} openId={openId} />
          <OpenReport {...{ openId, reports, saved, choice }} resultId={params?.resultId} />
        </div>
      )}
    </Page>
  )
}

interface OpenReportProps {
  openId: string
  resultId: string | undefined
  reports: readonly ReportDescription[]
  saved: readonly ListedReport[] | undefined
  choice: ReportChoice
}

function OpenReport({ openId, resultId, reports, saved, choice }: OpenReportProps) {
  const { t } = useTranslation(['reports', 'reportBuilder'])
  const words = useReportWords()
  if (openId === NEW_REPORT) return <NewReport choice={choice} />
  if (isId(openId)) {
    if (resultId !== undefined && isId(resultId))
      return <ScheduledResult key={resultId} taskId={resultId} settingId={openId} />
    if (!saved) return null
    const listed = saved.find(({ id }) => id === openId)
    if (listed) return <SavedView key={openId} listed={listed} reports={reports} />
    return <Missing title={t('reportBuilder:gone.missing')} body={t('reportBuilder:gone.missingHow')} />
  }
  const report = reports.find(({ id }) => id === openId)
  if (!report) return <Missing title={t('missing.title')} body={t('missing.body')} />
  return (
    <ReportView
      key={report.id}
      report={report}
      choice={choice}
      actions={
        <SaveButton value={savedChoice(report, choice)} suggested={words(`report.${report.id}.title`)} />
      }
    />
  )
}

function Missing({ title, body }: { title: string; body: string }) {
  return (
    <div className="flex-1">
      <EmptyState icon={<ChartColumn />} title={title} body={body} />
    </div>
  )
}
