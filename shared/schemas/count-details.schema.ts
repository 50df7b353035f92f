import { idSchema } from '@shared/kernel/id.ts'
import { MAX_QUANTITY } from '@shared/kernel/quantity.ts'
import { z } from 'zod'
import { timeSchema } from './envelope.ts'

/** `details` of a stock movement of kind `count-session`: a count that anybody who may count can join. */
export const countSessionDetailsSchema = z.strictObject({
  /** Whether it was closed is told by its count, which is a document of its own (COUNT-4). */
  state: z.enum(['open', 'dropped']),
  locationId: idSchema,
  /** The category whose variants are to be counted; null for a count by scan alone. */
  categoryId: idSchema.nullable(),
  /** Whether who counts is not shown what the ledger says. */
  blind: z.boolean(),
})
export type CountSessionDetails = z.infer<typeof countSessionDetailsSchema>

/** Short, because a page travels whole with each line that is counted on it. */
export const MAX_PAGE_LINES = 50

const countedSchema = z.number().int().min(0).max(MAX_QUANTITY)

const pageLineSchema = z.strictObject({
  variantId: idSchema,
  /** Null: it was taken out again. */
  counted: countedSchema.nullable(),
  at: timeSchema,
  /** The step of the page at which it was last counted: what tells lines that came after a count was closed. */
  step: z.number().int().min(1),
})
export type PageLine = z.infer<typeof pageLineSchema>

/** `details` of a stock movement of kind `count-page`: what one person counted on one device. Nobody else writes on it. */
export const countPageDetailsSchema = z.strictObject({
  sessionId: idSchema,
  staffId: idSchema,
  deviceId: idSchema,
  page: z.number().int().min(0).max(1_000),
  /** Rises with every change. */
  step: z.number().int().min(1),
  lines: z.array(pageLineSchema).min(1).max(MAX_PAGE_LINES),
})
export type CountPageDetails = z.infer<typeof countPageDetailsSchema>

/** `details` of the count that closes a session: how far each page was in it, and which figures were seen and not taken. */
export const countClosingDetailsSchema = z.strictObject({
  pages: z.array(z.strictObject({ pageId: idSchema, step: z.number().int().min(1) })).max(1_000),
  leftOut: z.array(z.strictObject({ variantId: idSchema, pageId: idSchema })).max(5_000),
})
export type CountClosingDetails = z.infer<typeof countClosingDetailsSchema>
