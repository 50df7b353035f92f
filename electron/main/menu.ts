import type { MenuCommand } from '@shared/ipc/contract.ts'
import type { MenuItemConstructorOptions } from 'electron'
import { en } from './locales/en.ts'
import { fr, type ShellWords } from './locales/fr.ts'

export type ShellLocale = 'fr' | 'en'

export const wordsOf = (locale: ShellLocale): ShellWords => (locale === 'fr' ? fr : en)

/** French unless the system clearly speaks English, until the page says which language its user chose. */
export const shellLocaleOf = (systemLocale: string): ShellLocale =>
  systemLocale.toLowerCase().startsWith('en') ? 'en' : 'fr'

export interface MenuDeps {
  readonly locale: ShellLocale
  readonly platform: string
  /** Developer tools and reload are for copies run from source; a shop's copy has neither. */
  readonly developer: boolean
  readonly send: (command: MenuCommand) => void
}

/**
 * The application menu. Function keys are left to the page, which shows them on its own buttons; every accelerator here has
 * a modifier, so that a barcode scanner, which types plain characters, can never set one off.
 */
export function menuTemplate(deps: MenuDeps): MenuItemConstructorOptions[] {
  const words = wordsOf(deps.locale)
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    click: () => deps.send(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  })
  return [
    ...(deps.platform === 'darwin' ? [appleMenu(words)] : []),
    {
      label: words.file,
      submenu: [
        item(words.newSale, 'new-sale', 'CmdOrCtrl+N'),
        item(words.holdSale, 'hold-sale', 'CmdOrCtrl+Shift+H'),
        item(words.pay, 'pay', 'CmdOrCtrl+Enter'),
        item(words.printLastReceipt, 'print-last-receipt', 'CmdOrCtrl+P'),
        { type: 'separator' },
        item(words.lock, 'lock', 'CmdOrCtrl+L'),
        { type: 'separator' },
        { role: 'quit', label: words.quit },
      ],
    },
    editMenu(words, item(words.search, 'search', 'CmdOrCtrl+F')),
    {
      label: words.go,
      submenu: [
        item(words.counter, 'go-counter', 'CmdOrCtrl+1'),
        item(words.products, 'go-products', 'CmdOrCtrl+2'),
        item(words.stock, 'go-stock', 'CmdOrCtrl+3'),
        item(words.orders, 'go-orders', 'CmdOrCtrl+4'),
        item(words.dashboard, 'go-dashboard', 'CmdOrCtrl+5'),
        item(words.sync, 'go-sync', 'CmdOrCtrl+6'),
        item(words.till, 'go-till', 'CmdOrCtrl+7'),
        { type: 'separator' },
        item(words.syncNow, 'sync-now', 'CmdOrCtrl+Shift+S'),
      ],
    },
    viewMenu(words, deps.developer),
    {
      label: words.help,
      role: 'help',
      submenu: [item(words.shortcuts, 'shortcuts', 'CmdOrCtrl+/'), { role: 'about', label: words.about }],
    },
  ]
}

const appleMenu = (words: ShellWords): MenuItemConstructorOptions => ({
  role: 'appMenu',
  submenu: [
    { role: 'about', label: words.about },
    { type: 'separator' },
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    { type: 'separator' },
    { role: 'quit', label: words.quit },
  ],
})

const editMenu = (words: ShellWords, search: MenuItemConstructorOptions): MenuItemConstructorOptions => ({
  label: words.edit,
  submenu: [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    { type: 'separator' },
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
    { type: 'separator' },
    search,
  ],
})

const viewMenu = (words: ShellWords, developer: boolean): MenuItemConstructorOptions => ({
  label: words.view,
  submenu: [
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    { role: 'resetZoom', label: words.zoomReset },
    { type: 'separator' },
    { role: 'togglefullscreen', label: words.fullScreen },
    ...(developer
      ? ([
          { type: 'separator' },
          { role: 'reload', label: words.reload },
          { role: 'toggleDevTools', label: words.developerTools },
        ] satisfies MenuItemConstructorOptions[])
      : []),
  ],
})
