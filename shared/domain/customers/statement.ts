import { type BusinessDay, businessDayOf } from '@shared/kernel/business-day.ts'
import { type Minor, minor, ZERO } from '@shared/kernel/money.ts'
import type { CreditLine } from './credit-account.ts'

export interface StatementRange {
  readonly from: BusinessDay
  readonly to: BusinessDay
}

/** What happened on an account between two days, both included. `opening + charged − paid = closing`. */
export interface Statement {
  readonly range: StatementRange
  readonly opening: Minor
  readonly lines: readonly CreditLine[]
  readonly charged: Minor
  readonly paid: Minor
  readonly closing: Minor
}

/** CREDIT-6: the statement of a history that is in order, by the shop's calendar. */
export function statementOf(
  history: readonly CreditLine[],
  range: StatementRange,
  utcOffsetMinutes: number,
): Statement {
  const dayOf = ({ at }: CreditLine) => businessDayOf(at, utcOffsetMinutes)
  const lines = history.filter((line) => dayOf(line) >= range.from && dayOf(line) <= range.to)
  const opening = history.findLast((line) => dayOf(line) < range.from)?.balanceAfter ?? ZERO
  const sumOf = (side: 1 | -1) => lines.reduce((sum, { amount }) => sum + Math.max(0, side * amount), 0)
  return {
    range,
    opening,
    lines,
    charged: minor(sumOf(1)),
    paid: minor(sumOf(-1)),
    closing: lines.at(-1)?.balanceAfter ?? opening,
  }
}
