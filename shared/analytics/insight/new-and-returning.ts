import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Period } from '../figures.ts'
import type { OrderColumns } from '../order-columns.ts'
import type { Asked } from '../report/select-acts.ts'
import { dayOfNumber } from '../sale-facts.ts'
import { knownDays } from '../scan-acts.ts'
import { type CustomerActs, customerActs, firstSaleDays, NOBODY, sinceEver } from './customer-acts.ts'
import { clampSpan, type DaySpan, daySpan } from './day-span.ts'
import { groupBy } from './group-by.ts'
import { periodsIn } from './periods-in.ts'

/**
 * BUYER-1: who bought in the days of a period that were asked for, each customer once. New is whose first purchase of all
 * falls into them; everybody else who bought is returning. Revenue is less what they brought back in these days; what was sold without a
 * customer's name stands apart.
 */
export interface BuyerFigures {
  readonly buyers: number
  readonly newBuyers: number
  readonly orders: number
  readonly newRevenue: number
  readonly returningRevenue: number
  readonly namelessOrders: number
  readonly namelessRevenue: number
}

export interface BuyersOfPeriod extends BuyerFigures {
  /** First day of the period, even where the range begins later. */
  readonly start: BusinessDay
}

type Sums = { -readonly [Figure in keyof BuyerFigures]: BuyerFigures[Figure] }

/** Only periods in which something happened, oldest first; `total` counts each customer once over the whole range. */
export function newAndReturning(
  parts: OrderColumns,
  asked: Asked,
  period: Period,
): { readonly periods: readonly BuyersOfPeriod[]; readonly total: BuyerFigures } {
  const span = clampSpan(daySpan(asked.range), knownDays(parts))
  const acts = customerActs(parts, sinceEver(asked))
  const firstDays = firstSaleDays(acts, parts.customers.values.length)
  const { starts, indexOf } = periodsIn(span, period)
  const periodOf = (act: number): number => indexOf[(acts.day[act] as number) - span.first] ?? -1
  const grouped = groupBy(acts.length, starts.length, periodOf)
  const seenIn = new Int32Array(firstDays.length).fill(-1)
  const periods: BuyersOfPeriod[] = []
  for (let at = 0; at < starts.length; at++) {
    const rows = grouped.rows.subarray(grouped.starts[at], grouped.starts[at + 1])
    if (rows.length === 0) continue
    const from = Math.max(starts[at] as number, span.first) // at < starts.length
    const to = (starts[at + 1] ?? span.last + 1) - 1
    const sums = sumUp(acts, rows, firstDays, { first: from, last: to }, seenIn, at)
    periods.push({ start: dayOfNumber(starts[at] as number), ...sums })
  }
  const total = sumUp(acts, grouped.rows, firstDays, span, seenIn, starts.length)
  return { periods, total }
}

function sumUp(
  acts: CustomerActs,
  rows: Uint32Array,
  firstDays: Int32Array,
  span: DaySpan,
  seenIn: Int32Array,
  mark: number,
): BuyerFigures {
  const sums: Sums = {
    buyers: 0,
    newBuyers: 0,
    orders: 0,
    newRevenue: 0,
    returningRevenue: 0,
    namelessOrders: 0,
    namelessRevenue: 0,
  }
  for (let i = 0; i < rows.length; i++) {
    const act = rows[i] as number // i < rows.length; rows are acts
    const customer = acts.customer[act] as number
    const revenue = acts.revenue[act] as number
    const sales = acts.isSale[act] as number
    if (customer === NOBODY) {
      sums.namelessOrders += sales
      sums.namelessRevenue += revenue
      continue
    }
    const firstDay = firstDays[customer] as number
    const isNew = firstDay >= span.first && firstDay <= span.last
    if (isNew) sums.newRevenue += revenue
    else sums.returningRevenue += revenue
    sums.orders += sales
    if (sales === 0 || seenIn[customer] === mark) continue
    seenIn[customer] = mark
    sums.buyers++
    sums.newBuyers += isNew ? 1 : 0
  }
  return sums
}
