import { mkdirSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppInfo } from '@shared/ipc/contract.ts'
import { app, ipcMain, Menu, powerMonitor, protocol, safeStorage, session, shell } from 'electron'
import { APP_SCHEME } from './app-origin.ts'
import { APP_SCHEME_PRIVILEGES, createAppResponder } from './app-protocol.ts'
import { confirmServer, createFileDialogs } from './dialogs.ts'
import { appHandlers } from './ipc/app.ipc.ts'
import { fileHandlers } from './ipc/files.ipc.ts'
import { journalHandlers } from './ipc/journal.ipc.ts'
import { printingHandlers } from './ipc/printing.ipc.ts'
import { createRateLimit } from './ipc/rate-limit.ts'
import { registerHandlers } from './ipc/register-handler.ts'
import { secretHandlers } from './ipc/secrets.ipc.ts'
import { updateHandlers } from './ipc/updates.ipc.ts'
import { menuTemplate, type ShellLocale, shellLocaleOf, wordsOf } from './menu.ts'
import { setupNavigationGuard } from './navigation-guard.ts'
import { setupPermissions } from './permissions.ts'
import { createDevicePrinter } from './services/device-printer.ts'
import { nodeDisk } from './services/disk.ts'
import { createFileLog, type Log } from './services/file-log.ts'
import { createFiles } from './services/files.ts'
import { createJournal, type Journal } from './services/journal.ts'
import { createNetworkPrinter, NETWORK_PRINTER_TIMES } from './services/network-printer.ts'
import { createPrintDocuments } from './services/print-documents.ts'
import { createPrinter } from './services/printer.ts'
import { createReceiptPrinter } from './services/receipt-printer.ts'
import { createKeychain, createSecretStore } from './services/secret-store.ts'
import { createServerAddress } from './services/server-address.ts'
import { createUpdater, type UpdateFeed } from './services/updater.ts'
import { setupSingleInstance } from './single-instance.ts'
import { createMainWindow, type MainWindow, openPrintWindow } from './windows.ts'

/*
 * Composition root of the desktop shell. The order matters: the profile folder before anything is read from it, the lock
 * before anything is written, scheme and guards before the first page.
 */
setupProfile()
protocol.registerSchemesAsPrivileged([APP_SCHEME_PRIVILEGES])
app.enableSandbox()
app.commandLine.appendSwitch('ssl-version-min', 'tls1.2')

const userData = app.getPath('userData')
const log = createFileLog({ directory: join(userData, 'logs'), clock: { now: Date.now } })
const journal = createJournal({ disk: nodeDisk, directory: join(userData, 'journal') })
const window = createMainWindow({
  log,
  preload: join(import.meta.dirname, '../preload/index.cjs'),
  statePath: join(userData, 'window-state.json'),
  developer: !app.isPackaged,
})

if (setupSingleInstance(app, () => window.show())) {
  setupNavigationGuard(app, { openExternal: (address) => shell.openExternal(address), log })
  setupLastWords(log)
  setupOrderlyQuit(journal, log)
  app
    .whenReady()
    .then(() => start(window))
    .catch((error: unknown) => {
      log.error('start failed', error)
      app.exit(1)
    })
} else {
  app.quit()
}

async function start(main: MainWindow): Promise<void> {
  let locale = shellLocaleOf(app.getLocale())
  const server = createServerAddress({
    commandLine: app.commandLine.getSwitchValue('server-url'),
    environment: process.env.COMPTOIR_SERVER_URL ?? '',
    file: join(userData, 'config.json'),
    disk: nodeDisk,
    confirm: (origin) => confirmServer(origin, wordsOf(locale)),
  })
  const printDocuments = createPrintDocuments()
  const root = join(import.meta.dirname, '../renderer')
  setupPermissions(session.defaultSession)
  protocol.handle(APP_SCHEME, createAppResponder({ root, serverOrigin: server.origin, printDocuments }))

  const setLocale = (chosen: ShellLocale): void => {
    locale = chosen
    setupMenu(chosen, main)
  }
  const files = createFiles({ dialogs: createFileDialogs(() => wordsOf(locale)), disk: nodeDisk })
  const updater = createUpdater({
    feed: await loadUpdateFeed(),
    writesAreSafe: () => journal.flush(),
    onChange: (status) => main.send('updates:changed', status),
    log,
  })
  registerHandlers(
    {
      ...secretHandlers(
        createSecretStore({
          disk: nodeDisk,
          path: join(userData, 'secrets.json'),
          keychain: createKeychain(safeStorage, process.platform),
        }),
      ),
      ...journalHandlers(journal),
      ...fileHandlers(files),
      ...printingHandlers(
        createPrinter({ documents: printDocuments, openWindow: openPrintWindow }),
        createReceiptPrinter({
          network: createNetworkPrinter(NETWORK_PRINTER_TIMES),
          device: createDevicePrinter({
            platform: process.platform,
            stalledMs: 10_000,
            now: () => performance.now(),
          }),
        }),
        files,
      ),
      ...appHandlers({ describe, server, setLocale }),
      ...updateHandlers(updater),
    },
    { port: ipcMain, limit: createRateLimit(() => performance.now()), log },
  )
  setLocale(locale)
  powerMonitor.on('resume', () => main.send('power:resume', {}))
  powerMonitor.on('unlock-screen', () => main.send('power:resume', {}))
  app.on('activate', () => main.show())
  main.show()
  log.info('started', { version: app.getVersion(), serverOrigin: server.origin() })
}

/** Electron itself honours `--user-data-dir` for the browser engine's files; the journal and secrets must follow it. */
function setupProfile(): void {
  const folder = app.commandLine.getSwitchValue('user-data-dir')
  if (folder === '') return
  mkdirSync(folder, { recursive: true })
  app.setPath('userData', folder)
}

function setupMenu(locale: ShellLocale, main: MainWindow): void {
  const template = menuTemplate({
    locale,
    platform: process.platform,
    developer: !app.isPackaged,
    send: (command) => main.send('menu:command', { command }),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

function setupLastWords(log: Log): void {
  process.on('unhandledRejection', (reason) => log.error('unhandled rejection', reason))
  process.on('uncaughtExceptionMonitor', (error) => log.error('uncaught exception', error))
  app.on('child-process-gone', (_event, details) =>
    log.info('child process gone', { type: details.type, reason: details.reason }),
  )
}

/** The app ends only after what was being written is on the disk. */
function setupOrderlyQuit(journal: Journal, log: Log): void {
  let flushed = false
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => {
    if (flushed) return
    event.preventDefault()
    journal
      .close()
      .catch((error: unknown) => log.error('journal did not close', error))
      .finally(() => {
        flushed = true
        app.quit()
      })
  })
}

/** Only an installed copy has a feed; one run from source would report an update it cannot take. */
async function loadUpdateFeed(): Promise<UpdateFeed | null> {
  if (!app.isPackaged) return null
  const { default: updater } = await import('electron-updater')
  return updater.autoUpdater
}

async function describe(): Promise<AppInfo> {
  return {
    name: app.getName(),
    version: app.getVersion(),
    platform: process.platform,
    systemLocale: app.getLocale(),
    packaged: app.isPackaged,
    freeBytes: await statfs(userData).then(
      (disk) => disk.bavail * disk.bsize,
      () => null,
    ),
  }
}
