import { type RecipientError, readRecipient } from '@shared/domain/tasks/receipt-message.ts'
import type { ReportRecipient, ReportSchedule } from '@shared/schemas/report.schema.ts'

/** A schedule while it is typed. */
export interface ScheduleDraft extends Omit<ReportSchedule, 'minute' | 'since'> {
  /** `07:30` */
  readonly time: string
}

const pad = (value: number): string => String(value).padStart(2, '0')
export const timeText = (minute: number): string => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`

export const draftOf = ({ minute, since: _, ...rest }: ReportSchedule): ScheduleDraft => ({
  ...rest,
  time: timeText(minute),
})

export const newDraft = (language: ReportSchedule['language']): ScheduleDraft => ({
  every: 'day',
  weekday: 0,
  dayOfMonth: 1,
  time: '07:00',
  recipients: [],
  language,
  format: 'csv',
})

function readMinute(time: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(time)
  const minute = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN
  return minute < 1_440 ? minute : null
}

export interface ReadSchedule {
  /** Null while something is wrong. */
  readonly value: Omit<ReportSchedule, 'since'> | null
  readonly isTimeWrong: boolean
  /** By place in the list. */
  readonly recipientErrors: readonly (RecipientError | null)[]
}

export function readSchedule({ time, recipients, ...rest }: ScheduleDraft): ReadSchedule {
  const minute = readMinute(time)
  const read = recipients.map(({ channel, to }) => ({ channel, to: readRecipient(channel, to) }))
  const recipientErrors = read.map(({ to }) => (to.ok ? null : to.error))
  const known = read.flatMap(({ channel, to }): ReportRecipient[] =>
    to.ok ? [{ channel, to: to.value }] : [],
  )
  const isRight = minute !== null && known.length === recipients.length
  return {
    value: isRight ? { ...rest, minute, recipients: known } : null,
    isTimeWrong: minute === null,
    recipientErrors,
  }
}
