import { minor } from '@shared/kernel/money.ts'
import type { Period, PeriodFigures } from './figures.ts'
import { periodStart } from './report-days.ts'
import { dayNumberOf, dayOfNumber } from './sale-facts.ts'

/** Days added up to weeks or months: figures of longer periods without asking the columns again. Oldest first. */
export function foldPeriods(days: readonly PeriodFigures[], period: Period): PeriodFigures[] {
  const folded: PeriodFigures[] = []
  for (const day of days) {
    const start = dayOfNumber(periodStart(dayNumberOf(day.start), period))
    const open = folded.at(-1)
    if (open?.start === start) folded[folded.length - 1] = addFigures(open, day)
    else folded.push({ ...day, start })
  }
  return folded
}

const addFigures = (a: PeriodFigures, b: PeriodFigures): PeriodFigures => ({
  start: a.start,
  lines: a.lines + b.lines,
  units: a.units + b.units,
  sales: minor(a.sales + b.sales),
  returned: minor(a.returned + b.returned),
  revenue: minor(a.revenue + b.revenue),
  tax: minor(a.tax + b.tax),
  margin: minor(a.margin + b.margin),
  marginRevenue: minor(a.marginRevenue + b.marginRevenue),
  orders: a.orders + b.orders,
  returns: a.returns + b.returns,
  documents: a.documents + b.documents,
})
