import { COLLECTION_NAMES } from '@shared/schemas/registry.ts'
import { useTranslation } from 'react-i18next'
import { formatQuantity } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useSyncStatus } from '../../sync/sync-status.ts'
import { Card } from '../../ui/card.tsx'
import { SimpleTable } from './simple-table.tsx'

/** How many documents of each kind stand here and there; a dash where it was not compared yet. */
export function DocumentTable() {
  const { t } = useTranslation('sync')
  const locale = useLocale()
  const { localCounts, serverCounts, pendingByCollection } = useSyncStatus()
  const figure = (count: number | undefined) => (count === undefined ? '–' : formatQuantity(count, locale))
  const names = COLLECTION_NAMES.filter((name) => (serverCounts[name] ?? 0) + (localCounts[name] ?? 0) > 0)
  return (
    <Card title={t('documents.title')} flush>
      <SimpleTable
        label={t('documents.title')}
        rows={names}
        rowKey={(name) => name}
        columns={[
          { header: t('documents.collection'), cell: (name) => t(`collection.${name}`) },
          { header: t('documents.here'), cell: (name) => figure(localCounts[name]), align: 'end' },
          { header: t('documents.there'), cell: (name) => figure(serverCounts[name]), align: 'end' },
          {
            header: t('documents.pending'),
            cell: (name) => figure(pendingByCollection[name] ?? 0),
            align: 'end',
          },
        ]}
      />
    </Card>
  )
}
