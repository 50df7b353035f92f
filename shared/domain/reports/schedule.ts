import { addDays, type BusinessDay, businessDayOf, dayToEpochMs } from '@shared/kernel/business-day.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import type { ReportSchedule } from '@shared/schemas/report.schema.ts'

export const SCHEDULE_RHYTHMS = ['day', 'week', 'month'] as const
export const REPORT_FORMATS = ['csv', 'xlsx', 'pdf'] as const

const MINUTE_MS = 60_000
/** The last time of any rhythm is not further back. */
const MOST_DAYS = 62

/**
 * SCHEDULE-2: the newest time that is due by the shop's clock. What was missed before it, because no server ran, is not made up for.
 * Null when nothing has been due since the schedule was made, or its rhythm is not known.
 */
export function lastDue(schedule: ReportSchedule, now: number, utcOffsetMinutes: number): number | null {
  const today = businessDayOf(now, utcOffsetMinutes)
  for (let back = 0; back <= MOST_DAYS; back++) {
    const day = addDays(today, -back)
    const at = momentOf(day, schedule.minute, utcOffsetMinutes)
    if (at < schedule.since) return null
    if (at <= now && isDueOn(schedule, day)) return at
  }
  return null
}

/** The next time, for people to read. */
export function nextDue(schedule: ReportSchedule, now: number, utcOffsetMinutes: number): number | null {
  const today = businessDayOf(now, utcOffsetMinutes)
  for (let ahead = 0; ahead <= MOST_DAYS; ahead++) {
    const day = addDays(today, ahead)
    const at = momentOf(day, schedule.minute, utcOffsetMinutes)
    if (at > now && isDueOn(schedule, day)) return at
  }
  return null
}

const momentOf = (day: BusinessDay, minute: number, utcOffsetMinutes: number): number =>
  dayToEpochMs(day) + (minute - utcOffsetMinutes) * MINUTE_MS

function isDueOn({ every, weekday, dayOfMonth }: ReportSchedule, day: BusinessDay): boolean {
  switch (every) {
    case 'day':
      return true
    case 'week':
      return (new Date(dayToEpochMs(day)).getUTCDay() + 6) % 7 === weekday
    case 'month': {
      const isLast = addDays(day, 1) % 100 === 1
      return day % 100 === dayOfMonth || (isLast && day % 100 < dayOfMonth)
    }
    default:
      return false
  }
}

/** SCHEDULE-1: one report at one time is one task, whichever server makes it and however often. */
export const scheduledReportId = (settingId: Id, dueAt: number): Id =>
  deriveId(settingId, 'scheduled-report', String(dueAt))

export const reportMessageId = (taskId: Id, { channel, to }: ReportSchedule['recipients'][number]): Id =>
  deriveId(taskId, 'report-message', channel, to)
