import {
  addLine,
  type CounterCart,
  counterCartSchema,
  EMPTY_CART,
  fitsAmount,
  fromDomainCart,
  itemCount,
  removeLine,
  restoreLine,
  setLineDiscount,
  setOrderDiscount,
  setQuantity,
  subtotalOf,
  toDomainCart,
} from '@renderer/features/counter/cart.ts'
import { grossOf, priceCart } from '@shared/domain/orders/pricing.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildLine, idOf } from './counter-builders.ts'

const cartOf = (...lines: CounterCart['lines']): CounterCart => ({ ...EMPTY_CART, lines })
const terms = { currency: 'XOF', pricesIncludeTax: true } as const

describe('a cart kept by an older program', () => {
  test('is read with prices for one unit', () => {
    const { pricePer: _unknown, ...line } = buildLine('coca')
    const kept = counterCartSchema.parse({ ...EMPTY_CART, lines: [line] })
    expect(kept.lines[0]?.pricePer).toBe(1)
  })
})

describe('the cart on the counter', () => {
  test('the same article scanned twice is one line of two', () => {
    const first = addLine(EMPTY_CART, buildLine('coca'))
    const second = addLine(first.cart, buildLine('coca', { id: idOf('another line') }))
    expect(second.cart.lines).toHaveLength(1)
    expect(second.cart.lines[0]?.quantity).toBe(2)
    expect(second.lineId).toBe(first.lineId)
  })

  test('the same article at another price, or with a note, keeps its own line', () => {
    const cart = addLine(EMPTY_CART, buildLine('riz', { note: 'sac abîmé' })).cart
    const noted = addLine(cart, buildLine('riz', { id: idOf('2') })).cart
    const priced = addLine(noted, buildLine('riz', { id: idOf('3'), unitPrice: minor(450) })).cart
    expect(priced.lines).toHaveLength(3)
  })

  test('lines stay in the order they were scanned', () => {
    let cart = EMPTY_CART
    for (const name of ['b', 'a', 'c', 'a']) cart = addLine(cart, buildLine(name)).cart
    expect(cart.lines.map(({ name }) => name)).toEqual(['b', 'a', 'c'])
  })

  test('a discount in percent follows the quantity', () => {
    const discounted = setLineDiscount(cartOf(buildLine('coca')), idOf('line coca'), {
      kind: 'rate',
      rate: 1000,
      reason: 'fidélité',
    })
    expect(discounted.lines[0]?.discount).toBe(50)
    expect(setQuantity(discounted, idOf('line coca'), quantity(4)).lines[0]?.discount).toBe(200)
  })

  test('an amount never takes off more than there is, also after the quantity went down', () => {
    const two = cartOf(buildLine('coca', { quantity: quantity(2) }))
    const discounted = setLineDiscount(two, idOf('line coca'), {
      kind: 'amount',
      amount: minor(900),
      reason: 'x',
    })
    expect(discounted.lines[0]?.discount).toBe(900)
    expect(setQuantity(discounted, idOf('line coca'), quantity(1)).lines[0]?.discount).toBe(500)
  })

  test('a discount of the whole cart follows the lines that come and go', () => {
    const cart = setOrderDiscount(cartOf(buildLine('a'), buildLine('b')), {
      kind: 'rate',
      rate: 2000,
      reason: 'gros client',
    })
    expect(cart.discount).toBe(200)
    expect(removeLine(cart, idOf('line a')).cart.discount).toBe(100)
  })

  test('a line that was taken out comes back to its place', () => {
    const cart = cartOf(buildLine('a'), buildLine('b'), buildLine('c'))
    const { cart: without, removed } = removeLine(cart, idOf('line b'))
    expect(without.lines.map(({ name }) => name)).toEqual(['a', 'c'])
    if (!removed) throw new Error('the line was there')
    const back = restoreLine(without, removed.line, removed.at)
    expect(back).toEqual(cart)
    expect(restoreLine(back, removed.line, removed.at)).toEqual(cart)
  })

  test('a quantity whose amount no longer fits is not taken', () => {
    const cart = cartOf(buildLine('or', { unitPrice: minor(9_000_000) }))
    expect(fitsAmount(1_000, minor(9_000_000))).toBe(true)
    expect(fitsAmount(1_001, minor(9_000_000))).toBe(false)
    expect(setQuantity(cart, idOf('line or'), quantity(1_001))).toEqual(cart)
  })

  test('goods by weight count as one item, pieces by their number', () => {
    const cart = cartOf(
      buildLine('riz', { unit: 'gram', quantity: quantity(2_500) }),
      buildLine('coca', { quantity: quantity(3) }),
    )
    expect(itemCount(cart)).toBe(4)
  })

  test('what is shown is what the domain sells (ORDER-1)', () => {
    const step = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      price: fc.integer({ min: 0, max: 100_000 }),
      count: fc.integer({ min: 1, max: 50 }),
      rate: fc.integer({ min: 0, max: 10_000 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), fc.integer({ min: 0, max: 10_000 }), (steps, rate) => {
        let cart = EMPTY_CART
        for (const [index, { name, price, count, rate: lineRate }] of steps.entries()) {
          const line = buildLine(name, {
            id: idOf(`${index}`),
            unitPrice: minor(price),
            quantity: quantity(count),
          })
          const added = addLine(cart, line)
          cart = setLineDiscount(added.cart, added.lineId, { kind: 'rate', rate: lineRate, reason: 'r' })
        }
        cart = setOrderDiscount(cart, { kind: 'rate', rate, reason: 'r' })
        const priced = priceCart(toDomainCart(cart), terms)
        expect(priced.subtotal).toBe(subtotalOf(cart))
        expect(priced.discount).toBe(cart.discount)
        expect(priced.total).toBe(subtotalOf(cart) - cart.discount)
        for (const line of cart.lines) expect(line.discount).toBeLessThanOrEqual(grossOf(line))
        expect(counterCartSchema.safeParse(JSON.parse(JSON.stringify(cart))).success).toBe(true)
      }),
    )
  })

  test('a held cart comes back with its lines, customer and discounts, under new line ids', () => {
    const cart = setOrderDiscount(
      { ...cartOf(buildLine('a'), buildLine('b')), customerId: idOf('awa'), customerName: 'Awa' },
      { kind: 'amount', amount: minor(100), reason: 'geste' },
    )
    let count = 0
    const back = fromDomainCart(toDomainCart(cart), idOf('held'), () => ({
      id: idOf(`new ${count++}`),
      tracked: true,
      unit: 'piece',
      openPrice: false,
    }))
    expect(back.heldOrderId).toBe(idOf('held'))
    expect(back.customerName).toBe('Awa')
    expect(back.discount).toBe(100)
    expect(back.lines.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(back.lines.map(({ id }) => id)).toEqual([idOf('new 0'), idOf('new 1')])
  })
})
