import {
  type CountSession,
  countLines,
  countOneMore,
  countResults,
  countSessionSchema,
  countTyped,
  uncount,
} from '@renderer/features/stock/count-session.ts'
import { keepCount, loadCount } from '@renderer/features/stock/count-storage.ts'
import { stockRequest } from '@renderer/features/stock/stock-filter.ts'
import { deriveId } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { describe, expect, it } from 'vitest'
import { NOW } from '../products/build-product.ts'

const shop = deriveId('shop')
const soap = { variantId: deriveId('soap'), name: 'Savon', sku: 'SAV' }
const rice = { variantId: deriveId('rice'), name: 'Riz', sku: 'RIZ' }
const begin = (): CountSession => ({
  id: deriveId('count'),
  locationId: shop,
  startedAt: NOW,
  categoryId: null,
  lines: [],
})
/** What the ledger says of the soap when the count is compared: for the moment of counting, and for now. */
const says = (onHandThen: number, onHandNow: number) =>
  new Map([[String(soap.variantId), { onHandThen: quantity(onHandThen), onHandNow: quantity(onHandNow) }]])

function memoryStorage(): Storage {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => void items.set(key, value),
  }
}

describe('a count', () => {
  it('counts one more with each scan, and a typed number replaces what was counted', () => {
    const scanned = countOneMore(
      countOneMore(begin(), { ...soap, onHand: 5 }, NOW),
      { ...soap, onHand: 5 },
      NOW,
    )
    expect(scanned.lines).toMatchObject([{ counted: 2, onHandThen: 5 }])
    expect(countTyped(scanned, { ...soap, onHand: 5 }, 12, NOW).lines).toMatchObject([{ counted: 12 }])
    expect(uncount(scanned, soap.variantId).lines).toEqual([])
  })

  it('COUNT-1 does not take a sale made after the counting for a difference', () => {
    const counted = countTyped(begin(), { ...soap, onHand: 10 }, 10, NOW)
    const [result] = countResults(counted, says(10, 8))
    expect(result).toMatchObject({ counted: 10, movedSince: -2, onShelf: 8, expected: 8, difference: 0 })
  })

  it('COUNT-1 finds what is missing although goods were sold and received meanwhile', () => {
    const counted = countTyped(begin(), { ...soap, onHand: 10 }, 7, NOW)
    for (const now of [10, 8, 15]) {
      const results = countResults(counted, says(10, now))
      expect(results[0]?.difference).toBe(-3)
      expect(countLines(results, shop)).toEqual([
        { variantId: soap.variantId, locationId: shop, counted: now - 3, expected: now },
      ])
    }
  })

  it('COUNT-1 is of the moment of counting, also by what another till sold before it and told later', () => {
    const counted = countTyped(begin(), { ...soap, onHand: 10 }, 8, NOW)
    expect(countResults(counted, says(8, 7))[0]).toMatchObject({
      movedSince: -1,
      onShelf: 7,
      expected: 7,
      difference: 0,
    })
  })

  it('COUNT-1 never says that less than nothing is on a shelf', () => {
    const counted = countTyped(begin(), { ...soap, onHand: 2 }, 1, NOW)
    expect(countResults(counted, says(2, -4))[0]).toMatchObject({ onShelf: 0, expected: -4, difference: 4 })
  })

  it('puts stock below zero right', () => {
    const counted = countTyped(begin(), { ...soap, onHand: -2 }, 3, NOW)
    expect(countResults(counted, says(-2, -2))[0]).toMatchObject({ onShelf: 3, difference: 5 })
  })

  it('is kept over a reload, and a damaged note starts anew', () => {
    const storage = memoryStorage()
    const session = countOneMore(begin(), { ...rice, onHand: 1 }, NOW)
    keepCount(storage, shop, session)
    expect(loadCount(storage, shop)).toEqual(session)
    expect(countSessionSchema.safeParse(session).success).toBe(true)
    storage.setItem(`comptoir.count.${shop}`, '{"lines":')
    expect(loadCount(storage, shop)).toBeNull()
    keepCount(storage, shop, null)
    expect(storage.length).toBe(0)
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
