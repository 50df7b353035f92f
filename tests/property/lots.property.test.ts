import { checkOrder } from '@shared/domain/orders/check-order.ts'
import { cancelOrder } from '@shared/domain/orders/lifecycle.ts'
import { returnLines } from '@shared/domain/orders/returns.ts'
import { checkStockMovement } from '@shared/domain/stock/check-movement.ts'
import {
  allocateLots,
  assignLots,
  foldLots,
  type LotStock,
  lotKey,
  piecesOf,
  sumShares,
} from '@shared/domain/stock/lots.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { foldStock } from '@shared/domain/stock/postings.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { LotShare, StockPosting } from '@shared/schemas/postings.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  authorOn,
  cartOf,
  DAY,
  idOf,
  LOCATION,
  lineOf,
  mustBeOk,
  soldOrder,
  testDeps,
} from '../unit/shared/builders.ts'
import { runs } from './runs.ts'

const author = authorOn('A1')
const day = fc.constantFrom(20_260_101, 20_260_601, 20_270_101).map((value) => value as BusinessDay)
const lotName = fc.constantFrom('A', 'B', 'C')
const units = fc.integer({ min: 1, max: 20 })

const shares = fc.uniqueArray(fc.record({ lot: lotName, quantity: units.map(quantity), expiry: day }), {
  selector: ({ lot }) => lot,
  maxLength: 3,
})
const moves = fc.array(
  fc.record({
    kind: fc.constantFrom('receive', 'waste', 'transfer', 'adjust'),
    units,
    shares,
    more: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
)

/** Movements as the domain records them, each a little later than the one before. */
const recorded = moves.map((all) => {
  const deps = testDeps(7)
  return all.map(({ kind, units: count, shares: lots, more }) => {
    deps.advance(60_000)
    const line = {
      variantId: idOf('yoghurt'),
      locationId: LOCATION,
      quantity: quantity(kind === 'adjust' && !more ? -count : count),
      lots,
      ...(kind === 'transfer' ? { toLocationId: idOf('store') } : {}),
    }
    const input = { kind: kind as 'receive', lines: [line], businessDay: DAY, reason: 'correction' }
    return mustBeOk(recordMovement(input, author, deps))
  })
})

const heard = recorded.chain((all) =>
  fc
    .tuple(fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }), fc.subarray(all))
    .map(([once, again]) => ({ all, known: [...again, ...once, ...again] })),
)

const postingsOf = (known: readonly { readonly postings: readonly StockPosting[] }[]) =>
  known.flatMap(({ postings }) => postings)
const inOrder = (stocks: readonly LotStock[]) =>
  [...stocks].sort((a, b) => (lotKey(a.locationId, a.lot) < lotKey(b.locationId, b.lot) ? -1 : 1))

