import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MAX_FILE_BYTES, MENU_COMMANDS, type UpdateStatus } from '@shared/ipc/contract.ts'
import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { menuTemplate, type ShellLocale, shellLocaleOf, wordsOf } from '../../../electron/main/menu.ts'
import { nodeDisk } from '../../../electron/main/services/disk.ts'
import { createFileLog } from '../../../electron/main/services/file-log.ts'
import { createFiles } from '../../../electron/main/services/files.ts'
import { createPrintDocuments } from '../../../electron/main/services/print-documents.ts'
import { createPrinter, type Paper, type PrintWindow } from '../../../electron/main/services/printer.ts'
import { createServerAddress, readServerOrigin } from '../../../electron/main/services/server-address.ts'
import { createUpdater, type UpdateFeed } from '../../../electron/main/services/updater.ts'
import { openingBounds, readWindowState, saveWindowState } from '../../../electron/main/window-state.ts'
import { CrashDisk } from '../../support/crash-disk.ts'

const freshFolder = () => mkdtempSync(join(tmpdir(), 'comptoir-shell-'))

describe('files a person chooses', () => {
  const filesAt = (path: string | null, disk = nodeDisk) =>
    createFiles({ dialogs: { chooseToOpen: async () => path, chooseToSave: async () => path }, disk })

  test('a file that is too large is refused before it is read', async () => {
    const path = join(freshFolder(), 'huge.csv')
    writeFileSync(path, '')
    truncateSync(path, MAX_FILE_BYTES + 1)
    expect(await filesAt(path).openImport(['csv'])).toEqual({
      ok: false,
      error: { type: 'FileTooLarge', limitBytes: MAX_FILE_BYTES },
    })
  })

  test('a file that is gone again is a named error', async () => {
    expect(await filesAt(join(freshFolder(), 'gone.csv')).openImport(['csv'])).toEqual({
      ok: false,
      error: { type: 'ReadFailed', code: 'ENOENT' },
    })
  })

  test('a disk that runs full during an export leaves the older export whole and nothing beside it', async () => {
    const disk = new CrashDisk()
    disk.plant('/usb/export.csv', Buffer.from('yesterday'))
    disk.failAt(1, 'ENOSPC')
    expect(await filesAt('/usb/export.csv', disk).saveExport('export.csv', Buffer.from('today'))).toEqual({
      ok: false,
      error: { type: 'DiskFull' },
    })
    expect(Buffer.from(disk.bytesOf('/usb/export.csv')).toString()).toBe('yesterday')
    expect(await disk.list('/usb')).toEqual(['/usb/export.csv'])
  })
})

describe('UPDATE-1 the updater', () => {
  function setupUpdater({ safe = true, check = async (): Promise<unknown> => undefined } = {}) {
    const listeners = new Map<string, (payload: unknown) => void>()
    const seen: UpdateStatus[] = []
    let installed = 0
    const feed = {
      autoDownload: false,
      autoInstallOnAppQuit: true,
      allowDowngrade: true,
      checkForUpdates: check,
      quitAndInstall: () => void installed++,
      on: (event: string, listener: (payload: never) => void) =>
        listeners.set(event, listener as (payload: unknown) => void), // each test gives the payload of its event
    } satisfies UpdateFeed
    const updater = createUpdater({
      feed,
      writesAreSafe: async () => safe,
      onChange: (status) => seen.push(status),
      log: { info: () => undefined, error: () => undefined },
    })
    const emit = (event: string, payload?: unknown) => listeners.get(event)?.(payload)
    return { updater, feed, emit, seen, installed: () => installed }
  }
  const turn = () => new Promise((resolve) => setImmediate(resolve))

  test('installs a downloaded version at a person’s wish only, and never goes back a version', async () => {
    const { updater, feed, emit, installed } = setupUpdater()
    expect(feed).toMatchObject({ autoInstallOnAppQuit: false, allowDowngrade: false })
    emit('update-downloaded', { version: '2.0.0' })
    await turn()
    expect(installed()).toBe(0)
    expect(await updater.install()).toEqual({ ok: true, value: undefined })
    await turn()
    expect(installed()).toBe(1)
  })

  test('refuses to install while a write is not safe on the disk, or nothing is ready', async () => {
    const { updater, emit, installed } = setupUpdater({ safe: false })
    expect(await updater.install()).toEqual({
      ok: false,
      error: { type: 'UpdateRefused', reason: 'nothing-ready' },
    })
    emit('update-downloaded', { version: '2.0.0' })
    expect(await updater.install()).toEqual({
      ok: false,
      error: { type: 'UpdateRefused', reason: 'writes-not-safe' },
    })
    await turn()
    expect(installed()).toBe(0)
  })

  test('tells every change, and a feed that does not answer is a named failure', async () => {
    const { updater, emit, seen } = setupUpdater({ check: () => Promise.reject(new Error('offline')) })
    expect(await updater.check()).toEqual({ ok: false, error: { type: 'UpdateFailed', reason: 'offline' } })
    emit('update-available', { version: '2.0.0' })
    emit('download-progress', { percent: 150 })
    expect(seen.map(({ state, percent }) => [state, percent])).toEqual([
      ['checking', null],
      ['failed', null],
      ['available', 0],
      ['downloading', 100],
    ])
  })

  test('a copy run from source has no updates', async () => {
    const updater = createUpdater({
      feed: null,
      writesAreSafe: async () => true,
      onChange: () => undefined,
      log: { info: () => undefined, error: () => undefined },
    })
    expect(await updater.check()).toMatchObject({ ok: true, value: { state: 'disabled' } })
    expect(await updater.install()).toMatchObject({ ok: false })
  })
})

