import type { ProjectionState } from '@renderer/projections/projection-state.ts'
import { answerReport } from '@renderer/projections/report-answers.ts'
import { REPORTS } from '@renderer/projections/report-registry.ts'
import type { ReportRequest } from '@shared/analytics/report/report-definition.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import { addDays, type BusinessDay } from '@shared/kernel/business-day.ts'
import type { Notebook } from './measurement.ts'
import type { Sizes } from './sizes.ts'
import { type FilledShop, stateOfShop } from './state-of-shop.ts'

/*
 * What each report costs of the processor, by itself, in Node: of all two years, the first time and then, each with the usual choice of its
 * options and with every other one. No range is asked for twice, and between two questions an order is counted anew, so that
 * nothing that is kept for an unchanged shop is told as speed. Other programs on the machine count less here than on the clock.
 */

const TODAY = 20_260_630 as BusinessDay // a known calendar day
const UNTIL = Date.UTC(2026, 5, 30)
const PRODUCTS = 2_000
const LINES_PER_ORDER = [10, 3] as const
const ASKED = 9
const FRAME_MS = 16.7
const FIRST_MS = 100

/** Milliseconds of processor time, of all of the process's threads. */
function costOf(run: () => unknown): number {
  const began = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1_000
}

const requestOf = (shift: number, options: ReportRequest['options']): ReportRequest => ({
  currency: 'XOF',
  range: { from: addDays(TODAY, -730), to: addDays(TODAY, -1 - shift) },
  compare: null,
  filters: {},
  options,
  today: TODAY,
})

const costsOf = ({ touch }: FilledShop, ask: (shift: number) => unknown): number[] =>
  Array.from({ length: ASKED }, (_, shift) => {
    touch()
    return costOf(() => ask(shift))
  })

/** Every report with the usual choices, then with each other choice of each of its options. */
const QUESTIONS = REPORTS.flatMap(({ id, options }) => [
  { id, options: {} },
  ...options.flatMap((option) =>
    option.choices.slice(1).map((choice) => ({ id, options: { [option.id]: choice } })),
  ),
])

export function measureReportCosts({ reportLines }: Sizes, notes: Notebook): void {
  for (const linesPerOrder of LINES_PER_ORDER) {
    const group = `Processor time of each report, two years of ${reportLines} lines, ${linesPerOrder} an order`
    notes.say(`counting ${reportLines} lines, ${linesPerOrder} an order`)
    const shop = stateOfShop({ lines: reportLines, linesPerOrder, products: PRODUCTS, until: UNTIL })
    const { state } = shop
    const note = (name: string, [first = 0, ...then]: readonly number[]) => {
      const id = `cost-${linesPerOrder}-${name}`
      const [at, unit] = ['p50', 'ms'] as const
      const firstAim = { at, below: FIRST_MS }
      notes.add({
        id: `${id}-first`,
        group,
        what: `${name}: the first time`,
        unit,
        runs: [[first]],
        aim: firstAim,
      })
      notes.add({ id, group, what: `${name}: then`, unit, runs: [then], aim: { at, below: FRAME_MS } })
    }
    const dashboard = (shift: number) =>
      salesReport(state.orders, { ...requestOf(shift, {}), period: 'day', topItems: 50 })
    note('dashboard', costsOf(shop, dashboard))
    for (const { id, options } of QUESTIONS) {
      const name = [id, ...Object.values(options)].join(' ')
      note(
        name,
        costsOf(shop, (shift) => answerReport(state, id, requestOf(shift, options), { limit: 200 })),
      )
    }
    for (const [part, bytes] of Object.entries(partSizes(state)))
      notes.add({
        id: `size-${linesPerOrder}-${part}`,
        group: `What the worker's arrays take, ${reportLines} lines, ${linesPerOrder} an order`,
        what: part,
        unit: 'MB',
        runs: [[bytes / 1e6]],
      })
  }
}

/** Bytes of the arrays, room to grow included: exact, unlike what a runtime says of its heap. */
function partSizes({ orders, ledger }: ProjectionState): Record<string, number> {
  const sales = {
    lines: orders.lines.columns.byteLength,
    orders: orders.orders.byteLength,
    acts: orders.acts.columns.byteLength,
    payments: orders.payments.columns.byteLength,
    'reasons of discounts and returns': orders.remarks.columns.byteLength,
    'sums by day': orders.rollup.columns.byteLength,
    ids: orders.ids.byteLength,
  }
  const stock = ledger.rows.columns.byteLength + ledger.spans.byteLength + ledger.documents.byteLength
  const all = Object.values(sales).reduce((sum, bytes) => sum + bytes, 0)
  return { ...sales, 'all of sales': all, 'beside them: the ledger of the stock': stock }
}
