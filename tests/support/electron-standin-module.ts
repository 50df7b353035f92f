import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from './electron-standin-rpc.ts'
import type { DialogAnswer, HostSide, ShellDeed, ShellSide } from './electron-standin-sides.ts'

/*
 * What the built main bundle gets when it imports `electron` in a test without an Electron binary: the same surface as far
 * as this product uses it, windows shown by the test's process. Not imitated: the real sandbox, menus and dialogs on a
 * screen, the keychain, updates. The real binary decides before a release.
 */

type Callback = (...args: never[]) => unknown

class Emitter extends EventEmitter {
  /** Emits with an event object whose `preventDefault` is reported back. */
  emitPreventable(name: string, details: object = {}, ...args: unknown[]): boolean {
    let prevented = false
    const event = {
      ...details,
      preventDefault: () => {
        prevented = true
      },
    }
    this.emit(name, event, ...args)
    return prevented
  }
}

const switchValue = (name: string): string =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? ''

const windows = new Map<number, BrowserWindow>()
const handlerByChannel = new Map<string, Callback>()
const responderByScheme = new Map<
  string,
  (request: Request | { url: string; method: string }) => Promise<Response>
>()
const deeds: ShellDeed[] = []
const dialogAnswers: DialogAnswer[] = []

class Application extends Emitter {
  readonly isPackaged = false
  readonly commandLine = { appendSwitch: () => undefined, getSwitchValue: switchValue }
  #userData = join(process.cwd(), 'userData')
  #quitting = false
  readonly #ready = new Promise<void>((resolve) => setImmediate(resolve))

  enableSandbox(): void {}
  getName = () => 'Comptoir'
  getVersion = () => '0.0.0-standin'
  getLocale = () => switchValue('lang') || 'fr-SN'
  getPath = (name: string) => (name === 'userData' ? this.#userData : join(this.#userData, name))
  setPath(name: string, path: string): void {
    if (name === 'userData') this.#userData = path
    mkdirSync(path, { recursive: true })
  }
  whenReady = () => this.#ready

  /** A lock file with the owner's process id: a dead owner's lock is taken over. */
  requestSingleInstanceLock(): boolean {
    const path = join(this.#userData, 'standin.lock')
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
    } catch {
      const owner = Number(readFileSync(path, 'utf8'))
      if (isAlive(owner)) return false
      writeFileSync(path, String(process.pid))
    }
    process.on('exit', () => rmSync(path, { force: true }))
    return true
  }

  quit(): void {
    if (!this.#quitting && this.emitPreventable('before-quit')) return
    this.#quitting = true
    for (const window of windows.values()) window.close()
    if (windows.size > 0 || this.emitPreventable('will-quit')) return
    this.exit(0)
  }

  exit(code = 0): void {
    process.exit(code)
  }

  windowGone(): void {
    if (windows.size === 0 && !this.#quitting) this.emit('window-all-closed')
  }
}

export const app = new Application()

class WebContents extends Emitter {
  readonly id: number
  openHandler: (details: { url: string }) => { action: 'allow' | 'deny' } = () => ({ action: 'allow' })

  constructor(id: number) {
    super()
    this.id = id
  }

  send(channel: string, payload: unknown): void {
    host.deliver(this.id, channel, payload).catch(() => undefined) // a page that is gone misses events in Electron too
  }
  setWindowOpenHandler(handler: WebContents['openHandler']): void {
    this.openHandler = handler
  }
  reload = () => void host.reload(this.id)
  executeJavaScript = (script: string) => host.evaluate(this.id, script)
  getPrintersAsync = async () => [{ name: 'paper of the stand-in' }]
  printToPDF = async ({ pageSize }: { pageSize: { width: number; height: number } }) =>
    Buffer.from(await host.pdf(this.id, pageSize.width, pageSize.height))
  async print(
    options: { pageSize: unknown },
    done: (printed: boolean, reason: string) => void,
  ): Promise<void> {
    const text = await host.evaluate(this.id, 'document.body.innerText')
    deeds.push({ kind: 'printed', detail: JSON.stringify({ text, pageSize: options.pageSize }) })
    done(true, '')
  }
}

interface WindowOptions {
  readonly width?: number
  readonly height?: number
  readonly webPreferences?: Readonly<Record<string, unknown>>
}

/** A page that could reach Node would make every test of the page worthless. */
const REQUIRED_PREFERENCES = {
  nodeIntegration: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
}

export class BrowserWindow extends Emitter {
  static #lastId = 0
  readonly id = ++BrowserWindow.#lastId
  readonly webContents = new WebContents(this.id)
  readonly #opened: Promise<void>
  readonly #size: { width: number; height: number }

  constructor({ width = 1280, height = 800, webPreferences = {} }: WindowOptions) {
    super()
    for (const [name, value] of Object.entries(REQUIRED_PREFERENCES)) {
      if (webPreferences[name] !== value) throw new Error(`A window must set ${name}: ${value}`)
    }
    this.#size = { width, height }
    windows.set(this.id, this)
    app.emit('web-contents-created', {}, this.webContents)
    const preload = typeof webPreferences.preload === 'string' ? webPreferences.preload : null
    this.#opened = host.openWindow({ id: this.id, preload, width, height })
  }

  async loadURL(url: string): Promise<void> {
    await this.#opened
    await host.loadUrl(this.id, url)
    this.webContents.emit('did-finish-load')
    this.emit('ready-to-show')
  }
  close(): void {
    if (!this.emitPreventable('close')) this.destroy()
  }
  destroy(): void {
    if (!windows.delete(this.id)) return
    host.closeWindow(this.id).catch(() => undefined) // its page may be gone already
    this.emit('closed')
    app.windowGone()
  }
  show(): void {
    host.windowShown(this.id).catch(() => undefined) // the test may be over
  }
  isDestroyed = () => !windows.has(this.id)
  isMaximized = () => false
  isMinimized = () => false
  getNormalBounds = () => ({ x: 0, y: 0, ...this.#size })
  focus(): void {}
  restore(): void {}
  maximize(): void {}
}

export const ipcMain = {
  handle(channel: string, handler: Callback): void {
    if (handlerByChannel.has(channel)) throw new Error(`A second handler for ${channel}`)
    handlerByChannel.set(channel, handler)
  },
}

export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle(scheme: string, responder: (request: { url: string; method: string }) => Promise<Response>): void {
    responderByScheme.set(scheme, responder)
  },
}

const nextAnswer = (kind: ShellDeed['kind'], options: unknown): DialogAnswer => {
  deeds.push({ kind, detail: JSON.stringify(options) })
  return dialogAnswers.shift() ?? null
}

export const dialog = {
  async showOpenDialog(options: unknown) {
    const path = nextAnswer('open dialog', options)
    return { canceled: path === null, filePaths: path === null ? [] : [path] }
  },
  async showSaveDialog(options: unknown) {
    const path = nextAnswer('save dialog', options)
    return { canceled: path === null, filePath: path ?? '' }
  },
  /** Any answer is the last button, none the first. */
  async showMessageBox(options: { buttons: readonly string[] }) {
    return { response: nextAnswer('question', options) === null ? 0 : options.buttons.length - 1 }
  },
}

export const shell = {
  async openExternal(url: string): Promise<void> {
    deeds.push({ kind: 'opened outside', detail: url })
  },
}

export const safeStorage = {
  isAsyncEncryptionAvailable: async () => switchValue('password-store') !== 'none',
  getSelectedStorageBackend: () =>
    switchValue('password-store') === 'basic' ? 'basic_text' : 'gnome_libsecret',
  async encryptStringAsync(text: string): Promise<Buffer> {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keychainKey(), iv)
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  },
  async decryptStringAsync(bytes: Buffer) {
    const decipher = createDecipheriv('aes-256-gcm', keychainKey(), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(-16))
    const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
    return { result: text, shouldReEncrypt: false }
  },
}

/** Kept beside the profile, as a keychain is: a copy of the profile alone opens nothing. */
function keychainKey(): Buffer {
  const path = `${app.getPath('userData')}.keychain`
  try {
    return readFileSync(path)
  } catch {
    const key = randomBytes(32)
    writeFileSync(path, key, { mode: 0o600 })
    return key
  }
}

interface MenuTemplate {
  readonly id?: string
  readonly click?: () => void
  readonly submenu?: readonly MenuTemplate[]
}

export const Menu = {
  buildFromTemplate: (template: readonly MenuTemplate[]) => template,
  setApplicationMenu(template: readonly MenuTemplate[]): void {
    menu = template
  },
}
let menu: readonly MenuTemplate[] = []
const menuItems = (items: readonly MenuTemplate[]): MenuTemplate[] =>
  items.flatMap((item) => [item, ...menuItems(item.submenu ?? [])])

type PermissionRequest = (
  contents: null,
  permission: string,
  answer: (granted: boolean) => void,
  details: { requestingUrl: string },
) => void
let permissionRequest: PermissionRequest = (_contents, _permission, answer) => answer(true)

export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler: PermissionRequest): void {
      permissionRequest = handler
    },
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
  },
}

