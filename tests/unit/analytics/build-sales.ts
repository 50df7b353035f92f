import type { Author } from '@shared/domain/authoring.ts'
import { cancelOrder } from '@shared/domain/orders/lifecycle.ts'
import { type CartLine, priceCart } from '@shared/domain/orders/pricing.ts'
import { returnLines } from '@shared/domain/orders/returns.ts'
import { sell } from '@shared/domain/orders/sell.ts'
import { type BusinessDay, dayToEpochMs } from '@shared/kernel/business-day.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { minor, ZERO } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Result } from '@shared/kernel/result.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'

export const id = (...words: readonly (string | number)[]): Id => deriveId(...words.map(String))
export const SHOP = id('shop')
export const author = (device = 1, staff = device): Author => ({
  shopId: SHOP,
  staffId: id('staff', staff),
  deviceId: id('device', device),
})

/** A till whose clock stands on the day that is sold on, so that everything it signs falls on it. Days only go forward. */
export function tillDeps(seed: string) {
  let now = 0
  let count = 0
  return {
    setDay: (day: BusinessDay) => {
      now = Math.max(now, dayToEpochMs(day) + 9 * 3_600_000)
    },
    clock: { now: () => ++now },
    ids: { next: () => id(seed, ++count) },
  }
}
export type TillDeps = ReturnType<typeof tillDeps>

export interface LineSpec {
  readonly item: number
  readonly quantity: number
  readonly price: number
  readonly discount?: number
  readonly taxRate?: number
  readonly cost?: number | null
  readonly pricePer?: number
}

const must = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(`not expected here: ${JSON.stringify(result.error)}`)
  return result.value
}

const cartLine = (line: LineSpec, i: number): CartLine => ({
  id: String(i + 1),
  productId: id('product', Math.floor(line.item / 2)),
  variantId: id('variant', line.item),
  sku: `SKU-${line.item}`,
  name: `Article ${line.item}`,
  categoryId: line.item % 3 === 0 ? null : id('category', line.item % 3),
  quantity: quantity(line.quantity),
  unitPrice: minor(line.price),
  ...(line.pricePer === undefined ? {} : { pricePer: line.pricePer, unit: 'gram' }),
  discount: minor(line.discount ?? 0),
  discountReason: 'geste',
  taxRate: line.taxRate ?? 0,
  unitCost: line.cost === undefined || line.cost === null ? null : minor(line.cost),
  note: '',
})

export interface SaleSpec {
  readonly day: BusinessDay
  readonly lines: readonly LineSpec[]
  readonly discount?: number
  readonly method?: PaymentMethod
  readonly pricesIncludeTax?: boolean
  readonly device?: number
  /** Left out: sold without a name. */
  readonly customer?: number | null
  /** Of the discount on the whole. */
  readonly reason?: string
}

export function buildSale(spec: SaleSpec, deps: TillDeps): Order {
  deps.setDay(spec.day)
  const cart = {
    lines: spec.lines.map(cartLine),
    discount: minor(spec.discount ?? 0),
    discountReason: spec.reason ?? 'geste',
    note: '',
    customerId: spec.customer === undefined || spec.customer === null ? null : id('customer', spec.customer),
    customerName: '',
  }
  const terms = { currency: 'XOF' as const, pricesIncludeTax: spec.pricesIncludeTax ?? true }
  const { total } = priceCart(cart, terms)
  return must(
    sell(
      {
        cart,
        payments: total === 0 ? [] : [{ method: spec.method ?? 'cash', amount: total }],
        receipt: { deviceCode: 'A1', epoch: 1, counter: 1 },
        businessDay: spec.day,
        locationId: id('location', 1),
        shiftId: null,
        terms,
      },
      author(spec.device ?? 1),
      deps,
    ),
  )
}

export function bringBack(
  order: Order,
  back: {
    line: number
    quantity: number
    day: BusinessDay
    restock?: boolean
    method?: PaymentMethod
    reason?: string
  },
  deps: TillDeps,
): Order {
  deps.setDay(back.day)
  const lineId = order.lines[back.line]?.id ?? ''
  return must(
    returnLines(
      order,
      {
        lines: [{ lineId, quantity: quantity(back.quantity) }],
        reason: '',
        restock: back.restock ?? true,
        refundMethod: back.method ?? 'cash',
        businessDay: back.day,
      },
      author(2),
      deps,
    ),
  )
}

export function cancelAll(order: Order, day: BusinessDay, deps: TillDeps): Order {
  deps.setDay(day)
  return must(cancelOrder(order, { reason: 'x', refundMethod: 'cash' }, author(2), deps))
}

export const heldOrder = (order: Order): Order => ({
  ...order,
  id: id(order.id, 'held'),
  status: 'held',
  payments: [],
  stockPostings: [],
  moneyPostings: [],
  discount: ZERO,
})
