import { businessDaySchema } from '@shared/kernel/business-day.ts'
import { idSchema } from '@shared/kernel/id.ts'
import { minorSchema, nonNegativeMinorSchema } from '@shared/kernel/money.ts'
import { positiveQuantitySchema, quantitySchema } from '@shared/kernel/quantity.ts'
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

const lot = {
  /** What stands on the pack, in capitals (`readLot`); of goods with a serial number that number. */
  lot: lineText(80).min(1),
  /** The last day on which it may be sold. */
  expiry: businessDaySchema.optional(),
  /** It names one single piece (SERIAL-1). */
  serial: z.literal(true).optional(),
}

/** More lots than one line ever has. */
export const MAX_LOTS = 500

/** Units of one lot, within the units of a line. What no lot is said of has none. */
export const lotShareSchema = z.strictObject({ ...lot, quantity: positiveQuantitySchema })
export type LotShare = z.infer<typeof lotShareSchema>

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
  expiry: lot.expiry,
  serial: lot.serial,
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
