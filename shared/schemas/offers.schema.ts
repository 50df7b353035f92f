import { businessDaySchema } from '@shared/kernel/business-day.ts'
import { idSchema } from '@shared/kernel/id.ts'
import { nonNegativeMinorSchema } from '@shared/kernel/money.ts'
import { positiveQuantitySchema } from '@shared/kernel/quantity.ts'
import { z } from 'zod'
import { lineText } from './envelope.ts'

/* Values of the settings `promotion` and `price-list`. Flat, so that two edits merged field by field still fit. */

/** First and last day, each included; null leaves that end open. */
const validity = { fromDay: businessDaySchema.nullable(), toDay: businessDaySchema.nullable() }

const MINUTES_OF_DAY = 1_440

export const PROMOTION_TYPES = ['percent', 'amount', 'buy-get', 'price-breaks'] as const
export type PromotionType = (typeof PROMOTION_TYPES)[number]

const rate = z.number().int().min(0).max(10_000)

export const promotionSchema = z.strictObject({
  /** As the customer reads it on his receipt. */
  name: lineText(60).min(1),
  enabled: z.boolean(),
  ...validity,
  /** Only on these days of the week (1 is Monday) between these minutes; an end before the start is after midnight. */
  hours: z
    .strictObject({
      weekdays: z.array(z.number().int().min(1).max(7)).max(7),
      fromMinute: z.number().int().min(0).max(MINUTES_OF_DAY),
      toMinute: z.number().int().min(0).max(MINUTES_OF_DAY),
    })
    .nullable(),
  everything: z.boolean(),
  variantIds: z.array(idSchema).max(500),
  categoryIds: z.array(idSchema).max(100),
  /** Which of the values below count. */
  type: z.enum(PROMOTION_TYPES),
  /** Basis points off: of the price, or of what somebody gets beside what he buys. */
  rate,
  /** Off what the price is for: a piece, or the kilo. */
  amount: nonNegativeMinorSchema,
  buy: z.number().int().min(1).max(1_000),
  get: z.number().int().min(1).max(1_000),
  /** From so many of one article on, each of them at that price. */
  breaks: z.array(z.strictObject({ from: positiveQuantitySchema, price: nonNegativeMinorSchema })).max(10),
  /** Given on top of the best of the others, instead of competing with them. */
  addsUp: z.boolean(),
})
export type Promotion = z.infer<typeof promotionSchema>

/** More prices than this a list does not hold: every device keeps all lists. */
export const MAX_LISTED_PRICES = 1_000

export const priceListSchema = z.strictObject({
  name: lineText(60).min(1),
  enabled: z.boolean(),
  ...validity,
  /** Basis points off everything that has no price of its own here. */
  rate,
  prices: z
    .array(z.strictObject({ variantId: idSchema, price: nonNegativeMinorSchema }))
    .max(MAX_LISTED_PRICES),
})
export type PriceList = z.infer<typeof priceListSchema>

/** More than these no line tells. */
export const MAX_LINE_PROMOTIONS = 5

/** On the line of an order: what each promotion took off it (PROMO-5), and whose prices it was sold at. */
export const linePromotionSchema = z.strictObject({
  id: idSchema,
  name: lineText(60),
  amount: nonNegativeMinorSchema,
})
export type LinePromotion = z.infer<typeof linePromotionSchema>

export const linePriceListSchema = z.strictObject({ id: idSchema, name: lineText(60) })
export type LinePriceList = z.infer<typeof linePriceListSchema>
