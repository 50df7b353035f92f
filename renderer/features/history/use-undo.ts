import { useActor, useStore } from '@renderer/db/hooks.ts'
import type { DoneEdit, UndoFailure, Undone } from '@renderer/db/undo.ts'
import { useWorkspace } from '@renderer/db/workspace.ts'
import { toast } from '@renderer/ui/toast.ts'
import { revertChanges } from '@shared/domain/history/field-changes.ts'
import type { Id } from '@shared/kernel/id.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import { useTranslation } from 'react-i18next'
import { usePeople } from '../orders/public.ts'
import { useFieldName } from '../sync/public.ts'

export interface UndoActions {
  undo(): Promise<void>
  redo(): Promise<void>
  revert(edit: DoneEdit): Promise<void>
  /** News of an edit that has just made the document what it is, with the way to take it back. */
  tellDone(document: { readonly id: Id; readonly editId: Id }, message: string): void
}

/** Taking back and doing again, each with a word about what became of it. */
export function useUndo(): UndoActions {
  const { t } = useTranslation('history')
  const { undo } = useWorkspace()
  const store = useStore()
  const actor = useActor()
  const tellFailure = useTellFailure()
  const tell = (done: Undone, word: 'undone' | 'redone'): void => {
    if (done.ok)
      toast.info('postings' in done.value ? t(`${word}Posting`) : t(word, { name: nameOf(done.value) }))
    else tellFailure(done.error, word)
  }
  /** What the server would refuse is not even written. */
  async function isAllowed({ name, documentId, changes }: DoneEdit): Promise<boolean> {
    const current = await store.get(name, documentId)
    if (!current) return true
    const { pending: _, ...document } = current
    const reverted = revertChanges(document, changes)
    return !reverted.ok || authorizeWrite(actor, name, document, reverted.value).ok
  }
  const revert = async (edit: DoneEdit): Promise<void> => {
    if (await isAllowed(edit)) tell(await undo.revert(edit), 'undone')
    else toast.error(t('failure.forbidden'))
  }
  return {
    undo: async () => tell(await undo.undo(), 'undone'),
    redo: async () => tell(await undo.redo(), 'redone'),
    revert,
    tellDone({ id, editId }, message) {
      const edit = undo.lastOf(id)
      if (edit?.editId === editId) toast.undo(message, () => void revert(edit))
      else toast.success(message)
    },
  }
}

function useTellFailure(): (failure: UndoFailure, word: 'undone' | 'redone') => void {
  const { t } = useTranslation('history')
  const fieldName = useFieldName()
  const { staffName } = usePeople()
  return (failure, word) => {
    switch (failure.type) {
      case 'NothingToUndo':
        return toast.info(t(word === 'undone' ? 'failure.nothing' : 'failure.nothingAgain'))
      case 'ChangedSince': {
        const by = staffName(failure.current.updatedBy) || t('someone')
        const field = fieldName(failure.path)
        return toast.error(t('failure.changedSince', { field, by }), {
          description: t('failure.changedSinceHow'),
        })
      }
      case 'NotFound':
        return toast.error(t('failure.notFound'))
      default:
        return toast.error(t('failure.storage'))
    }
  }
}

const nameOf = (document: object): string =>
  'name' in document && typeof document.name === 'string' ? document.name : ''
