import { businessDaySchema } from '@shared/kernel/business-day.ts'
import { currencySchema } from '@shared/kernel/money.ts'
import { z } from 'zod'
import { collectionSchema } from './sync.ts'

/*
 * The server's own figures of a shop, for whoever has no device at hand. Amounts are minor units; what each figure means
 * stands in `shared/analytics/figures.ts`.
 */

export const MAX_FIGURE_ROWS = 1_000

const amount = z.number().int()
const day = z.coerce.number().pipe(businessDaySchema)
const range = {
  from: day,
  to: day,
  /** The shop's own when left out. */
  currency: currencySchema.optional(),
}
const inOrder = ({ from, to }: { readonly from: number; readonly to: number }): boolean => from <= to
const reversed = { message: 'the range ends before it begins', path: ['to'] }

/** `margin` is null for who may not see it. */
const lineFigures = {
  lines: z.number().int(),
  units: z.number().int(),
  sales: amount,
  returned: amount,
  revenue: amount,
  tax: amount,
  margin: amount.nullable(),
  marginRevenue: amount.nullable(),
}
const salesFigures = {
  ...lineFigures,
  orders: z.number().int(),
  returns: z.number().int(),
  documents: z.number().int(),
}

/** How much of the shop the figures know: `waiting` orders changed since and are not counted yet. */
const knowledge = {
  epoch: z.number().int(),
  serverTime: z.number().int(),
  waiting: z.number().int(),
}

export const salesQuerySchema = z
  .strictObject({ ...range, period: z.enum(['day', 'week', 'month']).default('day') })
  .refine(inOrder, reversed)
export const salesResponseSchema = z.object({
  ...knowledge,
  currency: currencySchema,
  total: z.object(salesFigures),
  /** Only periods in which something happened, oldest first. */
  byPeriod: z.array(z.object({ start: businessDaySchema, ...salesFigures })),
  byCountry: z.array(z.object({ country: z.string(), ...salesFigures })),
})
export type SalesResponse = z.infer<typeof salesResponseSchema>

export const productsQuerySchema = z
  .strictObject({
    ...range,
    offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(MAX_FIGURE_ROWS).default(100),
  })
  .refine(inOrder, reversed)
export const productsResponseSchema = z.object({
  ...knowledge,
  currency: currencySchema,
  total: z.number().int(),
  /** Best revenue first. */
  products: z.array(
    z.object({
      productId: z.string(),
      variantId: z.string(),
      sku: z.string(),
      name: z.string(),
      ...lineFigures,
    }),
  ),
})
export type ProductsResponse = z.infer<typeof productsResponseSchema>

export const statisticsResponseSchema = z.object({
  ...knowledge,
  documents: z.record(collectionSchema, z.number().int()),
  devices: z.number().int(),
  refused: z.number().int(),
  currencies: z.array(
    z.object({
      currency: currencySchema,
      from: businessDaySchema,
      to: businessDaySchema,
      ...salesFigures,
    }),
  ),
  /** When the figures were last counted from scratch, how many days were compared and how many were not the same. */
  check: z.object({ at: z.number().int(), days: z.number().int(), differing: z.number().int() }).nullable(),
})
export type StatisticsResponse = z.infer<typeof statisticsResponseSchema>

export const figuresCheckResponseSchema = z.object({
  epoch: z.number().int(),
  days: z.number().int(),
  differing: z.array(businessDaySchema),
})
