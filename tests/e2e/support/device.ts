import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright'
import { expect } from 'vitest'
import { launchProfile } from '../../support/browser.ts'
import { type Cable, createCable } from '../../support/cuttable-proxy.ts'
import type { RunningServer } from '../../support/running-server.ts'

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
  /** SIGKILL, as by a power cut: nothing is asked, nothing is said. */
  kill(): Promise<void>
  goTo(screen: 'counter' | 'products' | 'stock' | 'orders' | 'dashboard' | 'sync'): Promise<void>
  /** Errors of the page and violations of its policy. */
  readonly problems: readonly string[]
  close(): Promise<void>
}

export async function createDevice(server: RunningServer, options: DeviceOptions): Promise<Device> {
  const profile = mkdtempSync(join(tmpdir(), 'comptoir-device-'))
  const cable = await createCable(server.port)
  const problems: string[] = []
  let context: BrowserContext | undefined
  let page: Page | undefined

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
    async kill() {
      const gone = new Promise<void>((done) => context?.once('close', () => done()))
      killProcessesWith(profile)
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

function killProcessesWith(profile: string): void {
  const table = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8', maxBuffer: 10_000_000 })
  for (const row of table.split('\n')) {
    const [, pid, command = ''] = /^\s*(\d+)\s+(.*)$/.exec(row) ?? []
    if (pid !== undefined && command.includes(`--user-data-dir=${profile}`))
      process.kill(Number(pid), 'SIGKILL')
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
export async function signIn(device: Device, email: string): Promise<void> {
  const { page } = device
  await page.getByRole('textbox', { name: 'Adresse e-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Mot de passe' }).fill(PASSWORD)
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
export async function allSent(device: Device): Promise<void> {
  await device.page.getByRole('link', { name: /Tout est envoyé/ }).waitFor({ timeout: 120_000 })
}

/** Sells by keyboard alone, as a scanner and a cashier would; answers the receipt's number once "Sold" stands there. */
export async function sell(device: Device, ...codes: readonly string[]): Promise<string> {
  const { page } = device
  await device.goTo('counter')
  const field = page.getByRole('combobox', { name: 'Scanner ou chercher un article' })
  await field.waitFor()
  for (const [i, code] of codes.entries()) {
    await page.keyboard.press('F2')
    await page.keyboard.type(code)
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.getByRole('textbox', { name: /^Quantité/ }).count(), { timeout: WAIT_MS })
      .toBe(i + 1)
  }
  await page.keyboard.press('F9')
  await page.getByRole('dialog', { name: 'Paiement' }).waitFor()
  await page.keyboard.press('F10')
  await page.getByText('Vendu', { exact: true }).waitFor()
  const text = await page.getByRole('dialog', { name: 'Ticket' }).innerText()
  const [number] = /[A-Z]\d+-\d+-\d{6}/.exec(text) ?? []
  if (number === undefined) throw new Error(`No receipt number in: ${text}`)
  return number
}

export async function newSale(device: Device): Promise<void> {
  await device.page.keyboard.press('F10')
  await device.page.getByRole('dialog', { name: 'Ticket' }).waitFor({ state: 'hidden' })
}
