import {
  type CounterLine,
  EMPTY_CART,
  setLineDiscount,
  setOrderDiscount,
} from '@renderer/features/counter/cart.ts'
import { offerCart } from '@renderer/features/counter/offered-cart.ts'
import { minor } from '@shared/kernel/money.ts'
import { expect, test } from 'vitest'
import { listOf, offersOf, promotionOf, WEDNESDAY } from '../../shared/offer-builders.ts'
import { buildLine } from './counter-builders.ts'

const HALF = offersOf(promotionOf('half', { rate: 5_000 }))
const cartOf = (...lines: CounterLine[]) => ({ ...EMPTY_CART, lines })
const LINE = { ...buildLine('a'), unitPrice: minor(1_000) }

test('a percentage off the whole is taken from what promotions leave', () => {
  const cart = setOrderDiscount(cartOf(LINE), { kind: 'rate', rate: 1_000, reason: 'fidèle' })
  expect(cart.discount).toBe(100)
  expect(offerCart(cart, HALF, WEDNESDAY)).toMatchObject({ discount: 50, lines: [{ discount: 500 }] })
  const amount = setOrderDiscount(cartOf(LINE), { kind: 'amount', amount: minor(900), reason: 'fidèle' })
  expect(offerCart(amount, HALF, WEDNESDAY).discount).toBe(500)
})

test('PROMO-3 a percentage off a line follows the customer’s price and keeps promotions away', () => {
  const cart = setLineDiscount(cartOf(LINE), LINE.id, { kind: 'rate', rate: 1_000, reason: 'abîmé' })
  const offers = { ...HALF, priceList: listOf({ rate: 2_000 }) }
  const [line] = offerCart(cart, offers, WEDNESDAY).lines
  expect(line).toMatchObject({ unitPrice: 800, discount: 80, discountReason: 'abîmé' })
  expect(line?.promotions).toBeUndefined()
})

test('PRICE-1 a price that was typed or read from a label stays', () => {
  const offers = { ...offersOf(), priceList: listOf({ rate: 2_000 }) }
  const [line] = offerCart(cartOf({ ...LINE, openPrice: true }), offers, WEDNESDAY).lines
  expect(line?.unitPrice).toBe(1_000)
})

test('the cart that was typed is left as it is', () => {
  const cart = cartOf(LINE)
  const before = JSON.stringify(cart)
  offerCart(cart, HALF, WEDNESDAY)
  expect(JSON.stringify(cart)).toBe(before)
})
