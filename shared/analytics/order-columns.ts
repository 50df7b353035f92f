import type { Order } from '@shared/schemas/orders.schema.ts'
import { type ActRollup, createActRollup } from './act-rollup.ts'
import { type Columns, createColumns } from './columns.ts'
import { createDayBlocks, type DayBlocks } from './day-blocks.ts'
import {
  createDictionary,
  createTupleDictionary,
  type Dictionary,
  type TupleDictionary,
} from './dictionary.ts'
import { createItemLabels, type ItemLabels } from './item-labels.ts'
import { createOwnedRows, DEAD_DAY, type OwnedRows, type RowSpan } from './owned-rows.ts'
import { type ActFact, SALE_KINDS, type SaleFacts, saleFactsOf } from './sale-facts.ts'

const SUMS = { tax: 'f64', revenue: 'f64', margin: 'f64', marginRevenue: 'f64' } as const

export const LINE_SPEC = { owner: 'u32', day: 'i32', cell: 'u32', quantity: 'i32', ...SUMS } as const
export const ACT_SPEC = {
  owner: 'u32',
  day: 'i32',
  profile: 'u32',
  lines: 'u32',
  units: 'f64',
  ...SUMS,
} as const
export const PAYMENT_SPEC = {
  owner: 'u32',
  day: 'i32',
  method: 'u8',
  currency: 'u8',
  amount: 'f64',
} as const
export const ORDER_SPEC = {
  /** Which of its revisions is counted, and where it came from (`order-origins.ts`). */
  rev: 'u32',
  origin: 'u8',
  day: 'i32',
  kind: 'u8',
  currency: 'u8',
  customer: 'u32',
  firstLine: 'u32',
  lineCount: 'u32',
  firstAct: 'u32',
  actCount: 'u32',
  firstPayment: 'u32',
  paymentCount: 'u32',
} as const

/** `[item, category, currency, isReturn]`: lines of one cell differ in day and amounts only. */
export const CELL_WIDTH = 4
/** `[currency, country, channel, device, staff, kind]`, kind 0 sale, 1 return, 2 return without a sale. */
export const PROFILE_WIDTH = 6
export const ACT_KINDS = { sale: 0, return: 1, returnOnly: 2 } as const

export interface OrderColumnsParts {
  readonly utcOffsetMinutes: number
  readonly ids: Dictionary
  readonly orders: Columns<typeof ORDER_SPEC>
  readonly lines: OwnedRows<typeof LINE_SPEC>
  readonly acts: OwnedRows<typeof ACT_SPEC>
  readonly payments: OwnedRows<typeof PAYMENT_SPEC>
  readonly cells: TupleDictionary
  readonly profiles: TupleDictionary
  readonly items: ItemLabels
  readonly categories: Dictionary
  readonly currencies: Dictionary
  readonly countries: Dictionary
  readonly channels: Dictionary
  readonly devices: Dictionary
  readonly staff: Dictionary
  readonly customers: Dictionary
}

/**
 * Every sold and returned line, every act and every payment of a shop's orders as typed-array columns.
 * Applying an order replaces whatever the columns held of it, so that order of arrival and repetition do not matter
 * (REPORT-3: applied one by one equals rebuilt from scratch). All amounts are integers.
 */
export interface OrderColumns extends OrderColumnsParts {
  /** Both follow from the rows and are kept in step with them. */
  readonly lineBlocks: DayBlocks
  readonly rollup: ActRollup
  apply(order: Order): void
  /** Forgets an order that is no longer stored. */
  remove(orderId: string): void
}

