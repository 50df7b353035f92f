import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RefusedRecord } from '../../db/local-tables.ts'
import { useSync } from '../../sync/sync-context.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DateTimeText } from '../../ui/date-time-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { toast } from '../../ui/toast.ts'
import { labelOfDocument, useRefusalText } from './refusal-text.ts'
import { ResendDialog } from './resend-dialog.tsx'
import { SimpleTable } from './simple-table.tsx'
import { useRecords } from './use-records.ts'

/** Changes the server did not take, each with its reason and two ways out. */
export function RefusedList() {
  const { t } = useTranslation('sync')
  const { refused, tables } = useSync()
  const records = useRecords(tables.refused)
  const reason = useRefusalText()
  const [editing, setEditing] = useState<RefusedRecord | null>(null)
  const [discarding, setDiscarding] = useState<RefusedRecord | null>(null)
  if (records === undefined || records.length === 0) {
    return <EmptyState title={t('refused.empty')} body={t('refused.emptyBody')} />
  }
  const what = (record: RefusedRecord) =>
    `${t(`collection.${record.collection}`)} ${labelOfDocument(record.document)}`
  const discard = async (record: RefusedRecord) => {
    await refused.discard(record.id)
    setDiscarding(null)
    toast.success(t('done.discarded'))
  }
  return (
    <>
      <SimpleTable
        label={t('tab.refused', { count: records.length })}
        rows={records}
        rowKey={(record) => record.id}
        columns={[
          { header: t('refused.what'), cell: what },
          { header: t('refused.when'), cell: (record) => <DateTimeText at={record.at} /> },
          { header: t('refused.why'), cell: (record) => reason(record.refusal) },
          {
            header: t('refused.edit'),
            cell: (record) => (
              <span className="flex gap-2">
                <Button size="sm" onClick={() => setEditing(record)}>
                  {t('refused.edit')}
                </Button>
                <Button size="sm" variant="danger" onClick={() => setDiscarding(record)}>
                  {t('refused.discard')}
                </Button>
              </span>
            ),
          },
        ]}
      />
      {editing && <ResendDialog record={editing} onClose={() => setEditing(null)} />}
      {discarding && (
        <ConfirmDialog
          open
          danger
          title={t('refused.discardTitle')}
          body={t('refused.discardBody', { what: what(discarding) })}
          confirmLabel={t('refused.discard')}
          onConfirm={() => void discard(discarding)}
          onCancel={() => setDiscarding(null)}
        />
      )}
    </>
  )
}
