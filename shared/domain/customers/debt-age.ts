import { type BusinessDay, businessDayOf, daysBetween } from '@shared/kernel/business-day.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import type { OpenDebt } from './credit-account.ts'

/** How old debts are told: by the days since the sale. */
export const DEBT_AGES = ['0-30', '31-60', '61-90', 'over-90'] as const
export type DebtAge = (typeof DEBT_AGES)[number]

/** Days since the sale, by the shop's calendar; a debt from a clock that ran ahead is of today. */
export const daysOwed = (madeAt: number, today: BusinessDay, utcOffsetMinutes: number): number =>
  Math.max(0, daysBetween(businessDayOf(madeAt, utcOffsetMinutes), today))

export function debtAgeOf(days: number): DebtAge {
  if (days <= 30) return '0-30'
  if (days <= 60) return '31-60'
  return days <= 90 ? '61-90' : 'over-90'
}

/** What is open by age; every age is there, and together they are all that is open (CREDIT-2). */
export function sumByAge(
  debts: readonly Pick<OpenDebt, 'at' | 'open'>[],
  today: BusinessDay,
  utcOffsetMinutes: number,
): Record<DebtAge, Minor> {
  const sums = { '0-30': 0, '31-60': 0, '61-90': 0, 'over-90': 0 }
  for (const { at, open } of debts) sums[debtAgeOf(daysOwed(at, today, utcOffsetMinutes))] += open
  return {
    '0-30': minor(sums['0-30']),
    '31-60': minor(sums['31-60']),
    '61-90': minor(sums['61-90']),
    'over-90': minor(sums['over-90']),
  }
}
