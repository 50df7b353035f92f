import { useCan, useSettings } from '@renderer/db/hooks.ts'
import { getDesktop } from '@renderer/desktop/bridge.ts'
import { useLocale } from '@renderer/i18n/use-locale.ts'
import { Button } from '@renderer/ui/button.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { SalesReport } from '@shared/analytics/figures.ts'
import { dayToIso } from '@shared/kernel/business-day.ts'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reportFile, shownRange } from './report-file.ts'

export function ExportButton({ report }: { report: SalesReport | undefined }) {
  const { t } = useTranslation('dashboard')
  const locale = useLocale()
  const maySeeMargin = useCan('reports.view-margin')
  const categories = useSettings('category')
  const [isSaving, setSaving] = useState(false)
  const save = async (shown: SalesReport): Promise<void> => {
    setSaving(true)
    const nameById = new Map<string, string>(categories?.map(({ id, value }) => [id, value.name]))
    const categoryName = (id: string | null) =>
      id === null ? t('noCategory') : (nameById.get(id) ?? t('unknownCategory'))
    const { from, to } = shownRange(shown)
    const saved = await getDesktop().files.saveExport({
      suggestedName: t('export.fileName', {
        from: dayToIso(from),
        to: dayToIso(to),
      }),
      content: reportFile(shown, { t, locale, maySeeMargin, categoryName }),
      mimeType: 'text/csv',
    })
    setSaving(false)
    if (!saved.ok) toast.error(t('export.failed'))
    else if (saved.value.saved) toast.success(t('export.done'))
  }
  return (
    <Button
      icon={<Download />}
      busy={isSaving}
      disabled={!report}
      onClick={() => report && void save(report)}
    >
      {t('export.button')}
    </Button>
  )
}
