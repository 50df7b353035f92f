import {
  checkDigitOf,
  packOf,
  readScaleLabel,
  type ScaleLabel,
} from '@shared/domain/catalogue/scale-label.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { exactGross, grossOf } from '@shared/domain/orders/pricing.ts'
import { refundFor, returnLines } from '@shared/domain/orders/returns.ts'
import { checkCart, holdCart, resumeHeld } from '@shared/domain/orders/sell.ts'
import { MAX_MINOR, minor } from '@shared/kernel/money.ts'
import { MAX_QUANTITY, quantity } from '@shared/kernel/quantity.ts'
import { discountOf } from '@shared/policy/discount-limit.ts'
import { MAX_PRICE_PER } from '@shared/schemas/products.schema.ts'
import type { ScaleRule } from '@shared/schemas/settings.schema.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  authorOn,
  cartOf,
  DAY,
  LOCATION,
  lineOf,
  mustBeOk,
  mustFit,
  soldOrder,
  testDeps,
} from '../unit/shared/builders.ts'

const XOF = { currency: 'XOF' as const, pricesIncludeTax: true }

/** Half away from zero in whole numbers of any size: what no rounding error can touch. */
function exactly(units: number, price: number, per: number): bigint {
  const twice = 2n * BigInt(units) * BigInt(price) + BigInt(per)
  return twice / (2n * BigInt(per))
}

const weighed = fc.record({
  grams: fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 5_000_000 })),
  price: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 2_000_000 })),
  per: fc.constantFrom(1, 60, 100, 500, 667, 1_000),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  rate: fc.constantFrom(0, 1_000, 1_800),
})

const cartOfWeighed = (goods: readonly (typeof weighed extends fc.Arbitrary<infer One> ? One : never)[]) =>
  cartOf(
    goods.map(({ grams, price, per, share, rate }, i) => {
      const measured = { quantity: quantity(grams), unitPrice: minor(price), pricePer: per }
      const discount = Math.floor(Math.min(grossOf(measured), MAX_MINOR) * share)
      return lineOf(`${i}`, {
        ...measured,
        unit: 'gram',
        discount: minor(discount),
        discountReason: discount > 0 ? 'geste' : '',
        taxRate: rate,
      })
    }),
  )

describe('goods by weight', () => {
  it('ORDER-1 a line costs quantity × price ÷ pricePer to the franc, however large', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: MAX_QUANTITY }),
        fc.integer({ min: 0, max: MAX_MINOR }),
        fc.integer({ min: 1, max: MAX_PRICE_PER }),
        (units, price, per) => {
          const line = { quantity: units, unitPrice: price, pricePer: per }
          const exact = exactly(units, price, per)
          if (exact > BigInt(MAX_MINOR)) {
            expect(exactGross(line)).toBeGreaterThan(MAX_MINOR)
            expect(grossOf(line)).toBe(MAX_MINOR)
          } else expect(BigInt(grossOf(line))).toBe(exact)
        },
      ),
    )
  })

  it('ORDER-1 a price by the piece is what it always was', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_000 }),
        fc.integer({ min: 0, max: 900_000 }),
        (units, price) => {
          expect(grossOf({ quantity: units, unitPrice: price })).toBe(units * price)
          expect(grossOf({ quantity: units, unitPrice: price, pricePer: 1 })).toBe(units * price)
        },
      ),
    )
  })

  it('ORDER-1 LEDGER-1 what is sold by weight passes the check of the server and takes every gram off the shelf', () => {
    fc.assert(
      fc.property(fc.array(weighed, { minLength: 1, maxLength: 5 }), fc.boolean(), (goods, isInside) => {
        const cart = cartOfWeighed(goods)
        const terms = { ...XOF, pricesIncludeTax: isInside }
        fc.pre(checkCart(cart, terms).ok)
        const order = soldOrder(cart, { terms })
        mustFit('orders', order)
        expect(checkDocument('orders', null, order)).toEqual({ ok: true, value: undefined })
        expect(order.stockPostings.map((posting) => -posting.quantity)).toEqual(
          goods.map(({ grams }) => grams),
        )
        expect(discountOf(order).gross).toBe(cart.lines.reduce((sum, line) => sum + grossOf(line), 0))
        // Another franc, or another measure for the same price, is refused.
        const [first, ...others] = order.lines
        if (!first) return
        const cheaper = { ...order, lines: [{ ...first, total: minor(first.total + 1) }, ...others] }
        expect(checkDocument('orders', null, cheaper).ok).toBe(false)
      }),
    )
  })

  it('ORDER-3 grams that come back in parts bring back exactly what they cost', () => {
    fc.assert(
      fc.property(weighed, fc.array(fc.integer({ min: 1, max: 2_000 }), { maxLength: 6 }), (goods, parts) => {
        const cart = cartOfWeighed([goods])
        fc.pre(checkCart(cart, XOF).ok)
        const author = authorOn('A1')
        const deps = testDeps()
        let order = soldOrder(cart, { author, deps })
        const [line] = order.lines
        if (!line) return
        let left = goods.grams
        for (const part of [...parts, MAX_QUANTITY]) {
          const units = quantity(Math.min(part, left))
          if (units === 0) break
          left -= units
          const lines = [{ lineId: line.id, quantity: units }]
          const value = mustBeOk(refundFor(order, lines))
          order = mustBeOk(
            returnLines(
              order,
              { lines, reason: 'trop mûr', restock: true, refundMethod: 'cash', businessDay: DAY },
              author,
              deps,
            ),
          )
          expect(order.returns.at(-1)?.total).toBe(value)
          mustFit('orders', order)
          expect(checkDocument('orders', null, order).ok).toBe(true)
        }
        expect(order.returns.reduce((sum, { total }) => sum + total, 0)).toBe(order.total)
      }),
    )
  })

  it('a cart by weight that was put aside comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(weighed, { minLength: 1, maxLength: 3 }), (goods) => {
        const cart = cartOfWeighed(goods.map((each) => ({ ...each, per: 1_000 })))
        fc.pre(checkCart(cart, XOF).ok)
        const input = { cart, terms: XOF, businessDay: DAY, locationId: LOCATION, shiftId: null }
        expect(resumeHeld(mustBeOk(holdCart(input, authorOn('A1'), testDeps())))).toEqual(cart)
      }),
    )
  })
})

