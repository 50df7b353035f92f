import type { Period } from '../figures.ts'
import { periodStart } from '../report-days.ts'
import type { DaySpan } from './day-span.ts'

/** The periods that a span touches, and which of them each of its days belongs to. */
export interface PeriodsIn {
  /** First days, even where the span begins later. */
  readonly starts: readonly number[]
  /** Of day `span.first + i`. */
  readonly indexOf: Int32Array
}

export function periodsIn(span: DaySpan, period: Period): PeriodsIn {
  const starts: number[] = []
  const indexOf = new Int32Array(Math.max(0, span.last - span.first + 1))
  for (let i = 0; i < indexOf.length; i++) {
    const day = span.first + i
    if (i === 0 || isFirstDay(day, period)) starts.push(i === 0 ? periodStart(day, period) : day)
    indexOf[i] = starts.length - 1
  }
  return { starts, indexOf }
}

const isFirstDay = (day: number, period: Period): boolean => periodStart(day, period) === day
