import type { LocalDocument } from '@renderer/db/store.ts'
import { type Cart, priceCart } from '@shared/domain/orders/pricing.ts'
import { sell } from '@shared/domain/orders/sell.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { createIdSource, deriveId, type Id } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'

export const idOf = (name: string): Id => deriveId('orders-test', name)

export const AUTHOR = { shopId: idOf('shop'), staffId: idOf('moussa'), deviceId: idOf('a1') }

let serial = 0
const nextByte = (): number => {
  serial += 7
  return serial & 255
}
const random = { bytes: (length: number) => Uint8Array.from({ length }, nextByte) }

export function testDeps(now: number) {
  const clock = { now: () => now }
  return { clock, ids: createIdSource(clock, random) }
}

export const TERMS = { currency: 'XOF', pricesIncludeTax: true } as const

export function buildCart(over: Partial<Cart> = {}): Cart {
  const line = (name: string, count: number, price: number, taxRate: number) => ({
    id: idOf(`line ${name}`),
    productId: idOf(`product ${name}`),
    variantId: idOf(`variant ${name}`),
    sku: name,
    name,
    categoryId: null,
    quantity: quantity(count),
    unitPrice: minor(price),
    discount: minor(0),
    discountReason: '',
    taxRate,
    unitCost: null,
    note: '',
  })
  return {
    lines: [line('coca', 2, 500, 1800), line('pain', 3, 150, 0), line('lait', 1, 1180, 1800)],
    discount: minor(0),
    discountReason: '',
    note: '',
    customerId: null,
    customerName: '',
    ...over,
  }
}

/** A sale over the counter at a moment, paid in cash. */
export function buildSale(
  at: number,
  over: Partial<Order> = {},
  cart: Cart = buildCart(),
): LocalDocument<'orders'> {
  const sold = sell(
    {
      cart,
      payments: [{ method: 'cash', amount: priceCart(cart, TERMS).total }],
      receipt: { deviceCode: 'A1', epoch: 1, counter: 42 },
      businessDay: businessDayOf(at, 0),
      locationId: idOf('boutique'),
      shiftId: null,
      terms: TERMS,
    },
    AUTHOR,
    testDeps(at),
  )
  if (!sold.ok) throw new Error(sold.error.type)
  return { ...sold.value, ...over, pending: 0 }
}
