import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright'
import { launchProfile } from '../../support/browser.ts'
import { type Cable, createCable } from '../../support/cuttable-proxy.ts'
import type { RunningServer } from '../../support/running-server.ts'
import { plugScanner } from './wedge-scanner.ts'

export const PASSWORD = 'comptoir-demo'
export const PIN = '2468'
const WAIT_MS = 60_000

export interface DeviceOptions {
  readonly email: string
  readonly language?: 'fr' | 'en'
  /** How far this device's clock is off. */
  readonly clockShiftMs?: number
}

/** One machine of the shop: a browser profile of its own, and its own cable to the server. */
export interface Device {
  readonly cable: Cable
  readonly page: Page
  /** The profile in a browser again, as after switching the machine on; the page is where it was left. */
  open(): Promise<void>
  /** Looks up the processes of the browser, so that a later `kill` falls without a moment's search. */
  aim(): void
  /** SIGKILL, as by a power cut: nothing is asked, nothing is said. */
  kill(): Promise<void>
  goTo(
    screen:
      | 'counter'
      | 'till'
      | 'products'
      | 'stock'
      | 'orders'
      | 'customers'
      | 'dashboard'
      | 'reports'
      | 'sync',
  ): Promise<void>
  /** Errors of the page and violations of its policy. */
  readonly problems: readonly string[]
  close(): Promise<void>
}

export async function createDevice(
  server: Pick<RunningServer, 'port'>,
  options: DeviceOptions,
): Promise<Device> {
  const profile = mkdtempSync(join(tmpdir(), 'comptoir-device-'))
  const cable = await createCable(server.port)
  const problems: string[] = []
  let context: BrowserContext | undefined
  let page: Page | undefined
  let aimedAt: readonly number[] = []

  async function open(): Promise<void> {
    const locale = options.language === 'en' ? 'en-GB' : 'fr-FR'
    context = await launchProfile(profile, {
      context: { locale, timezoneId: 'Africa/Dakar', viewport: { width: 1280, height: 800 } },
    })
    if (options.clockShiftMs !== undefined) await context.addInitScript(shiftClock, options.clockShiftMs)
    page = context.pages()[0] ?? (await context.newPage())
    page.setDefaultTimeout(WAIT_MS)
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) problems.push(message.text())
    })
    await page.goto(cable.url)
  }

  function current(): Page {
    if (page === undefined) throw new Error('The device is switched off')
    return page
  }

  return {
    cable,
    problems,
    open,
    get page() {
      return current()
    },
    aim() {
      aimedAt = processesWith(profile)
    },
    async kill() {
      const gone = new Promise<void>((done) => context?.once('close', () => done()))
      killAll(aimedAt)
      aimedAt = []
      killAll(processesWith(profile))
      await gone
      page = undefined
    },
    async goTo(screen) {
      await current().evaluate((path) => {
        location.hash = path
      }, `#/${screen}`)
    },
    async close() {
      await context?.close().catch(() => undefined)
      await cable.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

function processesWith(profile: string): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8', maxBuffer: 10_000_000 })
  return table.split('\n').flatMap((row) => {
    const [, pid, command = ''] = /^\s*(\d+)\s+(.*)$/.exec(row) ?? []
    return pid !== undefined && command.includes(`--user-data-dir=${profile}`) ? [Number(pid)] : []
  })
}

function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself since it was looked up.
    }
  }
}

/** Runs in the page before anything else: a machine whose date is wrong. */
function shiftClock(shiftMs: number): void {
  const RealDate = Date
  const now = () => RealDate.now() + shiftMs
  globalThis.Date = class extends RealDate {
    constructor(...args: ConstructorParameters<typeof Date> | []) {
      if (args.length === 0) super(now())
      else super(...(args as ConstructorParameters<typeof Date>)) // the same arguments, handed on
    }
    static override now = now
  } as DateConstructor // callers use `new` and the static members only
}

/** Signs in on a new device and chooses a PIN, as the first day begins; ends when the shop's data are there. */
export async function signIn(device: Device, email: string, password: string = PASSWORD): Promise<void> {
  const { page } = device
  await page.getByRole('textbox', { name: 'Adresse e-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Mot de passe' }).fill(password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('textbox', { name: 'Code (4 à 8 chiffres)' }).fill(PIN)
  await page.getByRole('textbox', { name: 'Le même code encore une fois' }).fill(PIN)
  await page.getByRole('button', { name: 'Enregistrer le code' }).click()
  await allSent(device)
}

const UNLOCK = { fr: { pin: 'Code', open: 'Déverrouiller' }, en: { pin: 'PIN', open: 'Unlock' } } as const

export async function unlock(device: Device, language: 'fr' | 'en' = 'fr'): Promise<void> {
  const words = UNLOCK[language]
  await device.page.getByRole('textbox', { name: words.pin }).fill(PIN)
  await device.page.getByRole('button', { name: words.open, exact: true }).click()
}

/** Waits until the shell says that everything is sent. */
export async function allSent(device: Pick<Device, 'page'>): Promise<void> {
  await device.page.getByRole('link', { name: /Tout est envoyé/ }).waitFor({ timeout: 120_000 })
}

/** A machine with a counter: in a browser, or in the desktop app. */
export type Counter = Pick<Device, 'page' | 'goTo'>

/** Sells by keyboard alone, as a scanner and a cashier would; answers the receipt's number once "Sold" stands there. */
export async function sell(device: Counter, ...codes: readonly string[]): Promise<string> {
  await fillCart(device, codes)
  return pay(device)
}

export async function fillCart(device: Counter, codes: readonly string[]): Promise<void> {
  const { page } = device
  await device.goTo('counter')
  const field = page.getByRole('combobox', { name: 'Scanner ou chercher un article' })
  await field.waitFor()
  // Typed keys come as fast as the machine is free: a pause amid a code would make two of it.
  const scanner = await plugScanner(page)
  for (const [i, code] of codes.entries()) {
    await page.keyboard.press('F2')
    await scanner.scan(code)
    await page
      .getByRole('textbox', { name: /^Quantité/ })
      .nth(i)
      .waitFor()
  }
}

/** Takes the money; `onKey` is told when the key that completes the sale goes down. */
export async function pay(
  { page }: Pick<Device, 'page'>,
  onKey: () => void = () => undefined,
): Promise<string> {
  await page.keyboard.press('F9')
  await page.getByRole('dialog', { name: 'Paiement' }).waitFor()
  onKey()
  await page.keyboard.press('F10')
  await page.getByText('Vendu', { exact: true }).waitFor()
  const text = await page.getByRole('dialog', { name: 'Ticket' }).innerText()
  const [number] = /[A-Z]\d+-\d+-\d{6}/.exec(text) ?? []
  if (number === undefined) throw new Error(`No receipt number in: ${text}`)
  return number
}

export async function newSale(device: Pick<Device, 'page'>): Promise<void> {
  await device.page.keyboard.press('F10')
  await device.page.getByRole('dialog', { name: 'Ticket' }).waitFor({ state: 'hidden' })
}

/** Every screen of the app is in the browser's own store: from here on any of them opens without a connection. */
export async function untilKeptOffline(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
}
