import {
  createProjectionState,
  emptyParts,
  type Followed,
  type ProjectionState,
} from '@renderer/projections/projection-state.ts'
import { newCustomer } from '@shared/domain/customers/customer.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { createIdSource, deriveId } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { createSeededRandom } from '../../sync-server/demo/seeded-random.ts'
import { createWalkingClock, makeCategories, makePast, makeProducts } from './goods.ts'

const DAY_MS = 86_400_000
const DAYS = 730
const CUSTOMERS = 20_000
const TILLS = 3

export interface ShopSize {
  readonly lines: number
  readonly linesPerOrder: number
  readonly products: number
  readonly until: number
}

export interface FilledShop {
  readonly state: ProjectionState
  /** Its last order is counted again. */
  readonly touch: () => void
}

/** What the worker holds of a shop of two years: sales that took stock, discounts, returns, deliveries, customers, several tills. */
export function stateOfShop(size: ShopSize): FilledShop {
  const state = createProjectionState(emptyParts(0))
  const apply = (collection: Followed, content: { readonly id: string }) =>
    state.apply(collection, [{ id: content.id, content, deleted: false, pending: false, lwt: 0 }])
  const author = {
    shopId: deriveId('shop'),
    staffId: deriveId('staff', '0'),
    deviceId: deriveId('till', '0'),
  }
  const random = createSeededRandom(11)
  const clock = createWalkingClock(size.until - (DAYS + 1) * DAY_MS)
  const deps = { clock, ids: createIdSource(clock, random) }
  const locationId = deriveId('location')
  const shelves = makeCategories(20, author, deps)
  for (const shelf of shelves) apply('settings', shelf)
  const products = makeProducts(size.products, author, deps, random, shelves)
  for (const product of products) apply('products', product)
  for (const product of products) {
    const [variant] = product.variants
    if (!variant) continue
    const line = { variantId: variant.id, locationId, quantity: quantity(2_000), unitCost: minor(150) }
    const businessDay = businessDayOf(clock.now(), 0)
    const moved = recordMovement({ kind: 'receive', businessDay, lines: [line] }, author, deps)
    if (!moved.ok) throw new Error(moved.error.type)
    apply('stockMovements', moved.value)
  }
  for (let number = 0; number < CUSTOMERS; number++) {
    const made = newCustomer({ name: `Client ${number}` }, author, deps)
    apply('customers', { ...made, id: customerId(number) })
  }
  const count = Math.floor(size.lines / size.linesPerOrder)
  const past = { count, linesPerOrder: size.linesPerOrder, until: size.until, days: DAYS, deviceCode: 'A1' }
  let sold = 0
  let last: Order | null = null
  for (const order of makePast({ products, author, locationId, random }, past)) {
    last = varied(order, ++sold)
    apply('orders', last)
  }
  return { state, touch: () => last && apply('orders', last) }
}

const customerId = (number: number) => deriveId('customer', String(number))

/** Two of three sales bear a name, one of five has a discount, one of forty comes back in part, one of fifty is delivered later. */
function varied(order: Order, sold: number): Order {
  const till = String(sold % TILLS)
  const hour = (sold * 7) % 12
  const [first, ...others] = order.lines
  const isReduced = sold % 5 === 0 && first !== undefined
  const reduced = isReduced
    ? { ...first, discount: minor(25), discountReason: 'geste', total: minor(first.total - 25) }
    : first
  return {
    ...order,
    placedAt: order.placedAt - (order.placedAt % DAY_MS) + (8 + hour) * 3_600_000,
    customerId: sold % 3 === 0 ? null : customerId((sold * 7_919) % CUSTOMERS),
    createdBy: deriveId('staff', till),
    stockPostings: order.stockPostings.map((one) => ({ ...one, deviceId: deriveId('till', till) })),
    lines: reduced ? [reduced, ...others] : order.lines,
    returns: sold % 40 === 0 && reduced ? [returnOf(order, reduced)] : [],
    ...(sold % 50 === 0 ? delivered(order) : {}),
  }
}

const returnOf = (order: Order, line: Order['lines'][number]): Order['returns'][number] => ({
  id: deriveId('return', order.id),
  at: order.placedAt + 3 * DAY_MS,
  businessDay: businessDayOf(order.placedAt + 3 * DAY_MS, 0),
  by: order.createdBy,
  deviceId: order.deviceId,
  reason: 'abîmé',
  restock: true,
  total: line.total,
  lines: [
    {
      lineId: line.id,
      productId: line.productId,
      variantId: line.variantId,
      sku: line.sku,
      name: line.name,
      categoryId: line.categoryId,
      quantity: quantity(1),
      amount: minor(Math.round(line.total / line.quantity)),
      tax: minor(0),
      unitCost: line.unitCost,
    },
  ],
})

const delivered = (order: Order): Pick<Order, 'status' | 'events'> => ({
  status: 'delivered',
  events: [
    {
      id: deriveId('event', order.id),
      kind: 'status',
      from: 'confirmed',
      to: 'delivered',
      at: order.placedAt + 5_400_000,
      by: order.createdBy,
      text: '',
    } as Order['events'][number], // the fields that are counted
  ],
})
