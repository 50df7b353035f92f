import { isCollectionName } from '@shared/schemas/registry.ts'
import { useTranslation } from 'react-i18next'
import { useSync } from '../../sync/sync-context.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SimpleTable } from './simple-table.tsx'
import { useRecords } from './use-records.ts'

/** Documents that could not be read: kept as they were found, so that support can mend them. */
export function QuarantineList() {
  const { t } = useTranslation('sync')
  const records = useRecords(useSync().tables.quarantine)
  if (records === undefined || records.length === 0) return <EmptyState title={t('quarantined.empty')} />
  const named = (name: string) => (isCollectionName(name) ? t(`collection.${name}`) : name)
  return (
    <SimpleTable
      label={t('tab.quarantine', { count: records.length })}
      rows={records}
      rowKey={(record) => record.id}
      columns={[
        {
          header: t('quarantined.what'),
          cell: (record) => `${named(record.collection)} ${record.documentId}`,
        },
        { header: t('quarantined.from'), cell: (record) => t(`quarantined.source.${record.source}`) },
        { header: t('quarantined.why'), cell: (record) => record.issues.slice(0, 3).join(' ; ') },
      ]}
    />
  )
}
