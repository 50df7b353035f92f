import { useSettings } from '@renderer/db/hooks.ts'
import { Banner } from '@renderer/ui/banner.tsx'
import type { ReportFilters } from '@shared/analytics/report/report-filters.ts'
import { useTranslation } from 'react-i18next'

/** What a saved report names and the shop no longer has, or this program does not know. The report is shown all the same. */
export function GoneNotice({ filters, unknown }: { filters: ReportFilters; unknown: readonly string[] }) {
  const { t } = useTranslation('reportBuilder')
  const categories = useSettings('category')
  const gone = (filters.category ?? []).filter(
    (id) => id !== '' && categories !== undefined && !categories.some((one) => one.id === id),
  )
  return (
    <>
      {gone.length > 0 && <Banner tone="warning" title={t('gone.category', { count: gone.length })} />}
      {unknown.length > 0 && (
        <Banner tone="warning" title={t('gone.filter', { names: unknown.join(', ') })} />
      )}
    </>
  )
}
