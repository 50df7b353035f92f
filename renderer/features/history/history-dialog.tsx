import type { EditedName, HistoryEntry } from '@renderer/db/edit-history.ts'
import { useAuthor } from '@renderer/db/hooks.ts'
import { useWorkspace } from '@renderer/db/workspace.ts'
import { Button } from '@renderer/ui/button.tsx'
import { DateTimeText } from '@renderer/ui/date-time-text.tsx'
import { Dialog } from '@renderer/ui/dialog.tsx'
import { EmptyState } from '@renderer/ui/empty-state.tsx'
import { Skeleton } from '@renderer/ui/skeleton.tsx'
import { toast } from '@renderer/ui/toast.ts'
import type { Id } from '@shared/kernel/id.ts'
import { History, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePeople } from '../orders/public.ts'
import { isShown, useChangeText } from './use-change-text.ts'
import { useHistory } from './use-history.ts'
import { useUndo } from './use-undo.ts'

interface HistoryOf {
  collection: EditedName
  document: { readonly id: Id; readonly rev: number }
  /** What people call the document. */
  name: string
}

/** Opens who changed what about a document. */
export function HistoryButton(props: HistoryOf) {
  const { t } = useTranslation('history')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button icon={<History aria-hidden />} onClick={() => setIsOpen(true)}>
        {t('open')}
      </Button>
      {isOpen && <HistoryDialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function HistoryDialog({ collection, document, name, onClose }: HistoryOf & { onClose: () => void }) {
  const { t } = useTranslation('history')
  const { history } = useWorkspace()
  const entries = useHistory(collection, document.id)
  const [isBusy, setBusy] = useState(false)
  const fetchOlder = async (): Promise<void> => {
    setBusy(true)
    const isFetched = document.rev > 0 && (await history.fetchOlder(collection, document.id, document.rev))
    setBusy(false)
    if (isFetched) toast.success(t('fetched'))
    else toast.warning(t('unreachable'))
  }
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={onClose}
      title={t('title', { name })}
      description={t('how')}
      footer={
        <>
          <Button className="mr-auto" busy={isBusy} onClick={() => void fetchOlder()}>
            {t('fetch')}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t('close')}
          </Button>
        </>
      }
    >
      {entries === undefined && <Skeleton className="h-24" />}
      {entries?.length === 0 && <EmptyState icon={<History />} title={t('empty')} body={t('emptyHow')} />}
      <ol aria-label={t('title', { name })} className="flex flex-col">
        {entries?.map((entry) => (
          <li key={entry.id} className="flex items-start gap-4 border-b border-rule py-2 last:border-b-0">
            <Entry entry={entry} collection={collection} documentId={document.id} />
          </li>
        ))}
      </ol>
    </Dialog>
  )
}

interface EntryProps {
  entry: HistoryEntry
  collection: EditedName
  documentId: Id
}

function Entry({ entry, collection, documentId }: EntryProps) {
  const { t } = useTranslation('history')
  const { staffName, deviceName } = usePeople()
  const own = useAuthor()
  const { revert } = useUndo()
  const changeText = useChangeText()
  const { id: editId, at, by, deviceId, merged, changes } = entry
  const fallback = t(deviceId === own.deviceId ? 'thisDevice' : 'someDevice')
  const who = { name: staffName(by) || t('someone'), device: deviceName(deviceId) || fallback }
  return (
    <>
      <div className="min-w-0 flex-1">
        <p className="text-xs text-ink-muted">
          <DateTimeText at={at} /> · {t('entry', who)}
          {merged && ` · ${t('merged')}`}
        </p>
        <ul>
          {changes.filter(isShown).map((change) => (
            <li key={change.path.join('/')} className="break-words tabular-nums">
              {changeText(change)}
            </li>
          ))}
        </ul>
      </div>
      <Button
        size="sm"
        icon={<Undo2 aria-hidden />}
        onClick={() => void revert({ name: collection, documentId, editId, changes })}
      >
        {t('undo')}
      </Button>
    </>
  )
}
