import { rmSync } from 'node:fs'
import type { Page } from 'playwright'
import { closeAll, drive, openProfile } from './bench-browser.ts'
import type { Measurement, Notebook } from './measurement.ts'
import { emailOf, PASSWORD, type SeededShop } from './seed-server.ts'
import type { Sizes } from './sizes.ts'
import { readScreen, type ScreenMarks, watchScreen } from './watch-screen.ts'

export const PIN = '2580'
const WORD = 'savon'
const PATIENCE_MS = 120_000

export interface Stage {
  readonly url: string
  readonly profile: string
  readonly shop: SeededShop & Sizes['shops'][number]
  readonly sizes: Sizes
  readonly notes: Notebook
}

const MB = 1_000_000

/** A fresh device fetches everything for the first time, from the real server. */
export async function measureFirstSync({ url, profile, shop, sizes }: Stage): Promise<Measurement> {
  rmSync(profile, { recursive: true, force: true }) // half a synchronisation, when an earlier bench was stopped
  const context = await openProfile(profile)
  const app = await drive(context, url, 'app')
  const done = await app.call('firstSync', emailOf(shop.name), PASSWORD, PIN)
  const measured: Measurement = {
    id: `sync-${shop.name}`,
    group: 'First synchronisation of a new device',
    what: `${done.received} documents, ${shop.orders} orders among them, in ${done.seconds.toFixed(0)} s`,
    unit: 'docs/s',
    runs: [[done.received / done.seconds]],
    blocks: done.blocks,
    note: `${(done.bytes / MB).toFixed(0)} MB stored`,
  }
  // Only the first shop's cold start is measured.
  if (shop.name === sizes.shops[0]?.name) await app.page.waitForTimeout(sizes.snapshotWaitMs)
  await closeAll(context)
  return measured
}

/** Relaunches of the browser on the synced profile: the product and, in turns, the least that can be done with its data. */
export async function measureColdStart(stage: Stage): Promise<void> {
  const { shop, sizes, notes } = stage
  const starts: Start[] = []
  const peers: number[] = []
  for (let turn = 0; turn < sizes.relaunches; turn++) {
    const steps = [
      async () => starts.push(await startProduct(stage)),
      async () => peers.push(await startPeer(stage)),
    ]
    for (const step of turn % 2 === 0 ? steps : steps.reverse()) await step()
    notes.say(`cold start ${turn + 1} of ${sizes.relaunches}: ${Math.round(starts.at(-1)?.total ?? 0)} ms`)
  }
  const group = `Cold start with ${shop.products} products and ${shop.orders} orders of 3 lines`
  const of = (pick: (start: Start) => number) => starts.map((start) => [pick(start)])
  const longest = Math.max(...starts.flatMap(({ blocks }) => blocks))
  notes.add({
    id: `start-${shop.name}`,
    group,
    what: 'launch to a counter that answers, without the time a person takes for the PIN',
    unit: 'ms',
    runs: of(({ total }) => total),
    beside: `start-peer-${shop.name}`,
    aim: { at: 'p50', below: 1_500 },
    note: `the longest block of the main thread was ${longest.toFixed(0)} ms`,
  })
  notes.add({
    id: `start-lock-${shop.name}`,
    group,
    what: '— navigation to the PIN field',
    unit: 'ms',
    runs: of(({ locked }) => locked),
  })
  notes.add({
    id: `start-field-${shop.name}`,
    group,
    what: '— PIN entered to the scan field',
    unit: 'ms',
    runs: of(({ field }) => field),
  })
  notes.add({
    id: `start-answer-${shop.name}`,
    group,
    what: '— scan field to the first hits of a typed word',
    unit: 'ms',
    runs: of(({ answer }) => answer),
    note: '110 ms of it is the field waiting for the next key',
  })
  notes.add({
    id: `start-peer-${shop.name}`,
    group,
    what: 'beside: a page with Dexie alone opens the same orders and reads the 50 newest',
    unit: 'ms',
    runs: peers.map((each) => [each]),
  })
}

interface Start {
  readonly locked: number
  readonly field: number
  readonly answer: number
  readonly total: number
  readonly blocks: readonly number[]
}

async function startProduct({ url, profile }: Stage): Promise<Start> {
  const context = await openProfile(profile)
  const page = await context.newPage()
  await watchScreen(page, WORD)
  await page.goto(`${url}/#/counter`)
  await untilMarked(page, 'locked')
  await enterPin(page)
  await untilMarked(page, 'answered')
  const { locked = 0, entered = 0, field = 0, answered = 0, longTasks } = await readScreen(page)
  await closeAll(context)
  return {
    locked,
    field: field - entered,
    answer: answered - field,
    total: locked + answered - entered,
    blocks: longTasks.map(({ duration }) => duration),
  }
}

/** Right after a launch the browser may still drop keys; what it took is looked at, and the rest given again. */
export async function enterPin(page: Page): Promise<void> {
  const field = page.locator('input[type=password][maxlength="8"]')
  await field.fill(PIN)
  for (let attempt = 0; attempt < 20; attempt++) {
    await page.keyboard.press('Enter')
    const { entered } = await readScreen(page)
    if (entered !== undefined) return
    await page.waitForTimeout(50)
  }
  throw new Error('The browser takes no key')
}

async function untilMarked(page: Page, mark: keyof ScreenMarks): Promise<void> {
  const isMarked = (name: string) => Reflect.get(globalThis, 'benchScreen').marks[name] !== undefined
  try {
    await page.waitForFunction(isMarked, mark, { timeout: PATIENCE_MS })
  } catch (cause) {
    const shown = await page.locator('body').innerText()
    throw new Error(`The screen was not "${mark}" in ${PATIENCE_MS / 1_000} s. It showed: ${shown}`, {
      cause,
    })
  }
}

async function startPeer({ url, profile, shop }: Stage): Promise<number> {
  const context = await openProfile(profile)
  const page = await context.newPage()
  const database = `rxdb-dexie-comptoir-${shop.shopId.toLowerCase()}--0--orders`
  await page.goto(`${url}/bench/peer.html?database=${database}`)
  const read = await page.evaluate(
    () => Reflect.get(globalThis, 'bench') as Promise<{ sinceNavigationMs: number; rows: number }>, // what peer.ts leaves there
  )
  await closeAll(context)
  if (read.rows === 0) throw new Error('The peer found no orders: it reads something else than the product')
  return read.sinceNavigationMs
}
