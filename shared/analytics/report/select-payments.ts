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
  const { day, profile, owner } = data
  const { customer } = columns.orders.data
  const first = dayNumberOf(asked.range.from)
  const last = dayNumberOf(asked.range.to)
  const profiles = wantedPaymentProfiles(columns, asked)
  const weekdays = wantedTimes(asked.filters.weekday, 7)
  const customers = customersOf(columns, asked.filters)
  const rows = new Uint32Array(length)
  let count = 0
  for (let row = 0; row < length; row++) {
    const on = day[row] as number // row < length, as in the line below
    if (on < first || on > last || profiles[profile[row] as number] === 0) continue
    if (weekdays[weekdayOf(on)] === 0) continue
    if (customers && !customers.has(customer[owner[row] ?? 0] ?? -1)) continue
    rows[count++] = row
  }
  return { rows, count }
}
