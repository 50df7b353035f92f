import { ACT_KINDS, type OrderColumns, PROFILE_WIDTH } from './order-columns.ts'
import { AT, addRecord, addTo, createSums, type Sums } from './sums.ts'

export interface ActSums {
  /** Record `i` is day `first + i`. */
  readonly byDay: Sums
  readonly byProfile: Sums
  /** Orders in other currencies than the one asked for. */
  readonly otherCurrencyOrders: number
}

/** Where a profile keeps each thing it says of an act, or of a payment, which has a method and no kind. */
export const PROFILE_AT = {
  currency: 0,
  country: 1,
  channel: 2,
  device: 3,
  staff: 4,
  kind: 5,
  method: 5,
} as const

/** Sales and returns from day `first` to day `last`, from the sums per day and profile. */
export function scanActs(
  parts: OrderColumns,
  first: number,
  last: number,
  currency: number | undefined,
): ActSums {
  const byDay = createSums(Math.max(0, last - first + 1))
  const byProfile = createSums(parts.profiles.size)
  const one = createSums(1)
  const { data, length } = parts.rollup.columns
  const { flat } = parts.profiles
  let otherCurrencyOrders = 0
  for (let row = 0; row < length; row++) {
    const day = data.day[row] ?? 0
    const acts = data.acts[row] ?? 0
    if (acts === 0 || day < first || day > last) continue
    const profile = data.profile[row] ?? 0
    const kind = flat[profile * PROFILE_WIDTH + PROFILE_AT.kind] ?? 0
    if (flat[profile * PROFILE_WIDTH] !== currency) {
      otherCurrencyOrders += kind === ACT_KINDS.sale ? acts : 0
      continue
    }
    fillRecord(one, parts, row, kind)
    addRecord(byDay, day - first, one, 0)
    addRecord(byProfile, profile, one, 0)
  }
  return { byDay, byProfile, otherCurrencyOrders }
}

function fillRecord(one: Sums, parts: OrderColumns, row: number, kind: number): void {
  const { data } = parts.rollup.columns
  const isReturn = kind !== ACT_KINDS.sale
  const revenue = data.revenue[row] ?? 0
  one.values.fill(0)
  addTo(one, 0, AT.lines, data.lines[row] ?? 0)
  addTo(one, 0, AT.units, data.units[row] ?? 0)
  addTo(one, 0, isReturn ? AT.returned : AT.sales, isReturn ? -revenue : revenue)
  addTo(one, 0, AT.tax, data.tax[row] ?? 0)
  addTo(one, 0, AT.margin, data.margin[row] ?? 0)
  addTo(one, 0, AT.marginRevenue, data.marginRevenue[row] ?? 0)
  addTo(one, 0, isReturn ? AT.returns : AT.orders, data.acts[row] ?? 0)
  addTo(one, 0, AT.returnOnly, kind === ACT_KINDS.returnOnly ? (data.acts[row] ?? 0) : 0)
}

/** First and last day of any act; null when there is none. */
export function knownDays(parts: OrderColumns): { first: number; last: number } | null {
  const { data, length } = parts.rollup.columns
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (let row = 0; row < length; row++) {
    if (data.acts[row] === 0) continue
    const day = data.day[row] ?? 0
    if (day < first) first = day
    if (day > last) last = day
  }
  return first <= last ? { first, last } : null
}
