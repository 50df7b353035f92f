import { getDesktop } from '@renderer/desktop/bridge.ts'
import { Button } from '@renderer/ui/button.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { DayRange } from '@shared/analytics/figures.ts'
import type { ReportAnswer, ReportRow } from '@shared/analytics/report/report-table.ts'
import { dayToIso } from '@shared/kernel/business-day.ts'
import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CellWriter } from './cell-writer.ts'
import { fileSheet, reportCsv } from './report-file.ts'

interface ResultExportProps {
  name: string
  range: DayRange
  answer: ReportAnswer
  rows: readonly ReportRow[]
  writer: CellWriter
}

/** The kept figures as a file. */
export function ResultExport({ name, range, answer, rows, writer }: ResultExportProps) {
  const { t } = useTranslation('reports')
  const save = async (): Promise<void> => {
    const sheet = fileSheet(answer, rows, writer, t('chart.before'))
    const saved = await getDesktop().files.saveExport({
      suggestedName: `${name}-${dayToIso(range.from)}-${dayToIso(range.to)}.csv`.replace(
        /[/\\:*?"<>|\p{Cc}]/gu,
        '-',
      ),
      content: reportCsv(sheet, writer, t('table.total')),
      mimeType: 'text/csv',
    })
    if (!saved.ok) toast.error(t('export.failed.other'), { description: t('export.kept') })
    else if (saved.value.saved) toast.success(t('export.done'))
  }
  return (
    <Button icon={<FileText />} onClick={() => void save()}>
      {t('export.csv')}
    </Button>
  )
}