describe('the printer', () => {
  const page = { title: 'Ticket', lang: 'fr', html: '<p>1</p>', stylesheets: [], widthMm: 80 }
  function setupPrinter(given: Partial<PrintWindow>) {
    const papers: Paper[] = []
    let destroyed = 0
    const window: PrintWindow = {
      load: async () => undefined,
      hasPrinter: async () => true,
      contentHeight: async () => 96 * 10,
      print: async (paper) => papers.push(paper) > 0,
      toPdf: async (paper) => Uint8Array.of(papers.push(paper)),
      destroy: () => void destroyed++,
      ...given,
    }
    const printer = createPrinter({ documents: createPrintDocuments(), openWindow: () => window })
    return { printer, papers, destroyed: () => destroyed }
  }

  test('gives a receipt as much paper as it needs and a report a sheet of A4', async () => {
    const { printer, papers, destroyed } = setupPrinter({})
    expect(await printer.print(page, 'receipt')).toEqual({ ok: true, value: { printed: true } })
    await printer.toPdf(page, 'A4')
    expect(papers).toEqual([
      { widthMm: 80, heightMm: 254 + 8 },
      { widthMm: 210, heightMm: 297 },
    ])
    expect(destroyed()).toBe(2)
  })

  test('names a missing printer and a driver that fails, and closes its window each time', async () => {
    const none = setupPrinter({ hasPrinter: async () => false })
    expect(await none.printer.print(page, 'receipt')).toEqual({ ok: false, error: { type: 'NoPrinter' } })
    const broken = setupPrinter({ print: () => Promise.reject(new Error('out of paper')) })
    expect(await broken.printer.print(page, 'receipt')).toEqual({
      ok: false,
      error: { type: 'PrintFailed', reason: 'out of paper' },
    })
    expect([none.destroyed(), broken.destroyed()]).toEqual([1, 1])
  })
})

describe('the menu', () => {
  const flatten = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])
  const itemsOf = (locale: ShellLocale, developer = false, sent: string[] = []) =>
    flatten(menuTemplate({ locale, platform: 'linux', developer, send: (command) => sent.push(command) }))

  test('offers every command of the contract once, and each sends its own', () => {
    const sent: string[] = []
    const items = itemsOf('fr', false, sent).filter(({ id }) => id !== undefined)
    expect(items.map(({ id }) => id).sort()).toEqual([...MENU_COMMANDS].sort())
    // Electron passes three arguments that these items do not use.
    for (const item of items) Reflect.apply(item.click ?? (() => undefined), item, [])
    expect(sent).toEqual(items.map(({ id }) => id))
  })

  test('has accelerators that are unique and that a scanner cannot type', () => {
    const keys = itemsOf('fr').flatMap(({ accelerator }) =>
      typeof accelerator === 'string' ? [accelerator] : [],
    )
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.filter((key) => !key.startsWith('CmdOrCtrl+'))).toEqual([])
  })

  test('has a label for every item in both languages, and they differ', () => {
    for (const locale of ['fr', 'en'] as const) {
      for (const item of itemsOf(locale)) if (item.type !== 'separator') expect(item.label).toBeTruthy()
    }
    expect(wordsOf('fr').counter).not.toBe(wordsOf('en').counter)
    expect([shellLocaleOf('en-GB'), shellLocaleOf('fr-SN'), shellLocaleOf('wo-SN')]).toEqual([
      'en',
      'fr',
      'fr',
    ])
  })

  test('gives a shop no developer tools', () => {
    expect(itemsOf('fr').map(({ role }) => role)).not.toContain('toggleDevTools')
    expect(itemsOf('fr', true).map(({ role }) => role)).toContain('toggleDevTools')
  })
})

