import { getDesktop } from '@renderer/desktop/bridge.ts'
import { Button } from '@renderer/ui/button.tsx'
import { type Column, DataTable } from '@renderer/ui/data-table.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { RejectedProductRow } from '@shared/import/product-drafts.ts'
import { Download } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { explainFailure } from '../explain-failure.ts'
import { reasonText } from './reason-text.ts'
import { rejectedFile } from './rejected-file.ts'
import type { Preview } from './use-import.ts'

const rowKey = (row: RejectedProductRow): string => `${row.number}-${row.problem.code}`

/** The rows that do not go in, each with its number in the file and why; they can be saved, mended and imported again. */
export function RejectedRows({ preview }: { preview: Preview }) {
  const { t } = useTranslation('products')
  const { rejected } = preview.summary
  const columns = useMemo(
    (): readonly Column<RejectedProductRow>[] => [
      { id: 'row', header: t('import.rows.number'), width: '5rem', align: 'end', cell: (row) => row.number },
      {
        id: 'reason',
        header: t('import.rows.reason'),
        width: 'minmax(16rem, 2fr)',
        cell: (row) => reasonText(t, row),
      },
      {
        id: 'content',
        header: t('import.rows.content'),
        width: 'minmax(16rem, 2fr)',
        cell: (row) => row.cells.filter((cell) => cell.trim() !== '').join(' · '),
      },
    ],
    [t],
  )
  const save = async (): Promise<void> => {
    const content = rejectedFile({
      ...preview.read,
      rejected,
      rowLabel: t('import.rows.number'),
      reasonLabel: t('import.rows.reason'),
      reasonOf: (row) => reasonText(t, row),
    })
    const saved = await getDesktop().files.saveExport({
      suggestedName: t('import.rows.fileName'),
      content,
      mimeType: 'text/csv',
    })
    if (!saved.ok) toast.error(explainFailure(t, saved.error))
    else if (saved.value.saved) toast.success(t('import.rows.saved'))
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-semibold">{t('import.rows.title', { count: rejected.length })}</h3>
        <Button size="sm" icon={<Download aria-hidden />} onClick={() => void save()}>
          {t('import.rows.save')}
        </Button>
      </div>
      <DataTable
        label={t('import.rows.label')}
        columns={columns}
        rows={rejected}
        rowKey={rowKey}
        empty={null}
        className="h-56 flex-none rounded-md border border-rule"
      />
    </div>
  )
}
