import type { DayRange } from '../figures.ts'
import { CELL_AT, type OrderColumns } from '../order-columns.ts'
import { dayNumberOf, dayOfNumber } from '../sale-facts.ts'
import { knownDays, PROFILE_AT } from '../scan-acts.ts'
import { type GroupBy, type GroupSums, NO_GROUP, placesOf, sumDays, sumGroups } from './group-sums.ts'
import type { FilterName, ReportFilters } from './report-filters.ts'
import type { Cell, CellKind } from './report-table.ts'
import { type ActSelection, selectActs, selectDays, weekdayOf } from './select-acts.ts'

/** The groups of one range: record `i` of the sums is group `i`. */
export interface Grouped extends GroupSums {
  readonly selection: ActSelection
}

/**
 * What rows can be: groups are numbered alike in the range and in the one compared with, so that row `i` has group `i` before.
 * `values` is what the row's first cell says, `open` what narrows the orders to the row.
 */
export interface Grouping {
  readonly count: number
  /** Groups that stand in the table even when nothing happened in them. */
  readonly isShown: (group: number) => boolean
  readonly value: (group: number) => Cell
  readonly open: (group: number) => { readonly range?: DayRange; readonly filters?: ReportFilters }
  /** How the sales of one of the ranges fall into the groups. */
  readonly by: (range: DayRange) => GroupBy
}

export interface Dimension {
  readonly id: string
  readonly kind: CellKind
  readonly group: (columns: OrderColumns, ranges: Ranges) => Grouping
  /** Rows in the groups' order instead of best revenue first. */
  readonly isOrdered: boolean
}

export interface Ranges {
  readonly range: DayRange
  readonly compare: DayRange | null
}

type Period = 'day' | 'week' | 'month'

/** Days, weeks or months one after the other, also the empty ones between; the first one before stands beside the first one now. */
export const periodDimension = (period: Period): Dimension => ({
  id: period,
  kind: period,
  isOrdered: true,
  group: (columns, { range, compare }) => {
    const base = ordinalOf(dayNumberOf(range.from), period)
    const now = knownOrdinals(columns, range, period)
    const before = compare && knownOrdinals(columns, compare, period)
    const last = ordinalOf(dayNumberOf(range.to), period) - base
    const shown = { first: now.first - base, last: now.last - base }
    const spans = [shown, ...(before ? [before.fromStart] : [])].filter((one) => one.first <= one.last)
    const first = Math.max(0, Math.min(...spans.map((one) => one.first)))
    const end = Math.min(last, Math.max(...spans.map((one) => one.last)))
    const count = spans.length === 0 ? 0 : Math.max(0, end - first + 1)
    return {
      count,
      isShown: (group) => group + first >= shown.first && group + first <= shown.last,
      value: (group) => startOfOrdinal(base + first + group, period),
      open: (group) => ({ range: cutTo(range, base + first + group, period) }),
      by(of) {
        const { day } = columns.acts.columns.data
        const start = ordinalOf(dayNumberOf(of.from), period) + first
        const table = ordinalTable(columns, of, period, start, count)
        return { whole: 'acts', group: (act) => table.at(day[act] ?? 0), ofDay: table.at }
      },
    }
  },
})

/** Periods of which something may be known, by number and from the range's first one on. */
function knownOrdinals(columns: OrderColumns, range: DayRange, period: Period) {
  const known = knownDays(columns)
  const first = Math.max(dayNumberOf(range.from), known?.first ?? 1)
  const last = Math.min(dayNumberOf(range.to), known?.last ?? 0)
  const isEmpty = known === null || first > last
  const base = ordinalOf(dayNumberOf(range.from), period)
  const ordinals = isEmpty
    ? { first: 1, last: 0 }
    : { first: ordinalOf(first, period), last: ordinalOf(last, period) }
  return {
    ...ordinals,
    fromStart: isEmpty ? ordinals : { first: ordinals.first - base, last: ordinals.last - base },
  }
}

/** Months differ in length: their numbers are looked up once a day, not once a sale. */
function ordinalTable(columns: OrderColumns, range: DayRange, period: Period, start: number, count: number) {
  const known = knownDays(columns)
  const first = Math.max(dayNumberOf(range.from), known?.first ?? 1)
  const last = Math.min(dayNumberOf(range.to), known?.last ?? 0)
  const groups = new Int32Array(Math.max(0, last - first + 1))
  for (let i = 0; i < groups.length; i++) {
    const group = ordinalOf(first + i, period) - start
    groups[i] = group >= 0 && group < count ? group : NO_GROUP
  }
  return { at: (day: number): number => groups[day - first] ?? NO_GROUP }
}

function ordinalOf(dayNumber: number, period: Period): number {
  if (period === 'day') return dayNumber
  if (period === 'week') return Math.floor((dayNumber - 4) / 7)
  const day = dayOfNumber(dayNumber)
  return Math.floor(day / 10_000) * 12 + (Math.floor(day / 100) % 100) - 1
}

function firstDayOf(ordinal: number, period: Period): number {
  if (period === 'day') return ordinal
  if (period === 'week') return ordinal * 7 + 4
  return Date.UTC(Math.floor(ordinal / 12), ordinal % 12, 1) / 86_400_000
}

