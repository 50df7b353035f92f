import { addDays, type BusinessDay, businessDayOf, daysBetween } from '@shared/kernel/business-day.ts'
import type { DayRange, Period } from './figures.ts'
import { dayNumberOf, dayOfNumber } from './sale-facts.ts'

export const RANGE_PRESETS = [
  'today',
  'yesterday',
  'last-7-days',
  'last-30-days',
  'this-month',
  'last-month',
  'this-year',
] as const
export type RangePreset = (typeof RANGE_PRESETS)[number]

const DAY_MS = 86_400_000

const monthStart = (day: BusinessDay): BusinessDay => addDays(day, 1 - (day % 100))
const yearStart = (day: BusinessDay): BusinessDay =>
  businessDayOf(Date.UTC(Math.floor(day / 10_000), 0, 1), 0)

/** The days a preset means on `today`; the present month and year end today. */
export function presetRange(preset: RangePreset, today: BusinessDay): DayRange {
  switch (preset) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) }
    case 'last-7-days':
      return { from: addDays(today, -6), to: today }
    case 'last-30-days':
      return { from: addDays(today, -29), to: today }
    case 'this-month':
      return { from: monthStart(today), to: today }
    case 'last-month': {
      const to = addDays(monthStart(today), -1)
      return { from: monthStart(to), to }
    }
    case 'this-year':
      return { from: yearStart(today), to: today }
  }
}

/** As many days, ending the day before the range begins. */
export function rangeBefore({ from, to }: DayRange): DayRange {
  const days = daysBetween(from, to) + 1
  return { from: addDays(from, -days), to: addDays(from, -1) }
}

/** The same days of the calendar a year before; the 29th of February stands beside the 28th. */
export const sameDaysLastYear = ({ from, to }: DayRange): DayRange => ({
  from: yearBefore(from),
  to: yearBefore(to),
})

function yearBefore(day: BusinessDay): BusinessDay {
  const same = dayOfNumber(Date.UTC(Math.floor(day / 10_000) - 1, Math.floor(day / 100) % 100, 0) / DAY_MS)
  return addDays(same, Math.min(day % 100, same % 100) - (same % 100))
}

/** Monday is the first day of a week (day 4 after 1 January 1970, a Thursday). */
export function periodStart(dayNumber: number, period: Period): number {
  if (period === 'day') return dayNumber
  if (period === 'week') return dayNumber - ((((dayNumber - 4) % 7) + 7) % 7)
  return dayNumber - ((dayOfNumber(dayNumber) % 100) - 1)
}

/** Every period's first day of a range, also where nothing happened: the axis of a chart. */
export function periodsOf(range: DayRange, period: Period): BusinessDay[] {
  const starts: BusinessDay[] = []
  const last = dayNumberOf(range.to)
  let start = periodStart(dayNumberOf(range.from), period)
  while (start <= last) {
    starts.push(dayOfNumber(start))
    start = nextPeriod(start, period)
  }
  return starts
}

/** The last day of the period that begins then. */
export const periodEnd = (start: number, period: Period): number => nextPeriod(start, period) - 1

function nextPeriod(start: number, period: Period): number {
  if (period === 'day') return start + 1
  return period === 'week' ? start + 7 : periodStart(start + 31, 'month')
}
