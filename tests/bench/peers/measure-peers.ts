import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { SalesReportRequest } from '@shared/analytics/figures.ts'
import { addDays, type BusinessDay } from '@shared/kernel/business-day.ts'
import type { BrowserContext, Page } from 'playwright'
import { closeAll, openProfile } from '../bench-browser.ts'
import type { Measurement, Notebook } from '../measurement.ts'
import { LINES_PER_ORDER, type Sizes } from '../sizes.ts'
import type { EngineName } from './page/engine.ts'
import { pastOrders } from './page/past-orders.ts'
import type { PeersHarness } from './page/peers.ts'
import { serveFolder, servePouch } from './serve.ts'
import { buildPeersSite, installPeers } from './site.ts'

const LAST_DAY = 20_260_629 as BusinessDay // the day before the orders' own present
const NEWEST = 50
const NAMES: Readonly<Record<EngineName, string>> = {
  raw: 'IndexedDB without a library',
  dexie: 'Dexie',
  pouchdb: 'PouchDB (its writes are not strict)',
  sqlite: 'SQLite in a worker, on the origin’s private files',
}

/** What others take for the same work on this machine, one after the other in one run. */
export async function measurePeers(work: string, sizes: Sizes, notes: Notebook): Promise<void> {
  installPeers(notes.say)
  const folder = join(work, 'peers-site')
  notes.say('building the peers’ page')
  await buildPeersSite(folder)
  const site = await serveFolder(folder)
  const bench = {
    profile: mkdtempSync(join(work, 'profile-peers-')),
    url: `${site.url}/peers.html`,
    sizes,
    notes,
  }
  try {
    await measureFigures(bench)
    await measureWrites(bench)
    await measureStarts(bench)
    await measurePouchSync(bench)
  } finally {
    await site.close()
  }
}

interface Bench {
  readonly profile: string
  readonly url: string
  readonly sizes: Sizes
  readonly notes: Notebook
}

type Answer<Name extends keyof PeersHarness> = Awaited<ReturnType<PeersHarness[Name]>>
type Call = <Name extends keyof PeersHarness>(
  name: Name,
  ...args: Parameters<PeersHarness[Name]>
) => Promise<Answer<Name>>

/** A fresh page of the peers' site: nothing of what was measured before is left in its memory. */
async function onPage<Value>(context: BrowserContext, url: string, work: (call: Call) => Promise<Value>) {
  const page = await context.newPage()
  page.setDefaultTimeout(0)
  page.on('pageerror', (error) => process.stderr.write(`peers: ${error.stack ?? error.message}\n`))
  await page.goto(url)
  await page.waitForFunction(() => 'bench' in globalThis)
  const value = await work((name, ...args) => callIn(page, name, args) as never) // the page ran the function of that name
  await page.close()
  return value
}

const callIn = (page: Page, name: string, args: readonly unknown[]): Promise<unknown> =>
  page.evaluate(
    ([asked, given]) => {
      const harness: Record<string, (...all: unknown[]) => unknown> = Reflect.get(globalThis, 'bench')
      return harness[asked]?.(...given)
    },
    [name, args] as const,
  )

async function inBrowser<Value>({ profile }: Bench, work: (context: BrowserContext) => Promise<Value>) {
  const context = await openProfile(profile)
  const value = await work(context)
  await closeAll(context)
  return value
}

const yearOf = (i: number): SalesReportRequest => {
  const to = addDays(LAST_DAY, -(i % 20))
  return {
    currency: 'XOF',
    range: { from: addDays(to, -364), to },
    compare: null,
    period: 'day',
    topItems: 50,
  }
}

/** A year's revenue by day, by item and by category; ours answers the whole dashboard with it. */
async function measureFigures(bench: Bench): Promise<void> {
  const { sizes, notes, url } = bench
  const lines = sizes.reportLines
  const requests = Array.from({ length: sizes.peerReports }, (_, i) => yearOf(i))
  const group = `A year's figures of ${lines} lines, asked on the main thread, computed in a worker`
  const engines = [
    ['columns', 'the product’s columns: the whole dashboard', requests],
    ['duckdb', 'DuckDB-WASM: by day, the 50 best items, by category', requests],
    ['sqlite', 'SQLite with a covering index: the same three', requests.slice(0, 3)],
  ] as const
  for (const [name, what, asked] of engines) {
    notes.say(`${lines} lines into ${name}`)
    const runs = await inBrowser(bench, (context) =>
      onPage(context, url, (call) => call(name, lines, asked, sizes.reportRuns)),
    )
    const beside = name === 'columns' ? {} : { beside: 'figures-columns' }
    notes.add({ id: `figures-${name}`, group, what, unit: 'ms', runs, ...beside })
    const first = runs[0]?.slice(0, 1) ?? []
    const besideFirst = name === 'columns' ? {} : { beside: 'figures-first-columns' }
    notes.add({
      id: `figures-first-${name}`,
      group,
      what: `— the first of them`,
      unit: 'ms',
      runs: [first],
      ...besideFirst,
    })
  }
}

