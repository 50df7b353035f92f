import { type OrderColumns, PROFILE_WIDTH } from '../order-columns.ts'
import { dayNumberOf, dayOfNumber, SALE_KINDS } from '../sale-facts.ts'
import { knownDays, PROFILE_AT } from '../scan-acts.ts'
import { AT, type Sums, sumAt } from '../sums.ts'
import type { ReportRequest } from './report-definition.ts'
import type { ReportNote } from './report-table.ts'

/** What sales figures leave out or rest on. */
export function salesNotes(columns: OrderColumns, request: ReportRequest, total: Sums): ReportNote[] {
  return [
    ...costNote(total),
    ...knownNote(columns, request),
    ...countNote('cancelled', countCancelled(columns, request)),
    ...countNote('other-currency', countOtherCurrency(columns, request)),
  ]
}

function costNote(total: Sums): ReportNote[] {
  const revenue = sumAt(total, 0, AT.sales) - sumAt(total, 0, AT.returned)
  const known = sumAt(total, 0, AT.marginRevenue)
  if (revenue <= 0 || known >= revenue) return []
  const share = { kind: 'percent', value: (revenue - known) / revenue } as const
  return [{ code: 'cost-unknown', tone: 'info', needs: 'reports.view-margin', params: { share } }]
}

/** A comparison with days before the first known one would look like growth. */
export function knownNote(columns: OrderColumns, { compare }: Pick<ReportRequest, 'compare'>): ReportNote[] {
  const known = knownDays(columns)
  if (!known || !compare || dayNumberOf(compare.from) >= known.first) return []
  const day = { kind: 'day', value: dayOfNumber(known.first) } as const
  return [{ code: 'known-from', tone: 'warning', params: { day } }]
}

const countNote = (code: string, count: number): ReportNote[] =>
  count === 0 ? [] : [{ code, tone: 'info', params: { count: { kind: 'count', value: count } } }]

function countCancelled({ orders, currencies }: OrderColumns, { range, currency }: ReportRequest): number {
  const { kind, day, currency: of } = orders.data
  const { length } = orders
  const wanted = currencies.find(currency)
  const [first, last] = [dayNumberOf(range.from), dayNumberOf(range.to)]
  let count = 0
  for (let order = 0; order < length; order++) {
    if (kind[order] !== SALE_KINDS.cancelled || of[order] !== wanted) continue
    const on = day[order] as number // order < length
    if (on >= first && on <= last) count++
  }
  return count
}

function countOtherCurrency(columns: OrderColumns, { range, currency }: ReportRequest): number {
  if (columns.currencies.values.length < 2) return 0
  const wanted = columns.currencies.find(currency)
  const { data, length } = columns.rollup.columns
  const { flat } = columns.profiles
  const [first, last] = [dayNumberOf(range.from), dayNumberOf(range.to)]
  let count = 0
  for (let row = 0; row < length; row++) {
    const profile = (data.profile[row] ?? 0) * PROFILE_WIDTH
    const on = data.day[row] ?? 0
    if (on < first || on > last || flat[profile + PROFILE_AT.currency] === wanted) continue
    if (flat[profile + PROFILE_AT.kind] === 0) count += data.acts[row] ?? 0
  }
  return count
}
