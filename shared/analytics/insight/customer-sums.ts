import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { OrderColumns } from '../order-columns.ts'
import { type Asked, selectActs } from '../report/select-acts.ts'
import { dayOfNumber } from '../sale-facts.ts'
import { sortByAmount } from '../sort-by-amount.ts'
import { NOBODY, saleProfiles } from './customer-acts.ts'

/** What one customer bought in a range; `revenue` is less what he brought back in it. */
export interface CustomerFigures {
  readonly customerId: string
  readonly orders: number
  readonly sales: number
  readonly revenue: number
  readonly firstDay: BusinessDay
  readonly lastDay: BusinessDay
}

/** One figure a customer, by his number. Customers without a sale in the range have no orders. */
export interface CustomerSums {
  readonly orders: Uint32Array
  readonly sales: Float64Array
  readonly revenue: Float64Array
  readonly firstDay: Int32Array
  readonly lastDay: Int32Array
}

export function customerSums(parts: OrderColumns, asked: Asked): CustomerSums {
  const count = parts.customers.values.length
  const sums = {
    orders: new Uint32Array(count),
    sales: new Float64Array(count),
    revenue: new Float64Array(count),
    firstDay: new Int32Array(count).fill(2_147_483_647),
    lastDay: new Int32Array(count).fill(-2_147_483_648),
  }
  const { rows } = selectActs(parts, asked)
  const { owner, day, profile, revenue } = parts.acts.columns.data
  const { customer: customerOf } = parts.orders.data
  const isSale = saleProfiles(parts)
  for (let i = 0; i < rows.length; i++) {
    const act = rows[i] as number // i < length; all below are rows of the columns
    const customer = customerOf[owner[act] as number] as number
    const on = day[act] as number
    const amount = revenue[act] as number
    sums.revenue[customer] = (sums.revenue[customer] as number) + amount
    if (isSale[profile[act] as number] === 0) continue
    sums.orders[customer] = (sums.orders[customer] as number) + 1
    sums.sales[customer] = (sums.sales[customer] as number) + amount
    if (on < (sums.firstDay[customer] as number)) sums.firstDay[customer] = on
    if (on > (sums.lastDay[customer] as number)) sums.lastDay[customer] = on
  }
  return sums
}

/** Numbers of the customers with a name who bought something. */
export function buyersOf({ orders }: CustomerSums): number[] {
  const buyers: number[] = []
  for (let customer = NOBODY + 1; customer < orders.length; customer++)
    if (orders[customer] !== 0) buyers.push(customer)
  return buyers
}

export const customerFigures = (
  parts: OrderColumns,
  sums: CustomerSums,
  customer: number,
): CustomerFigures => ({
  customerId: parts.customers.values[customer] ?? '',
  orders: sums.orders[customer] ?? 0,
  sales: sums.sales[customer] ?? 0,
  revenue: sums.revenue[customer] ?? 0,
  firstDay: dayOfNumber(sums.firstDay[customer] ?? 0),
  lastDay: dayOfNumber(sums.lastDay[customer] ?? 0),
})

/** Who left most money, best first. */
export function bestCustomers(parts: OrderColumns, sums: CustomerSums, most: number): CustomerFigures[] {
  const { values } = parts.customers
  const revenue = (customer: number) => sums.revenue[customer] as number // of a buyer
  return sortByAmount(buyersOf(sums), revenue, (customer) => values[customer] ?? '')
    .slice(0, most)
    .map((customer) => customerFigures(parts, sums, customer))
}

/** All customers with a name together. */
export interface BuyerTotals {
  readonly customers: number
  readonly orders: number
  readonly sales: number
  readonly revenue: number
}

export function totalOfBuyers(sums: CustomerSums): BuyerTotals {
  const totals = { customers: 0, orders: 0, sales: 0, revenue: 0 }
  for (const customer of buyersOf(sums)) {
    totals.customers++
    totals.orders += sums.orders[customer] ?? 0
    totals.sales += sums.sales[customer] ?? 0
    totals.revenue += sums.revenue[customer] ?? 0
  }
  return totals
}
