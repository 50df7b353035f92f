import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startDatabase } from '../../sync-server/database/start-database.ts'
import { createServer, type SyncServer } from '../../sync-server/server.ts'
import { closeAll, drive, openProfile } from './bench-browser.ts'
import { measureHistory } from './measure-history.ts'
import { measureReportCosts } from './measure-report-costs.ts'
import { measureReportPeers, measureReports } from './measure-reports.ts'
import { measureSale } from './measure-sale.ts'
import { measureSearch } from './measure-search.ts'
import { measureColdStart, measureFirstSync, type Stage } from './measure-start.ts'
import { evaluate, type Measurement, type Notebook } from './measurement.ts'
import { measurePeers } from './peers/measure-peers.ts'
import { describeMachine, renderTable, writeReport } from './report.ts'
import { type SeededShop, seedShop } from './seed-server.ts'
import { buildSite } from './site.ts'
import { FULL, QUICK, type Sizes } from './sizes.ts'

/*
 * `npm run bench`: the built product in a real browser against the real server, beside what it stands on.
 * Nothing here passes or fails: machines differ, so every figure stands beside another one of the same run.
 */

const PARTS = ['start', 'sale', 'history', 'reports', 'costs', 'search', 'peers'] as const
type Part = (typeof PARTS)[number]

const HELP = `npm run bench -- [--quick] [--only ${PARTS.join(',')}] [--work FOLDER]

  --quick        small sizes, about a minute: shows that the bench works
  --only PARTS   measure these parts only; "costs" is what each report takes of the processor, in Node; "peers" installs other databases into a folder of its own, the first time
  --work FOLDER  keep the filled server and the synced browser profiles there, and use them again the next time
`

const root = resolve(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    work: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})

function createNotebook(): Notebook {
  const began = performance.now()
  const measurements: Measurement[] = []
  const say = (text: string): void => {
    process.stderr.write(`${((performance.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${text}\n`)
  }
  return {
    measurements,
    say,
    add(measurement) {
      measurements.push(measurement)
      const { figures } = evaluate([measurement])[0] ?? {}
      if (figures)
        say(`${measurement.group}: ${measurement.what}: ${figures.p50.median.toFixed(2)} ${measurement.unit}`)
    },
  }
}

/** What was made once for a work folder, or is made now and noted there. */
async function once<Value>(file: string, make: () => Promise<Value>): Promise<Value> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const value = await make()
  writeReport(file, value)
  return value
}

/** The shop on the server, and a profile that has synchronised it. */
async function prepareShop(
  server: SyncServer,
  work: string,
  shop: Sizes['shops'][number],
  { sizes, notes }: Pick<Stage, 'sizes' | 'notes'>,
): Promise<Stage> {
  const seeded = await once(join(work, `${shop.name}.json`), async () => {
    notes.say(`filling the server: ${shop.products} products, ${shop.orders} orders`)
    const made: SeededShop = await seedShop(server, shop)
    notes.say(`${made.documents} documents accepted in ${made.seconds.toFixed(0)} s`)
    return made
  })
  const profile = join(work, `profile-${shop.name}`)
  const stage: Stage = { sizes, notes, url: server.url, profile, shop: { ...seeded, ...shop } }
  notes.add(await once(join(work, `${shop.name}-sync.json`), () => measureFirstSync(stage)))
  return stage
}

async function measureShops(
  work: string,
  sizes: Sizes,
  notes: Notebook,
  parts: readonly Part[],
): Promise<void> {
  const portFile = join(work, 'port.json')
  // A browser profile belongs to one origin, and the port is part of it.
  const port: number = existsSync(portFile) ? JSON.parse(readFileSync(portFile, 'utf8')) : 0
  const database = await startDatabase({ dataDir: join(work, 'data') })
  const server = await createServer(
    { port, logLevel: 'error', rendererDir: join(work, 'site') },
    { database },
  )
  writeReport(portFile, server.port)
  try {
    for (const [index, shop] of sizes.shops.entries()) {
      const stage = await prepareShop(server, work, shop, { sizes, notes })
      if (index === 0 && parts.includes('start')) await measureColdStart(stage)
      if (parts.includes('sale')) await measureSale(stage)
    }
  } finally {
    await server.close()
    await database.stop()
  }
}

async function measureStores(
  work: string,
  sizes: Sizes,
  notes: Notebook,
  parts: readonly Part[],
): Promise<void> {
  const database = await startDatabase({ dataDir: join(work, 'data') })
  const server = await createServer(
    { port: 0, logLevel: 'error', rendererDir: join(work, 'site') },
    { database },
  )
  const profile = mkdtempSync(join(work, 'profile-stores-'))
  const context = await openProfile(profile)
  try {
    const page = await drive(context, server.url, 'local')
    if (parts.includes('reports')) {
      await measureReports(page, sizes, notes)
      await measureReportPeers(page, sizes, notes)
    }
    if (parts.includes('search')) await measureSearch(page, sizes, notes)
  } finally {
    await closeAll(context)
    rmSync(profile, { recursive: true, force: true })
    await server.close()
    await database.stop()
  }
}

async function browserVersion(work: string): Promise<string> {
  const context = await openProfile(mkdtempSync(join(work, 'profile-version-')))
  const version = context.browser()?.version() ?? 'unknown'
  await closeAll(context)
  return `Chromium ${version}`
}

/** Open to be entered, so that a root user's PostgreSQL, which runs as another, keeps its data inside. */
function workFolder(asked: string | undefined): string {
  const work = asked ? resolve(asked) : mkdtempSync(join(tmpdir(), 'comptoir-bench-'))
  mkdirSync(work, { recursive: true })
  chmodSync(work, 0o755)
  return work
}

async function main(): Promise<void> {
  if (values.help) return void process.stdout.write(HELP)
  const sizes = values.quick ? QUICK : FULL
  const wanted = values.only?.split(',') ?? PARTS
  const parts = PARTS.filter((part) => wanted.includes(part))
  const loadAtStart = loadavg()[0] ?? 0
  const work = workFolder(values.work)
  const notes = createNotebook()
  try {
    if (parts.includes('costs')) measureReportCosts(sizes, notes)
    if (parts.some((part) => part !== 'costs')) await buildSite(join(work, 'site'), notes.say)
    if (parts.includes('start') || parts.includes('sale')) await measureShops(work, sizes, notes, parts)
    if (parts.includes('history')) await measureHistory(work, sizes, notes)
    if (parts.includes('reports') || parts.includes('search')) await measureStores(work, sizes, notes, parts)
    if (parts.includes('peers')) await measurePeers(work, sizes, notes)
    const results = evaluate(notes.measurements)
    const machine = describeMachine(await browserVersion(work), loadAtStart)
    const form = values.quick ? 'quick' : 'full'
    writeReport(join(root, 'test-results/bench.json'), { form, machine, results })
    process.stdout.write(`\n${renderTable(results)}\n\n${JSON.stringify(machine)}\n`)
  } finally {
    if (!values.work) rmSync(work, { recursive: true, force: true })
  }
}

await main()
