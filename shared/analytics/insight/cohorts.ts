import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { OrderColumns } from '../order-columns.ts'
import type { Asked } from '../report/select-acts.ts'
import { dayOfNumber } from '../sale-facts.ts'
import { knownDays } from '../scan-acts.ts'
import { customerActs, firstSaleDays, NOBODY, sinceEver } from './customer-acts.ts'
import { clampSpan, type DaySpan, daySpan } from './day-span.ts'
import { groupBy } from './group-by.ts'
import { periodsIn } from './periods-in.ts'

/** BUYER-2: who bought for the first time in one month, and how many of them bought again in each month after it. */
export interface Cohort {
  readonly month: BusinessDay
  readonly size: number
  /** By months since the first purchase: `active[0]` is the whole cohort; as long as months have begun since. */
  readonly active: readonly number[]
}

/** One cohort for each month in the range in which somebody bought for the first time, followed until the range ends. */
export function cohortsOf(parts: OrderColumns, asked: Asked): Cohort[] {
  const range = daySpan(asked.range)
  const known = clampSpan({ first: Number.NEGATIVE_INFINITY, last: range.last }, knownDays(parts))
  const acts = customerActs(parts, sinceEver(asked))
  const firstDays = firstSaleDays(acts, parts.customers.values.length)
  // A cohort is followed to the end of the range, also where nothing was sold at the end.
  const { starts, indexOf } = periodsIn({ first: known.first, last: lastDayOf(range, known) }, 'month')
  const monthOf = (day: number): number => indexOf[day - known.first] ?? -1
  const grouped = groupBy(acts.length, starts.length, (act) =>
    acts.isSale[act] === 1 && acts.customer[act] !== NOBODY ? monthOf(acts.day[act] as number) : -1,
  )
  const months = starts.length
  const active = new Uint32Array(months * months)
  const seenIn = new Int32Array(firstDays.length).fill(-1)
  for (let month = 0; month < months; month++) {
    const end = grouped.starts[month + 1] ?? 0
    for (let i = grouped.starts[month] ?? 0; i < end; i++) {
      const customer = acts.customer[grouped.rows[i] as number] as number // rows are acts
      if (seenIn[customer] === month) continue
      seenIn[customer] = month
      const cohort = monthOf(firstDays[customer] as number) // who has a sale has a first one
      active[cohort * months + month] = (active[cohort * months + month] as number) + 1
    }
  }
  const firstMonth = monthStartOf(range.first)
  return starts.flatMap((start, cohort) => {
    const size = active[cohort * months + cohort] ?? 0
    if (size === 0 || start < firstMonth) return []
    return {
      month: dayOfNumber(start),
      size,
      active: [...active.slice(cohort * (months + 1), (cohort + 1) * months)],
    }
  })
}

/** Not further than a year beyond what is known: a range may end in the year 9999. */
const lastDayOf = (range: DaySpan, known: DaySpan): number => Math.min(range.last, known.last + 366)

const monthStartOf = (day: number): number =>
  Number.isFinite(day) ? day - ((dayOfNumber(day) % 100) - 1) : day
