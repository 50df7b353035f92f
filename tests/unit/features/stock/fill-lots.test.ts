import { fillLots, lotsOfShortages } from '@renderer/features/stock/fill-lots.ts'
import type { LotStock } from '@shared/domain/stock/lots.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { describe, expect, it } from 'vitest'
import { idOf, LOCATION } from '../../shared/builders.ts'

const stock = (lot: string, units: number, expiry: number): LotStock => ({
  variantId: idOf('milk'),
  locationId: LOCATION,
  lot,
  quantity: units,
  expiry: expiry as BusinessDay,
  serial: false,
  since: 0,
})
const there = {
  lotsAt: () => Promise.resolve([stock('B', 4, 20_270_101), stock('A', 2, 20_261_201)]),
}
const named = (lots: readonly { readonly lot: string; readonly quantity: number }[]) =>
  lots.map(({ lot, quantity: units }) => [lot, units])

describe('goods that leave a place', () => {
  it('LOT-5 take what expires first, after what somebody chose', async () => {
    const line = { variantId: idOf('milk'), quantity: 4 }
    const chosen = { ...line, quantity: 1, lots: [{ lot: 'B', quantity: quantity(4) }] }
    const [first, second] = await fillLots(there, [line, chosen], LOCATION)
    expect(named(first?.lots ?? [])).toEqual([
      ['A', 2],
      ['B', 2],
    ])
    expect(named(second?.lots ?? [])).toEqual([['B', 1]])
  })

  it('leave without a lot where the stock cannot be asked', async () => {
    const gone = { lotsAt: () => Promise.reject(new Error('the worker is gone')) }
    const [line] = await fillLots(gone, [{ variantId: idOf('milk'), quantity: 1 }], LOCATION)
    expect(line?.lots).toEqual([])
  })

  it('LOT-6 a shortage is taken off what has no lot first, then off what expires first', async () => {
    const counted = (expected: number, found: number) => [
      { variantId: idOf('milk'), counted: found, expected },
    ]
    const of = async (expected: number, found: number) =>
      named((await lotsOfShortages(there, counted(expected, found), LOCATION))[0] ?? [])
    expect(await of(8, 6)).toEqual([])
    expect(await of(8, 3)).toEqual([
      ['A', 2],
      ['B', 1],
    ])
    expect(await of(6, 9)).toEqual([])
  })
})
