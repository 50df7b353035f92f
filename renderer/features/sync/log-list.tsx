import { isCollectionName } from '@shared/schemas/registry.ts'
import { useTranslation } from 'react-i18next'
import type { SyncLogRecord } from '../../db/local-tables.ts'
import { useSync } from '../../sync/sync-context.ts'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SimpleTable } from './simple-table.tsx'
import { isMended } from './use-mended-text.ts'
import { useRecords } from './use-records.ts'

const SHOWN = 50
const KINDS = [
  'merged',
  'resent',
  'discarded',
  'refused',
  'journal',
  'carried',
  'brought',
  'failure',
  'conflict-retry',
] as const

/** What happened in the sync, newest first, in plain words; what was mended has a list of its own. */
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
  const others = (records ?? []).filter((record) => !isMended(record))
  const newest = others.sort((a, b) => b.at - a.at).slice(0, SHOWN)
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
