import { type Command, useCommands } from '@renderer/app/shell/commands.ts'
import { Button } from '@renderer/ui/button.tsx'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TillDialog } from './till-dialog.ts'

interface TillActionsProps {
  isOpen: boolean
  onOpen: (dialog: TillDialog) => void
}

const OPEN = { type: 'open' } as const
const CASH_IN = { type: 'cash', kind: 'cash-in' } as const
const CASH_OUT = { type: 'cash', kind: 'cash-out' } as const
const REPORT = { type: 'report' } as const
const CLOSE = { type: 'close' } as const

/** What can be done with the till now: as buttons, by their keys, and in the palette. */
export function TillActions({ isOpen, onOpen }: TillActionsProps) {
  const { t } = useTranslation('till')
  useShortcut('F9', () => onOpen(isOpen ? CLOSE : OPEN))
  useShortcut('F3', () => onOpen(CASH_IN), { enabled: isOpen })
  useShortcut('F4', () => onOpen(CASH_OUT), { enabled: isOpen })
  useShortcut('F6', () => onOpen(REPORT), { enabled: isOpen })
  useTillCommandList(isOpen, onOpen)
  // The button that opens stands in the middle of the screen, where nothing else is.
  if (!isOpen) return null
  return (
    <>
      <Button shortcut="F3" onClick={() => onOpen(CASH_IN)}>
        {t('action.cashIn')}
      </Button>
      <Button shortcut="F4" onClick={() => onOpen(CASH_OUT)}>
        {t('action.cashOut')}
      </Button>
      <Button shortcut="F6" onClick={() => onOpen(REPORT)}>
        {t('action.report')}
      </Button>
      <Button variant="primary" shortcut="F9" onClick={() => onOpen(CLOSE)}>
        {t('action.close')}
      </Button>
    </>
  )
}

function useTillCommandList(isOpen: boolean, onOpen: TillActionsProps['onOpen']): void {
  const { t } = useTranslation('till')
  const commands = useMemo((): readonly Command[] => {
    const openOrClose: Command = {
      id: 'till.open',
      label: t('keys.open'),
      shortcut: 'F9',
      run: () => onOpen(isOpen ? CLOSE : OPEN),
    }
    if (!isOpen) return [openOrClose]
    return [
      openOrClose,
      { id: 'till.in', label: t('keys.cashIn'), shortcut: 'F3', run: () => onOpen(CASH_IN) },
      { id: 'till.out', label: t('keys.cashOut'), shortcut: 'F4', run: () => onOpen(CASH_OUT) },
      { id: 'till.report', label: t('keys.report'), shortcut: 'F6', run: () => onOpen(REPORT) },
    ]
  }, [t, isOpen, onOpen])
  useCommands('till', commands)
}
