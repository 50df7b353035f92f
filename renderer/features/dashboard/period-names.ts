import { formatBusinessDay, formatDayMonth } from '@renderer/i18n/format.ts'
import type { Locale } from '@renderer/i18n/locale.ts'
import type { DayRange, Period } from '@shared/analytics/figures.ts'
import { type BusinessDay, daysBetween, dayToEpochMs } from '@shared/kernel/business-day.ts'

const MONTHS: Record<Locale, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
}

/** What a day, week or month is called in a table; weeks by their first day. */
export function periodName(start: BusinessDay, period: Period, locale: Locale): string {
  return period === 'month' ? MONTHS[locale].format(dayToEpochMs(start)) : formatBusinessDay(start, locale)
}

/** The same under a bar, where the year is said elsewhere. */
export function shortPeriodName(start: BusinessDay, period: Period, locale: Locale): string {
  return period === 'month'
    ? MONTHS[locale].format(dayToEpochMs(start))
    : formatDayMonth(dayToEpochMs(start), locale, 'UTC')
}

/** Bars stay wide enough to be told apart. */
export function fittingPeriod(range: DayRange): Period {
  const days = daysBetween(range.from, range.to) + 1
  if (days <= 62) return 'day'
  return days <= 300 ? 'week' : 'month'
}
