import { businessDaySchema } from '@shared/kernel/business-day.ts'
import { idSchema } from '@shared/kernel/id.ts'
import { currencySchema, nonNegativeMinorSchema } from '@shared/kernel/money.ts'
import { quantitySchema } from '@shared/kernel/quantity.ts'
import { z } from 'zod'
import { envelope, lineText, longText, openRecordSchema, timeSchema } from './envelope.ts'
import { moneyPostingSchema, stockPostingSchema } from './postings.ts'

/** `purchase-order` says what is to come, `count-session` and `count-page` what is being counted: they post nothing. */
export const STOCK_MOVEMENT_KINDS = [
  'receive',
  'adjust',
  'count',
  'transfer',
  'waste',
  'purchase-order',
  'count-session',
  'count-page',
] as const
export type StockMovementKind = (typeof STOCK_MOVEMENT_KINDS)[number]

const occurrence = {
  at: timeSchema,
  /** `invertTime(at)`: newest first in an ascending index. */
  atInv: timeSchema,
  businessDay: businessDaySchema,
  reference: lineText(120),
  note: longText(2_000),
}

/** A document that exists to post stock, or an order to a supplier. Its postings are only ever added to. */
export const stockMovementSchema = z.strictObject({
  ...envelope,
  ...occurrence,
  kind: z.enum(STOCK_MOVEMENT_KINDS),
  /** Why: a code of the reason list (`damaged`, `found`, `correction` …) for adjustments and waste. */
  reason: lineText(60),
  supplierName: lineText(200),
  /** May be empty for a count that found everything right. */
  postings: z.array(stockPostingSchema).max(5_000),
  /** What was counted and what the ledger said then; only for counts. */
  counted: z
    .array(
      z.strictObject({
        variantId: idSchema,
        locationId: idSchema,
        counted: quantitySchema,
        expected: quantitySchema,
      }),
    )
    .max(5_000),
  countSessionId: idSchema.nullable(),
  /** Shape by kind, in `stock-details.schema.ts` and `count-details.schema.ts`; left out where there is nothing more to say. */
  details: openRecordSchema.optional(),
})
export type StockMovement = z.infer<typeof stockMovementSchema>

export const MONEY_MOVEMENT_KINDS = [
  'shift-open',
  'shift-close',
  'cash-in',
  'cash-out',
  'credit-settlement',
  'payout',
  'commission',
  'fee',
  'statement-line',
] as const

export const moneyMovementSchema = z.strictObject({
  ...envelope,
  ...occurrence,
  kind: z.enum(MONEY_MOVEMENT_KINDS),
  reason: lineText(60),
  currency: currencySchema,
  shiftId: idSchema.nullable(),
  customerId: idSchema.nullable(),
  vendorId: idSchema.nullable(),
  postings: z.array(moneyPostingSchema).max(1_000),
  denominations: z
    .array(z.strictObject({ value: nonNegativeMinorSchema, count: z.number().int().min(0) }))
    .max(50),
  details: openRecordSchema,
})
export type MoneyMovement = z.infer<typeof moneyMovementSchema>
