import type { Order } from '@shared/schemas/orders.schema.ts'
import { type ActRollup, createActRollup } from './act-rollup.ts'
import { type Columns, createColumns } from './columns.ts'
import {
  createDictionary,
  createTupleDictionary,
  type Dictionary,
  type TupleDictionary,
} from './dictionary.ts'
import { createIdDictionary, type IdDictionary } from './id-dictionary.ts'
import { createItemLabels, type ItemLabels } from './item-labels.ts'
import { leadMinutesOf, statusNumberOf } from './order-progress.ts'
import { createOwnedRows, DEAD_DAY, type OwnedRows, type RowSpan } from './owned-rows.ts'
import { type ActFact, type LineFact, SALE_KINDS, type SaleFacts, saleFactsOf } from './sale-facts.ts'

const SUMS = { tax: 'amount', revenue: 'amount', margin: 'amount' } as const

/** Rows of an order's acts one after the other, in the acts' order: whose they are and on which day they stand, their act says. */
export const LINE_SPEC = {
  cell: 'count',
  quantity: 'amount',
  ...SUMS,
  /** Taken off by the line's own discount and its share of the whole's. */
  discount: 'amount',
} as const
export const ACT_SPEC = {
  owner: 'u32',
  day: 'i32',
  hour: 'u8',
  profile: 'count',
  lines: 'count',
  units: 'amount',
  ...SUMS,
  /** Both of the lines whose cost is known. */
  marginRevenue: 'amount',
  cost: 'amount',
  discount: 'amount',
} as const
export const PAYMENT_SPEC = { day: 'i32', profile: 'count', amount: 'amount' } as const
/** Why something was taken off or came back; few lines have one. `line` counts from the order's first row. */
export const REMARK_SPEC = { line: 'count', kind: 'u8', reason: 'count', amount: 'amount' } as const
export const REMARK_KINDS = { discount: 0, return: 1 } as const
export const ORDER_SPEC = {
  /** Which of its revisions is counted, and where it came from (`order-origins.ts`). */
  rev: 'amount',
  origin: 'u8',
  day: 'i32',
  kind: 'u8',
  status: 'u8',
  currency: 'u8',
  customer: 'count',
  leadMinutes: 'amount',
  /** One bit for each payment method by which something was paid. */
  methods: 'u8',
  firstLine: 'u32',
  lineCount: 'count',
  firstAct: 'u32',
  actCount: 'count',
  firstPayment: 'u32',
  paymentCount: 'count',
  firstRemark: 'count',
  remarkCount: 'count',
} as const

/** `[item, category, currency, isReturn, taxRate, isCostKnown]`: lines of one cell differ in act and amounts only. */
export const CELL_WIDTH = 6
/** Where a cell keeps each thing it says of a line. */
export const CELL_AT = {
  item: 0,
  category: 1,
  currency: 2,
  isReturn: 3,
  taxRate: 4,
  isCostKnown: 5,
} as const
/** `[currency, country, channel, device, staff, kind]`, kind 0 sale, 1 return, 2 return without a sale. */
export const PROFILE_WIDTH = 6
/** `[currency, country, channel, device, staff, method]`: who took or gave the money, and where. */
export const PAYMENT_PROFILE_WIDTH = 6
export const ACT_KINDS = { sale: 0, return: 1, returnOnly: 2 } as const

export interface OrderColumnsParts {
  readonly utcOffsetMinutes: number
  readonly ids: IdDictionary
  readonly orders: Columns<typeof ORDER_SPEC>
  readonly lines: OwnedRows<typeof LINE_SPEC>
  readonly acts: OwnedRows<typeof ACT_SPEC>
  readonly payments: OwnedRows<typeof PAYMENT_SPEC>
  readonly remarks: OwnedRows<typeof REMARK_SPEC>
  readonly cells: TupleDictionary
  readonly profiles: TupleDictionary
  readonly paymentProfiles: TupleDictionary
  readonly items: ItemLabels
  readonly categories: Dictionary
  readonly currencies: Dictionary
  readonly countries: Dictionary
  readonly channels: Dictionary
  readonly devices: Dictionary
  readonly staff: Dictionary
  readonly customers: Dictionary
  readonly reasons: Dictionary
}

/**
 * Every sold and returned line, every act and every payment of a shop's orders as typed-array columns.
 * Applying an order replaces whatever the columns held of it, so that order of arrival and repetition do not matter
 * (REPORT-3: applied one by one equals rebuilt from scratch). All amounts are integers.
 */
export interface OrderColumns extends OrderColumnsParts {
  /** Rises with every change. */
  readonly version: number
  /** Follows from the rows and is kept in step with them. */
  readonly rollup: ActRollup
  apply(order: Order): void
  /** Forgets an order that is no longer stored. */
  remove(orderId: string): void
}

