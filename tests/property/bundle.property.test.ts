import { bundlesOf } from '@shared/domain/catalogue/bundle.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { cancelOrder } from '@shared/domain/orders/lifecycle.ts'
import { returnLines } from '@shared/domain/orders/returns.ts'
import { holdCart, resumeHeld } from '@shared/domain/orders/sell.ts'
import { foldStock, stockKey } from '@shared/domain/stock/postings.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { mergeDocument } from '@shared/merge/merge-document.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  authorOn,
  cartOf,
  componentOf,
  DAY,
  idOf,
  LOCATION,
  lineOf,
  mustBeOk,
  mustFit,
  soldOrder,
  testDeps,
  XOF,
} from '../unit/shared/builders.ts'
import { runs } from './runs.ts'

const WORDS = ['soap', 'rice', 'oil']
const bundle = fc.record({
  units: fc.integer({ min: 1, max: 6 }),
  parts: fc.uniqueArray(
    fc.record({ word: fc.constantFrom(...WORDS), each: fc.integer({ min: 1, max: 5 }) }),
    {
      minLength: 1,
      selector: ({ word }) => word,
    },
  ),
  single: fc.nat(3),
})

const cartOfBundle = ({
  units,
  parts,
  single,
}: typeof bundle extends fc.Arbitrary<infer One> ? One : never) =>
  cartOf([
    lineOf('basket', {
      quantity: quantity(units),
      components: parts.map(({ word, each }) => componentOf(word, each)),
    }),
    // The same goods beside the bundle, on a line of their own.
    ...(single === 0 ? [] : [lineOf('soap', { variantId: idOf('soap'), quantity: quantity(single) })]),
  ])

const stockOf = (order: Order) => foldStock(order.stockPostings)
const back = (order: Order, lineId: string, units: number, device = 'A1', seed = 40) =>
  returnLines(
    order,
    {
      lines: [{ lineId, quantity: quantity(units) }],
      reason: 'r',
      restock: true,
      refundMethod: 'cash',
      businessDay: DAY,
    },
    authorOn(device),
    testDeps(seed),
  )
const basketOf = (order: Order): string => order.lines[0]?.id ?? ''

describe('BUNDLE-2 a bundle that is sold', () => {
  it('takes exactly its components off the shelf, and itself never', () => {
    fc.assert(
      fc.property(bundle, (sold) => {
        const order = soldOrder(cartOfBundle(sold))
        mustFit('orders', order)
        expect(checkDocument('orders', null, order)).toEqual({ ok: true, value: undefined })
        const left = stockOf(order)
        expect(left.has(stockKey(idOf('variant-basket'), LOCATION))).toBe(false)
        for (const { word, each } of sold.parts) {
          const own = word === 'soap' ? sold.single : 0
          expect(left.get(stockKey(idOf(word), LOCATION))).toBe(-(each * sold.units + own))
        }
        const forged = { ...order, stockPostings: order.stockPostings.slice(1) }
        expect(checkDocument('orders', null, forged).ok).toBe(false)
      }),
      { numRuns: runs(100) },
    )
  })

  it('is still one after it was put aside and taken up again', () => {
    fc.assert(
      fc.property(bundle, (sold) => {
        const cart = cartOfBundle(sold)
        const input = { cart, businessDay: DAY, locationId: LOCATION, shiftId: null, terms: XOF }
        const held = mustBeOk(holdCart(input, authorOn('A1'), testDeps(3)))
        expect(held.stockPostings).toEqual([])
        expect(resumeHeld(held).lines.map(({ components }) => components)).toEqual(
          cart.lines.map(({ components }) => components),
        )
      }),
      { numRuns: runs(30) },
    )
  })
})

describe('BUNDLE-3 a bundle that comes back', () => {
  const parted = bundle.chain((sold) =>
    fc.record({ sold: fc.constant(sold), first: fc.integer({ min: 1, max: sold.units }) }),
  )

  it('brings back in parts what it took, and after the last part nothing is missing', () => {
    fc.assert(
      fc.property(parted, ({ sold, first }) => {
        const order = soldOrder(cartOfBundle({ ...sold, single: 0 }))
        const part = mustBeOk(back(order, basketOf(order), first))
        for (const { word, each } of sold.parts)
          expect(stockOf(part).get(stockKey(idOf(word), LOCATION))).toBe(each * (first - sold.units))
        const rest = sold.units - first
        const all = rest === 0 ? part : mustBeOk(back(part, basketOf(order), rest, 'A1', 41))
        expect([...stockOf(all).values()].every((units) => units === 0)).toBe(true)
        expect(checkDocument('orders', order, all)).toEqual({ ok: true, value: undefined })
      }),
      { numRuns: runs(100) },
    )
  })

  it('ends with everything on the shelf when the rest is cancelled, also apart by two tills in any order', () => {
    fc.assert(
      fc.property(parted, fc.boolean(), ({ sold, first }, swapped) => {
        const order = soldOrder(cartOfBundle(sold))
        const part = mustBeOk(back(order, basketOf(order), first))
        const cancel = (device: string) =>
          mustBeOk(cancelOrder(part, { reason: 'r', refundMethod: 'cash' }, authorOn(device), testDeps(50)))
        const [one, other] = swapped ? [cancel('B1'), cancel('A1')] : [cancel('A1'), cancel('B1')]
        const merged = mergeDocument('orders', part, one, other).document
        for (const state of [one, merged]) {
          expect([...stockOf(state).values()].every((units) => units === 0)).toBe(true)
          expect(checkDocument('orders', part, state)).toEqual({ ok: true, value: undefined })
        }
      }),
      { numRuns: runs(60) },
    )
  })
})

describe('BUNDLE-1 how many bundles there are', () => {
  it('is what the scarcest component allows', () => {
    const shelves = fc.record({
      soap: fc.integer({ min: -5, max: 60 }),
      rice: fc.integer({ min: -5, max: 60 }),
    })
    fc.assert(
      fc.property(shelves, fc.integer({ min: 1, max: 5 }), (onHand, each) => {
        const has = (id: string): number => (id === idOf('soap') ? onHand.soap : onHand.rice)
        const count = bundlesOf([componentOf('soap', each), componentOf('rice', 1)], has)
        expect(count * each).toBeLessThanOrEqual(onHand.soap)
        expect(count).toBeLessThanOrEqual(onHand.rice)
        const isMore = (count + 1) * each <= onHand.soap && count + 1 <= onHand.rice
        expect(isMore).toBe(false)
      }),
    )
  })
})
