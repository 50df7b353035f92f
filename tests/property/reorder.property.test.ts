import { type ReorderFacts, suggestReorder } from '@shared/domain/stock/reorder.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from './runs.ts'

const facts: fc.Arbitrary<ReorderFacts> = fc.record({
  onHand: fc.integer({ min: -50, max: 2_000 }),
  onOrder: fc.integer({ min: 0, max: 500 }),
  sold: fc.integer({ min: -20, max: 3_000 }),
  days: fc.integer({ min: 1, max: 28 }),
  leadTimeDays: fc.integer({ min: 0, max: 60 }),
  reorderPoint: fc.option(fc.integer({ min: 0, max: 300 })),
  reorderQuantity: fc.option(fc.integer({ min: 0, max: 300 })),
})
const quantityFor = (known: ReorderFacts): number => suggestReorder(known)?.quantity ?? 0

describe('what to order again', () => {
  it('REORDER-1 is suggested exactly when on hand and to come are at the point or below it', () => {
    fc.assert(
      fc.property(facts, (known) => {
        const suggestion = suggestReorder(known)
        const available = known.onHand + known.onOrder
        if (suggestion) expect(available).toBeLessThanOrEqual(suggestion.point)
        else if (known.reorderPoint !== null) expect(available).toBeGreaterThan(known.reorderPoint)
        else if (known.sold > 0)
          expect(available * known.days).toBeGreaterThan(known.sold * known.leadTimeDays)
      }),
      { numRuns: runs(500) },
    )
  })

  it('REORDER-2 once it is ordered, nothing more is suggested', () => {
    fc.assert(
      fc.property(facts, (known) => {
        const quantity = quantityFor(known)
        expect(
          suggestReorder({ ...known, onOrder: known.onOrder + quantity }) === null || quantity === 0,
        ).toBe(true)
        if (quantity > 0) {
          expect(Number.isSafeInteger(quantity)).toBe(true)
          expect(suggestReorder({ ...known, onHand: known.onHand + quantity })).toBeNull()
        }
      }),
      { numRuns: runs(500) },
    )
  })

  it('more sold never orders less, and more on hand, or sooner at hand, never orders more', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 50 }), (known, more) => {
        const quantity = quantityFor(known)
        expect(quantityFor({ ...known, sold: Math.max(0, known.sold) + more })).toBeGreaterThanOrEqual(
          quantity,
        )
        expect(quantityFor({ ...known, onHand: known.onHand + more })).toBeLessThanOrEqual(quantity)
        const sooner = Math.max(0, known.leadTimeDays - more)
        expect(quantityFor({ ...known, leadTimeDays: sooner })).toBeLessThanOrEqual(quantity)
      }),
      { numRuns: runs(500) },
    )
  })

  it('says why: two a day, nine days to go, delivered in seven with three to spare', () => {
    const known: ReorderFacts = {
      onHand: 18,
      onOrder: 0,
      sold: 56,
      days: 28,
      leadTimeDays: 7,
      reorderPoint: null,
      reorderQuantity: null,
    }
    expect(suggestReorder(known)).toEqual({ quantity: 44, perDay: 2, daysLeft: 9, point: 20 })
    expect(suggestReorder({ ...known, onHand: 21 })).toBeNull()
    expect(suggestReorder({ ...known, sold: 0 })).toBeNull()
    expect(suggestReorder({ ...known, sold: 0, reorderPoint: 20 })).toMatchObject({ daysLeft: null })
    expect(suggestReorder({ ...known, reorderQuantity: 60 })).toMatchObject({ quantity: 60 })
  })
})
