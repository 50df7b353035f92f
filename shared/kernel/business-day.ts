import { z } from 'zod'
import { brandOutput } from './brand.ts'

/** A shop's calendar day as `YYYYMMDD` in one integer, so that days compare and index as numbers. */
export type BusinessDay = number & { readonly __brand: 'BusinessDay' }

const DAY_MS = 86_400_000

export const businessDaySchema = brandOutput<BusinessDay, number>(
  z.number().int().min(19_000_101).max(99_991_231),
)

/** The day a moment falls on, `utcOffsetMinutes` east of UTC (Dakar: 0). */
export function businessDayOf(epochMs: number, utcOffsetMinutes: number): BusinessDay {
  const local = new Date(epochMs + utcOffsetMinutes * 60_000)
  return (local.getUTCFullYear() * 10_000 +
    (local.getUTCMonth() + 1) * 100 +
    local.getUTCDate()) as BusinessDay
}

/** Midnight UTC of that calendar day, in ms: a number that one can count days with. */
export function dayToEpochMs(day: BusinessDay): number {
  return Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100)
}

export const addDays = (day: BusinessDay, days: number): BusinessDay =>
  businessDayOf(dayToEpochMs(day) + days * DAY_MS, 0)

/** Whole days from `from` to `to`; 0 for the same day, negative when `to` is earlier. */
export const daysBetween = (from: BusinessDay, to: BusinessDay): number =>
  Math.round((dayToEpochMs(to) - dayToEpochMs(from)) / DAY_MS)

/** `2011-03-04` as used by date fields and files. */
export const dayToIso = (day: BusinessDay): string => new Date(dayToEpochMs(day)).toISOString().slice(0, 10)

export function isoToDay(iso: string): BusinessDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)
  if (!match) return null
  const time = Date.parse(`${iso}T00:00:00Z`)
  if (Number.isNaN(time)) return null
  const day = businessDayOf(time, 0)
  return dayToIso(day) === iso ? day : null
}
