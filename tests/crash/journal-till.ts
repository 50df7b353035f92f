import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newSale, sell } from '../e2e/support/device.ts'
import { type Cable, createCable } from '../support/cuttable-proxy.ts'
import { forgetProfile, type LaunchedApp, launchApp } from '../support/launch-app.ts'
import type { BackRoom } from './back-room.ts'
import type { JournalRound } from './plan.ts'
import type { SalesRecord } from './sales-record.ts'
import type { SmallShop } from './small-shop.ts'
import { prepareCounter } from './till.ts'

const SENT_MS = 90_000
const WAIT_MS = 60_000

/**
 * The till in the desktop app, whose journal keeps a second copy of what the server does not have. Its browser engine's
 * files can be damaged as a power cut does, while it is switched off.
 */
export interface JournalTill {
  readonly cable: Cable
  readonly app: LaunchedApp
  open(): Promise<void>
  /** Sells without a connection, is killed after the last "Sold", and finds its database damaged. */
  lose(round: JournalRound, record: SalesRecord, options: { readonly alsoJournal: boolean }): Promise<void>
  drain(): Promise<void>
  close(): Promise<void>
}

export async function openJournalTill(backRoom: BackRoom, shop: SmallShop): Promise<JournalTill> {
  const userData = mkdtempSync(join(tmpdir(), 'comptoir-journal-till-'))
  const cable = await createCable(backRoom.port)
  let app: LaunchedApp | null = null
  const current = (): LaunchedApp => {
    if (app === null) throw new Error('The till is switched off')
    return app
  }
  const counter = {
    get page() {
      return current().page
    },
    async goTo(screen: string) {
      await current().page.evaluate((path) => {
        location.hash = path
      }, `#/${screen}`)
    },
  }

  async function launch(): Promise<void> {
    app = await launchApp({ userData, serverUrl: cable.url, args: ['--lang=fr'] })
    app.page.setDefaultTimeout(WAIT_MS)
  }

  async function off(how: 'kill' | 'close'): Promise<void> {
    const leaving = app
    app = null
    await leaving?.[how]()
  }

  async function drain(): Promise<void> {
    await counter.goTo('sync')
    await counter.page.getByRole('button', { name: 'Synchroniser maintenant' }).click()
    await counter.page.getByRole('link', { name: /Tout est envoyé/ }).waitFor({ timeout: SENT_MS })
  }

  await launch()
  await signIn(counter, shop)
  return {
    cable,
    get app() {
      return current()
    },
    async open() {
      await launch()
      await current().page.getByRole('navigation').first().waitFor()
    },
    async lose(round, record, { alsoJournal }) {
      await prepareCounter(counter, shop)
      cable.unplug()
      for (const basket of round.baskets) {
        const attempt = record.begin('desktop', basket)
        const codes = basket.map((place) => shop.articles[place]?.code ?? '')
        record.acknowledge(attempt, await sell(counter, ...codes))
        await newSale(counter)
      }
      await off('kill')
      for (const what of damageDisk(userData, round)) record.note(what)
      if (alsoJournal) for (const path of filesIn(userData, /\.journal$/)) rmSync(path)
    },
    drain,
    async close() {
      await off('close').catch(() => undefined)
      await cable.close()
      forgetProfile(userData)
    },
  }
}

async function signIn({ page }: Pick<LaunchedApp, 'page'>, { email, password }: SmallShop): Promise<void> {
  // The engine of the stand-in speaks the machine's language; the choice is kept.
  await page.getByRole('radio', { name: 'Français' }).check()
  await page.getByRole('textbox', { name: 'Adresse e-mail' }).fill(email)
  await page.getByRole('textbox', { name: 'Mot de passe' }).fill(password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('button', { name: 'Plus tard' }).click()
  await page.getByRole('link', { name: /Tout est envoyé/ }).waitFor({ timeout: SENT_MS })
}

/** Deletes the engine's databases, or cuts the newest file short: the writes that had not reached the disk. */
function damageDisk(userData: string, { damage, share }: JournalRound): string[] {
  const folders = readdirSync(userData, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name === 'IndexedDB')
    .map((entry) => join(entry.parentPath, entry.name))
  if (folders.length === 0) throw new Error(`There is no IndexedDB below ${userData}`)
  if (damage === 'truncated') return folders.flatMap((folder) => truncateNewest(folder, share))
  for (const folder of folders) rmSync(folder, { recursive: true })
  return folders.map((folder) => `deleted ${folder}`)
}

const filesIn = (folder: string, name: RegExp): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

function truncateNewest(folder: string, share: number): string[] {
  const files = filesIn(folder, /\.log$/)
    .map((path) => ({ path, stat: statSync(path) }))
    .sort((a, b) => b.stat.mtimeMs - a.stat.mtimeMs)
  const [newest] = files
  if (newest === undefined) throw new Error(`There is no log in ${folder}`)
  const left = Math.floor(newest.stat.size * share)
  truncateSync(newest.path, left)
  return [`cut ${newest.path} from ${newest.stat.size} to ${left} bytes`]
}