const rule: fc.Arbitrary<ScaleRule> = fc.record({
  prefix: fc.integer({ min: 20, max: 29 }).map(String),
  articleDigits: fc.constantFrom(4, 5, 6),
  holds: fc.constantFrom('weight', 'price'),
  provesValue: fc.boolean(),
})

/** What a scale prints. */
function print({ prefix, articleDigits, provesValue }: ScaleRule, article: number, value: number): string {
  const valueDigits = 10 - articleDigits - (provesValue ? 1 : 0)
  const digits = [
    prefix,
    String(article).padStart(articleDigits, '0'),
    provesValue ? '7' : '',
    String(value).padStart(valueDigits, '0'),
  ].join('')
  return digits + checkDigitOf(digits)
}

describe('labels of scales', () => {
  it('say the article and the value that were printed', () => {
    fc.assert(
      fc.property(rule, fc.nat(9_999), fc.nat(999), (one, article, value) => {
        const label = readScaleLabel(print(one, article, value), [one])
        expect(label).toMatchObject({ holds: one.holds, value })
        expect(label?.articleCodes).toContain(String(article))
        expect(label?.articleCodes).toContain(one.prefix + String(article).padStart(one.articleDigits, '0'))
      }),
    )
  })

  it('are none with a wrong digit, without a rule, or of another length', () => {
    fc.assert(
      fc.property(
        rule,
        fc.nat(9_999),
        fc.nat(999),
        fc.nat(12),
        fc.integer({ min: 1, max: 9 }),
        (one, article, value, at, by) => {
          const code = print(one, article, value)
          expect(readScaleLabel(code, [])).toBeNull()
          expect(readScaleLabel(code.slice(1), [one])).toBeNull()
          expect(readScaleLabel(`${code}0`, [one])).toBeNull()
          const wrong = code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1)
          expect(readScaleLabel(wrong, [one])).toBeNull()
        },
      ),
    )
  })

  it('cost to the franc what they say, once or several times', () => {
    const label = fc.integer({ min: 1, max: 99_999 }).map(
      (value): Pick<ScaleLabel, 'holds' | 'value'> => ({
        holds: 'price',
        value,
      }),
    )
    fc.assert(
      fc.property(
        label,
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 9 }),
        (one, price, times) => {
          const pack = packOf(one, { unit: 'gram', price: minor(price), pricePer: 1_000 })
          if (!pack.ok) {
            expect(pack.error.type).toBe('TooHeavy')
            return
          }
          const { quantity: grams, unitPrice, pricePer } = pack.value
          expect(grossOf({ quantity: grams * times, unitPrice: unitPrice ?? 0, pricePer })).toBe(
            one.value * times,
          )
          // The weight is the nearest gram to the price that was printed.
          expect(Math.abs((grams * price) / 1_000 - one.value)).toBeLessThanOrEqual(
            Math.max(price / 2_000, price / 1_000 - one.value),
          )
        },
      ),
    )
  })

  it('of a weight cost what so much costs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.integer({ min: 1, max: 20_000 }),
        (grams, price) => {
          const article = { unit: 'gram' as const, price: minor(price), pricePer: 1_000 }
          const pack = mustBeOk(packOf({ holds: 'weight', value: grams }, article))
          expect(pack).toEqual({ quantity: grams, unitPrice: price, pricePer: 1_000 })
        },
      ),
    )
  })

  it('that do not fit their article are told apart', () => {
    const kilo = { unit: 'gram' as const, price: minor(1_500), pricePer: 1_000 }
    const piece = { unit: 'piece' as const, price: minor(500) }
    const of = (holds: ScaleRule['holds'], value: number, article: Parameters<typeof packOf>[1]) => {
      const pack = packOf({ holds, value }, article)
      return pack.ok ? pack.value : pack.error.type
    }
    expect(of('weight', 0, kilo)).toBe('EmptyLabel')
    expect(of('weight', 500, piece)).toBe('NotWeighed')
    expect(of('price', 1_000, { ...kilo, price: null })).toBe('NoPriceByWeight')
    expect(of('price', 99_999, { ...kilo, price: minor(1) })).toBe('TooHeavy')
    expect(of('price', 1_000, piece)).toEqual({ quantity: 1, unitPrice: 1_000, pricePer: 1 })
    expect(of('weight', 500, { ...kilo, price: null })).toMatchObject({ quantity: 500, unitPrice: null })
  })
})
