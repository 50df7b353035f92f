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
