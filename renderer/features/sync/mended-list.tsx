import { useTranslation } from 'react-i18next'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SimpleTable } from './simple-table.tsx'
import { type MendedRecord, useMendedText } from './use-mended-text.ts'

const SHOWN = 50

/** What was damaged and put right without anybody, newest first. */
export function MendedList({ records }: { records: readonly MendedRecord[] }) {
  const { t } = useTranslation('sync')
  const text = useMendedText()
  if (records.length === 0) return <EmptyState title={t('mended.empty')} body={t('mended.emptyBody')} />
  const rows = records.slice(0, SHOWN).map((record) => ({ ...text(record), id: record.id, at: record.at }))
  return (
    <SimpleTable
      label={t('mended.label')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { header: t('mended.when'), cell: (row) => <DateTimeText at={row.at} /> },
        { header: t('mended.what'), cell: (row) => row.what },
        { header: t('mended.done'), cell: (row) => row.done },
        { header: t('mended.data'), cell: (row) => row.data },
      ]}
    />
  )
}
