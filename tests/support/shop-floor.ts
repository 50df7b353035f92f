import type { DomainDeps } from '@shared/domain/authoring.ts'
import { newProduct } from '@shared/domain/catalogue/product.ts'
import type { PaymentInput } from '@shared/domain/orders/payments.ts'
import { type ReturnInput, returnLines } from '@shared/domain/orders/returns.ts'
import { sell } from '@shared/domain/orders/sell.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import type { Product, Variant } from '@shared/schemas/products.schema.ts'
import { startTestServer, type TestDevice, type TestServer } from './test-server.ts'

/* What people in a shop do, made by the product's own domain functions, ready to be pushed. */

/** A running server with a manager and two tills signed in. */
export interface TwoTills {
  readonly server: TestServer
  readonly manager: TestDevice
  readonly one: TestDevice
  readonly two: TestDevice
}

export async function openTwoTills(): Promise<TwoTills> {
  const server = await startTestServer()
  const manager = await server.signIn('manager')
  const one = await server.signIn('cashier1')
  const two = await server.signIn('cashier2')
  return { server, manager, one, two }
}

/** One unit of the first line comes back, to the shelf and in cash unless told. */
export function bringBack(
  order: Order,
  device: TestDevice,
  deps: DomainDeps,
  known: Partial<ReturnInput> = {},
): Order {
  const back = returnLines(
    order,
    {
      lines: [{ lineId: order.lines[0]?.id ?? '', quantity: quantity(1) }],
      reason: 'Défectueux',
      restock: true,
      refundMethod: 'cash',
      businessDay: businessDayOf(deps.clock.now(), 0),
      ...known,
    },
    device.author,
    deps,
  )
  if (!back.ok) throw new Error(back.error.type)
  return back.value
}

export function makeProduct(
  device: TestDevice,
  deps: DomainDeps,
  name = 'Café Touba',
  price = 1_500,
): Product {
  const variants = [{ sku: `SKU-${deps.ids.next().slice(-6)}`, price: minor(price) }]
  return newProduct({ name, currency: 'XOF', variants }, device.author, deps)
}

export function variantOf(product: Product): Variant {
  const variant = product.variants[0]
  if (!variant) throw new Error('A product has a variant')
  return variant
}

export function makeReceipt(
  device: TestDevice,
  deps: DomainDeps,
  product: Product,
  units: number,
  locationId: Id = device.session.shop.locationId,
): StockMovement {
  const line = { variantId: variantOf(product).id, locationId, quantity: quantity(units) }
  const input = { kind: 'receive' as const, lines: [line], businessDay: businessDayOf(deps.clock.now(), 0) }
  const movement = recordMovement(input, device.author, deps)
  if (!movement.ok) throw new Error(movement.error.type)
  return movement.value
}

export function makeSale(
  device: TestDevice,
  deps: DomainDeps,
  product: Product,
  counter: number,
  units = 1,
  /** Left on his account; without one it is paid in cash. */
  debtor: Customer | null = null,
  payments?: readonly PaymentInput[],
): Order {
  const variant = variantOf(product)
  const price = variant.price ?? minor(0)
  const line = {
    id: deps.ids.next(),
    productId: product.id,
    variantId: variant.id,
    sku: variant.sku,
    name: product.name,
    categoryId: null,
    quantity: quantity(units),
    unitPrice: price,
    discount: minor(0),
    discountReason: '',
    taxRate: 1_800,
    unitCost: null,
    note: '',
  }
  const { shop, device: self } = device.session
  const sale = sell(
    {
      cart: {
        lines: [line],
        discount: minor(0),
        discountReason: '',
        note: '',
        customerId: debtor?.id ?? null,
        customerName: debtor?.name ?? '',
      },
      payments: payments ?? [{ method: debtor ? 'credit' : 'cash', amount: minor(price * units) }],
      receipt: { deviceCode: self.code, epoch: 1, counter },
      businessDay: businessDayOf(deps.clock.now(), shop.utcOffsetMinutes),
      locationId: shop.locationId,
      shiftId: null,
      terms: { currency: shop.currency, pricesIncludeTax: shop.pricesIncludeTax },
    },
    device.author,
    deps,
  )
  if (!sale.ok) throw new Error(sale.error.type)
  return sale.value
}

/** A row for a document that the server has never seen. */
export const newRow = <D extends object>(next: D) => ({ assumed: null, next: { ...next } })

export const editRow = <D extends object>(before: { rev: number; editId: string }, next: D) => ({
  assumed: { rev: before.rev, editId: before.editId },
  next: { ...next },
})
