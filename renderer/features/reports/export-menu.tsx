import { getDesktop } from '@renderer/desktop/bridge.ts'
import { useProjections } from '@renderer/projections/projections-context.tsx'
import { Button } from '@renderer/ui/button.tsx'
import { Menu } from '@renderer/ui/menu.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { ReportRequest } from '@shared/analytics/report/report-definition.ts'
import type { DesktopError } from '@shared/ipc/errors.ts'
import { dayToIso } from '@shared/kernel/business-day.ts'
import { Download, FileDown, FileSpreadsheet, FileText, Printer } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellWriter } from './cell-writer.ts'
import { fileSheet, reportCsv, reportWorkbook } from './report-file.ts'
import { inShownOrder, type TableSort, withoutHidden } from './report-rows.ts'

interface ExportMenuProps {
  id: string
  title: string
  request: ReportRequest
  sort: TableSort | null
  maySeeMargin: boolean
  writer: CellWriter
  paper: RefObject<HTMLElement | null>
  disabled: boolean
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The report as a file, with all its rows, or on paper. What cannot be written is said, and everything stays on the screen. */
export function ExportMenu(props: ExportMenuProps) {
  const { t } = useTranslation(['reports', 'printing'])
  const projections = useProjections()
  const [busy, setBusy] = useState(false)
  const { id, title, request, sort, maySeeMargin, writer, paper, disabled } = props
  const { from, to } = request.range
  const fileName = (end: string) =>
    `${title}-${dayToIso(from)}-${dayToIso(to)}.${end}`.replace(/[/\\:*?"<>|\p{Cc}]/gu, '-')

  const save = async (kind: 'csv' | 'xlsx'): Promise<void> => {
    const answer = await projections.report(id, request, sort ? { sort } : {})
    if (!answer) return
    const shown = withoutHidden(answer, maySeeMargin)
    const sheet = fileSheet(shown, inShownOrder(shown, sort, writer), writer, t('chart.before'))
    const total = t('table.total')
    const saved = await getDesktop().files.saveExport({
      suggestedName: fileName(kind),
      content:
        kind === 'csv'
          ? reportCsv(sheet, writer, total)
          : await reportWorkbook(sheet, writer, { sheet: title, total }),
      mimeType: kind === 'csv' ? 'text/csv' : XLSX,
    })
    if (!saved.ok) sayFailure(saved.error)
    else if (saved.value.saved) toast.success(t('export.done'))
  }
  const print = async (kind: 'sheet' | 'pdf'): Promise<void> => {
    const content = paper.current
    if (!content) return
    const { print: printer } = getDesktop()
    const what = { content, title, lang: writer.locale }
    const done = await (kind === 'sheet'
      ? printer.sheet(what)
      : printer.pdf({ ...what, page: 'A4', suggestedName: fileName('pdf') }))
    if (!done.ok) sayFailure(done.error)
  }
  const sayFailure = ({ type }: DesktopError): void => {
    const why = type === 'DiskFull' || type === 'PermissionDenied' ? type : 'other'
    toast.error(t(`export.failed.${why}`), { description: t('export.kept') })
  }
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    try {
      await work()
    } catch {
      // The worker is gone, or the workbook could not be made: the report itself is untouched.
      toast.error(t('export.failed.other'), { description: t('export.kept') })
    }
    setBusy(false)
  }
  return (
    <Menu
      trigger={
        <Button icon={<Download />} busy={busy} disabled={disabled}>
          {t('export.button')}
        </Button>
      }
      items={[
        { label: t('export.csv'), icon: <FileText />, onSelect: () => void run(() => save('csv')) },
        { label: t('export.xlsx'), icon: <FileSpreadsheet />, onSelect: () => void run(() => save('xlsx')) },
        {
          label: t('export.pdf'),
          icon: <FileDown />,
          onSelect: () => void run(() => print('pdf')),
          separated: true,
        },
        { label: t('export.print'), icon: <Printer />, onSelect: () => void run(() => print('sheet')) },
      ]}
    />
  )
}
