import type { DayRange } from '@shared/analytics/figures.ts'
import { FILTER_NAMES, type ReportFilters } from '@shared/analytics/report/report-filters.ts'
import { presetRange, RANGE_PRESETS, rangeBefore, sameDaysLastYear } from '@shared/analytics/report-days.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { SavedReport } from '@shared/schemas/report.schema.ts'

export const COMPARISONS = ['none', 'before', 'last-year'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** Everything there is: so wide that no shop's days lie outside. */
export const ALL_DAYS: DayRange = { from: 19_000_101 as BusinessDay, to: 21_991_231 as BusinessDay } // days of the calendar

const USUAL_PRESET = 'last-30-days'

/** The days that a saved report means on `today`; the usual ones where it names none that are known. */
export function savedRange(days: SavedReport['days'], today: BusinessDay): DayRange {
  if (days?.preset === 'all') return ALL_DAYS
  if (days?.preset === 'custom' && days.from !== null && days.to !== null && days.from <= days.to)
    return { from: days.from, to: days.to }
  return presetRange(RANGE_PRESETS.find((one) => one === days?.preset) ?? USUAL_PRESET, today)
}

export const savedComparison = ({ comparison }: SavedReport): Comparison =>
  COMPARISONS.find((one) => one === comparison) ?? 'none'

/** The days compared with; there is nothing before everything. */
export function comparedRange(range: DayRange, comparison: Comparison): DayRange | null {
  if (comparison === 'none' || range === ALL_DAYS) return null
  return comparison === 'before' ? rangeBefore(range) : sameDaysLastYear(range)
}

/** The filters that this program knows, and the words of those that it does not. */
export function savedFilters({ filters = {} }: SavedReport): {
  readonly known: ReportFilters
  readonly unknown: readonly string[]
} {
  const isKnown = (name: string) => FILTER_NAMES.some((one) => one === name)
  return {
    known: Object.fromEntries(
      Object.entries(filters).filter(([name, values]) => isKnown(name) && values.length > 0),
    ),
    unknown: Object.keys(filters).filter((name) => !isKnown(name)),
  }
}