describe('the window', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }]
  const state = { bounds: { x: 100, y: 50, width: 900, height: 700 }, maximized: true }

  test('opens where it was, unless that place is gone or the file is not readable', () => {
    const path = join(freshFolder(), 'window-state.json')
    expect(readWindowState(path, screens)).toBeNull()
    saveWindowState(path, state)
    expect(readWindowState(path, screens)).toEqual(state)
    expect(readWindowState(path, [{ x: 5_000, y: 0, width: 800, height: 600 }])).toBeNull()
    writeFileSync(path, '{"bounds":{"x":1')
    expect(readWindowState(path, screens)).toBeNull()
    expect(openingBounds(null)).toEqual({ width: 1280, height: 800 })
  })
})

describe('the server address', () => {
  test('comes from the command line before the environment before the file', () => {
    const file = join(freshFolder(), 'config.json')
    writeFileSync(file, '{"serverUrl":"https://file.example"}')
    const [commandLine, environment] = ['https://line.example', 'https://env.example']
    expect(readServerOrigin({ commandLine, environment, file })).toBe(commandLine)
    expect(readServerOrigin({ commandLine: '', environment, file })).toBe(environment)
    expect(readServerOrigin({ commandLine: '', environment: '', file })).toBe('https://file.example')
    expect(readServerOrigin({ commandLine: '', environment: '', file: 'none' })).toBeNull()
  })

  const addressIn = (file: string, given: { commandLine?: string; agreed?: boolean } = {}) =>
    createServerAddress({
      commandLine: given.commandLine ?? '',
      environment: '',
      file,
      disk: nodeDisk,
      confirm: async () => given.agreed ?? true,
    })

  test('is kept for every later start once the person has agreed', async () => {
    const file = join(freshFolder(), 'config.json')
    const address = addressIn(file)
    expect(address.origin()).toBeNull()
    expect(await address.change('https://shop.example/path')).toEqual({
      ok: true,
      value: { url: 'https://shop.example' },
    })
    expect([address.origin(), addressIn(file).origin()]).toEqual([
      'https://shop.example',
      'https://shop.example',
    ])
  })

  test('stays as it was when the person says no, the address is unsafe, or it is fixed from outside', async () => {
    const file = join(freshFolder(), 'config.json')
    const declined = addressIn(file, { agreed: false })
    expect(await declined.change('https://shop.example')).toEqual({ ok: true, value: { url: null } })
    for (const unsafe of ['http://shop.example', 'shop.example', 'javascript:alert(1)', ''])
      expect(await addressIn(file).change(unsafe)).toMatchObject({ ok: false, error: { type: 'BadRequest' } })
    const fixed = addressIn(file, { commandLine: 'https://fixed.example' })
    expect(await fixed.change('https://shop.example')).toMatchObject({ ok: false })
    expect(fixed.origin()).toBe('https://fixed.example')
    expect(readServerOrigin({ commandLine: '', environment: '', file })).toBeNull()
  })
})

describe('the log', () => {
  test('blanks what smells of a secret and turns its files over', () => {
    const directory = freshFolder()
    const log = createFileLog({ directory, clock: { now: () => 0 } })
    log.info('signed in', { refreshToken: 'canary', nested: { PIN: 'canary', shop: 'DK' } })
    log.error('failed', new Error('why'), { password: 'canary' })
    const text = readFileSync(join(directory, 'shell.log'), 'utf8')
    expect(text).not.toContain('canary')
    expect(text).toContain('"shop":"DK"')
    expect(text).toContain('Error: why')
    for (let line = 0; line < 40; line++) log.info('x', { text: 'y'.repeat(200_000) })
    expect(readdirSync(directory).sort()).toEqual(['shell.log', 'shell.log.1', 'shell.log.2'])
  })
})