const startOfOrdinal = (ordinal: number, period: Period): Cell => dayOfNumber(firstDayOf(ordinal, period))

/** The period's days that are in the range. */
function cutTo(range: DayRange, ordinal: number, period: Period): DayRange {
  const from = dayOfNumber(firstDayOf(ordinal, period))
  const to = dayOfNumber(firstDayOf(ordinal + 1, period) - 1)
  return { from: from > range.from ? from : range.from, to: to < range.to ? to : range.to }
}

/** Hours of the day, or days of the week. */
const timeDimension = (
  id: 'hour' | 'weekday',
  count: number,
  groupBy: (columns: OrderColumns) => GroupBy,
): Dimension => ({
  id,
  kind: id,
  isOrdered: true,
  group: (columns) => ({
    count,
    isShown: () => false,
    value: (group) => group,
    open: (group) => ({ filters: { [id]: [String(group)] } }),
    by: () => groupBy(columns),
  }),
})

export const HOUR = timeDimension('hour', 24, (columns) => {
  const { hour } = columns.acts.columns.data
  return { whole: 'acts', group: (act) => hour[act] ?? NO_GROUP }
})
export const WEEKDAY = timeDimension('weekday', 7, (columns) => {
  const { day } = columns.acts.columns.data
  return { whole: 'acts', group: (act) => weekdayOf(day[act] ?? 0), ofDay: weekdayOf }
})

/** Who, where or by which way: what each act has one of. */
const profileDimension = (
  id: FilterName & CellKind,
  at: number,
  dictionaryOf: (columns: OrderColumns) => { readonly values: readonly string[] },
): Dimension => ({
  id,
  kind: id,
  isOrdered: false,
  group: (columns) => {
    const { values } = dictionaryOf(columns)
    const groups = placesOf(columns.profiles.flat, columns.profiles.width, at)
    const { profile } = columns.acts.columns.data
    return {
      count: values.length,
      isShown: () => false,
      value: (group) => values[group] ?? '',
      open: (group) => ({ filters: { [id]: [values[group] ?? ''] } }),
      by: () => ({
        whole: 'acts',
        group: (act) => groups[profile[act] ?? 0] ?? NO_GROUP,
        ofDay: (_day, of) => groups[of] ?? NO_GROUP,
      }),
    }
  },
})

export const STAFF = profileDimension('staff', PROFILE_AT.staff, ({ staff }) => staff)
export const DEVICE = profileDimension('device', PROFILE_AT.device, ({ devices }) => devices)
export const CHANNEL = profileDimension('channel', PROFILE_AT.channel, ({ channels }) => channels)
export const COUNTRY = profileDimension('country', PROFILE_AT.country, ({ countries }) => countries)

/** What each line has one of. */
const lineDimension = (
  id: 'category' | 'variant',
  kind: CellKind,
  at: number,
  valuesOf: (columns: OrderColumns) => readonly string[],
): Dimension => ({
  id,
  kind,
  isOrdered: false,
  group: (columns) => {
    const values = valuesOf(columns)
    return {
      count: values.length,
      isShown: () => false,
      value: (group) => values[group] ?? '',
      open: (group) => ({ filters: { [id]: [values[group] ?? ''] } }),
      by: () => ({ whole: 'lines', groups: placesOf(columns.cells.flat, columns.cells.width, at) }),
    }
  },
})

export const CATEGORY = lineDimension(
  'category',
  'category',
  CELL_AT.category,
  ({ categories }) => categories.values,
)
export const VARIANT = lineDimension('variant', 'text', CELL_AT.item, ({ items }) => items.variants.values)

/** Rates are few, and numbers already: they are numbered as they come. */
export const TAX_RATE: Dimension = {
  id: 'taxRate',
  kind: 'taxRate',
  isOrdered: true,
  group: (columns) => {
    const rateOfCell = placesOf(columns.cells.flat, columns.cells.width, CELL_AT.taxRate)
    const rates = [...new Set(rateOfCell)].sort((a, b) => a - b)
    const groupByRate = new Map(rates.map((rate, group) => [rate, group]))
    return {
      count: rates.length,
      isShown: () => false,
      value: (group) => rates[group] ?? null,
      open: (group) => ({ filters: { taxRate: [String(rates[group] ?? 0)] } }),
      by: () => ({ whole: 'lines', groups: rateOfCell.map((rate) => groupByRate.get(rate) ?? NO_GROUP) }),
    }
  },
}

/** The groups of a range. */
export function groupRange(
  columns: OrderColumns,
  grouping: Grouping,
  asked: Parameters<typeof selectActs>[1],
): Grouped {
  const selection = selectActs(columns, asked)
  const by = grouping.by(asked.range)
  const ofDay = by.whole === 'acts' ? by.ofDay : undefined
  const days = ofDay ? selectDays(columns, asked) : null
  if (ofDay && days) return { selection, ...sumDays(columns, days, ofDay, grouping.count) }
  return { selection, ...sumGroups(columns, selection, by, grouping.count) }
}
