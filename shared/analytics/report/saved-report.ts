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
const SAVED_DAYS: readonly string[] = [...RANGE_PRESETS, 'all', 'custom']

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

/** The filters as they are asked; those without a value ask nothing. */
export const savedFilters = ({ filters = {} }: SavedReport): ReportFilters =>
  Object.fromEntries(Object.entries(filters).filter(([, values]) => values.length > 0))

/** BUILT-1: the first word of days, comparison or filters that this program does not know; null when it knows them all. */
export function unknownWord({ days, comparison, filters = {} }: SavedReport): string | null {
  const asked: readonly (readonly [word: string | undefined, known: readonly string[]])[] = [
    [days?.preset, SAVED_DAYS],
    [comparison, COMPARISONS],
    ...Object.keys(filters).map((name) => [name, FILTER_NAMES] as const),
  ]
  return asked.find(([word, known]) => word !== undefined && !known.includes(word))?.[0] ?? null
}
