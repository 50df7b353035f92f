import { businessDaySchema } from '@shared/kernel/business-day.ts'
import { idSchema } from '@shared/kernel/id.ts'
import { currencySchema, nonNegativeMinorSchema } from '@shared/kernel/money.ts'
import { positiveQuantitySchema } from '@shared/kernel/quantity.ts'
import { z } from 'zod'
import { lineText, timeSchema } from './envelope.ts'

/** More kinds of goods than one delivery note holds. */
export const MAX_PURCHASE_LINES = 500

/** What becomes of an order to a supplier; how much of it has arrived is not written down but folded (PURCHASE-4). */
export const PURCHASE_STATES = ['draft', 'ordered', 'closed', 'cancelled'] as const
export type PurchaseState = (typeof PURCHASE_STATES)[number]

const purchaseLineSchema = z.strictObject({
  variantId: idSchema,
  /** As they were when the order was written: it is sent to somebody. */
  name: lineText(400),
  sku: lineText(80),
  quantity: positiveQuantitySchema,
  /** Null while the supplier has not named it. */
  unitCost: nonNegativeMinorSchema.nullable(),
})
export type PurchaseLine = z.infer<typeof purchaseLineSchema>

/** `details` of a stock movement of kind `purchase-order`. */
export const purchaseDetailsSchema = z.strictObject({
  state: z.enum(PURCHASE_STATES),
  supplierId: idSchema,
  /** Where the goods are to arrive. */
  locationId: idSchema,
  currency: currencySchema,
  orderedAt: timeSchema.nullable(),
  expectedDay: businessDaySchema.nullable(),
  lines: z.array(purchaseLineSchema).min(1).max(MAX_PURCHASE_LINES),
})
export type PurchaseDetails = z.infer<typeof purchaseDetailsSchema>

/** `details` of what arrived on an order, and of what takes it back. */
export const receiptDetailsSchema = z.strictObject({ purchaseOrderId: idSchema })

const found = z.strictObject({ variantId: idSchema, quantity: positiveQuantitySchema })

/** More lines than this no transfer has: each posts two legs. */
export const MAX_TRANSFER_LINES = 1_000

/** `details` of a transfer that is under way: goods leave one place for another and are in transit meanwhile. */
export const dispatchDetailsSchema = z.strictObject({
  step: z.literal('dispatch'),
  fromLocationId: idSchema,
  toLocationId: idSchema,
})
export type DispatchDetails = z.infer<typeof dispatchDetailsSchema>

const follows = {
  transferId: idSchema,
  /** How many receipts and settlements of the transfer were known where this one was made. */
  round: z.number().int().min(0).max(1_000),
}

/** `details` of a transfer's receipt. What was found stands here too, so that two who counted differently are both heard. */
export const transferReceiptDetailsSchema = z.strictObject({
  step: z.literal('receipt'),
  ...follows,
  toLocationId: idSchema,
  found: z.array(found).min(1).max(MAX_TRANSFER_LINES),
})
export type TransferReceiptDetails = z.infer<typeof transferReceiptDetailsSchema>

/** `details` of the adjustment that settles what is left in transit and will not come. */
export const transferSettlementDetailsSchema = z.strictObject({ step: z.literal('settle'), ...follows })