export function emptyOrderParts(utcOffsetMinutes: number): OrderColumnsParts {
  return {
    utcOffsetMinutes,
    ids: createDictionary(),
    orders: createColumns(ORDER_SPEC),
    lines: createOwnedRows(createColumns(LINE_SPEC)),
    acts: createOwnedRows(createColumns(ACT_SPEC)),
    payments: createOwnedRows(createColumns(PAYMENT_SPEC)),
    cells: createTupleDictionary(CELL_WIDTH),
    profiles: createTupleDictionary(PROFILE_WIDTH),
    items: createItemLabels(),
    categories: createDictionary(['']),
    currencies: createDictionary(),
    countries: createDictionary(['']),
    channels: createDictionary(),
    devices: createDictionary(),
    staff: createDictionary(),
    customers: createDictionary(['']),
  }
}

/** `utcOffsetMinutes` is the shop's: it says on which day a payment made apart from its sale falls. */
export function createOrderColumns(parts: OrderColumnsParts): OrderColumns {
  const lineBlocks = createDayBlocks()
  lineBlocks.measure(parts.lines.columns.data.day, parts.lines.columns.length)
  const rollup = createActRollup()
  forEachAct(parts, 0, parts.acts.columns.length, (row) => rollup.add(parts.acts.columns, row))
  const columns = { ...parts, lineBlocks, rollup }
  return {
    ...columns,
    apply(order) {
      const facts = saleFactsOf(order, parts.utcOffsetMinutes)
      const slot = slotOf(parts, order.id)
      noteLabels(parts.items, order)
      writeOrder(parts, slot, order, facts)
      writeLines(columns, slot, order, facts)
      writeActs(columns, slot, order, facts)
      writePayments(parts, slot, facts)
      compact(columns)
    },
    remove(orderId) {
      const slot = parts.ids.find(orderId)
      if (slot === undefined) return
      clearRows(columns, slot)
      parts.orders.data.kind[slot] = SALE_KINDS.removed
      compact(columns)
    },
  }
}

type Kept = Omit<OrderColumns, 'apply' | 'remove'>

function forEachAct(
  parts: OrderColumnsParts,
  first: number,
  count: number,
  visit: (row: number) => void,
): void {
  for (let row = first; row < first + count; row++)
    if (parts.acts.columns.data.day[row] !== DEAD_DAY) visit(row)
}

function slotOf(parts: OrderColumnsParts, orderId: string): number {
  const slot = parts.ids.intern(orderId)
  if (slot === parts.orders.length) parts.orders.append(1)
  return slot
}

/** Held carts may still lose lines, so their words do not count; lines of any other order never change (ORDER-4). */
function noteLabels(items: ItemLabels, order: Order): void {
  if (order.status === 'held') return
  for (const line of order.lines) items.note(line, order)
  for (const one of order.returns) for (const line of one.lines) items.note(line, order)
}

function writeOrder(parts: OrderColumnsParts, slot: number, order: Order, facts: SaleFacts): void {
  const { data } = parts.orders
  data.day[slot] = facts.dayNumber
  data.kind[slot] = facts.kind
  data.currency[slot] = parts.currencies.intern(order.currency)
  data.customer[slot] = parts.customers.intern(order.customerId ?? '')
}

function writeLines(parts: Kept, slot: number, order: Order, facts: SaleFacts): void {
  const { orders, lines } = parts
  const count = facts.acts.reduce((sum, act) => sum + act.lines.length, 0)
  const span = spanOf(orders.data.firstLine, orders.data.lineCount, slot)
  let row = lines.replace(slot, span, count)
  orders.data.firstLine[slot] = row
  orders.data.lineCount[slot] = count
  const currency = parts.currencies.intern(order.currency)
  const { data } = lines.columns
  for (const act of facts.acts) {
    for (const line of act.lines) {
      const item = parts.items.intern(line.variantId)
      const category = parts.categories.intern(line.categoryId)
      data.day[row] = act.dayNumber
      data.cell[row] = parts.cells.intern([item, category, currency, act.isReturn ? 1 : 0])
      data.quantity[row] = line.quantity
      data.revenue[row] = line.revenue
      data.tax[row] = line.tax
      data.margin[row] = line.margin
      data.marginRevenue[row] = line.marginRevenue
      row++
    }
  }
  parts.lineBlocks.widen(data.day, row - count, count)
}

