import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { findElectron } from '../../electron/find-electron.ts'
import { startStandIn } from './electron-standin-host.ts'
import type { DialogAnswer } from './electron-standin-sides.ts'

const ROOT = join(import.meta.dirname, '../..')
const BUNDLE = join(ROOT, 'out/main/index.js')

export interface LaunchOptions {
  /** The profile folder; a fresh one when not given. */
  readonly userData?: string
  readonly serverUrl?: string
  readonly args?: readonly string[]
}

export interface LaunchedApp {
  /** Which one ran: a result of the stand-in is to be reported as that. */
  readonly kind: 'electron' | 'stand-in'
  readonly page: Page
  readonly userData: string
  /** The origin the page has here: `app://comptoir`, or the stand-in's name for it. */
  readonly origin: string
  clickMenu(command: string): Promise<void>
  resume(): Promise<void>
  answerNextDialog(answer: DialogAnswer): Promise<void>
  /** Addresses handed to the person's own browser. */
  openedOutside(): Promise<readonly string[]>
  /** Ends the main process the hard way. */
  kill(): Promise<void>
  /** Quits as a person would and waits for the end. */
  close(): Promise<void>
}

/** The built app with its window open: real Electron where its binary is, else the stand-in on Chromium. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  if (!existsSync(BUNDLE)) throw new Error(`There is no built app to launch: run "npm run build" first.`)
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'comptoir-app-'))
  const binary = findElectron(ROOT)
  const app = await (binary === null
    ? launchStandIn(userData, options)
    : launchElectron(binary, userData, options))
  if (options.userData !== undefined) return app
  const forget = (): void => forgetProfile(userData)
  return { ...app, kill: () => app.kill().then(forget), close: () => app.close().then(forget) }
}

/** Removes a profile and the stand-in's keychain beside it. */
export function forgetProfile(userData: string): void {
  rmSync(userData, { recursive: true, force: true, maxRetries: 3 })
  rmSync(`${userData}.keychain`, { force: true })
}

async function launchStandIn(
  userData: string,
  { serverUrl, args = [] }: LaunchOptions,
): Promise<LaunchedApp> {
  const app = await startStandIn({ bundle: BUNDLE, userData, serverUrl: serverUrl ?? null, args })
  return {
    kind: 'stand-in',
    page: app.page,
    userData,
    origin: new URL(app.page.url()).origin,
    clickMenu: (command) => app.shell.clickMenu(command),
    resume: () => app.shell.resume(),
    answerNextDialog: (answer) => app.shell.answerNextDialog(answer),
    openedOutside: async () =>
      (await app.shell.deeds()).filter(({ kind }) => kind === 'opened outside').map(({ detail }) => detail),
    kill: app.kill,
    close: app.close,
  }
}

async function launchElectron(
  executablePath: string,
  userData: string,
  { serverUrl, args = [] }: LaunchOptions,
): Promise<LaunchedApp> {
  const app = await _electron.launch({
    executablePath,
    args: [
      ROOT,
      `--user-data-dir=${userData}`,
      ...(serverUrl === undefined ? [] : [`--server-url=${serverUrl}`]),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...args,
    ],
  })
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  await recordOutside(app)
  return {
    kind: 'electron',
    page,
    userData,
    origin: 'app://comptoir',
    clickMenu: (command) =>
      app.evaluate(({ Menu }, id) => void Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), command),
    resume: () => app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume')),
    answerNextDialog: (answer) => answerElectronDialog(app, answer),
    openedOutside: () => app.evaluate(() => Reflect.get(globalThis, 'openedOutside')),
    async kill() {
      const ended = new Promise((resolve) => app.process().once('exit', resolve))
      app.process().kill('SIGKILL')
      await ended
    },
    close: () => app.close(),
  }
}

/** A test must not open the machine's own browser. */
function recordOutside(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'openedOutside', opened)
    shell.openExternal = async (url) => void opened.push(url)
  })
}

function answerElectronDialog(app: ElectronApplication, answer: DialogAnswer): Promise<void> {
  return app.evaluate(({ dialog }, path) => {
    const canceled = path === null
    dialog.showOpenDialog = async () => ({ canceled, filePaths: path === null ? [] : [path] })
    dialog.showMessageBox = async () => ({ response: canceled ? 0 : 1, checkboxChecked: false })
    dialog.showSaveDialog = async () => ({ canceled, filePath: path ?? '' })
  }, answer)
}
