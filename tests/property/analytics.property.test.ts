import type { SalesReportRequest } from '@shared/analytics/figures.ts'
import { createOrderColumns, emptyOrderParts, type OrderColumns } from '@shared/analytics/order-columns.ts'
import { loadOrderColumns, saveOrderColumns } from '@shared/analytics/order-snapshot.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import { addDays, type BusinessDay } from '@shared/kernel/business-day.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bringBack, buildSale, cancelAll, type LineSpec, tillDeps } from '../unit/analytics/build-sales.ts'
import { arrivals } from './arrivals.ts'

const FIRST_DAY = 20_260_220 as BusinessDay // a known calendar day
const METHODS = ['cash', 'wave', 'card'] as const

const lineSpec: fc.Arbitrary<LineSpec> = fc.record({
  item: fc.integer({ min: 0, max: 5 }),
  quantity: fc.integer({ min: 1, max: 4 }),
  price: fc.integer({ min: 0, max: 3_000 }),
  taxRate: fc.constantFrom(0, 1_000, 1_800),
  cost: fc.option(fc.integer({ min: 0, max: 2_500 }), { nil: null }),
})

interface History {
  readonly sale: {
    readonly day: number
    readonly lines: readonly LineSpec[]
    readonly discountShare: number
    readonly method: (typeof METHODS)[number]
    readonly pricesIncludeTax: boolean
    readonly device: number
  }
  readonly returns: readonly { readonly line: number; readonly after: number; readonly restock: boolean }[]
  readonly isCancelled: boolean
}

const history: fc.Arbitrary<History> = fc.record({
  sale: fc.record({
    day: fc.integer({ min: 0, max: 40 }),
    lines: fc.array(lineSpec, { minLength: 1, maxLength: 4 }),
    discountShare: fc.constantFrom(0, 0, 0.1, 0.37),
    method: fc.constantFrom(...METHODS),
    pricesIncludeTax: fc.boolean(),
    device: fc.integer({ min: 1, max: 3 }),
  }),
  returns: fc.uniqueArray(
    fc.record({
      line: fc.integer({ min: 0, max: 3 }),
      after: fc.integer({ min: 0, max: 20 }),
      restock: fc.boolean(),
    }),
    { maxLength: 3, selector: ({ line }) => line },
  ),
  isCancelled: fc.boolean(),
})

/** Every state that the order goes through, through the domain's own functions. */
function statesOf({ sale, returns, isCancelled }: History, seed: number): Order[] {
  const deps = tillDeps(`order ${seed}`)
  const gross = sale.lines.reduce((sum, line) => sum + line.quantity * line.price, 0)
  const states = [
    buildSale(
      { ...sale, day: addDays(FIRST_DAY, sale.day), discount: Math.floor(gross * sale.discountShare) },
      deps,
    ),
  ]
  let day = sale.day
  for (const back of returns) {
    const current = states.at(-1)
    if (!current?.lines[back.line]) continue
    day = Math.max(day, sale.day + back.after)
    states.push(bringBack(current, { ...back, quantity: 1, day: addDays(FIRST_DAY, day) }, deps))
  }
  const last = states.at(-1)
  if (isCancelled && last) states.push(cancelAll(last, addDays(FIRST_DAY, day), deps))
  return states
}

const request: fc.Arbitrary<SalesReportRequest> = fc.record({
  currency: fc.constant('XOF' as const),
  range: fc
    .tuple(fc.integer({ min: -5, max: 30 }), fc.integer({ min: 0, max: 40 }))
    .map(([from, length]) => ({
      from: addDays(FIRST_DAY, from),
      to: addDays(FIRST_DAY, from + length),
    })),
  compare: fc.constant({ from: FIRST_DAY, to: addDays(FIRST_DAY, 10) }),
  period: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
})

function columnsOf(orders: readonly Order[]): OrderColumns {
  const columns = createOrderColumns(emptyOrderParts(0))
  for (const order of orders) columns.apply(order)
  return columns
}

const histories = fc.array(history, { minLength: 1, maxLength: 8 })
const picks = fc.array(fc.nat({ max: 1_000 }), { maxLength: 40 })

describe('REPORT-3 the columns follow the documents', () => {
  test('orders applied as they arrive, repeated and updated, equal columns rebuilt from the last states', () => {
    fc.assert(
      fc.property(histories, picks, request, (all, order, asked) => {
        const states = all.map(statesOf)
        const followed = columnsOf(arrivals(states, order))
        const rebuilt = columnsOf(states.flatMap((versions) => versions.slice(-1)))
        expect(salesReport(followed, asked)).toEqual(salesReport(rebuilt, asked))
      }),
      { numRuns: 300 },
    )
  })

  test('a snapshot answers as the columns it was taken of, and goes on counting like them', () => {
    fc.assert(
      fc.property(histories, picks, request, (all, order, asked) => {
        const arrived = arrivals(all.map(statesOf), order)
        const half = Math.floor(arrived.length / 2)
        const columns = columnsOf(arrived.slice(0, half))
        const loaded = loadOrderColumns(saveOrderColumns(columns, 'shop', { lwt: 1, id: '' }), 'shop', 0)
        for (const one of arrived.slice(half)) {
          columns.apply(one)
          loaded?.columns.apply(one)
        }
        expect(loaded && salesReport(loaded.columns, asked)).toEqual(salesReport(columns, asked))
      }),
      { numRuns: 100 },
    )
  })
})

describe('REPORT-1 figures agree with the documents', () => {
  test('what was sold less what came back is what customers paid for goods, order by order', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const orders = all.map(statesOf).flatMap((versions) => versions.slice(-1))
        const counted = orders.filter(({ status }) => status !== 'cancelled')
        const whole = { from: addDays(FIRST_DAY, -100), to: addDays(FIRST_DAY, 400) }
        const report = salesReport(columnsOf(orders), { currency: 'XOF', range: whole, period: 'month' })
        const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
        expect(report.total.sales).toBe(sum(counted.map(({ total }) => total)))
        expect(report.total.returned).toBe(
          sum(counted.flatMap(({ returns }) => returns.map(({ total }) => total))),
        )
        expect(report.total.orders).toBe(counted.length)
        expect(report.cancelledOrders).toBe(orders.length - counted.length)
        const money = orders.flatMap(({ payments }) =>
          payments.map(({ kind, amount }) => (kind === 'refund' ? -amount : amount)),
        )
        expect(sum(report.byPayment.map(({ amount }) => amount))).toBe(sum(money))
      }),
      { numRuns: 200 },
    )
  })

  test('every breakdown adds up to the total, and days add up to weeks and months', () => {
    fc.assert(
      fc.property(histories, request, (all, asked) => {
        const columns = columnsOf(all.map(statesOf).flatMap((versions) => versions.slice(-1)))
        const report = salesReport(columns, asked)
        const { byPeriod, byCategory, byItem, byCountry, byStaff, byChannel, byDevice, total } = report
        for (const parts of [byPeriod, byCategory, byItem, byCountry, byStaff, byChannel, byDevice])
          for (const figure of ['lines', 'units', 'sales', 'returned', 'revenue', 'tax', 'margin'] as const)
            expect(parts.reduce((sum, part) => sum + part[figure], 0)).toBe(total[figure])
        const byDay = salesReport(columns, { ...asked, period: 'day' })
        expect(byDay.total).toEqual(total)
      }),
      { numRuns: 200 },
    )
  })
})
