import { idSchema } from '@shared/kernel/id.ts'
import { minorSchema, nonNegativeMinorSchema } from '@shared/kernel/money.ts'
import { quantitySchema } from '@shared/kernel/quantity.ts'
import { z } from 'zod'
import { lineText, timeSchema } from './envelope.ts'

export const PAYMENT_METHODS = [
  'cash',
  'orange-money',
  'wave',
  'card',
  'cash-on-delivery',
  'credit',
  'other',
] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

export const STOCK_POSTING_KINDS = [
  'sale',
  'return',
  'cancel',
  'receive',
  'adjust',
  'count',
  'transfer',
  'waste',
] as const
export type StockPostingKind = (typeof STOCK_POSTING_KINDS)[number]

/** An immutable change of stock (LEDGER-1: on hand is the sum of postings). `quantity` is signed: sales are negative. */
export const stockPostingSchema = z.strictObject({
  id: idSchema,
  variantId: idSchema,
  locationId: idSchema,
  quantity: quantitySchema,
  kind: z.enum(STOCK_POSTING_KINDS),
  at: timeSchema,
  by: idSchema,
  deviceId: idSchema,
  unitCost: nonNegativeMinorSchema.optional(),
  lot: lineText(80).optional(),
})
export type StockPosting = z.infer<typeof stockPostingSchema>

/**
 * An immutable change of money. Accounts: `method:<payment method>`, `sales`, `tax`, `shipping`, `receivable`,
 * `cash-difference`, `bank`, `expense`. The postings of one document sum to zero (LEDGER-2).
 */
export const moneyPostingSchema = z.strictObject({
  id: idSchema,
  account: lineText(80).min(1),
  amount: minorSchema,
  at: timeSchema,
  by: idSchema,
  deviceId: idSchema,
})
export type MoneyPosting = z.infer<typeof moneyPostingSchema>
