import { countLines, countResults } from '@renderer/features/stock/count-results.ts'
import { stockRequest } from '@renderer/features/stock/stock-filter.ts'
import { deriveId } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { describe, expect, it } from 'vitest'
import { NOW } from '../products/build-product.ts'

const shop = deriveId('shop')
const soap = deriveId('soap')
const taken = (counted: number) => [{ variantId: soap, counted, at: NOW }]
/** What the ledger says of the soap when the count is compared: for the moment of counting, and for now. */
const says = (onHandThen: number, onHandNow: number) =>
  new Map([[String(soap), { onHandThen: quantity(onHandThen), onHandNow: quantity(onHandNow) }]])

describe('a count', () => {
  it('COUNT-1 does not take a sale made after the counting for a difference', () => {
    const [result] = countResults(taken(10), says(10, 8))
    expect(result).toMatchObject({ counted: 10, movedSince: -2, onShelf: 8, expected: 8, difference: 0 })
  })

  it('COUNT-1 finds what is missing although goods were sold and received meanwhile', () => {
    for (const now of [10, 8, 15]) {
      const results = countResults(taken(7), says(10, now))
      expect(results[0]?.difference).toBe(-3)
      expect(countLines(results, shop)).toEqual([
        { variantId: soap, locationId: shop, counted: now - 3, expected: now },
      ])
    }
  })

  it('COUNT-1 is of the moment of counting, also by what another till sold before it and told later', () => {
    expect(countResults(taken(8), says(8, 7))[0]).toMatchObject({
      movedSince: -1,
      onShelf: 7,
      expected: 7,
      difference: 0,
    })
  })

  it('COUNT-1 never says that less than nothing is on a shelf', () => {
    expect(countResults(taken(1), says(2, -4))[0]).toMatchObject({ onShelf: 0, expected: -4, difference: 4 })
  })

  it('puts stock below zero right', () => {
    expect(countResults(taken(3), says(-2, -2))[0]).toMatchObject({ onShelf: 3, difference: 5 })
  })
})

describe('the list of stock', () => {
  it('asks for exactly what the filters say', () => {
    const sort = { id: 'onHand', direction: 'desc' } as const
    expect(
      stockRequest({ text: ' riz ', state: 'negative', categoryId: null, locationId: shop }, sort),
    ).toEqual({
      text: 'riz',
      filter: 'negative',
      locationId: shop,
      sort: 'onHand',
      direction: 'desc',
    })
  })
})
