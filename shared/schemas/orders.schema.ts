import { businessDaySchema } from '@shared/kernel/business-day.ts'
import { idSchema } from '@shared/kernel/id.ts'
import { currencySchema, minorSchema, nonNegativeMinorSchema } from '@shared/kernel/money.ts'
import { quantitySchema } from '@shared/kernel/quantity.ts'
import { z } from 'zod'
import { addressSchema } from './address.ts'
import { envelope, lineText, longText, openRecordSchema, timeSchema } from './envelope.ts'
import { linePriceListSchema, linePromotionSchema, MAX_LINE_PROMOTIONS } from './offers.schema.ts'
import {
  lotShareSchema,
  MAX_LOTS,
  moneyPostingSchema,
  PAYMENT_METHODS,
  stockPostingSchema,
} from './postings.ts'
import { componentSchema, MAX_COMPONENTS, pricePerSchema, unitSchema } from './products.schema.ts'

export const ORDER_CHANNELS = [
  'counter',
  'online',
  'form',
  'chat',
  'subscription',
  'dropship',
  'import',
] as const
export const ORDER_STATUSES = [
  'held',
  'pending',
  'confirmed',
  'processing',
  'shipped',
  'delivered',
  'cancelled',
] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]
export const PAYMENT_STATUSES = [
  'pending',
  'part-paid',
  'paid',
  'failed',
  'part-refunded',
  'refunded',
] as const
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

/** One of the goods of a bundle as it was when it was sold. */
export const lineComponentSchema = z.strictObject({
  ...componentSchema.shape,
  name: lineText(400),
  sku: lineText(80),
  unit: unitSchema.optional(),
  /** Cost of one unit; left out when not known. */
  unitCost: nonNegativeMinorSchema.optional(),
})
export type LineComponent = z.infer<typeof lineComponentSchema>

/** One thing sold. `total` = quantity × unitPrice ÷ pricePer − discount (tax inside it when `pricesIncludeTax`). Left-out fields are zero. */
export const orderLineSchema = z.strictObject({
  id: lineText(26).min(1),
  productId: idSchema,
  variantId: idSchema,
  sku: lineText(80),
  name: lineText(400),
  categoryId: idSchema.nullable().optional(),
  vendorId: idSchema.optional(),
  /** Negative only in imported history. */
  quantity: quantitySchema,
  unitPrice: minorSchema,
  /** How many units `unitPrice` and `unitCost` are for; one when left out. */
  pricePer: pricePerSchema.optional(),
  /** What `quantity` counts; pieces when left out. */
  unit: unitSchema.optional(),
  discount: nonNegativeMinorSchema.optional(),
  discountReason: lineText(200).optional(),
  /** Left out when the discount was given by a person; else they sum to it (PROMO-5). */
  promotions: z.array(linePromotionSchema).max(MAX_LINE_PROMOTIONS).optional(),
  /** The list that `unitPrice` is from; left out when it is the article's own. */
  priceList: linePriceListSchema.optional(),
  /** Basis points: 1800 is 18 %. */
  taxRate: z.number().int().min(0).max(10_000).optional(),
  tax: minorSchema.optional(),
  total: minorSchema,
  /** Cost of one unit when it was sold; left out when not known. */
  unitCost: nonNegativeMinorSchema.optional(),
  note: lineText(300).optional(),
  /** Of a bundle: the goods of one of them, which leave the shelf in its place (BUNDLE-2). */
  components: z.array(lineComponentSchema).min(1).max(MAX_COMPONENTS).optional(),
  /** Which lots or serial numbers the buyer took (LOT-2); what is left of `quantity` has none. */
  lots: z.array(lotShareSchema).max(MAX_LOTS).optional(),
})
export type OrderLine = z.infer<typeof orderLineSchema>

export const paymentSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(['payment', 'refund']),
  method: z.enum(PAYMENT_METHODS),
  amount: nonNegativeMinorSchema,
  /** Cash handed over and given back; only for cash. */
  tendered: nonNegativeMinorSchema.optional(),
  change: nonNegativeMinorSchema.optional(),
  reference: lineText(120).optional(),
  status: z.enum(['declared', 'confirmed', 'failed']),
  at: timeSchema,
  by: idSchema,
  deviceId: idSchema,
})
export type Payment = z.infer<typeof paymentSchema>

