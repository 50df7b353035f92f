import type { SalesReportRequest } from '@shared/analytics/figures.ts'
import { dayNumberOf } from '@shared/analytics/sale-facts.ts'
import { LINES_PER_ORDER } from '../../sizes.ts'
import type { ColumnsCalls } from './columns.worker.ts'
import { ENGINES, type Engine, type EngineName } from './engine.ts'
import { lineArrays } from './line-arrays.ts'
import { inGroups, pastOrders, timed } from './past-orders.ts'
import { remote } from './worker-calls.ts'

/* The peers, each asked for the same work on the same data. */

/** Each is loaded only when it is asked for: a start pays for nobody else's code. */
const CREATE: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  raw: async () => (await import('./raw-engine.ts')).createRawEngine(),
  dexie: async () => (await import('./dexie-engine.ts')).createDexieEngine(),
  pouchdb: async () => (await import('./pouch-engine.ts')).createPouchEngine(),
  sqlite: async () => (await import('./sqlite-engine.ts')).createSqliteEngine(),
}
const GROUP = 500

async function withEngine<Value>(name: EngineName, work: (engine: Engine) => Promise<Value>): Promise<Value> {
  const engine = await CREATE[name]()
  await engine.open('peers')
  const value = await work(engine)
  await engine.close()
  return value
}

/** Each request, from the question on the main thread to the answer there. */
async function each<Item>(items: readonly Item[], work: (item: Item) => unknown): Promise<number[]> {
  const times: number[] = []
  for (const item of items) times.push(await timed(() => work(item)))
  return times
}

const daysOf = ({ range }: SalesReportRequest) => [dayNumberOf(range.from), dayNumberOf(range.to)] as const

const harness = {
  engines: () => [...ENGINES],
  /** Fills a store up to so many orders; answers orders a second of what was added. */
  fill: (name: EngineName, from: number, to: number): Promise<number> =>
    withEngine(name, async (engine) => {
      let written = 0
      let spent = 0
      let at = 0
      for (const group of inGroups(pastOrders(to, LINES_PER_ORDER.synced), GROUP)) {
        const added = group.slice(Math.max(0, from - at))
        at += group.length
        if (added.length === 0) continue
        spent += await timed(() => engine.putMany(added))
        written += added.length
      }
      return written / (spent / 1_000)
    }),
  /** Milliseconds of each order of ten lines put by itself. */
  put: (name: EngineName, count: number, pauseMs: number, run: number): Promise<number[]> =>
    withEngine(name, async (engine) => {
      const times: number[] = []
      let number = 0
      for (const order of pastOrders(count, LINES_PER_ORDER.sold)) {
        const fresh = { ...order, id: `${order.id}-${run}-${number++}` } as typeof order // the id of an order, made unique
        times.push(await timed(() => engine.put(fresh)))
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
      }
      return times
    }),
  /** Since navigation, until the newest orders are read. */
  async start(name: EngineName, count: number): Promise<{ ms: number; rows: number }> {
    const rows = await withEngine(name, (engine) => engine.newest(count))
    return { ms: performance.now(), rows }
  },
  async sync(url: string, name: string, documents: number) {
    const { pouchSync } = await import('./pouch-engine.ts')
    return pouchSync(url, name, [...pastOrders(documents, LINES_PER_ORDER.synced)])
  },
  async columns(lines: number, requests: readonly SalesReportRequest[], runs: number) {
    const worker = new Worker(new URL('./columns.worker.ts', import.meta.url), { type: 'module' })
    const { load, report } = remote<ColumnsCalls>(worker)
    await load(lines, LINES_PER_ORDER.report)
    const answer = await repeated(runs, () => each(requests, report))
    worker.terminate()
    return answer
  },
  async duckdb(lines: number, requests: readonly SalesReportRequest[], runs: number) {
    const { figures, loadLines, startDuckDb } = await import('./duckdb.ts')
    const { connection, stop } = await startDuckDb()
    await loadLines(connection, lineArrays(lines, LINES_PER_ORDER.report))
    const answer = await repeated(runs, () =>
      each(requests, (request) => figures(connection, ...daysOf(request))),
    )
    await stop()
    return answer
  },
  async sqlite(lines: number, requests: readonly SalesReportRequest[], runs: number) {
    const { startSqlite } = await import('./sqlite-engine.ts')
    const { calls, stop } = startSqlite()
    await calls.open('figures')
    await calls.loadLines(lineArrays(lines, LINES_PER_ORDER.report))
    const answer = await repeated(runs, () => each(requests, (request) => calls.figures(...daysOf(request))))
    await calls.close()
    stop()
    return answer
  },
}

async function repeated<Value>(count: number, work: () => Promise<Value>): Promise<Value[]> {
  const values: Value[] = []
  for (let run = 0; run < count; run++) values.push(await work())
  return values
}

export type PeersHarness = typeof harness
Object.assign(globalThis, { bench: harness })
