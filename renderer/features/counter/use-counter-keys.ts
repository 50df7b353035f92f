import { type Command, useCommands } from '@renderer/app/shell/commands.ts'
import { getDesktop } from '@renderer/desktop/bridge.ts'
import { useShortcut } from '@renderer/ui/use-shortcut.ts'
import { useEffect, useEffectEvent, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from 'wouter/use-hash-location'
import { useCounterActions } from './use-counter-actions.ts'

/** The function keys of the counter, the same actions in the palette, and those the desktop menu asks for. */
export function useCounterKeys(): void {
  const { t } = useTranslation(['counter', 'till', 'returns'])
  const actions = useCounterActions()
  useShortcut('F2', actions.search)
  useShortcut('F3', actions.editQuantity)
  useShortcut('F4', actions.pickCustomer)
  useShortcut('F6', actions.discountSelected)
  useShortcut('F7', actions.showHeld)
  useShortcut('F8', actions.hold)
  useShortcut('F9', actions.pay)
  useShortcut('mod+d', actions.favourites)
  useShortcut('shift+F9', actions.takeBack)
  // With something typed, Shift+Delete cuts it: the field keeps that.
  useShortcut('shift+Delete', actions.clear)

  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  const commands = useMemo(
    (): readonly Command[] => [
      { id: 'counter.search', label: t('keys.search'), shortcut: 'F2', run: () => latest.current.search() },
      {
        id: 'counter.quantity',
        label: t('keys.quantity'),
        shortcut: 'F3',
        run: () => latest.current.editQuantity(),
      },
      {
        id: 'counter.customer',
        label: t('keys.customer'),
        shortcut: 'F4',
        run: () => latest.current.pickCustomer(),
      },
      {
        id: 'counter.discount',
        label: t('keys.discount'),
        shortcut: 'F6',
        run: () => latest.current.discountSelected(),
      },
      { id: 'counter.held', label: t('keys.held'), shortcut: 'F7', run: () => latest.current.showHeld() },
      { id: 'counter.hold', label: t('keys.hold'), shortcut: 'F8', run: () => latest.current.hold() },
      { id: 'counter.pay', label: t('keys.pay'), shortcut: 'F9', run: () => latest.current.pay() },
      {
        id: 'counter.takeBack',
        label: t('returns:action'),
        shortcut: 'shift+F9',
        run: () => latest.current.takeBack(),
      },
      { id: 'counter.note', label: t('keys.note'), run: () => latest.current.note() },
      {
        id: 'counter.clear',
        label: t('keys.clear'),
        shortcut: 'shift+Delete',
        run: () => latest.current.clear(),
      },
      {
        id: 'counter.till',
        label: t('till:keys.go'),
        shortcut: 'mod+7',
        run: () => navigate('/till'),
      },
      {
        id: 'counter.favourites',
        label: t('keys.favourites'),
        shortcut: 'mod+d',
        run: () => latest.current.favourites(),
      },
      {
        id: 'counter.arrange',
        label: t('keys.arrange'),
        run: () => latest.current.arrangeFavourites(),
      },
      { id: 'counter.scanner', label: t('keys.scanner'), run: () => latest.current.testScanner() },
      { id: 'counter.lastReceipt', label: t('keys.lastReceipt'), run: () => latest.current.lastReceipt() },
    ],
    [t],
  )
  useCommands('counter', commands)
  useMenuCommands(actions)
}

function useMenuCommands(actions: ReturnType<typeof useCounterActions>): void {
  const act = useEffectEvent((command: string) => {
    if (command === 'hold-sale') actions.hold()
    else if (command === 'pay') actions.pay()
    else if (command === 'search' || command === 'new-sale') actions.search()
    else if (command === 'print-last-receipt') actions.lastReceipt()
  })
  useEffect(() => getDesktop().events.onMenuCommand((command) => act(command)), [])
}
