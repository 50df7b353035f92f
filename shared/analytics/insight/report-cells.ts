import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { DayRange, Period } from '../figures.ts'
import type { ReportRequest } from '../report/report-definition.ts'
import type { FilterName, ReportFilters } from '../report/report-filters.ts'
import type { CellKind, Drill, NoteParam, ReportNote, ReportRow } from '../report/report-table.ts'
import type { Asked } from '../report/select-acts.ts'
import { periodEnd } from '../report-days.ts'
import { dayNumberOf, dayOfNumber } from '../sale-facts.ts'

/** Filters that keep whole sales and returns. */
export const SALE_FILTERS: readonly FilterName[] = [
  'staff',
  'device',
  'channel',
  'country',
  'method',
  'hour',
  'weekday',
]

/** The request for those filters that the report knows; any other one is not offered and narrows nothing. */
export const askedOf = (
  { range, currency, filters }: ReportRequest,
  known: readonly FilterName[],
): Asked => ({ range, currency, filters: keepKnown(filters, known) })

function keepKnown(filters: ReportFilters, known: readonly FilterName[]): ReportFilters {
  return Object.fromEntries(Object.entries(filters).filter(([name]) => known.some((one) => one === name)))
}

export const before = (asked: Asked, { compare }: ReportRequest): Asked | null =>
  compare && { ...asked, range: compare }

/** A row without a comparison. */
export const rowOf = (key: string, cells: ReportRow['cells'], opens: Drill | null = null): ReportRow => ({
  key,
  cells,
  before: null,
  opens,
})

export const opensOrders = (orderIds: readonly string[] | null): Drill | null =>
  orderIds && orderIds.length > 0 ? { to: 'orders', orderIds } : null

export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

export const perPiece = (amount: number, count: number): number | null =>
  count === 0 ? null : Math.round(amount / count)

export const noteOf = (
  code: string,
  params: Readonly<Record<string, NoteParam>> = {},
  tone: ReportNote['tone'] = 'info',
): ReportNote => ({ code, tone, params })

export const param = (kind: CellKind, value: NoteParam['value']): NoteParam => ({ kind, value })

/** The days of a period that belong to the range. */
export function daysOfPeriod(start: BusinessDay, period: Period, { from, to }: DayRange): DayRange {
  const end = dayOfNumber(periodEnd(dayNumberOf(start), period))
  return { from: start < from ? from : start, to: end > to ? to : end }
}
