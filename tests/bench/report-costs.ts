import { parseArgs } from 'node:util'
import { answerReport } from '@renderer/projections/report-answers.ts'
import { REPORTS } from '@renderer/projections/report-registry.ts'
import type { ReportRequest } from '@shared/analytics/report/report-definition.ts'
import { rangeBefore } from '@shared/analytics/report-days.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import { addDays, type BusinessDay } from '@shared/kernel/business-day.ts'
import { partSizes } from './part-sizes.ts'
import { type FilledShop, stateOfShop } from './state-of-shop.ts'

/*
 * `npx tsx tests/bench/report-costs.ts [--lines 1000000] [--per-order 10,3] [--products 2000] [--only ID,ID] [--compare]`: what each
 * report costs of the processor, by itself, in Node: of all two years, the first time and again. No range is asked for twice, and
 * between two questions an order changes, so that nothing that is kept for an unchanged shop is told as speed; `again` is the same
 * question once more. Other programs on the machine count less here than on the clock.
 */

const TODAY = 20_260_630 as BusinessDay // a known calendar day
const UNTIL = Date.UTC(2026, 5, 30)
const ASKED = 9

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    'per-order': { type: 'string', default: '10,3' },
    products: { type: 'string', default: '2000' },
    only: { type: 'string' },
    compare: { type: 'boolean' },
  },
})

const median = (sorted: readonly number[]): number => sorted[sorted.length >> 1] ?? 0

/** Milliseconds of processor time, of all of the process's threads. */
function costOf(run: () => unknown): number {
  const began = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1_000
}

function requestOf(shift: number, options: ReportRequest['options']): ReportRequest {
  const to = addDays(TODAY, -1 - shift)
  const range = { from: addDays(TODAY, -730), to }
  return {
    currency: 'XOF',
    range,
    compare: values.compare ? rangeBefore(range) : null,
    filters: {},
    options,
    today: TODAY,
  }
}

function measureReport({ state, touch }: FilledShop, id: string, options: ReportRequest['options']) {
  const ask = (shift: number) => answerReport(state, id, requestOf(shift, options), { limit: 200 })
  const costs: number[] = []
  for (let shift = 0; shift < ASKED; shift++) {
    touch()
    costs.push(costOf(() => ask(shift)))
  }
  const [first = 0, ...warm] = costs
  const again = Array.from({ length: 3 }, () => costOf(() => ask(ASKED - 1)))
  return {
    report: [id, ...Object.values(options)].join(' '),
    'first ms': Number(first.toFixed(1)),
    'warm ms': Number(median(warm.sort((a, b) => a - b)).toFixed(1)),
    'again ms': Number(median(again.sort((a, b) => a - b)).toFixed(1)),
  }
}

const wanted = values.only?.split(',') ?? null
for (const linesPerOrder of values['per-order'].split(',').map(Number)) {
  const lines = Number(values.lines)
  const until = UNTIL
  let shop: FilledShop | null = null
  const built = costOf(() => {
    shop = stateOfShop({ lines, linesPerOrder, products: Number(values.products), until })
  })
  if (shop === null) throw new Error('There is no shop')
  const filled: FilledShop = shop
  process.stdout.write(
    `\n${lines} lines, ${linesPerOrder} an order; made in ${(built / 1_000).toFixed(0)} s\n`,
  )
  console.table(partSizes(filled.state))
  const rows = REPORTS.filter(({ id }) => wanted === null || wanted.includes(id)).flatMap((report) => [
    measureReport(filled, report.id, {}),
    ...report.options.flatMap(({ id, choices }) =>
      choices.slice(1, 3).map((choice) => measureReport(filled, report.id, { [id]: choice })),
    ),
  ])
  const dashboard = Array.from({ length: ASKED }, (_, shift) =>
    costOf(() => salesReport(filled.state.orders, { ...requestOf(shift, {}), period: 'day', topItems: 50 })),
  )
  const [first = 0, ...warm] = dashboard
  rows.push({
    report: 'dashboard',
    'first ms': Number(first.toFixed(1)),
    'warm ms': Number(median(warm.sort((a, b) => a - b)).toFixed(1)),
    'again ms': 0,
  })
  console.table(rows)
}
