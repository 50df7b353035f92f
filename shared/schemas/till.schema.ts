import { idSchema } from '@shared/kernel/id.ts'
import { minorSchema, nonNegativeMinorSchema } from '@shared/kernel/money.ts'
import { z } from 'zod'
import { lineText, longText, timeSchema } from './envelope.ts'
import { receiptSchema } from './orders.schema.ts'
import { PAYMENT_METHODS } from './postings.ts'

/** Kinds of money movements that a till makes between opening and closing. */
export const TILL_KINDS = ['shift-open', 'shift-close', 'cash-in', 'cash-out'] as const
export type TillKind = (typeof TILL_KINDS)[number]

/** Cash movements that a Z can list, and missing receipts that it can name. */
export const MAX_SHIFT_MOVEMENTS = 1_000
export const MAX_MISSING_NAMED = 200

const count = z.number().int().min(0)

/** Numbered like receipts: gap-free per device within its receipt epoch, without a server (SHIFT-4). */
export const shiftNumberSchema = receiptSchema
export type ShiftNumber = z.infer<typeof shiftNumberSchema>

const shift = {
  number: shiftNumberSchema,
  deviceId: idSchema,
  /** What this device makes afterwards has a higher id: where the shift begins, and where it ends. */
  mark: idSchema,
}

/** `details` of a `shift-open`. */
export const shiftOpenDetailsSchema = z.strictObject({ ...shift, float: nonNegativeMinorSchema })
export type ShiftOpenDetails = z.infer<typeof shiftOpenDetailsSchema>

/** One series of receipt numbers within a shift and what is known of it (SHIFT-6). */
export const receiptRunSchema = z.strictObject({
  deviceCode: receiptSchema.shape.deviceCode,
  epoch: receiptSchema.shape.epoch,
  first: receiptSchema.shape.counter,
  last: receiptSchema.shape.counter,
  /** `placedAt` of the earliest and of the latest sale among them: where to look for them again. */
  from: timeSchema,
  to: timeSchema,
  /** How many of the numbers from first to last are on this device. */
  present: count,
  /** How many the server has acknowledged. */
  received: count,
  /** Counters of the first that are not on this device. */
  missing: z.array(receiptSchema.shape.counter).max(MAX_MISSING_NAMED),
})
export type ReceiptRun = z.infer<typeof receiptRunSchema>

/** What happened in a shift, all of it by its own device. Sums of minor units in the shift's currency. */
export const shiftFiguresSchema = z.strictObject({
  float: nonNegativeMinorSchema,
  cash: z.strictObject({
    /** Handed over by customers, change included. */
    tendered: nonNegativeMinorSchema,
    change: nonNegativeMinorSchema,
    refunded: nonNegativeMinorSchema,
    paidIn: nonNegativeMinorSchema,
    paidOut: nonNegativeMinorSchema,
    expected: minorSchema,
  }),
  methods: z
    .array(
      z.strictObject({
        method: z.enum(PAYMENT_METHODS),
        received: nonNegativeMinorSchema,
        refunded: nonNegativeMinorSchema,
      }),
    )
    .max(PAYMENT_METHODS.length),
  sales: z.strictObject({ count, total: minorSchema, discounts: nonNegativeMinorSchema }),
  returns: z.strictObject({ count, total: minorSchema }),
  cancelled: z.strictObject({ count, total: minorSchema }),
  /** By rate in basis points: tax of what was sold, and of what came back or was cancelled. */
  taxes: z.array(z.strictObject({ rate: count, charged: minorSchema, givenBack: minorSchema })).max(100),
  receipts: z.array(receiptRunSchema).max(20),
  movements: z
    .array(
      z.strictObject({
        id: idSchema,
        kind: z.enum(['cash-in', 'cash-out']),
        reason: lineText(60),
        note: longText(2_000),
        amount: nonNegativeMinorSchema,
      }),
    )
    .max(MAX_SHIFT_MOVEMENTS),
})
export type ShiftFigures = z.infer<typeof shiftFiguresSchema>

/** `details` of a `shift-close`: the Z. What was counted stands in `denominations`, the explanation in `note`. */
export const shiftCloseDetailsSchema = z.strictObject({
  ...shift,
  openedAt: timeSchema,
  openedBy: idSchema,
  figures: shiftFiguresSchema,
  counted: nonNegativeMinorSchema,
})
export type ShiftCloseDetails = z.infer<typeof shiftCloseDetailsSchema>
