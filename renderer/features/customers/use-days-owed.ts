import { useDeps, useShop } from '@renderer/db/hooks.ts'
import { daysOwed } from '@shared/domain/customers/debt-age.ts'
import { type BusinessDay, businessDayOf } from '@shared/kernel/business-day.ts'

/** The shop's day now, by the corrected clock. */
export function useToday(): BusinessDay {
  const { clock } = useDeps()
  const { utcOffsetMinutes } = useShop()
  return businessDayOf(clock.now(), utcOffsetMinutes)
}

/** Days since a sale, by the shop's calendar. */
export function useDaysOwed(): (madeAt: number) => number {
  const today = useToday()
  const { utcOffsetMinutes } = useShop()
  return (madeAt) => daysOwed(madeAt, today, utcOffsetMinutes)
}
