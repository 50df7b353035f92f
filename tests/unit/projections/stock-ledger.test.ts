import { createStockLedger, type PostingCollection } from '@renderer/projections/stock-ledger.ts'
import { foldStock, stockKey } from '@shared/domain/stock/postings.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { StockPosting } from '@shared/schemas/postings.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { id } from '../analytics/build-sales.ts'

const posting = (spec: {
  key: string
  variant: number
  location: number
  quantity: number
  at: number
}): StockPosting => ({
  id: id('posting', spec.key),
  variantId: id('variant', spec.variant),
  locationId: id('location', spec.location),
  quantity: quantity(spec.quantity),
  kind: 'adjust',
  at: spec.at,
  by: id('staff'),
  deviceId: id('device'),
})

const postingSpec = fc.record({
  variant: fc.integer({ min: 1, max: 3 }),
  location: fc.integer({ min: 1, max: 2 }),
  quantity: fc.integer({ min: -20, max: 20 }),
  at: fc.integer({ min: 0, max: 5 }),
})

/** Documents that only grow, as they arrive: repeated, mixed, each up to its last state. */
const arrivals = fc
  .array(fc.array(postingSpec, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  .chain((documents) =>
    fc.record({
      documents: fc.constant(
        documents.map((postings, document) =>
          postings.map((one, i) => posting({ ...one, key: `${document} ${i}` })),
        ),
      ),
      picks: fc.array(fc.tuple(fc.nat({ max: documents.length - 1 }), fc.nat({ max: 5 })), { maxLength: 25 }),
      repeat: fc.boolean(),
    }),
  )

const collectionOf = (document: number): PostingCollection =>
  document % 2 === 0 ? 'orders' : 'stockMovements'

describe('on hand at a moment', () => {
  test('COUNT-1 is the sum of what happened until then, whenever it was heard of, and of every count', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 0, max: 5 }), ({ documents }, until) => {
        const ledger = createStockLedger()
        documents.toReversed().forEach((postings, i) => {
          ledger.apply('stockMovements', `d${i}`, postings)
        })
        const moments = [1, 2, 3].flatMap((variant) =>
          [1, 2].map((place) => ({
            variantId: id('variant', variant),
            locationId: id('location', place),
            at: until,
          })),
        )
        const before = foldStock(documents.flat().filter(({ at, kind }) => at <= until || kind === 'count'))
        expect(ledger.onHandAt(moments)).toEqual(
          moments.map(({ variantId, locationId }) => before.get(stockKey(variantId, locationId)) ?? 0),
        )
      }),
    )
  })
})

describe('LEDGER-1 on hand is the sum of postings', () => {
  test('in whatever order documents arrive, repeated and grown, as the domain folds them', () => {
    fc.assert(
      fc.property(arrivals, ({ documents, picks, repeat }) => {
        const ledger = createStockLedger()
        const grown = documents.map(() => 0)
        for (const [document, more] of picks) {
          grown[document] = Math.min((grown[document] ?? 0) + more, documents[document]?.length ?? 0)
          ledger.apply(
            collectionOf(document),
            id('document', document),
            (documents[document] ?? []).slice(0, grown[document]),
          )
        }
        documents.forEach((postings, document) => {
          const twice = repeat ? [...postings, ...postings] : postings
          ledger.apply(collectionOf(document), id('document', document), twice)
        })
        const expected = foldStock(documents.flat())
        for (const variant of [1, 2, 3]) {
          const variantId = id('variant', variant)
          const at = (location: number) => expected.get(stockKey(variantId, id('location', location))) ?? 0
          expect(ledger.onHand(variantId, id('location', 1))).toBe(at(1))
          expect(ledger.onHand(variantId, id('location', 2))).toBe(at(2))
          expect(ledger.onHand(variantId)).toBe(at(1) + at(2))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('history runs over every posting once and ends at what is on hand', () => {
    fc.assert(
      fc.property(arrivals, ({ documents }) => {
        const ledger = createStockLedger()
        documents.forEach((postings, document) => {
          ledger.apply(collectionOf(document), id('document', document), postings)
        })
        const variantId = id('variant', 1)
        const own = documents.flat().filter((one) => one.variantId === variantId)
        expect(ledger.history(variantId)).toHaveLength(own.length)
        for (const location of [1, 2]) {
          const newest = ledger.history(variantId, id('location', location))[0]
          expect(newest?.onHandAfter ?? 0).toBe(ledger.onHand(variantId, id('location', location)))
        }
      }),
    )
  })

  test('a document that is gone takes its postings with it, and thousands of changes leave no trace', () => {
    const ledger = createStockLedger()
    for (let round = 1; round <= 400; round++) {
      const postings = Array.from({ length: 1 + (round % 40) }, (_, i) =>
        posting({ key: `${round} ${i}`, variant: 1, location: 1, quantity: 1, at: i }),
      )
      ledger.apply('orders', id('document', 1), postings)
    }
    expect(ledger.onHand(id('variant', 1))).toBe(1)
    expect(ledger.rows.columns.length).toBeLessThan(6_000)
    ledger.apply('orders', id('document', 1), [])
    expect(ledger.onHand(id('variant', 1))).toBe(0)
    expect(ledger.history(id('variant', 1))).toEqual([])
  })
})
