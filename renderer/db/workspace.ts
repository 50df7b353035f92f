import type { Clock } from '@shared/kernel/clock.ts'
import type { IdSource } from '@shared/kernel/id.ts'
import type { Session } from '@shared/protocol/auth.ts'
import { createContext, useContext } from 'react'
import type { EditHistory } from './edit-history.ts'
import type { Store } from './store.ts'
import type { Undo } from './undo.ts'

/** What every screen of an open shop stands on. One per unlocked session. */
export interface Workspace {
  readonly store: Store
  /** Who changed what, as far as this device knows. */
  readonly history: EditHistory
  readonly undo: Undo
  readonly session: Session
  /** Corrected business time and new ids. */
  readonly deps: { readonly clock: Clock; readonly ids: IdSource }
}

export const WorkspaceContext = createContext<Workspace | null>(null)

/** Only below the workspace's provider. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (workspace === null) throw new Error('useWorkspace needs a WorkspaceContext above it')
  return workspace
}
