import { useCan } from '@renderer/db/hooks.ts'
import { useReports } from '@renderer/projections/hooks.ts'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { Page } from '@renderer/ui/page.tsx'
import { ChartColumn, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useRoute } from 'wouter'
import { ReportList } from './report-list.tsx'
import { useReportChoice } from './report-state.ts'
import { ReportView } from './report-view.tsx'

const FIRST_REPORT = 'sales-by-day'

/** Every report: the list, and the one that is open (`#/reports/<id>`). It knows none of them by name but the first. */
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
  const [, params] = useRoute('/reports/:id')
  const maySeeMargin = useCan('reports.view-margin')
  const choice = useReportChoice()
  const reports = useReports()?.filter(({ needs }) => needs === 'reports.view' || maySeeMargin)
  const openId = params?.id ?? FIRST_REPORT
  const report = reports?.find(({ id }) => id === openId)
  return (
    <Page title={t('title')}>
      {reports && (
        <div className="flex gap-5">
          <ReportList reports={reports} openId={openId} />
          {report ? (
            <ReportView key={report.id} report={report} choice={choice} />
          ) : (
            <div className="flex-1">
              <EmptyState icon={<ChartColumn />} title={t('missing.title')} body={t('missing.body')} />
            </div>
          )}
        </div>
      )}
    </Page>
  )
}
