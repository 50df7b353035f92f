import { type BusinessDay, businessDayOf } from '@shared/kernel/business-day.ts'
import type { Promotion } from '@shared/schemas/offers.schema.ts'

/** A moment as offers are written for it, on the shop's clock. */
export interface OfferMoment {
  readonly day: BusinessDay
  /** 1 is Monday. */
  readonly weekday: number
  /** Since midnight. */
  readonly minute: number
}

export function offerMomentOf(epochMs: number, utcOffsetMinutes: number): OfferMoment {
  const local = new Date(epochMs + utcOffsetMinutes * 60_000)
  return {
    day: businessDayOf(epochMs, utcOffsetMinutes),
    weekday: local.getUTCDay() || 7,
    minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
  }
}

interface Valid {
  readonly enabled: boolean
  readonly fromDay: BusinessDay | null
  readonly toDay: BusinessDay | null
}

/** Whether a list or a promotion counts on that day. */
export const isValidOn = ({ enabled, fromDay, toDay }: Valid, day: BusinessDay): boolean =>
  enabled && (fromDay === null || fromDay <= day) && (toDay === null || day <= toDay)

/** Whether a promotion runs at that moment. What began before midnight belongs to the day on which it began. */
export function isRunning(promotion: Promotion, { day, weekday, minute }: OfferMoment): boolean {
  if (!isValidOn(promotion, day)) return false
  if (promotion.hours === null) return true
  const { weekdays, fromMinute, toMinute } = promotion.hours
  const isToday = weekdays.includes(weekday)
  if (fromMinute < toMinute) return isToday && minute >= fromMinute && minute < toMinute
  const wasYesterday = weekdays.includes(weekday === 1 ? 7 : weekday - 1)
  return (isToday && minute >= fromMinute) || (wasYesterday && minute < toMinute)
}
