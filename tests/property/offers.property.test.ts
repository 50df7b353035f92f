import { checkDocument } from '@shared/domain/check-document.ts'
import { applyOffers } from '@shared/domain/offers/apply-offers.ts'
import { promotedOf } from '@shared/domain/offers/promoted.ts'
import { grossOf } from '@shared/domain/orders/pricing.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { PROMOTION_TYPES, promotionSchema } from '@shared/schemas/offers.schema.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cartOf, idOf, lineOf, soldOrder } from '../unit/shared/builders.ts'
import { listOf, offersOf, promotionOf, WEDNESDAY } from '../unit/shared/offer-builders.ts'
import { runs } from './runs.ts'

const ARTICLES = 4

const line = fc
  .record({
    article: fc.integer({ min: 0, max: ARTICLES - 1 }),
    count: fc.integer({ min: 1, max: 12 }),
    price: fc.integer({ min: 0, max: 2_000 }),
    off: fc.constantFrom(0, 0, 0, 1),
    isWeighed: fc.constantFrom(false, false, true),
  })
  .map(({ article, count, price, off, isWeighed }) => {
    const goods = {
      variantId: idOf(`variant-${article}`),
      categoryId: idOf(`category-${article % 2}`),
      quantity: quantity(isWeighed ? count * 130 : count),
      unitPrice: minor(price),
      ...(isWeighed ? { unit: 'gram' as const, pricePer: 1_000 } : {}),
    }
    // No counter takes off more than the goods cost, and a little of what is cheap by the kilo costs nothing.
    return { ...goods, discount: minor(Math.min(off, grossOf(goods))) }
  })
const cart = fc
  .array(line, { minLength: 1, maxLength: 6 })
  .map((lines) => cartOf(lines.map((known, i) => lineOf(`${i}`, known))))

const rate = fc.integer({ min: 0, max: 10_000 })
const promotion = fc.record({
  everything: fc.boolean(),
  variantIds: fc.subarray(Array.from({ length: ARTICLES }, (_, i) => idOf(`variant-${i}`))),
  categoryIds: fc.subarray([idOf('category-0'), idOf('category-1')]),
  type: fc.constantFrom(...PROMOTION_TYPES),
  rate,
  amount: fc.integer({ min: 0, max: 2_500 }).map(minor),
  buy: fc.integer({ min: 1, max: 4 }),
  get: fc.integer({ min: 1, max: 3 }),
  breaks: fc.array(
    fc.record({
      from: fc.integer({ min: 1, max: 10 }).map(quantity),
      price: fc.integer({ min: 0, max: 2_500 }).map(minor),
    }),
    { maxLength: 3 },
  ),
  addsUp: fc.boolean(),
})
const offers = fc.tuple(fc.array(promotion, { maxLength: 5 }), fc.option(rate)).map(([promotions, list]) => ({
  ...offersOf(...promotions.map((known, i) => promotionOf(`${i}`, known))),
  priceList: list === null ? null : listOf({ rate: list }),
}))

describe('offers', () => {
  it('PROMO-1 never make a line dearer nor give more than it costs, and the sale passes every check', () => {
    fc.assert(
      fc.property(cart, offers, (typed, offered) => {
        for (const { value } of offered.promotions)
          expect(promotionSchema.safeParse(value).success).toBe(true)
        const sold = applyOffers(typed, offered, WEDNESDAY)
        for (const [i, one] of sold.lines.entries()) {
          expect(one.unitPrice).toBeLessThanOrEqual(typed.lines[i]?.unitPrice ?? -1)
          expect(one.discount).toBeGreaterThanOrEqual(0)
          expect(one.discount).toBeLessThanOrEqual(grossOf(one))
          if (one.promotions) expect(promotedOf({ promotions: one.promotions })).toBe(one.discount)
        }
        expect(checkDocument('orders', null, soldOrder(sold))).toEqual({ ok: true, value: undefined })
      }),
      { numRuns: runs(300) },
    )
  })

  it('PROMO-4 are the same whatever the order of lines and promotions', () => {
    fc.assert(
      fc.property(cart, offers, fc.infiniteStream(fc.nat()), (typed, offered, dice) => {
        const byId = (lines: readonly { readonly id: string }[]) =>
          lines.toSorted((a, b) => (a.id < b.id ? -1 : 1))
        const mixed = <Item>(items: readonly Item[]): Item[] =>
          items
            .map((item) => ({ item, place: dice.next().value ?? 0 }))
            .sort((a, b) => a.place - b.place)
            .map(({ item }) => item)
        const straight = applyOffers(typed, offered, WEDNESDAY)
        const shuffled = applyOffers(
          { ...typed, lines: mixed(typed.lines) },
          { ...offered, promotions: mixed(offered.promotions) },
          WEDNESDAY,
        )
        expect(byId(shuffled.lines)).toEqual(byId(straight.lines))
      }),
      { numRuns: runs(300) },
    )
  })

  it('PROMO-2 give at least what any of them would give alone', () => {
    fc.assert(
      fc.property(cart, offers, (typed, offered) => {
        const givenBy = (promotions: typeof offered.promotions) =>
          applyOffers(typed, { promotions, priceList: null }, WEDNESDAY).lines.reduce(
            (sum, { promotions: given = [] }) => sum + promotedOf({ promotions: given }),
            0,
          )
        const all = givenBy(offered.promotions)
        for (const one of offered.promotions) expect(all).toBeGreaterThanOrEqual(givenBy([one]))
      }),
      { numRuns: runs(300) },
    )
  })
})