export const returnLineSchema = z.strictObject({
  /** The order line that comes back; null in imported history, where the original sale is not known. */
  lineId: lineText(26).nullable(),
  productId: idSchema,
  variantId: idSchema,
  sku: lineText(80),
  name: lineText(400),
  categoryId: idSchema.nullable().optional(),
  quantity: quantitySchema,
  /** What the customer gets back for these units, tax inside as in the line. */
  amount: minorSchema,
  tax: minorSchema.optional(),
  /** As in the line: how many units `unitCost` is for, and what `quantity` counts. */
  pricePer: pricePerSchema.optional(),
  unit: unitSchema.optional(),
  unitCost: nonNegativeMinorSchema.optional(),
  /** Which of the line's lots came back (LOT-4). */
  lots: z.array(lotShareSchema).max(MAX_LOTS).optional(),
})

export const orderReturnSchema = z.strictObject({
  id: idSchema,
  at: timeSchema,
  businessDay: businessDaySchema,
  by: idSchema,
  deviceId: idSchema,
  reason: lineText(300),
  restock: z.boolean(),
  lines: z.array(returnLineSchema).min(1).max(2_000),
  total: minorSchema,
})
export type OrderReturn = z.infer<typeof orderReturnSchema>

export const orderEventSchema = z.strictObject({
  id: idSchema,
  at: timeSchema,
  by: idSchema,
  deviceId: idSchema,
  kind: z.enum(['status', 'note', 'print']),
  from: z.enum(ORDER_STATUSES).optional(),
  to: z.enum(ORDER_STATUSES).optional(),
  text: longText(2_000).optional(),
})

export const shipmentSchema = z.strictObject({
  id: idSchema,
  carrier: lineText(80),
  method: lineText(80),
  number: lineText(120),
  labelUrl: z.string().max(2_000).optional(),
  cost: nonNegativeMinorSchema.optional(),
  updates: z
    .array(z.strictObject({ id: idSchema, at: timeSchema, place: lineText(200), text: lineText(500) }))
    .max(500),
})

/** Gap-free per device and epoch (RECEIPT-1), made without a server. */
export const receiptSchema = z.strictObject({
  deviceCode: z.string().regex(/^[A-Z0-9]{2,6}$/),
  epoch: z.number().int().min(1),
  counter: z.number().int().min(1),
})
export type Receipt = z.infer<typeof receiptSchema>

export const orderSchema = z.strictObject({
  ...envelope,
  /** Printed number. Counter sales: `<device>-<epoch>-<counter>`; imported history keeps its own. */
  number: lineText(60).min(1),
  receipt: receiptSchema.nullable(),
  channel: z.enum(ORDER_CHANNELS),
  status: z.enum(ORDER_STATUSES),
  /** Derived from payments and total by `paymentStatusOf`; stored so that it can be listed. */
  paymentStatus: z.enum(PAYMENT_STATUSES),
  placedAt: timeSchema,
  /** `invertTime(placedAt)`: newest first in an ascending index. */
  placedInv: timeSchema,
  businessDay: businessDaySchema,
  locationId: idSchema,
  shiftId: idSchema.nullable(),
  customerId: idSchema.nullable(),
  customerName: lineText(200),
  country: lineText(60),
  currency: currencySchema,
  pricesIncludeTax: z.boolean(),
  lines: z.array(orderLineSchema).max(2_000),
  subtotal: minorSchema,
  discount: nonNegativeMinorSchema,
  discountReason: lineText(200),
  shipping: nonNegativeMinorSchema,
  tax: minorSchema,
  total: minorSchema,
  payments: z.array(paymentSchema).max(500),
  returns: z.array(orderReturnSchema).max(500),
  stockPostings: z.array(stockPostingSchema).max(10_000),
  moneyPostings: z.array(moneyPostingSchema).max(10_000),
  deliveryAddress: addressSchema.nullable(),
  shipments: z.array(shipmentSchema).max(50),
  commissions: z
    .array(z.strictObject({ id: idSchema, vendorId: idSchema, amount: nonNegativeMinorSchema }))
    .max(100),
  events: z.array(orderEventSchema).max(2_000),
  note: longText(2_000),
  /** What an import recognises its own rows by; empty otherwise. */
  importKey: lineText(120),
  /** Answers of an order form, subscription or supplier data. */
  details: openRecordSchema,
})
export type Order = z.infer<typeof orderSchema>
