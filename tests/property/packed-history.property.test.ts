import { historyRecordOf } from '@shared/analytics/history-record.ts'
import { decodeSegment, encodeSegment } from '@shared/analytics/history-segment.ts'
import { createOrderColumns, emptyOrderParts } from '@shared/analytics/order-columns.ts'
import { applyDocument, applyPacked, countPacked, dropPacked } from '@shared/analytics/order-origins.ts'
import { loadOrderColumns, saveOrderColumns } from '@shared/analytics/order-snapshot.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import { addDays, type BusinessDay } from '@shared/kernel/business-day.ts'
import { deriveId } from '@shared/kernel/id.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bringBack, buildSale, cancelAll, tillDeps } from '../unit/analytics/build-sales.ts'

const FIRST = 20_260_220 as BusinessDay // a known calendar day
const SHOP = deriveId('shop')
const MONTH = 202_602
const NUM_RUNS = 120

/** An order's revisions 1, 2 … as the server numbers them. */
function revisionsOf(seed: number, changes: number): Order[] {
  const deps = tillDeps(`packed ${seed}`)
  const day = (days: number) => addDays(FIRST, days)
  const sale = buildSale(
    {
      day: day(seed % 20),
      lines: [
        { item: seed % 4, quantity: 1 + (seed % 3), price: 700 + seed, taxRate: 1_800, cost: 300 },
        { item: (seed + 1) % 4, quantity: 2, price: 500 },
      ],
      discount: seed % 90,
      device: 1 + (seed % 2),
    },
    deps,
  )
  const states = [sale]
  const back = { line: 0, quantity: 1, day: day(21 + seed) }
  if (changes > 0) states.push(bringBack(sale, back, deps))
  if (changes > 1) states.push(cancelAll(states.at(-1) as Order, day(40 + seed), deps))
  return states.map((state, i) => ({ ...state, rev: i + 1 }))
}

const makeColumns = () => createOrderColumns(emptyOrderParts(0))
const whole = { from: 20_000_101 as BusinessDay, to: 20_991_231 as BusinessDay } // any days around the test's
const report = (columns: ReturnType<typeof makeColumns>) =>
  salesReport(columns, { currency: 'XOF', range: whole, period: 'day' })

/** Packs and unpacks, as it would travel. */
function throughSegment(orders: readonly Order[]): Order[] {
  const text = encodeSegment({ shopId: SHOP, month: MONTH }, orders.map(historyRecordOf))
  const read = decodeSegment(text, { shopId: SHOP, month: MONTH, orders: orders.length })
  if (!read.ok) throw new Error(read.error)
  return read.value
}

const shop = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 6 })
/** Which order, which of its revisions, by which way, unsent or not. */
const steps = fc.array(
  fc.record({
    order: fc.nat({ max: 5 }),
    rev: fc.nat({ max: 2 }),
    way: fc.constantFrom('packed' as const, 'document' as const, 'unsent' as const, 'restart' as const),
  }),
  { maxLength: 30 },
)

describe('packed history', () => {
  test('PACK-1 columns made of packed orders are those made of the documents', () => {
    fc.assert(
      fc.property(shop, (changes) => {
        const orders = changes.map((count, i) => revisionsOf(i, count).at(-1) as Order)
        const [packed, documents] = [makeColumns(), makeColumns()]
        for (const order of throughSegment(orders)) applyPacked(packed, order)
        for (const order of orders) applyDocument(documents, order, false)
        expect(report(packed)).toEqual(report(documents))
        expect(countPacked(packed)).toBe(orders.length)
        // Every column and every word, so that nothing that a report may read is missing.
        const [unpacked, whole] = [makeColumns(), makeColumns()]
        for (const order of throughSegment(orders)) unpacked.apply(order)
        for (const order of orders) whole.apply(order)
        expect(saveOrderColumns(unpacked, SHOP, null)).toEqual(saveOrderColumns(whole, SHOP, null))
      }),
      { numRuns: NUM_RUNS },
    )
  })

  test('PACK-3 whatever way and order they came in, once the documents are here the columns are theirs', () => {
    fc.assert(
      fc.property(shop, steps, (changes, way) => {
        const orders = changes.map((count, i) => revisionsOf(i, count))
        let columns = makeColumns()
        for (const step of way) {
          const revisions = orders[step.order % orders.length] ?? []
          const order = revisions[Math.min(step.rev, revisions.length - 1)] as Order
          if (step.way === 'packed') for (const one of throughSegment([order])) applyPacked(columns, one)
          else if (step.way === 'restart')
            columns = loadOrderColumns(saveOrderColumns(columns, SHOP, null), SHOP, 0)?.columns ?? columns
          else applyDocument(columns, order, step.way === 'unsent')
        }
        const newest = orders.map((revisions) => revisions.at(-1) as Order)
        for (const order of newest) applyDocument(columns, order, false)
        const alone = makeColumns()
        for (const order of newest) applyDocument(alone, order, false)
        expect(report(columns)).toEqual(report(alone))
        expect(countPacked(columns)).toBe(0)
      }),
      { numRuns: NUM_RUNS },
    )
  })

  test('PACK-3 of a document and a packed order the newer revision counts, and what is unsent always', () => {
    const [first, second] = revisionsOf(1, 1) as [Order, Order]
    const returnsAfter = (...apply: readonly ((columns: ReturnType<typeof makeColumns>) => unknown)[]) => {
      const columns = makeColumns()
      for (const one of apply) one(columns)
      return report(columns).total.returns
    }
    const document =
      (order: Order, isUnsent = false) =>
      (columns: ReturnType<typeof makeColumns>) =>
        applyDocument(columns, order, isUnsent)
    const packed = (order: Order) => (columns: ReturnType<typeof makeColumns>) => applyPacked(columns, order)
    expect(returnsAfter(document(first), packed(second))).toBe(1)
    expect(returnsAfter(packed(second), document(first))).toBe(1)
    expect(returnsAfter(document(first, true), packed(second))).toBe(0)
    expect(returnsAfter(packed(second), document(first, true))).toBe(0)
    expect(returnsAfter(packed(second), packed(first))).toBe(1)
  })

  test('packed history can be taken out again, and only that', () => {
    const [one, two] = [revisionsOf(1, 1).at(-1) as Order, revisionsOf(2, 0).at(-1) as Order]
    const columns = makeColumns()
    applyPacked(columns, one)
    applyDocument(columns, two, false)
    expect(dropPacked(columns)).toEqual([one.id])
    const alone = makeColumns()
    applyDocument(alone, two, false)
    expect(report(columns)).toEqual(report(alone))
    applyPacked(columns, one)
    expect(countPacked(columns)).toBe(1)
  })
})
