import { recordMovement } from '@shared/domain/stock/movement.ts'
import { foldStock } from '@shared/domain/stock/postings.ts'
import { arrivalOf, foldArrivals } from '@shared/domain/stock/purchase-progress.ts'
import { type CostPosting, foldUnitCost } from '@shared/domain/stock/unit-cost.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorOn, DAY, idOf, LOCATION, mustBeOk, testDeps } from '../unit/shared/builders.ts'
import { runs } from './runs.ts'

/** Deliveries and what goes out, some at the same moment, as documents of a shop. */
const documents: fc.Arbitrary<StockMovement[]> = fc
  .array(
    fc.record({
      units: fc.integer({ min: 1, max: 200 }),
      cost: fc.option(fc.integer({ min: 0, max: 5_000 })),
      goesOut: fc.boolean(),
      word: fc.constantFrom('rice', 'soap'),
      pause: fc.constantFrom(0, 1, 60_000),
      order: fc.constantFrom('one', 'two', null),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((facts) => {
    const deps = testDeps(7)
    return facts.map(({ units, cost, goesOut, word, pause, order }) => {
      deps.advance(pause)
      const line = { variantId: idOf(word), locationId: LOCATION, quantity: quantity(units) }
      const priced = cost === null || goesOut ? line : { ...line, unitCost: minor(cost) }
      const named = order === null || goesOut ? {} : { purchaseOrderId: idOf(order) }
      const input = goesOut
        ? { kind: 'waste' as const, reason: 'broken' }
        : { kind: 'receive' as const, ...named }
      return mustBeOk(recordMovement({ ...input, businessDay: DAY, lines: [priced] }, authorOn('A1'), deps))
    })
  })

/** The documents as another device may get them: in any order, some more than once. */
const delivered = documents.chain((all) =>
  fc.record({
    all: fc.constant(all),
    known: fc
      .tuple(
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
        fc.array(fc.constantFrom(...all), { maxLength: 6 }),
      )
      .map(([once, again]) => [...again, ...once, ...again]),
  }),
)

const costPostings = (known: readonly StockMovement[], word: string): CostPosting[] =>
  known.flatMap(({ id, postings }) =>
    postings.flatMap(({ variantId, at, quantity: units, unitCost }, ordinal) =>
      variantId === idOf(word)
        ? [{ documentId: id, ordinal, at, quantity: units, unitCost: unitCost ?? null }]
        : [],
    ),
  )

const arrived = (known: readonly StockMovement[], order: string) =>
  [...foldArrivals(known.flatMap((one) => arrivalOf(one) ?? []).filter(fitting(order)))].sort()
const fitting =
  (order: string) =>
  ({ purchaseOrderId }: { purchaseOrderId: string }) =>
    purchaseOrderId === idOf(order)

describe('stock and cost of what was bought', () => {
  it('COST-1, PURCHASE-4, LEDGER-1 any order of arrival and any repetition give the same stock, cost and progress', () => {
    fc.assert(
      fc.property(delivered, ({ all, known }) => {
        for (const word of ['rice', 'soap'])
          expect(foldUnitCost(costPostings(known, word))).toEqual(foldUnitCost(costPostings(all, word)))
        for (const order of ['one', 'two']) expect(arrived(known, order)).toEqual(arrived(all, order))
        const stockOf = (list: readonly StockMovement[]) =>
          [...foldStock(list.flatMap(({ postings }) => postings))].sort()
        expect(stockOf(known)).toEqual(stockOf(all))
      }),
      { numRuns: runs(300) },
    )
  })

  it('COST-2 the average lies between the lowest and the highest cost that was paid, and the last is the newest', () => {
    fc.assert(
      fc.property(documents, (all) => {
        const postings = costPostings(all, 'rice')
        const costs = postings.flatMap(({ unitCost }) => unitCost ?? [])
        const { average, last } = foldUnitCost(postings)
        expect(last).toBe(costs.at(-1) ?? null)
        if (average === null) expect(costs).toEqual([])
        else {
          expect(average).toBeGreaterThanOrEqual(Math.min(...costs))
          expect(average).toBeLessThanOrEqual(Math.max(...costs))
        }
      }),
      { numRuns: runs(300) },
    )
  })

  it('COST-1 twenty at 100 and ten at 160 cost 120 on average; what is sold does not change it', () => {
    const posting = (at: number, units: number, unitCost: number | null): CostPosting => ({
      documentId: idOf(`d${at}`),
      ordinal: 0,
      at,
      quantity: units,
      unitCost,
    })
    const bought = [posting(1, 20, 100), posting(2, 10, 160)]
    expect(foldUnitCost(bought)).toEqual({ average: 120, last: 160 })
    expect(foldUnitCost([...bought, posting(3, -15, null)])).toEqual({ average: 120, last: 160 })
    // An empty shelf has no average left to pull at.
    expect(foldUnitCost([...bought, posting(3, -30, null), posting(4, 5, 90)])).toEqual({
      average: 90,
      last: 90,
    })
    // A delivery typed at a wrong cost and taken back leaves no trace.
    expect(foldUnitCost([...bought, posting(3, 10, 9_000), posting(4, -10, 9_000)])).toEqual({
      average: 120,
      last: 160,
    })
  })
})
