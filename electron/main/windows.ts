import type { EventName } from '@shared/ipc/channels.ts'
import type { EventPayload } from '@shared/ipc/contract.ts'
import { BrowserWindow, screen } from 'electron'
import { APP_ORIGIN } from './app-origin.ts'
import type { Log } from './services/file-log.ts'
import type { PrintWindow } from './services/printer.ts'
import { openingBounds, readWindowState, saveWindowState } from './window-state.ts'

const MICRONS_PER_MM = 1_000
const MM_PER_INCH = 25.4
/** What the page's crash handler waits before it loads the page again, so that a page that crashes at start cannot spin. */
const RELOAD_AFTER_MS = 1_000

/** Every page of ours runs without Node, in a sandbox, in a world of its own. */
const SAFE_PREFERENCES = {
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  spellcheck: false,
} as const

export interface MainWindowDeps {
  readonly log: Log
  readonly preload: string
  readonly statePath: string
  readonly developer: boolean
}

export interface MainWindow {
  /** Opens the window, or brings the open one to the front. */
  show(): void
  /** Tells the page something; a page that is not there misses it, which every event must allow. */
  send<Name extends EventName>(event: Name, payload: EventPayload<Name>): void
}

/** The one window of the app, with the place it had last time. */
export function createMainWindow(deps: MainWindowDeps): MainWindow {
  let window: BrowserWindow | null = null
  return {
    show() {
      if (window !== null && !window.isDestroyed()) {
        if (window.isMinimized()) window.restore()
        window.show()
        window.focus()
        return
      }
      window = openWindow(deps)
      window.on('closed', () => {
        window = null
      })
    },
    send(event, payload) {
      if (window !== null && !window.isDestroyed()) window.webContents.send(event, payload)
    },
  }
}

function openWindow({ log, preload, statePath, developer }: MainWindowDeps): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const state = readWindowState(statePath, screens)
  const window = new BrowserWindow({
    ...openingBounds(state),
    minWidth: 400,
    minHeight: 300,
    show: false,
    title: 'Comptoir',
    webPreferences: { ...SAFE_PREFERENCES, preload, devTools: developer },
  })
  window.once('ready-to-show', () => {
    if (state?.maximized === true) window.maximize()
    window.show()
  })
  window.on('close', () => {
    const maximized = window.isMaximized()
    saveWindowState(statePath, { bounds: window.getNormalBounds(), maximized })
  })
  window.webContents.on('render-process-gone', (_event, details) => {
    log.error('page gone', details.reason, { exitCode: details.exitCode })
    if (details.reason === 'clean-exit') return
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload()
    }, RELOAD_AFTER_MS)
  })
  window.loadURL(`${APP_ORIGIN}/`).catch((error: unknown) => log.error('page did not load', error))
  return window
}

/** A window for paper: no bridge, and nothing in it can run but the one measurement below. */
export function openPrintWindow(widthPx: number): PrintWindow {
  const window = new BrowserWindow({
    show: false,
    width: widthPx,
    height: 800,
    useContentSize: true,
    webPreferences: { ...SAFE_PREFERENCES, devTools: false },
  })
  const { webContents } = window
  return {
    load: (url) => window.loadURL(url),
    hasPrinter: async () => (await webContents.getPrintersAsync()).length > 0,
    async contentHeight() {
      const height: unknown = await webContents.executeJavaScript('document.body.scrollHeight')
      return typeof height === 'number' ? height : 0
    },
    print: ({ widthMm, heightMm }) =>
      new Promise((resolve, reject) => {
        const pageSize = { width: widthMm * MICRONS_PER_MM, height: heightMm * MICRONS_PER_MM }
        const options = { printBackground: true, margins: { marginType: 'none' as const }, pageSize }
        webContents.print(options, (printed, reason) => {
          if (printed) resolve(true)
          else if (/cancel/i.test(reason)) resolve(false)
          else reject(new Error(reason))
        })
      }),
    toPdf: ({ widthMm, heightMm }) =>
      webContents.printToPDF({
        printBackground: true,
        margins: { top: 0, bottom: 0, left: 0, right: 0 },
        pageSize: { width: widthMm / MM_PER_INCH, height: heightMm / MM_PER_INCH },
      }),
    destroy: () => window.destroy(),
  }
}
