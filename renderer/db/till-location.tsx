import { settingValue } from '@shared/schemas/settings.schema.ts'
import { type ReactNode, useMemo } from 'react'
import { useDocument } from './hooks.ts'
import { useWorkspace, WorkspaceContext } from './workspace.ts'

/** Below it this device's own location is the shop's, where it has one: sales, counts and new orders begin there. */
export function TillLocation({ children }: { children: ReactNode }) {
  const workspace = useWorkspace()
  const { session } = workspace
  const setting = useDocument('settings', session.device.id)
  const own = settingValue('device', setting)?.locationId
  const located = useMemo(
    () =>
      own === undefined
        ? workspace
        : { ...workspace, session: { ...session, shop: { ...session.shop, locationId: own } } },
    [workspace, session, own],
  )
  return <WorkspaceContext value={located}>{children}</WorkspaceContext>
}
