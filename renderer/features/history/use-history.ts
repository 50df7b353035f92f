import type { EditedName, HistoryEntry } from '@renderer/db/edit-history.ts'
import { useWorkspace } from '@renderer/db/workspace.ts'
import type { Id } from '@shared/kernel/id.ts'
import { useEffect, useState } from 'react'

/** Newest first, live; `undefined` while it is being read. */
export function useHistory(name: EditedName, documentId: Id): readonly HistoryEntry[] | undefined {
  const { history } = useWorkspace()
  const [entries, setEntries] = useState<readonly HistoryEntry[]>()
  useEffect(() => {
    let isCurrent = true
    const read = (): void => {
      history.read(name, documentId).then(
        (found) => isCurrent && setEntries(found),
        () => isCurrent && setEntries([]),
      )
    }
    read()
    const hearing = history.changed$.subscribe((id) => id === documentId && read())
    return () => {
      isCurrent = false
      hearing.unsubscribe()
    }
  }, [history, name, documentId])
  return entries
}
