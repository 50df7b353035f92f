import type { Author, DomainDeps } from '@shared/domain/authoring.ts'
import { grossOf } from '@shared/domain/orders/pricing.ts'
import { returnLines } from '@shared/domain/orders/returns.ts'
import { sell } from '@shared/domain/orders/sell.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { assert } from '@shared/kernel/assert.ts'
import { addDays, businessDayOf } from '@shared/kernel/business-day.ts'
import type { Clock } from '@shared/kernel/clock.ts'
import { createIdSource, type Id } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import type { SeededRandom } from './seeded-random.ts'
import type { DemoGoods } from './shop-documents.ts'

/*
 * Ninety plausible days of a small shop: more people on Saturdays and at the end of the afternoon, mostly small baskets,
 * goods received before they run out. Made with the same functions as real sales, on a clock that walks through the past.
 */

export interface PastInput {
  readonly goods: readonly DemoGoods[]
  readonly customers: readonly Customer[]
  readonly cashiers: readonly Author[]
  /** Who receives deliveries. */
  readonly receiver: Author
  readonly deviceCode: string
  readonly locationId: Id
  readonly now: number
  readonly days: number
}

export interface Past {
  readonly movements: readonly StockMovement[]
  readonly orders: readonly Order[]
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const OPENS_AT_MINUTE = 8 * 60
const OPEN_MINUTES = 13 * 60
/** From Sunday to Saturday. */
const SALES_BY_WEEKDAY: readonly number[] = [10, 16, 16, 17, 18, 22, 27]
const RETURN_SHARE = 0.012
/** In portions of what a customer takes at a time. */
const RESTOCK_BELOW = 24
const RESTOCK_TO = 90
const CASH_STEP = 500
/** One expired, one close to it, one fresh. */
const DEMO_LOTS = [
  { days: -3, units: 2 },
  { days: 4, units: 8 },
  { days: 45, units: 20 },
]

const METHODS: readonly { readonly method: PaymentMethod; readonly weight: number }[] = [
  { method: 'cash', weight: 52 },
  { method: 'wave', weight: 26 },
  { method: 'orange-money', weight: 17 },
  { method: 'card', weight: 5 },
]

export function makePast(input: PastInput, random: SeededRandom): Past {
  let time = 0
  const clock: Clock = { now: () => time }
  const deps: DomainDeps = { clock, ids: createIdSource(clock, random) }
  const stock = new Map<string, number>()
  const movements: StockMovement[] = []
  const orders: Order[] = []
  const today = Math.floor(input.now / DAY_MS) * DAY_MS
  for (let day = today - input.days * DAY_MS; day < today; day += DAY_MS) {
    time = day + (OPENS_AT_MINUTE - 45) * MINUTE_MS
    const delivery = receive(input, stock, deps)
    if (delivery) movements.push(delivery)
    for (const minute of openingMinutes(new Date(day).getUTCDay(), random)) {
      time = day + (OPENS_AT_MINUTE + minute) * MINUTE_MS + random.whole(MINUTE_MS)
      const sale = sellBasket(input, orders.length + 1, stock, random, deps)
      orders.push(
        random.next() < RETURN_SHARE
          ? bringBack(sale, input, stock, random, deps, () => (time += 40 * MINUTE_MS))
          : sale,
      )
    }
  }
  time = today - (24 * 60 - OPENS_AT_MINUTE - OPEN_MINUTES) * MINUTE_MS
  movements.push(receiveLots(input, deps))
  return { movements, orders }
}

/** Last evening: goods that are told apart come in, some of them nearly or already out of date. */
function receiveLots(input: PastInput, deps: DomainDeps): StockMovement {
  const today = businessDayOf(input.now, 0)
  const lines = input.goods
    .filter(({ product }) => product.tracking !== undefined)
    .map(({ product, variant }, i) => {
      const lots =
        product.tracking === 'serial'
          ? [1, 2, 3].map((n) => ({ lot: `SN-20W-000${n}`, quantity: quantity(1), serial: true as const }))
          : DEMO_LOTS.map(({ days, units }, n) => ({
              lot: `L${i + 1}${n + 1}`,
              quantity: quantity(units),
              expiry: addDays(today, days),
            }))
      const units = lots.reduce((sum, lot) => sum + lot.quantity, 0)
      const { id: variantId, cost: unitCost } = variant
      return { variantId, locationId: input.locationId, quantity: quantity(units), unitCost, lots }
    })
  const movement = recordMovement(
    {
      kind: 'receive',
      lines,
      businessDay: businessDayOf(deps.clock.now(), 0),
      supplierName: 'Laiterie du Fleuve',
      reference: 'BL-LOTS',
    },
    input.receiver,
    deps,
  )
  assert(movement.ok, 'a demo delivery is sound')
  return movement.value
}

/** When customers come on such a day, earliest first; two peaks, before lunch and after work. */
function openingMinutes(weekday: number, random: SeededRandom): number[] {
  const sales = Math.round((SALES_BY_WEEKDAY[weekday] ?? 15) * (0.8 + random.next() * 0.4))
  const minutes = Array.from({ length: sales }, () => {
    const peak = random.next() < 0.4 ? 0.3 : 0.78
    const place = peak + (random.next() + random.next() + random.next() - 1.5) * 0.22
    return Math.floor(Math.min(0.99, Math.max(0, place)) * OPEN_MINUTES)
  })
  return minutes.sort((a, b) => a - b)
}

/** The morning's delivery: whatever is running out comes back to a good level. */
function receive(input: PastInput, stock: Map<string, number>, deps: DomainDeps): StockMovement | null {
  const low = input.goods.filter(({ variant }) => (stock.get(variant.id) ?? 0) < RESTOCK_BELOW)
  if (low.length === 0) return null
  const lines = low.map(({ variant, portion }) => ({
    variantId: variant.id,
    locationId: input.locationId,
    quantity: quantity((RESTOCK_TO - (stock.get(variant.id) ?? 0)) * portion),
    // A cost by the kilo is no cost of a gram.
    unitCost: portion === 1 ? variant.cost : null,
  }))
  for (const { variantId } of lines) stock.set(variantId, RESTOCK_TO)
  const businessDay = businessDayOf(deps.clock.now(), 0)
  const movement = recordMovement(
    {
      kind: 'receive',
      lines,
      businessDay,
      supplierName: 'Grossiste Sandaga',
      reference: `BL-${businessDay}`,
    },
    input.receiver,
    deps,
  )
  assert(movement.ok, 'a demo delivery is sound')
  return movement.value
}

function sellBasket(
  input: PastInput,
  counter: number,
  stock: Map<string, number>,
  random: SeededRandom,
  deps: DomainDeps,
): Order {
  const picked = pickGoods(input.goods, stock, random)
  const lines = picked.map(({ goods, units }) => ({
    id: deps.ids.next(),
    productId: goods.product.id,
    variantId: goods.variant.id,
    sku: goods.variant.sku,
    name: nameOf(goods),
    categoryId: goods.product.categoryId,
    quantity: quantity(units * goods.portion),
    ...(goods.portion === 1 ? {} : { unit: goods.product.unit, pricePer: goods.product.pricePer ?? 1 }),
    unitPrice: goods.variant.price ?? minor(0),
    discount: minor(0),
    discountReason: '',
    taxRate: goods.taxRate,
    unitCost: goods.variant.cost,
    note: '',
  }))
  const total = lines.reduce((sum, line) => sum + grossOf(line), 0)
  // A regular's round price now and then.
  const discount = random.next() < 0.05 && total >= 5_000 ? total % 500 : 0
  const { method } = random.weighted(METHODS, ({ weight }) => weight)
  const customer =
    random.next() < 0.14 ? (input.customers[random.whole(input.customers.length)] ?? null) : null
  const due = total - discount
  const handed = method === 'cash' ? Math.ceil(due / CASH_STEP) * CASH_STEP : due
  const cashier = input.cashiers[random.whole(input.cashiers.length)]
  assert(cashier, 'the demo has cashiers')
  const sale = sell(
    {
      cart: {
        lines,
        discount: minor(discount),
        discountReason: discount > 0 ? 'Client fidèle' : '',
        note: '',
        customerId: customer?.id ?? null,
        customerName: customer?.name ?? '',
      },
      payments: [{ method, amount: minor(handed) }],
      receipt: { deviceCode: input.deviceCode, epoch: 1, counter },
      businessDay: businessDayOf(deps.clock.now(), 0),
      locationId: input.locationId,
      shiftId: null,
      terms: { currency: 'XOF', pricesIncludeTax: true },
    },
    cashier,
    deps,
  )
  assert(sale.ok, 'a demo basket can be sold')
  return sale.value
}

function pickGoods(goods: readonly DemoGoods[], stock: Map<string, number>, random: SeededRandom) {
  const wanted = 1 + Math.floor(random.next() ** 2 * 6)
  const picked = new Map<string, { goods: DemoGoods; units: number }>()
  for (let i = 0; i < wanted; i++) {
    const choice = random.weighted(goods, ({ popularity }) => popularity)
    const units = 1 + (random.next() < 0.3 ? random.whole(3) : 0)
    const left = stock.get(choice.variant.id) ?? 0
    if (left < units || picked.has(choice.variant.id)) continue
    stock.set(choice.variant.id, left - units)
    picked.set(choice.variant.id, { goods: choice, units })
  }
  if (picked.size > 0) return [...picked.values()]
  const most = goods.reduce((a, b) =>
    (stock.get(a.variant.id) ?? 0) >= (stock.get(b.variant.id) ?? 0) ? a : b,
  )
  stock.set(most.variant.id, (stock.get(most.variant.id) ?? 0) - 1)
  return [{ goods: most, units: 1 }]
}

/** A customer comes back within the hour with one of the things. */
function bringBack(
  sale: Order,
  input: PastInput,
  stock: Map<string, number>,
  random: SeededRandom,
  deps: DomainDeps,
  later: () => void,
): Order {
  const line = sale.lines[random.whole(sale.lines.length)]
  const by = input.cashiers.find(({ staffId }) => staffId === sale.createdBy)
  if (!line || !by) return sale
  const portion = input.goods.find(({ variant }) => variant.id === line.variantId)?.portion ?? 1
  later()
  const businessDay = businessDayOf(deps.clock.now(), 0)
  const wanted = {
    lines: [{ lineId: line.id, quantity: quantity(portion) }],
    reason: 'Article défectueux',
    restock: true,
    refundMethod: 'cash' as const,
    businessDay,
  }
  const back = returnLines(sale, wanted, by, deps)
  assert(back.ok, 'what was just sold can come back')
  stock.set(line.variantId, (stock.get(line.variantId) ?? 0) + 1)
  return back.value
}

const nameOf = ({ product, variant }: DemoGoods): string =>
  [product.name, ...variant.options.map(({ value }) => value)].join(' — ')
