import { isCollectionName } from '@shared/schemas/registry.ts'
import { useTranslation } from 'react-i18next'
import type { SyncLogRecord } from '../../db/local-tables.ts'
import { useSync } from '../../sync/sync-context.ts'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SimpleTable } from './simple-table.tsx'
import { useRecords } from './use-records.ts'

const SHOWN = 50
const KINDS = [
  'repair',
  'merged',
  'resent',
  'discarded',
  'refused',
  'epoch',
  'journal',
  'restored',
  'failure',
  'conflict-retry',
] as const

/** What the sync did by itself, newest first, in plain words. */
export function LogList() {
  const { t } = useTranslation('sync')
  const records = useRecords(useSync().tables.log)
  const text = ({ kind, params }: SyncLogRecord) => {
    const known = KINDS.find((name) => name === kind)
    const name = String(params.collection ?? '')
    const collection = isCollectionName(name) ? t(`collection.${name}`) : name
    return known === undefined
      ? t('log.other', { kind })
      : t(`log.${known}`, { collection, why: String(params.why ?? '') })
  }
  const newest = [...(records ?? [])].sort((a, b) => b.at - a.at).slice(0, SHOWN)
  if (newest.length === 0) return <EmptyState title={t('log.empty')} />
  return (
    <SimpleTable
      label={t('tab.log')}
      rows={newest}
      rowKey={(record) => record.id}
      columns={[
        { header: t('log.when'), cell: (record) => <DateTimeText at={record.at} /> },
        { header: t('log.what'), cell: text },
      ]}
    />
  )
}
