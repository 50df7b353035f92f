import { checkDocument } from '@shared/domain/check-document.ts'
import type { PaymentInput } from '@shared/domain/orders/payments.ts'
import { paymentStatusOf } from '@shared/domain/orders/payments.ts'
import { type Cart, priceCart } from '@shared/domain/orders/pricing.ts'
import { closeHeld, holdCart, resumeHeld, sell } from '@shared/domain/orders/sell.ts'
import { foldMoney, foldStock, stockKey } from '@shared/domain/stock/postings.ts'
import { MAX_MINOR, minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { describe, expect, it } from 'vitest'
import {
  authorOn,
  cartOf,
  cash,
  DAY,
  idOf,
  LOCATION,
  lineOf,
  mustBeOk,
  mustFit,
  soldOrder,
  testDeps,
  XOF,
} from './builders.ts'

const RECEIPT = { deviceCode: 'A1', epoch: 1, counter: 42 }
const trySell = (cart: Cart, payments: readonly PaymentInput[], terms = XOF) =>
  sell(
    { cart, payments, receipt: RECEIPT, businessDay: DAY, locationId: LOCATION, shiftId: null, terms },
    authorOn('A1'),
    testDeps(),
  )
const errorOf = (cart: Cart, payments: readonly PaymentInput[] = []) => {
  const result = trySell(cart, payments)
  return result.ok ? null : result.error
}
const three = cartOf([lineOf('cafe', { quantity: quantity(3) })])

describe('pricing a cart', () => {
  it('ORDER-1 takes tax out of prices that include it, line by line', () => {
    const priced = priceCart(
      cartOf([lineOf('a', { unitPrice: minor(1_180) }), lineOf('b', { unitPrice: minor(100) })]),
      XOF,
    )
    expect(priced).toMatchObject({ subtotal: 1_280, discount: 0, tax: 195, total: 1_280 })
    expect(priced.lines.map(({ tax }) => tax)).toEqual([180, 15])
  })

  it('ORDER-1 puts tax on top of prices that lack it', () => {
    const priced = priceCart(cartOf([lineOf('a', { unitPrice: minor(1_000) })]), {
      currency: 'EUR',
      pricesIncludeTax: false,
    })
    expect(priced).toMatchObject({ subtotal: 1_000, tax: 180, total: 1_180 })
  })

  it('ORDER-1 shares a discount on the whole out before tax', () => {
    const cart = cartOf(
      [lineOf('a', { unitPrice: minor(2_000) }), lineOf('b', { unitPrice: minor(1_000), taxRate: 0 })],
      { discount: minor(300) },
    )
    expect(priceCart(cart, XOF)).toMatchObject({ subtotal: 3_000, discount: 300, tax: 275, total: 2_700 })
  })

  it('shows a cart that is still being typed instead of failing', () => {
    const wild = lineOf('a', {
      quantity: quantity(1_000_000_000),
      unitPrice: minor(MAX_MINOR),
      discount: minor(5),
    })
    expect(priceCart(cartOf([wild]), XOF).total).toBe(MAX_MINOR - 5)
    expect(priceCart(cartOf([lineOf('a', { discount: minor(9_999) })]), XOF).total).toBe(0)
  })
})

describe('a sale', () => {
  it('ORDER-5 RECEIPT-1 is delivered at once under the number of its receipt', () => {
    const order = mustBeOk(trySell(three, [cash(3_000)]))
    expect(order).toMatchObject({
      status: 'delivered',
      number: 'A1-1-000042',
      channel: 'counter',
      paymentStatus: 'paid',
    })
    expect(checkDocument('orders', null, order)).toEqual({ ok: true, value: undefined })
    mustFit('orders', order)
  })

  it('LEDGER-1 LEDGER-2 posts the goods that left and the money that came, and the money balances', () => {
    const order = mustBeOk(
      trySell(three, [{ method: 'wave', amount: minor(1_000), reference: 'W-9' }, cash(2_000)]),
    )
    expect(foldStock(order.stockPostings)).toEqual(new Map([[stockKey(idOf('variant-cafe'), LOCATION), -3]]))
    expect(Object.fromEntries(foldMoney(order.moneyPostings))).toEqual({
      'method:wave': 1_000,
      'method:cash': 2_000,
      sales: -2_542,
      tax: -458,
    })
    expect(order.payments.map(({ method, status, reference }) => [method, status, reference])).toEqual([
      ['wave', 'declared', 'W-9'],
      ['cash', 'confirmed', undefined],
    ])
  })

  it('gives change for too much cash and keeps in the books what stayed in the till', () => {
    const order = mustBeOk(trySell(three, [cash(5_000)]))
    expect(order.payments).toMatchObject([{ amount: 3_000, tendered: 5_000, change: 2_000 }])
    const told = mustBeOk(
      trySell(three, [
        { method: 'cash', amount: minor(3_000), tendered: minor(10_000), change: minor(7_000) },
      ]),
    )
    expect(told.payments).toMatchObject([{ amount: 3_000, tendered: 10_000, change: 7_000 }])
    expect(foldMoney(told.moneyPostings).get('method:cash')).toBe(3_000)
  })

  it('on credit puts what is not paid on the account of a customer with a name', () => {
    const cart = { ...three, customerId: idOf('awa'), customerName: 'Awa' }
    const order = mustBeOk(trySell(cart, [cash(1_000), { method: 'credit', amount: minor(2_000) }]))
    expect(order.paymentStatus).toBe('part-paid')
    expect(foldMoney(order.moneyPostings).get('receivable')).toBe(2_000)
    expect(errorOf(three, [{ method: 'credit', amount: minor(3_000) }])).toEqual({
      type: 'NoCustomerForCredit',
    })
  })

  it('of goods that cost nothing needs no payment', () => {
    const order = mustBeOk(trySell(cartOf([lineOf('gift', { unitPrice: minor(0) })]), []))
    expect([order.total, order.paymentStatus, order.moneyPostings]).toEqual([0, 'paid', []])
    expect(checkDocument('orders', null, order).ok).toBe(true)
  })

  it.each([
    ['an empty cart', cartOf([]), [], { type: 'EmptyCart' }],
    [
      'no units',
      cartOf([lineOf('a', { quantity: quantity(0) })]),
      [],
      { type: 'InvalidQuantity', lineId: idOf('line-a') },
    ],
    [
      'less than no units',
      cartOf([lineOf('a', { quantity: quantity(-1) })]),
      [],
      { type: 'InvalidQuantity', lineId: idOf('line-a') },
    ],
    [
      'a price below nothing',
      cartOf([lineOf('a', { unitPrice: minor(-1) })]),
      [],
      { type: 'InvalidPrice', lineId: idOf('line-a') },
    ],
    [
      'a discount above the price',
      cartOf([lineOf('a', { discount: minor(1_001) })]),
      [],
      { type: 'DiscountTooLarge', lineId: idOf('line-a') },
    ],
    [
      'a discount above the whole',
      cartOf([lineOf('a')], { discount: minor(1_001) }),
      [],
      { type: 'DiscountTooLarge', lineId: null },
    ],
    [
      'ORDER-7 a discount of a line without a reason',
      cartOf([lineOf('a', { discount: minor(10), discountReason: ' ' })]),
      [],
      { type: 'DiscountWithoutReason', lineId: idOf('line-a') },
    ],
    [
      'ORDER-7 a discount of the whole without a reason',
      cartOf([lineOf('a')], { discount: minor(10), discountReason: '' }),
      [],
      { type: 'DiscountWithoutReason', lineId: null },
    ],
    [
      'an amount above all bounds',
      cartOf([lineOf('a', { quantity: quantity(1_000_000), unitPrice: minor(MAX_MINOR) })]),
      [],
      { type: 'AmountTooLarge' },
    ],
    ['too little money', three, [cash(2_999)], { type: 'TenderBelowTotal', due: 1 }],
    [
      'too much by card',
      three,
      [{ method: 'card' as const, amount: minor(3_001) }],
      { type: 'PaymentsExceedTotal', over: 1 },
    ],
    ['a payment of nothing', three, [cash(0)], { type: 'InvalidPayment', index: 0 }],
    [
      'change that does not add up',
      three,
      [{ method: 'cash' as const, amount: minor(3_000), tendered: minor(5_000), change: minor(1) }],
      { type: 'InvalidPayment', index: 0 },
    ],
    [
      'change from a card',
      three,
      [{ method: 'card' as const, amount: minor(3_000), tendered: minor(5_000) }],
      { type: 'InvalidPayment', index: 0 },
    ],
  ])('of %s says what is wrong and makes nothing', (_what, cart, payments, error) => {
    expect(errorOf(cart, payments)).toEqual(error)
  })

  it('refuses a fraction of a unit, which no quantity can be', () => {
    expect(() => quantity(1.5)).toThrow('not an integer')
    expect(() => minor(Number.NaN)).toThrow('not an integer')
  })
})

describe('a cart on hold', () => {
  it('posts nothing, has no receipt, passes the check, and comes back as it was', () => {
    const cart = cartOf(
      [
        lineOf('a', {
          quantity: quantity(2),
          note: 'sans sucre',
          discount: minor(10),
          discountReason: 'fidèle',
        }),
      ],
      { discount: minor(5), discountReason: 'geste', note: 'n' },
    )
    const held = mustBeOk(
      holdCart(
        { cart, businessDay: DAY, locationId: LOCATION, shiftId: null, terms: XOF },
        authorOn('A1'),
        testDeps(),
      ),
    )
    expect(held).toMatchObject({
      status: 'held',
      receipt: null,
      stockPostings: [],
      moneyPostings: [],
      paymentStatus: 'pending',
    })
    expect(paymentStatusOf(held)).toBe('pending')
    expect(resumeHeld(held)).toEqual(cart)
    expect(checkDocument('orders', null, held).ok).toBe(true)
    const closed = closeHeld(held, authorOn('A2'), testDeps(2))
    expect(closed.archived).toBe(true)
    expect(checkDocument('orders', held, closed).ok).toBe(true)
  })

  it('ORDER-2 never turns into a sale itself, so that two tills cannot mix two sales in one document', () => {
    const held = mustBeOk(
      holdCart(
        { cart: three, businessDay: DAY, locationId: LOCATION, shiftId: null, terms: XOF },
        authorOn('A1'),
        testDeps(),
      ),
    )
    const sold = { ...soldOrder(three), id: held.id }
    const result = checkDocument('orders', held, {
      ...sold,
      createdAt: held.createdAt,
      createdBy: held.createdBy,
    })
    expect(result).toMatchObject({ ok: false })
  })
})