export function emptyOrderParts(utcOffsetMinutes: number): OrderColumnsParts {
  return {
    utcOffsetMinutes,
    ids: createIdDictionary(),
    orders: createColumns(ORDER_SPEC),
    lines: createOwnedRows(createColumns(LINE_SPEC)),
    acts: createOwnedRows(createColumns(ACT_SPEC)),
    payments: createOwnedRows(createColumns(PAYMENT_SPEC)),
    remarks: createOwnedRows(createColumns(REMARK_SPEC)),
    cells: createTupleDictionary(CELL_WIDTH),
    profiles: createTupleDictionary(PROFILE_WIDTH),
    paymentProfiles: createTupleDictionary(PAYMENT_PROFILE_WIDTH),
    items: createItemLabels(),
    categories: createDictionary(['']),
    currencies: createDictionary(),
    countries: createDictionary(['']),
    channels: createDictionary(),
    devices: createDictionary(),
    staff: createDictionary(),
    customers: createDictionary(['']),
    reasons: createDictionary(['']),
  }
}

/** `utcOffsetMinutes` is the shop's: it says on which day a payment made apart from its sale falls. */
export function createOrderColumns(parts: OrderColumnsParts): OrderColumns {
  const rollup = createActRollup()
  forEachAct(parts, 0, parts.acts.columns.length, (row) => rollup.add(parts.acts.columns, row))
  const columns = { ...parts, rollup }
  let version = 0
  return {
    ...columns,
    get version() {
      return version
    },
    apply(order) {
      version++
      const facts = saleFactsOf(order, parts.utcOffsetMinutes)
      const slot = slotOf(parts, order.id)
      noteLabels(parts.items, order)
      writeOrder(parts, slot, order, facts)
      writeLines(columns, slot, order, facts)
      writeActs(columns, slot, order, facts)
      writePayments(parts, slot, order, facts)
      writeRemarks(parts, slot, facts)
      compact(columns)
    },
    remove(orderId) {
      const slot = parts.ids.find(orderId)
      if (slot === undefined) return
      version++
      clearRows(columns, slot)
      parts.orders.data.kind[slot] = SALE_KINDS.removed
      compact(columns)
    },
  }
}

type Kept = Omit<OrderColumns, 'version' | 'apply' | 'remove'>

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
  const { orders } = parts
  orders.data.day[slot] = facts.dayNumber
  orders.data.kind[slot] = facts.kind
  orders.data.status[slot] = statusNumberOf(order)
  orders.data.currency[slot] = parts.currencies.intern(order.currency)
  orders.put('leadMinutes', slot, leadMinutesOf(order))
  orders.put('customer', slot, parts.customers.intern(order.customerId ?? ''))
}

function writeLines(parts: OrderColumnsParts, slot: number, order: Order, facts: SaleFacts): void {
  const { orders, lines } = parts
  const count = facts.acts.reduce((sum, act) => sum + act.lines.length, 0)
  const span = spanOf(orders.data.firstLine, orders.data.lineCount, slot)
  let row = lines.replace(span, count)
  orders.data.firstLine[slot] = row
  orders.put('lineCount', slot, count)
  const currency = parts.currencies.intern(order.currency)
  const { columns } = lines
  for (const act of facts.acts) {
    for (const line of act.lines) {
      columns.put('cell', row, cellOf(parts, currency, act.isReturn, line))
      columns.put('quantity', row, line.quantity)
      columns.put('revenue', row, line.revenue)
      columns.put('tax', row, line.tax)
      columns.put('margin', row, line.margin)
      columns.put('discount', row, discountOf(line))
      row++
    }
  }
}

const cellOf = (parts: OrderColumnsParts, currency: number, isReturn: boolean, line: LineFact): number =>
  parts.cells.intern([
    parts.items.intern(line.variantId),
    parts.categories.intern(line.categoryId),
    currency,
    isReturn ? 1 : 0,
    line.taxRate,
    line.isCostKnown ? 1 : 0,
  ])

const discountOf = ({ discounts }: LineFact): number => discounts.reduce((sum, { amount }) => sum + amount, 0)

function writeActs(parts: Kept, slot: number, order: Order, facts: SaleFacts): void {
  const { orders, acts } = parts
  const span = spanOf(orders.data.firstAct, orders.data.actCount, slot)
  forEachAct(parts, span.first, span.count, (row) => parts.rollup.subtract(acts.columns, row))
  const first = acts.replace(span, facts.acts.length)
  orders.data.firstAct[slot] = first
  orders.put('actCount', slot, facts.acts.length)
  const { columns } = acts
  facts.acts.forEach((act, i) => {
    const row = first + i
    const isDocument = i === 0 && facts.kind === SALE_KINDS.returnsOnly
    const sums = sumsOf(act)
    columns.data.owner[row] = slot
    columns.data.day[row] = act.dayNumber
    columns.data.hour[row] = act.hour
    columns.put('profile', row, profileOf(parts, order, act, isDocument))
    columns.put('lines', row, act.lines.length)
    for (const name of ACT_SUMS) columns.put(name, row, sums[name])
    parts.rollup.add(columns, row)
  })
}

const ACT_SUMS = [
  'units',
  'tax',
  'revenue',
  'margin',
  'marginRevenue',
  'cost',
  'discount',
] as const satisfies (keyof typeof ACT_SPEC)[]