/** Orders put one by one into stores of growing size, the engines in turns. */
async function measureWrites(bench: Bench): Promise<void> {
  const { sizes, notes, url } = bench
  const engines = Object.keys(NAMES) as EngineName[] // its own keys
  let before = 0
  for (const size of sizes.peerOrders) {
    const added = new Map<EngineName, number>()
    const puts = new Map<EngineName, number[][]>(engines.map((name) => [name, []]))
    for (const name of engines) {
      notes.say(`${name}: ${size} orders`)
      const rate = await inBrowser(bench, (context) =>
        onPage(context, url, (call) => call('fill', name, before, size)),
      )
      added.set(name, rate)
    }
    for (let run = 0; run < sizes.saleRuns; run++) {
      for (const name of run % 2 === 0 ? engines : engines.toReversed()) {
        const seed = size * 10 + run
        const times = await inBrowser(bench, (context) =>
          onPage(context, url, (call) => call('put', name, sizes.salesPerRun, sizes.salePauseMs, seed)),
        )
        puts.get(name)?.push(times)
      }
    }
    for (const name of engines)
      addWrites(notes, name, size, { rate: added.get(name) ?? 0, runs: puts.get(name) ?? [] })
    before = size
  }
}

function addWrites(
  notes: Notebook,
  name: EngineName,
  size: number,
  { rate, runs }: { readonly rate: number; readonly runs: Measurement['runs'] },
): void {
  const what = NAMES[name]
  const beside = name === 'raw' ? {} : { beside: `put-raw-${size}` }
  notes.add({
    id: `put-${name}-${size}`,
    group: `One order of ${LINES_PER_ORDER.sold} lines put beside ${size} others`,
    what,
    unit: 'ms',
    runs,
    ...beside,
  })
  notes.add({
    id: `fill-${name}-${size}`,
    group: `Orders of ${LINES_PER_ORDER.synced} lines written by the hundreds, up to ${size}`,
    what,
    unit: 'docs/s',
    runs: [[rate]],
    ...(name === 'raw' ? {} : { beside: `fill-raw-${size}` }),
  })
}

/** The browser anew, then the newest orders of the largest store. */
async function measureStarts(bench: Bench): Promise<void> {
  const { sizes, notes, url } = bench
  const engines = Object.keys(NAMES) as EngineName[] // its own keys
  const starts = new Map<EngineName, number[][]>(engines.map((name) => [name, []]))
  for (let turn = 0; turn < sizes.relaunches; turn++) {
    for (const name of turn % 2 === 0 ? engines : engines.toReversed()) {
      const { ms, rows } = await inBrowser(bench, (context) =>
        onPage(context, url, (call) => call('start', name, NEWEST)),
      )
      if (rows !== NEWEST) throw new Error(`${name} gave ${rows} orders`)
      starts.get(name)?.push([ms])
    }
  }
  const group = `Navigation to the ${NEWEST} newest of ${sizes.peerOrders.at(-1)} orders, in a browser just started`
  for (const name of engines) {
    const beside = name === 'dexie' ? {} : { beside: 'start-dexie' }
    notes.add({
      id: `start-${name}`,
      group,
      what: NAMES[name],
      unit: 'ms',
      runs: starts.get(name) ?? [],
      ...beside,
    })
  }
}

/** PouchDB from and to its own server in this process, whose store is in memory. */
async function measurePouchSync(bench: Bench): Promise<void> {
  const { sizes, notes, url } = bench
  const documents = sizes.pouchDocuments
  notes.say(`${documents} documents for PouchDB’s server`)
  const all = [...pastOrders(documents, LINES_PER_ORDER.synced)].map((order) => ({ _id: order.id, ...order }))
  const server = await servePouch(all)
  const pulls: number[][] = []
  const pushes: number[][] = []
  try {
    for (let run = 0; run < sizes.reportRuns; run++) {
      const { pull, push } = await inBrowser(bench, (context) =>
        onPage(context, url, (call) => call('sync', server.url, String(run), documents)),
      )
      pulls.push([pull.documents / pull.seconds])
      pushes.push([push.documents / push.seconds])
    }
  } finally {
    await server.close()
  }
  const group = `PouchDB with its server, ${documents} orders of ${LINES_PER_ORDER.synced} lines`
  notes.add({
    id: 'pouch-pull',
    group,
    what: 'first synchronisation of a new device',
    unit: 'docs/s',
    runs: pulls,
  })
  notes.add({ id: 'pouch-push', group, what: 'as many sent to the server', unit: 'docs/s', runs: pushes })
}
