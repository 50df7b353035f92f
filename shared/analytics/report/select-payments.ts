import type { OrderColumns } from '../order-columns.ts'
import { dayNumberOf } from '../sale-facts.ts'
import type { Asked } from './select-acts.ts'
import { customersOf, wantedPaymentProfiles, wantedTimes, weekdayOf } from './select-acts.ts'

/** Rows of `payments` in the first `count` places. */
export interface SelectedPayments {
  readonly rows: Uint32Array
  readonly count: number
}

/** Payments and refunds of a range that pass the filters which can be said of money: who, where, by which method, for whom. */
export function selectPayments(columns: OrderColumns, asked: Asked): SelectedPayments {
  const { data, length } = columns.payments.columns
  const { day, profile } = data
  const { customer } = columns.orders.data
  const first = dayNumberOf(asked.range.from)
  const last = dayNumberOf(asked.range.to)
  const profiles = wantedPaymentProfiles(columns, asked)
  const weekdays = wantedTimes(asked.filters.weekday, 7)
  const customers = customersOf(columns, asked.filters)
  const owner = customers && ordersOfPayments(columns)
  const rows = new Uint32Array(length)
  let count = 0
  for (let row = 0; row < length; row++) {
    const on = day[row] as number // row < length, as in the line below
    if (on < first || on > last || profiles[profile[row] as number] === 0) continue
    if (weekdays[weekdayOf(on)] === 0) continue
    if (owner && !customers.has(customer[owner[row] ?? 0] ?? -1)) continue
    rows[count++] = row
  }
  return { rows, count }
}

/** Whose each payment is, by its row: found when it is asked for, because few questions about money need it. */
export function ordersOfPayments({ orders, payments }: OrderColumns): Uint32Array {
  const { firstPayment, paymentCount } = orders.data
  const owner = new Uint32Array(payments.columns.length)
  for (let order = 0; order < orders.length; order++) {
    const first = firstPayment[order] as number // order < length, as below
    const end = first + (paymentCount[order] as number)
    for (let row = first; row < end; row++) owner[row] = order
  }
  return owner
}
