import { useDocument } from '@renderer/db/hooks.ts'
import type { Id } from '@shared/kernel/id.ts'
import { HistoryButton } from './history-dialog.tsx'

interface SettingHistoryButtonProps {
  id: Id
  /** What people call it. */
  name: string
}

/** Who changed what about a setting; nothing until it is read. */
export function SettingHistoryButton({ id, name }: SettingHistoryButtonProps) {
  const document = useDocument('settings', id)
  return document ? <HistoryButton collection="settings" document={document} name={name} /> : null
}
