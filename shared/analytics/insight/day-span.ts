import type { DayRange } from '../figures.ts'
import { dayNumberOf } from '../sale-facts.ts'

/** A range as day numbers; both days count. */
export interface DaySpan {
  readonly first: number
  readonly last: number
}

export const daySpan = ({ from, to }: DayRange): DaySpan => ({
  first: dayNumberOf(from),
  last: dayNumberOf(to),
})

export const isWithin = (day: number, { first, last }: DaySpan): boolean => day >= first && day <= last

/** The part of a span that holds something: a range of a thousand years costs no more than the days that are known. */
export const clampSpan = (span: DaySpan, known: DaySpan | null): DaySpan =>
  known
    ? { first: Math.max(span.first, known.first), last: Math.min(span.last, known.last) }
    : { first: 0, last: -1 }