describe('lots', () => {
  it('LOT-1 the same whatever came first and however often, and with what has no lot they are what is on hand', () => {
    fc.assert(
      fc.property(heard, ({ all, known }) => {
        const lots = foldLots(postingsOf(known))
        expect(inOrder(lots)).toEqual(inOrder(foldLots(postingsOf(all))))
        const onHand = foldStock(postingsOf(all))
        const without = foldStock(postingsOf(all).filter(({ lot }) => lot === undefined))
        for (const [shelf, sum] of onHand) {
          const named = lots.filter((one) => shelf.endsWith(one.locationId))
          expect(sumShares(named) + (without.get(shelf) ?? 0)).toBe(sum)
        }
      }),
      { numRuns: runs(150) },
    )
  })

  it('LOT-2 LOT-3 SERIAL-1 what the domain records the server takes', () => {
    fc.assert(
      fc.property(recorded, (all) => {
        for (const movement of all) expect(checkStockMovement(null, movement)).toBeNull()
      }),
      { numRuns: runs(100) },
    )
  })

  it('LOT-5 the first to expire goes first, nothing that is not there is taken, and nobody takes it twice', () => {
    const stock = fc
      .uniqueArray(
        fc.record({
          lot: fc.constantFrom('A', 'B', 'C', 'D'),
          quantity: fc.integer({ min: -3, max: 20 }),
          expiry: fc.option(day),
          since: fc.integer({ min: 0, max: 3 }),
        }),
        { selector: ({ lot }) => lot, maxLength: 4 },
      )
      .map((lots) =>
        lots.map(
          (one): LotStock => ({
            ...one,
            variantId: idOf('yoghurt'),
            locationId: LOCATION,
            serial: false,
          }),
        ),
      )
    fc.assert(
      fc.property(stock, fc.array(units, { minLength: 1, maxLength: 4 }), (lots, wanted) => {
        const lines = wanted.map((count) => ({ variantId: idOf('yoghurt'), quantity: count }))
        const assigned = assignLots(lines, lots)
        const there = lots.reduce((sum, one) => sum + Math.max(0, one.quantity), 0)
        const total = wanted.reduce((sum, count) => sum + count, 0)
        expect(sumShares(assigned.flat())).toBe(Math.min(there, total))
        expect(assigned.every((one, i) => sumShares(one) <= (wanted[i] ?? 0))).toBe(true)
        // Lines one after the other are one line of all their units.
        expect(mergedUnits(assigned.flat())).toEqual(mergedUnits(allocateLots(lots, total)))
        expect(assignLots(lines, [...lots].reverse())).toEqual(assigned)
        const taken = new Map(mergedUnits(assigned.flat()))
        const left = lots.filter((one) => one.quantity - (taken.get(one.lot) ?? 0) > 0)
        const last = Math.max(
          ...lots.filter(({ lot }) => taken.has(lot)).map(({ expiry }) => expiry ?? Infinity),
        )
        expect(left.every(({ expiry }) => (expiry ?? Infinity) >= last) || taken.size === 0).toBe(true)
      }),
      { numRuns: runs(300) },
    )
  })

  it('LOT-2 the pieces of a line are the line', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 30 }), shares, (count, lots) => {
        expect(sumShares(piecesOf(count, lots))).toBe(count)
      }),
      { numRuns: runs(200) },
    )
  })

  it('LOT-4 goods that came back or were cancelled are where they were before the sale', () => {
    const parts = fc.array(units, { maxLength: 3 })
    fc.assert(
      fc.property(units, shares, parts, fc.boolean(), (count, lots, returns, isCancelled) => {
        const deps = testDeps(3)
        let order = soldOrder(cartOf([lineOf('yoghurt', { quantity: quantity(count), lots })]), { deps })
        expect(checkOrder(null, order)).toBeNull()
        for (const wanted of returns) {
          const input = {
            lines: [{ lineId: order.lines[0]?.id ?? '', quantity: quantity(wanted) }],
            reason: 'no longer wanted',
            restock: true,
            refundMethod: 'cash' as const,
            businessDay: DAY,
          }
          const back = returnLines(order, input, author, deps)
          if (back.ok) order = back.value
        }
        const returned = order.returns
          .flatMap(({ lines }) => lines)
          .reduce((sum, line) => sum + line.quantity, 0)
        if (isCancelled)
          order = mustBeOk(cancelOrder(order, { reason: 'x', refundMethod: 'cash' }, author, deps))
        expect(checkOrder(null, order)).toBeNull()
        if (!isCancelled && returned < count) return
        expect(foldLots(order.stockPostings).every(({ quantity: left }) => left === 0)).toBe(true)
        expect([...foldStock(order.stockPostings).values()]).toEqual([0])
      }),
      { numRuns: runs(150) },
    )
  })
})

const mergedUnits = (all: readonly LotShare[]): [string, number][] => {
  const sums = new Map<string, number>()
  for (const { lot, quantity: count } of all) sums.set(lot, (sums.get(lot) ?? 0) + count)
  return [...sums].sort()
}
