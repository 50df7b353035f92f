import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { formatReceipt, parseReceipt } from '@shared/domain/receipt-number.ts'
import { recordCount, recordMovement } from '@shared/domain/stock/movement.ts'
import { foldMoney, foldStock, stockKey, stockPostingsOf } from '@shared/domain/stock/postings.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { type MoneyPosting, STOCK_POSTING_KINDS, type StockPosting } from '@shared/schemas/postings.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorOn, DAY, idOf, mustBeOk, mustFit, START, testDeps } from '../unit/shared/builders.ts'
import { runs } from './runs.ts'

const variant = fc.constantFrom('v1', 'v2', 'v3').map(idOf)
const place = fc.constantFrom('shop', 'store').map(idOf)
const signature = { at: START, by: idOf('staff'), deviceId: idOf('A1') }

const stockPostings: fc.Arbitrary<StockPosting[]> = fc
  .array(
    fc.record({
      variantId: variant,
      locationId: place,
      units: fc.integer({ min: -50, max: 50 }),
      kind: fc.constantFrom(...STOCK_POSTING_KINDS),
    }),
    { maxLength: 30 },
  )
  .map((list) =>
    list.map(({ units, ...rest }, i) => ({
      ...rest,
      ...signature,
      id: idOf(`posting-${i}`),
      quantity: quantity(units),
    })),
  )

/** Any order of a list, with any of its entries any number of times, but each at least once. */
const shuffled = <T>(list: readonly T[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length }),
      fc.array(fc.nat(Math.max(0, list.length - 1)), { maxLength: 10 }),
    )
    .map(([all, again]) => {
      const repeated = again.flatMap((at) => all[at] ?? [])
      return [...repeated, ...all, ...repeated]
    })

const inShop = idOf('shop')
const inStore = idOf('store')

describe('the stock ledger', () => {
  it('STOCK-3 a count that is entered twice is one document and posts once', () => {
    const shelves = fc.uniqueArray(fc.record({ word: variant, counted: fc.nat(50), expected: fc.nat(50) }), {
      minLength: 1,
      selector: ({ word }) => word,
    })
    fc.assert(
      fc.property(shelves, (lines) => {
        const enter = (device: string, seed: number) =>
          mustBeOk(
            recordCount(
              {
                lines: lines.map(({ word, counted, expected }) => ({
                  variantId: word,
                  locationId: inShop,
                  counted: quantity(counted),
                  expected: quantity(expected),
                })),
                businessDay: DAY,
                countSessionId: idOf('session'),
              },
              authorOn(device),
              testDeps(seed),
            ),
          )
        const [first, again] = [enter('A1', 1), enter('A1', 2)]
        expect(again.id).toBe(first.id)
        const all = [...first.postings, ...again.postings]
        expect(foldStock(all)).toEqual(foldStock(first.postings))
        expect(checkDocument('stockMovements', null, first).ok).toBe(true)
      }),
    )
  })

  it('LEDGER-1 on hand is the sum of the postings in any order and with any repetition', () => {
    fc.assert(
      fc.property(
        stockPostings.chain((list) => fc.tuple(fc.constant(list), shuffled(list))),
        ([list, delivered]) => {
          const expected = new Map<string, number>()
          for (const { variantId, locationId, quantity: units } of list)
            expected.set(
              stockKey(variantId, locationId),
              (expected.get(stockKey(variantId, locationId)) ?? 0) + units,
            )
          expect(new Map([...foldStock(delivered)].sort())).toEqual(new Map([...expected].sort()))
        },
      ),
    )
  })

  it('LEDGER-1 money balances do not depend on order or repetition either', () => {
    const postings = fc
      .array(
        fc.record({
          account: fc.constantFrom('sales', 'tax', 'method:cash'),
          amount: fc.integer({ min: -999, max: 999 }),
        }),
        { maxLength: 20 },
      )
      .map((list) =>
        list.map(
          ({ account, amount }, i): MoneyPosting => ({
            account,
            amount: minor(amount),
            ...signature,
            id: idOf(`m-${i}`),
          }),
        ),
      )
    fc.assert(
      fc.property(
        postings.chain((list) => fc.tuple(fc.constant(list), shuffled(list))),
        ([list, delivered]) => {
          expect([...foldMoney(delivered)].sort()).toEqual([...foldMoney(list)].sort())
        },
      ),
    )
  })

  it('LEDGER-4 a transfer moves goods and makes none', () => {
    const lines = fc.array(fc.record({ variantId: variant, units: fc.integer({ min: 1, max: 99 }) }), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(lines, (list) => {
        const input = {
          kind: 'transfer' as const,
          lines: list.map(({ variantId, units }) => ({
            variantId,
            locationId: inShop,
            toLocationId: inStore,
            quantity: quantity(units),
          })),
          businessDay: DAY,
        }
        const movement = mustBeOk(recordMovement(input, authorOn('A1'), testDeps()))
        mustFit('stockMovements', movement)
        expect(checkDocument('stockMovements', null, movement)).toEqual({ ok: true, value: undefined })
        const onHand = foldStock(stockPostingsOf('stockMovements', movement))
        for (const { variantId } of list)
          expect(
            (onHand.get(stockKey(variantId, inShop)) ?? 0) + (onHand.get(stockKey(variantId, inStore)) ?? 0),
          ).toBe(0)
      }),
    )
  })

  it('STOCK-2 after a count, on hand is what was counted, whatever the ledger said before', () => {
    const shelves = fc.uniqueArray(
      fc.record({ variantId: variant, locationId: place, counted: fc.nat(99) }),
      { minLength: 1, selector: ({ variantId, locationId }) => stockKey(variantId, locationId) },
    )
    fc.assert(
      fc.property(stockPostings, shelves, (history, list) => {
        const before = foldStock(history)
        const lines = list.map(({ variantId, locationId, counted }) => ({
          variantId,
          locationId,
          counted: quantity(counted),
          expected: quantity(before.get(stockKey(variantId, locationId)) ?? 0),
        }))
        const count = mustBeOk(recordCount({ lines, businessDay: DAY }, authorOn('A1'), testDeps(3)))
        mustFit('stockMovements', count)
        expect(checkDocument('stockMovements', null, count)).toEqual({ ok: true, value: undefined })
        expect(count.postings.every(({ quantity: units }) => units !== 0)).toBe(true)
        const after = foldStock([...history, ...count.postings])
        for (const { variantId, locationId, counted } of lines)
          expect(after.get(stockKey(variantId, locationId)) ?? 0).toBe(counted)
      }),
    )
  })
})

describe('words and numbers', () => {
  it('RECEIPT-1 a receipt number is read back as it was written', () => {
    const receipt = fc.record({
      deviceCode: fc.stringMatching(/^[A-Z0-9]{2,6}$/),
      epoch: fc.integer({ min: 1, max: 9_999 }),
      counter: fc.integer({ min: 1, max: 99_999_999 }),
    })
    fc.assert(
      fc.property(receipt, (each) => {
        expect(parseReceipt(` ${formatReceipt(each).toLowerCase()} `)).toEqual(each)
      }),
    )
  })

  it('text folded twice is text folded once, and fits where its source fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const folded = foldText(text)
        expect(foldText(folded)).toBe(folded)
        expect(folded.length).toBeLessThanOrEqual(Math.max(200, text.length))
        expect(/\p{Cs}/u.test(folded)).toBe(false)
      }),
      { numRuns: runs(1000) },
    )
  })
})