function sumsOf({ lines }: ActFact): Readonly<Record<(typeof ACT_SUMS)[number], number>> {
  const sums = { units: 0, tax: 0, revenue: 0, margin: 0, marginRevenue: 0, cost: 0, discount: 0 }
  for (const line of lines) {
    sums.units += line.quantity
    sums.tax += line.tax
    sums.revenue += line.revenue
    sums.margin += line.margin
    sums.discount += discountOf(line)
    if (!line.isCostKnown) continue
    sums.marginRevenue += line.revenue
    sums.cost += line.revenue - line.tax - line.margin
  }
  return sums
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

function writePayments(parts: OrderColumnsParts, slot: number, order: Order, facts: SaleFacts): void {
  const { orders, payments } = parts
  const span = spanOf(orders.data.firstPayment, orders.data.paymentCount, slot)
  const first = payments.replace(span, facts.payments.length)
  orders.data.firstPayment[slot] = first
  orders.put('paymentCount', slot, facts.payments.length)
  orders.data.methods[slot] = facts.payments.reduce(
    (bits, { method, amount }) => (amount > 0 ? bits | (1 << method) : bits),
    0,
  )
  const { columns } = payments
  facts.payments.forEach((payment, i) => {
    columns.data.day[first + i] = payment.dayNumber
    const profile = parts.paymentProfiles.intern([
      parts.currencies.intern(order.currency),
      parts.countries.intern(order.country),
      parts.channels.intern(order.channel),
      parts.devices.intern(payment.deviceId),
      parts.staff.intern(payment.staffId),
      payment.method,
    ])
    columns.put('profile', first + i, profile)
    columns.put('amount', first + i, payment.amount)
  })
}

function writeRemarks(parts: OrderColumnsParts, slot: number, facts: SaleFacts): void {
  const { orders, remarks } = parts
  const found = remarksOf(facts)
  const span = spanOf(orders.data.firstRemark, orders.data.remarkCount, slot)
  const first = remarks.replace(span, found.length)
  orders.put('firstRemark', slot, first)
  orders.put('remarkCount', slot, found.length)
  const { columns } = remarks
  found.forEach(({ line, kind, reason, amount }, i) => {
    columns.put('line', first + i, line)
    columns.data.kind[first + i] = kind
    columns.put('reason', first + i, parts.reasons.intern(reason))
    columns.put('amount', first + i, amount)
  })
}

interface Remark {
  readonly line: number
  readonly kind: number
  readonly reason: string
  readonly amount: number
}

function remarksOf({ acts }: SaleFacts): Remark[] {
  const lines = acts.flatMap((act) => act.lines.map((fact) => ({ fact, isReturn: act.isReturn })))
  return lines.flatMap(({ fact, isReturn }, line): Remark[] =>
    isReturn
      ? [{ line, kind: REMARK_KINDS.return, reason: fact.returnReason, amount: -fact.revenue }]
      : fact.discounts.map(({ reason, amount }) => ({ line, kind: REMARK_KINDS.discount, reason, amount })),
  )
}

function clearRows(parts: Kept, slot: number): void {
  const { data } = parts.orders
  const span = spanOf(data.firstAct, data.actCount, slot)
  forEachAct(parts, span.first, span.count, (row) => parts.rollup.subtract(parts.acts.columns, row))
  parts.acts.replace(span, 0)
  parts.lines.replace(spanOf(data.firstLine, data.lineCount, slot), 0)
  parts.payments.replace(spanOf(data.firstPayment, data.paymentCount, slot), 0)
  parts.remarks.replace(spanOf(data.firstRemark, data.remarkCount, slot), 0)
  data.lineCount[slot] = 0
  data.actCount[slot] = 0
  data.paymentCount[slot] = 0
  data.remarkCount[slot] = 0
  data.methods[slot] = 0
}

const spanOf = (first: ArrayLike<number>, count: ArrayLike<number>, slot: number): RowSpan => ({
  first: first[slot] ?? 0,
  count: count[slot] ?? 0,
})

function compact(parts: Kept): void {
  const { data, length } = parts.orders
  parts.lines.compact({
    length,
    spanOf: (slot) => spanOf(data.firstLine, data.lineCount, slot),
    moved(slot, first) {
      data.firstLine[slot] = first
    },
  })
  parts.acts.compact({
    length,
    spanOf: (slot) => spanOf(data.firstAct, data.actCount, slot),
    moved(slot, first) {
      data.firstAct[slot] = first
    },
  })
  parts.payments.compact({
    length,
    spanOf: (slot) => spanOf(data.firstPayment, data.paymentCount, slot),
    moved(slot, first) {
      data.firstPayment[slot] = first
    },
  })
  parts.remarks.compact({
    length,
    spanOf: (slot) => spanOf(data.firstRemark, data.remarkCount, slot),
    // Not further back than before: it fits.
    moved(slot, first) {
      data.firstRemark[slot] = first
    },
  })
}
