import { businessDaySchema } from '@shared/kernel/business-day.ts'
import { idSchema } from '@shared/kernel/id.ts'
import { currencySchema } from '@shared/kernel/money.ts'
import { z } from 'zod'
import { lineText, timeSchema } from './envelope.ts'
import { languageSchema } from './people.schema.ts'

/*
 * The value of the setting `report`, and what a scheduled report leaves in its task. Dimensions, measures, filters and presets are words and
 * not enumerations: a report that a newer program saved stays readable, and whoever opens it is told which word is not known here.
 */

const word = lineText(40)

/** Whole values: what names a filter is taken as it stands, ids and numbers alike. */
const filtersSchema = z.record(word, z.array(lineText(120)).max(2_000))

const builtSchema = z.strictObject({
  rows: word,
  columns: word.nullable(),
  columnLimit: z.number().int().min(1).max(1_000),
  measures: z.array(word).min(1).max(50),
  sort: z.strictObject({ by: word, direction: word }).nullable(),
  limit: z.number().int().min(1).max(10_000).nullable(),
  chart: word,
})

/** `custom`: exactly these days; every other word counts from today. */
const daysSchema = z.strictObject({
  preset: word,
  from: businessDaySchema.nullable(),
  to: businessDaySchema.nullable(),
})

const recipientSchema = z.strictObject({
  channel: z.enum(['whatsapp', 'sms', 'email']),
  /** A telephone number of digits with or without a plus, or a mail address. */
  to: lineText(254).min(3),
})
export type ReportRecipient = z.infer<typeof recipientSchema>

const MINUTES_OF_DAY = 1_440

/** When the server works it out by itself, by the shop's clock, and who is to get it. */
const scheduleSchema = z.strictObject({
  /** `day`, `week` or `month`. */
  every: word,
  /** 0 is Monday; of a weekly one. */
  weekday: z.number().int().min(0).max(6),
  /** Of a monthly one; in a shorter month its last day. */
  dayOfMonth: z.number().int().min(1).max(31),
  minute: z
    .number()
    .int()
    .min(0)
    .max(MINUTES_OF_DAY - 1),
  recipients: z.array(recipientSchema).max(20),
  language: languageSchema,
  /** `csv`, `xlsx` or `pdf`. */
  format: word,
  /** What was due before is not made up for. */
  since: timeSchema,
})
export type ReportSchedule = z.infer<typeof scheduleSchema>

export const savedReportSchema = z.strictObject({
  name: lineText(120).min(1),
  /** Whose alone; null for everybody who may see reports. */
  ownerId: idSchema.nullable(),
  /** One of the program's reports, or `built`. */
  report: lineText(60).min(1),
  days: daysSchema.optional(),
  comparison: word.optional(),
  filters: filtersSchema.optional(),
  options: z.record(word, word).optional(),
  built: builtSchema.optional(),
  schedule: scheduleSchema.nullable().optional(),
})
export type SavedReport = z.infer<typeof savedReportSchema>

const rangeSchema = z.strictObject({ from: businessDaySchema, to: businessDaySchema })

/** A `scheduled-report` that the server makes at its time (SCHEDULE-1). */
export const scheduledReportPayloadSchema = z.strictObject({
  settingId: idSchema,
  name: lineText(120),
  report: lineText(60),
  range: rangeSchema,
  compare: rangeSchema.nullable(),
  currency: currencySchema,
  recipients: z.array(recipientSchema).max(20),
  language: languageSchema,
  format: word,
})
export type ScheduledReportPayload = z.infer<typeof scheduledReportPayloadSchema>

/** Why there are no figures: said, never pretended (SCHEDULE-3). */
export const REPORT_PROBLEMS = ['unknown-report', 'unknown-word', 'not-on-server', 'too-many-orders'] as const

const cell = z.union([z.string(), z.number(), z.null()])
const cells = z.array(cell)
const rowSchema = z.looseObject({ cells, before: cells.nullable() })

/** What came of it, in the task's `result`. The figures are those of `computedAt`, by what had reached the server. */
export const scheduledReportResultSchema = z.looseObject({
  computedAt: timeSchema,
  problem: lineText(40).optional(),
  /** A table as `ReportTable` describes it, without what its figures would open. */
  table: z
    .looseObject({
      columns: z.array(z.looseObject({ id: z.string(), kind: z.string(), isMeasure: z.boolean() })),
      rows: z.array(rowSchema.extend({ key: z.string() })),
      total: rowSchema.nullable(),
      notes: z.array(z.looseObject({ code: z.string(), tone: z.string() })),
    })
    .optional(),
  /** How many rows there are, in the table or not. */
  rowCount: z.number().int().optional(),
})
export type ScheduledReportResult = z.infer<typeof scheduledReportResultSchema>

/** A `send-message` that the server asks of itself: the figures of a scheduled report, to one of its recipients. */
export const reportMessagePayloadSchema = z.strictObject({
  about: z.literal('report'),
  channel: recipientSchema.shape.channel,
  to: recipientSchema.shape.to,
  /** Where the figures are. */
  taskId: idSchema,
  settingId: idSchema,
  name: lineText(120),
  language: languageSchema,
  format: word,
})
export type ReportMessagePayload = z.infer<typeof reportMessagePayloadSchema>
