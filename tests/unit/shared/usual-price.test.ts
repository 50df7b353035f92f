import { priceDoubt, usualPriceOf } from '@shared/domain/orders/usual-price.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { describe, expect, it } from 'vitest'
import { cartOf, idOf, lineOf, soldOrder } from './builders.ts'

const soldAt = (price: number) => soldOrder(cartOf([lineOf('legumes', { unitPrice: minor(price) })]))
const variantId = idOf('variant-legumes')

describe('the usual price of an article', () => {
  it('is the middle one of what was asked lately, whatever one sale had', () => {
    expect(usualPriceOf([soldAt(500), soldAt(90_000), soldAt(600)], { variantId })).toBe(600)
  })

  it('is not known of what was never sold, was free, or was sold by another measure', () => {
    expect(usualPriceOf([], { variantId })).toBeNull()
    expect(usualPriceOf([soldAt(0)], { variantId })).toBeNull()
    expect(usualPriceOf([soldAt(500)], { variantId: idOf('variant-other') })).toBeNull()
    const byWeight = soldOrder(cartOf([lineOf('legumes', { quantity: quantity(250), pricePer: 1_000 })]))
    expect(usualPriceOf([byWeight], { variantId })).toBeNull()
    expect(usualPriceOf([byWeight], { variantId, pricePer: 1_000 })).toBe(1_000)
  })

  it('does not count what is only put aside', () => {
    expect(usualPriceOf([{ ...soldAt(500), status: 'held' }], { variantId })).toBeNull()
  })
})

describe('a price to be confirmed', () => {
  it('is nothing, or more than three times the usual', () => {
    expect(priceDoubt(minor(0), null)).toEqual({ type: 'Free' })
    expect(priceDoubt(minor(1_500), minor(500))).toBeNull()
    expect(priceDoubt(minor(1_501), minor(500))).toEqual({ type: 'FarAbove', usual: 500 })
    expect(priceDoubt(minor(1_000_000), null)).toBeNull()
  })
})