function writeActs(parts: Kept, slot: number, order: Order, facts: SaleFacts): void {
  const { orders, acts } = parts
  const span = spanOf(orders.data.firstAct, orders.data.actCount, slot)
  forEachAct(parts, span.first, span.count, (row) => parts.rollup.subtract(acts.columns, row))
  const first = acts.replace(slot, span, facts.acts.length)
  orders.data.firstAct[slot] = first
  orders.data.actCount[slot] = facts.acts.length
  const { data } = acts.columns
  facts.acts.forEach((act, i) => {
    const row = first + i
    const isDocument = i === 0 && facts.kind === SALE_KINDS.returnsOnly
    data.day[row] = act.dayNumber
    data.profile[row] = profileOf(parts, order, act, isDocument)
    data.lines[row] = act.lines.length
    data.units[row] = 0
    data.revenue[row] = 0
    data.tax[row] = 0
    data.margin[row] = 0
    data.marginRevenue[row] = 0
    for (const line of act.lines) {
      data.units[row] = (data.units[row] ?? 0) + line.quantity
      data.revenue[row] = (data.revenue[row] ?? 0) + line.revenue
      data.tax[row] = (data.tax[row] ?? 0) + line.tax
      data.margin[row] = (data.margin[row] ?? 0) + line.margin
      data.marginRevenue[row] = (data.marginRevenue[row] ?? 0) + line.marginRevenue
    }
    parts.rollup.add(acts.columns, row)
  })
}

function profileOf(parts: OrderColumnsParts, order: Order, act: ActFact, isDocument: boolean): number {
  const returnKind = isDocument ? ACT_KINDS.returnOnly : ACT_KINDS.return
  return parts.profiles.intern([
    parts.currencies.intern(order.currency),
    parts.countries.intern(order.country),
    parts.channels.intern(order.channel),
    parts.devices.intern(act.deviceId),
    parts.staff.intern(act.staffId),
    act.isReturn ? returnKind : ACT_KINDS.sale,
  ])
}

function writePayments(parts: OrderColumnsParts, slot: number, facts: SaleFacts): void {
  const { orders, payments } = parts
  const span = spanOf(orders.data.firstPayment, orders.data.paymentCount, slot)
  const first = payments.replace(slot, span, facts.payments.length)
  orders.data.firstPayment[slot] = first
  orders.data.paymentCount[slot] = facts.payments.length
  const { data } = payments.columns
  const currency = orders.data.currency[slot] ?? 0
  facts.payments.forEach((payment, i) => {
    data.day[first + i] = payment.dayNumber
    data.method[first + i] = payment.method
    data.currency[first + i] = currency
    data.amount[first + i] = payment.amount
  })
}

function clearRows(parts: Kept, slot: number): void {
  const { data } = parts.orders
  const span = spanOf(data.firstAct, data.actCount, slot)
  forEachAct(parts, span.first, span.count, (row) => parts.rollup.subtract(parts.acts.columns, row))
  parts.acts.replace(slot, span, 0)
  parts.lines.replace(slot, spanOf(data.firstLine, data.lineCount, slot), 0)
  parts.payments.replace(slot, spanOf(data.firstPayment, data.paymentCount, slot), 0)
  data.lineCount[slot] = 0
  data.actCount[slot] = 0
  data.paymentCount[slot] = 0
}

const spanOf = (first: Uint32Array, count: Uint32Array, slot: number): RowSpan => ({
  first: first[slot] ?? 0,
  count: count[slot] ?? 0,
})

function compact(parts: Kept): void {
  const { data } = parts.orders
  const squeezed = parts.lines.compact((slot, first) => {
    data.firstLine[slot] = first
  })
  if (squeezed) parts.lineBlocks.measure(parts.lines.columns.data.day, parts.lines.columns.length)
  parts.acts.compact((slot, first) => {
    data.firstAct[slot] = first
  })
  parts.payments.compact((slot, first) => {
    data.firstPayment[slot] = first
  })
}
