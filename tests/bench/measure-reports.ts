import type { DayRange, SalesReportRequest } from '@shared/analytics/figures.ts'
import { rangeBefore } from '@shared/analytics/report-days.ts'
import { addDays, type BusinessDay } from '@shared/kernel/business-day.ts'
import type { Driver } from './bench-browser.ts'
import type { Notebook } from './measurement.ts'
import type { LocalHarness } from './pages/local.ts'
import type { Sizes } from './sizes.ts'

const LAST_DAY = 20_260_629 as BusinessDay // the day before the stores' own present
/** A screen that is drawn 60 times a second. */
const FRAME_MS = 16.7
const PRODUCTS = 2_000
const PEER_REPORTS = 3

const RANGES: readonly (readonly [name: string, days: number])[] = [
  ['all two years', 730],
  ['a year', 365],
  ['30 days', 30],
]

/** Ranges of so many days, each a little earlier than the one before: nothing can be answered from a cache. */
const rangesOf = (days: number, count: number): DayRange[] =>
  Array.from({ length: count }, (_, i) => {
    const to = addDays(LAST_DAY, -(i % 20))
    return { from: addDays(to, 1 - days), to }
  })

const requestsOf = (days: number, count: number): SalesReportRequest[] =>
  rangesOf(days, count).map((range) => ({
    currency: 'XOF',
    range,
    compare: days < 500 ? rangeBefore(range) : null,
    period: 'day',
    topItems: 50,
  }))

/** Another range on the dashboard, as the screen asks for it: with the range before to compare and the 50 best items. */
export async function measureReports(
  page: Driver<LocalHarness>,
  sizes: Sizes,
  notes: Notebook,
): Promise<void> {
  const group = `Another range on the dashboard, ${sizes.reportLines} order lines`
  notes.say(`writing ${sizes.reportLines} order lines`)
  await page.call('fill', 'reports', PRODUCTS, sizes.reportLines)
  const built = await page.call('start', 'reports')
  notes.add({
    id: 'report-build',
    group,
    what: 'figures built from the documents, once',
    unit: 'ms',
    runs: [[built]],
  })
  await page.call('reports', requestsOf(365, 10))
  for (const [name, days] of RANGES) {
    const runs: number[][] = []
    for (let run = 0; run < sizes.reportRuns; run++)
      runs.push(await page.call('reports', requestsOf(days, sizes.reportsPerRun)))
    const aim = { at: 'p95', below: FRAME_MS } as const
    notes.add({
      id: `report-${days}`,
      group,
      what: `${name}: asked on the main thread to answered there`,
      unit: 'ms',
      runs,
      aim,
    })
  }
  await page.call('stop')
  await measureScans(page, sizes, notes, group)
  const again = await page.call('start', 'reports')
  notes.add({
    id: 'report-restart',
    group,
    what: 'figures read from the snapshot at the next start',
    unit: 'ms',
    runs: [[again]],
    beside: 'report-build',
  })
  await measureEveryReport(page, sizes, notes)
  await page.call('stop')
}

/** A report is asked for seldom, so that its first answer counts as much as the next ones. */
const FIRST_MS = 100
const ASKED_AGAIN = 12

async function measureEveryReport(page: Driver<LocalHarness>, sizes: Sizes, notes: Notebook): Promise<void> {
  const group = `Each report, a year of ${sizes.reportLines} order lines`
  const requests = rangesOf(365, ASKED_AGAIN).map((range) => ({
    currency: 'XOF' as const,
    range,
    compare: null,
    filters: {},
    options: {},
    today: LAST_DAY,
  }))
  for (const [id, [first = 0, ...warm]] of await page.call('everyReport', requests)) {
    notes.add({
      id: `each-first-${id}`,
      group,
      what: `${id}: the first time`,
      unit: 'ms',
      runs: [[first]],
      aim: { at: 'p50', below: FIRST_MS },
    })
    notes.add({
      id: `each-${id}`,
      group,
      what: `${id}: then`,
      unit: 'ms',
      runs: [warm],
      aim: { at: 'p50', below: FRAME_MS },
    })
  }
}

async function measureScans(
  page: Driver<LocalHarness>,
  sizes: Sizes,
  notes: Notebook,
  group: string,
): Promise<void> {
  for (const [name, days] of RANGES) {
    const runs: number[][] = []
    let lines = 0
    for (let run = 0; run < sizes.reportRuns; run++) {
      const done = await page.call('scans', 'reports', requestsOf(days, sizes.reportsPerRun))
      if (done === null) throw new Error('The worker has kept no snapshot')
      runs.push(done.times)
      lines = done.lines
    }
    notes.add({
      id: `scan-${days}`,
      group,
      what: `${name}: the computation alone`,
      unit: 'ms',
      runs,
      note: `${lines} lines in columns`,
    })
  }
}

/** The same question to the same orders, fewer of them, by us, by Dexie and by RxDB. */
export async function measureReportPeers(
  page: Driver<LocalHarness>,
  sizes: Sizes,
  notes: Notebook,
): Promise<void> {
  const scale = sizes.reportLines / sizes.peerLines
  const group = `The same range by others, ${sizes.peerLines} order lines, a year`
  await page.call('fill', 'peers', PRODUCTS, sizes.peerLines)
  await page.call('fillDexie', 'peers', PRODUCTS, sizes.peerLines)
  const ours: number[][] = []
  const dexie: number[][] = []
  const rxdb: number[][] = []
  await page.call('start', 'peers')
  for (let run = 0; run < sizes.reportRuns; run++)
    ours.push(await page.call('reports', requestsOf(365, sizes.reportsPerRun)))
  await page.call('stop')
  for (let run = 0; run < sizes.reportRuns; run++) {
    dexie.push(await page.call('dexieReports', 'peers', rangesOf(365, PEER_REPORTS)))
    rxdb.push(await page.call('rxdbReports', 'peers', rangesOf(365, PEER_REPORTS)))
  }
  notes.add({ id: 'peer-ours', group, what: 'the worker’s columns', unit: 'ms', runs: ours })
  const note = `read and added up; ${scale} times as many lines would take about ${scale} times as long`
  notes.add({
    id: 'peer-dexie',
    group,
    what: 'Dexie, index by day',
    unit: 'ms',
    runs: dexie,
    beside: 'peer-ours',
    note,
  })
  notes.add({
    id: 'peer-rxdb',
    group,
    what: 'RxDB find, index by time',
    unit: 'ms',
    runs: rxdb,
    beside: 'peer-ours',
    note,
  })
}
