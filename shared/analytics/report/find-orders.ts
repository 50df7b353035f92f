import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import { type OrderColumns, REMARK_KINDS } from '../order-columns.ts'
import { dayOfNumber } from '../sale-facts.ts'
import { AT, sumAt } from '../sums.ts'
import { sumActs } from './group-sums.ts'
import { forEachRemark } from './remark-report.ts'
import type { OrdersOnly } from './report-table.ts'
import { type Asked, selectActs } from './select-acts.ts'
import { ordersOfPayments, selectPayments } from './select-payments.ts'

/** Which orders stand behind a figure. */
export interface OrdersQuestion extends Asked {
  readonly only?: OrdersOnly
  readonly reason?: string
  /** Of these alone, whatever the range. */
  readonly orderIds?: readonly string[]
  readonly offset?: number
  readonly limit?: number
}

/** An order with the part of the figure that it brought. */
export interface OrderBehind {
  readonly orderId: string
  /** Of the sale itself, also where the figure is of a later return. */
  readonly day: BusinessDay
  readonly amount: Minor
}

export interface OrdersBehind {
  readonly count: number
  /** Of all of them together: the figure that was opened, where it is money. */
  readonly amount: Minor
  /** Newest first. */
  readonly rows: readonly OrderBehind[]
}

/** The orders behind a figure, told by the same selection that the figure was. */
export function findOrders(columns: OrderColumns, question: OrdersQuestion): OrdersBehind {
  const { offset = 0, limit = Number.POSITIVE_INFINITY } = question
  const found = question.orderIds ? namedOrders(columns, question.orderIds) : amountByOrder(columns, question)
  const { day } = columns.orders.data
  const slots = [...found.keys()].sort((a, b) => (day[b] ?? 0) - (day[a] ?? 0) || b - a)
  let amount = 0
  for (const part of found.values()) amount += part
  return {
    count: slots.length,
    amount: minor(amount),
    rows: slots.slice(offset, offset + limit).map((slot) => ({
      orderId: columns.ids.textOf(slot),
      day: dayOfNumber(day[slot] ?? 0),
      amount: minor(found.get(slot) ?? 0),
    })),
  }
}

type AmountByOrder = ReadonlyMap<number, number>

/** With what each brought in all. */
function namedOrders(columns: OrderColumns, ids: readonly string[]): AmountByOrder {
  const { firstAct, actCount } = columns.orders.data
  const { revenue } = columns.acts.columns.data
  return new Map(
    ids.flatMap((id): [number, number][] => {
      const slot = columns.ids.find(id)
      if (slot === undefined) return []
      let amount = 0
      const first = firstAct[slot] ?? 0
      for (let act = first; act < first + (actCount[slot] ?? 0); act++) amount += revenue[act] ?? 0
      return [[slot, amount]]
    }),
  )
}

function amountByOrder(columns: OrderColumns, question: OrdersQuestion): AmountByOrder {
  const { only, reason } = question
  if (only === 'payments' || only === 'received' || only === 'refunds')
    return paidByOrder(columns, question, only)
  if (only === 'discounts') return remarkedByOrder(columns, question, REMARK_KINDS.discount)
  if (only === 'returns' && reason !== undefined)
    return remarkedByOrder(columns, question, REMARK_KINDS.return)
  if (only === undefined) return soldByOrder(columns, question, null)
  return soldByOrder(columns, question, only === 'returns' ? AT.returned : AT.sales)
}

/** `figure` null: sales less returns, of every order in which either happened. */
function soldByOrder(columns: OrderColumns, asked: Asked, figure: number | null): AmountByOrder {
  const { owner } = columns.acts.columns.data
  const selection = selectActs(columns, asked)
  const slots = new Map<number, number>()
  const { sums } = sumActs(
    columns,
    selection,
    (act) => {
      const order = owner[act] ?? 0
      const group = slots.get(order) ?? slots.size
      slots.set(order, group)
      return group
    },
    selection.count,
  )
  const counts = figure === AT.returned ? AT.returns : AT.orders
  return new Map(
    [...slots].flatMap(([order, group]): [number, number][] => {
      const happened = figure === null ? sumAt(sums, group, AT.lines) : sumAt(sums, group, counts)
      if (happened === 0) return []
      const amount =
        figure === null
          ? sumAt(sums, group, AT.sales) - sumAt(sums, group, AT.returned)
          : sumAt(sums, group, figure)
      return [[order, amount]]
    }),
  )
}

function remarkedByOrder(columns: OrderColumns, question: OrdersQuestion, kind: number): AmountByOrder {
  const { owner } = columns.acts.columns.data
  const found = new Map<number, number>()
  const wanted = question.reason === undefined ? null : columns.reasons.find(question.reason)
  forEachRemark(columns, selectActs(columns, question), kind, ({ act, reason, amount }) => {
    if (wanted !== null && reason !== wanted) return
    const order = owner[act] ?? 0
    found.set(order, (found.get(order) ?? 0) + amount)
  })
  return found
}

function paidByOrder(
  columns: OrderColumns,
  asked: Asked,
  only: 'payments' | 'received' | 'refunds',
): AmountByOrder {
  const { rows, count } = selectPayments(columns, asked)
  const { amount } = columns.payments.columns.data
  const owner = ordersOfPayments(columns)
  const found = new Map<number, number>()
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0
    const moved = amount[row] ?? 0
    const isRefund = moved < 0
    if ((only === 'received' && isRefund) || (only === 'refunds' && !isRefund)) continue
    const order = owner[row] ?? 0
    found.set(order, (found.get(order) ?? 0) + (only === 'refunds' ? -moved : moved))
  }
  return found
}
