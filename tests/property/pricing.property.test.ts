import { sign } from '@shared/domain/authoring.ts'
import { tender } from '@shared/domain/orders/payments.ts'
import { discountShares, priceCart, settleCash, taxOf } from '@shared/domain/orders/pricing.ts'
import { checkCart, holdCart, resumeHeld, sell } from '@shared/domain/orders/sell.ts'
import { allocate, MAX_MINOR, minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { PAYMENT_METHODS } from '@shared/schemas/postings.ts'
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
  mustFit,
  nextReceipt,
  testDeps,
} from '../unit/shared/builders.ts'
import { runs } from './runs.ts'

const amount = fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 9_000_000 }))

/** Carts as they are while somebody types: discounts above the price, quantities of nothing. */
const anyCart = fc
  .record({
    lines: fc.array(
      fc.record({
        units: fc.integer({ min: 0, max: 999 }),
        price: amount,
        off: amount,
        rate: fc.constantFrom(0, 550, 1_000, 1_800, 10_000),
      }),
      { maxLength: 6 },
    ),
    off: amount,
    pricesIncludeTax: fc.boolean(),
  })
  .map(({ lines, off, pricesIncludeTax }) => ({
    terms: { currency: 'XOF' as const, pricesIncludeTax },
    cart: cartOf(
      lines.map(({ units, price, off: discount, rate }, i) =>
        lineOf(`${i}`, {
          quantity: quantity(units),
          unitPrice: minor(price),
          discount: minor(discount),
          taxRate: rate,
        }),
      ),
      { discount: minor(off) },
    ),
  }))

describe('pricing', () => {
  it('ORDER-1 the total is the sum of the lines less the discount, with tax on top only where prices lack it', () => {
    fc.assert(
      fc.property(anyCart, ({ cart, terms }) => {
        const priced = priceCart(cart, terms)
        const sum = (amounts: readonly number[]) => amounts.reduce((total, each) => total + each, 0)
        expect(priced.subtotal).toBe(sum(priced.lines.map(({ total }) => total)))
        expect(priced.tax).toBe(sum(priced.lines.map(({ tax = 0 }) => tax)))
        expect(priced.total).toBe(
          priced.subtotal - priced.discount + (terms.pricesIncludeTax ? 0 : priced.tax),
        )
        for (const line of priced.lines) {
          expect(line.total).toBe(line.quantity * line.unitPrice - (line.discount ?? 0))
          expect(line.total).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  it('ORDER-1 a discount on the whole falls on the lines without a franc left over, and on none more than it is worth', () => {
    fc.assert(
      fc.property(anyCart, ({ cart, terms }) => {
        const { lines, discount } = priceCart(cart, terms)
        const shares = discountShares(lines, discount)
        expect(shares.reduce((total, share) => total + share, 0)).toBe(lines.length === 0 ? 0 : discount)
        shares.forEach((share, i) => {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(lines[i]?.total ?? 0)
        })
      }),
    )
  })

  it('ORDER-1 tax of each line is its exact share rounded half away from zero', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 10_000 }), (value, rate) => {
        for (const isIncluded of [true, false]) {
          const exact = (value * rate) / (isIncluded ? 10_000 + rate : 10_000)
          expect(Math.abs(taxOf(minor(value), rate, isIncluded) - exact)).toBeLessThanOrEqual(0.5)
          expect(taxOf(minor(-value), rate, isIncluded) + taxOf(minor(value), rate, isIncluded)).toBe(0)
        }
      }),
    )
  })

  it('allocating sums to the whole for any weights up to the largest amounts', () => {
    const large = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: MAX_MINOR }))
    fc.assert(
      fc.property(large, fc.array(large, { minLength: 1, maxLength: 20 }), (whole, weights) => {
        const parts = allocate(minor(whole), weights)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole)
        expect(parts.every((part) => part >= 0)).toBe(true)
      }),
    )
  })

  it('a cart that was put aside comes back as it was', () => {
    fc.assert(
      fc.property(anyCart, ({ cart, terms }) => {
        fc.pre(checkCart(cart, terms).ok)
        const input = { cart, terms, businessDay: DAY, locationId: LOCATION, shiftId: null }
        const held = mustBeOk(holdCart(input, authorOn('A1'), testDeps()))
        mustFit('orders', held)
        expect(resumeHeld(held)).toEqual(cart)
      }),
    )
  })
})

describe('tendering', () => {
  const split = fc.array(
    fc.record({ method: fc.constantFrom(...PAYMENT_METHODS), amount: fc.integer({ min: 1, max: 5_000 }) }),
    { maxLength: 5 },
  )

  it('what is kept and what is given back is what was handed over', () => {
    fc.assert(
      fc.property(amount, amount, (due, tendered) => {
        const { kept, change } = settleCash(minor(due), minor(tendered))
        expect(kept + change).toBe(tendered)
        expect(kept).toBeLessThanOrEqual(due)
        expect(change).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('a split payment never keeps more than is due, and only cash gives change', () => {
    fc.assert(
      fc.property(split, fc.integer({ min: 0, max: 12_000 }), (inputs, due) => {
        const deps = testDeps()
        const payments = tender(
          inputs.map(({ method, amount: value }) => ({ method, amount: minor(value) })),
          minor(due),
          sign(authorOn('A1'), deps),
          deps,
        )
        const cashless = inputs
          .filter(({ method }) => method !== 'cash')
          .reduce((sum, { amount: value }) => sum + value, 0)
        expect(payments.ok).toBe(cashless <= due)
        if (!payments.ok) return
        const handed = inputs.reduce((sum, { amount: value }) => sum + value, 0)
        const kept = payments.value.reduce((sum, { amount: value }) => sum + value, 0)
        expect(kept).toBe(Math.min(handed, due))
        for (const { method, amount: value, tendered, change } of payments.value) {
          expect(value).toBeGreaterThan(0)
          if (change !== undefined) expect([method, tendered]).toEqual(['cash', value + change])
        }
      }),
    )
  })

  it('LEDGER-2 a sale that goes through is covered, balanced and fits its schema; otherwise it says what is missing', () => {
    fc.assert(
      fc.property(anyCart, split, fc.boolean(), ({ cart, terms }, inputs, hasCustomer) => {
        const deps = testDeps()
        const result = sell(
          {
            cart: { ...cart, customerId: hasCustomer ? idOf('customer') : null },
            payments: inputs.map(({ method, amount: value }) => ({ method, amount: minor(value) })),
            receipt: nextReceipt(),
            businessDay: DAY,
            locationId: LOCATION,
            shiftId: null,
            terms,
          },
          authorOn('A1'),
          deps,
        )
        if (!result.ok) return
        const { moneyPostings, payments, total } = result.value
        mustFit('orders', result.value)
        expect(moneyPostings.reduce((sum, { amount: value }) => sum + value, 0)).toBe(0)
        expect(payments.reduce((sum, { amount: value }) => sum + value, 0)).toBe(total)
      }),
      { numRuns: runs(250) },
    )
  })
})
