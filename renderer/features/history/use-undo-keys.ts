import { type Command, useCommands } from '@renderer/app/shell/commands.ts'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useUndo } from './use-undo.ts'

/** Ctrl+Z and Ctrl+Shift+Z wherever no field has the focus: there they belong to what is being typed. */
export function useUndoKeys(): void {
  const { t } = useTranslation('history')
  const actions = useUndo()
  useShortcut('mod+z', () => void actions.undo(), { whileTyping: false })
  useShortcut('mod+shift+z', () => void actions.redo(), { whileTyping: false })
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  const commands = useMemo(
    (): readonly Command[] => [
      { id: 'undo', label: t('keys.undo'), shortcut: 'mod+z', run: () => void latest.current.undo() },
      { id: 'redo', label: t('keys.redo'), shortcut: 'mod+shift+z', run: () => void latest.current.redo() },
    ],
    [t],
  )
  useCommands('history', commands)
}