export const powerMonitor = new EventEmitter()
export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  } catch {
    return false
  }
}

const shellSide: ShellSide = {
  async invoke(windowId, frame, channel, request) {
    const handler = handlerByChannel.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    const { origin, protocol: scheme, host: hostName } = new URL(frame.url)
    const senderFrame = {
      url: frame.url,
      origin: origin === 'null' && hostName !== '' ? `${scheme}//${hostName}` : origin,
      parent: frame.isMain ? null : {},
    }
    const event = { senderFrame, sender: windows.get(windowId)?.webContents }
    return structuredClone(await Reflect.apply(handler, undefined, [event, request]))
  },
  async protocolRequest(url, method) {
    const responder = responderByScheme.get(url.split(':')[0] ?? '')
    if (responder === undefined) return null
    const response = await responder({ url, method })
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    }
  },
  navigationPrevented(windowId, url, isMainFrame) {
    const contents = windows.get(windowId)?.webContents
    const frame = contents?.emitPreventable('will-frame-navigate', { url, isMainFrame }) ?? false
    const page = isMainFrame && (contents?.emitPreventable('will-navigate', { url, isMainFrame }) ?? false)
    return frame || page
  },
  windowOpenDenied: (windowId, url) =>
    windows.get(windowId)?.webContents.openHandler({ url }).action !== 'allow',
  windowClosed: (windowId) => windows.get(windowId)?.close(),
  menuIds: () => menuItems(menu).flatMap(({ id }) => (id === undefined ? [] : [id])),
  clickMenu(id) {
    const item = menuItems(menu).find((known) => known.id === id)
    if (item?.click === undefined) throw new Error(`The menu has no item ${id}`)
    item.click()
  },
  resume: () => void powerMonitor.emit('resume'),
  answerNextDialog: (answer) => void dialogAnswers.push(answer),
  deeds: () => deeds,
  permissionGranted(permission, askedBy) {
    let granted = true
    permissionRequest(
      null,
      permission,
      (answer) => {
        granted = answer
      },
      { requestingUrl: askedBy },
    )
    return granted
  },
  // Answered first, because the process that asks waits for the answer and this one may be gone.
  quit: () => void setImmediate(() => app.quit()),
}

const { there: host } = connect<HostSide>(
  {
    send: (message) => void process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
  },
  shellSide,
)
// A test that died must not leave its shell behind.
process.on('disconnect', () => process.exit(1))
