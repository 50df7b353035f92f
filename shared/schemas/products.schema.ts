import { idSchema } from '@shared/kernel/id.ts'
import { currencySchema, nonNegativeMinorSchema } from '@shared/kernel/money.ts'
import { positiveQuantitySchema, quantitySchema } from '@shared/kernel/quantity.ts'
import { z } from 'zod'
import { envelope, lineText, longText } from './envelope.ts'

/** What a quantity counts. */
export const unitSchema = z.enum(['piece', 'gram', 'millilitre', 'minute'])
export type Unit = z.infer<typeof unitSchema>

/** Small enough that quantity × price ÷ this is exact to half a unit of money. */
export const MAX_PRICE_PER = 100_000
export const pricePerSchema = z.number().int().min(1).max(MAX_PRICE_PER)

export const MAX_COMPONENTS = 20

/** One of the goods in a bundle, and how many of it one bundle holds. */
export const componentSchema = z.strictObject({ variantId: idSchema, quantity: positiveQuantitySchema })
export type Component = z.infer<typeof componentSchema>

/** What is sold and counted. `price: null` means the cashier types it. */
export const variantSchema = z.strictObject({
  id: idSchema,
  sku: lineText(80),
  barcodes: z.array(lineText(80)).max(20),
  options: z.array(z.strictObject({ name: lineText(80), value: lineText(120) })).max(10),
  price: nonNegativeMinorSchema.nullable(),
  compareAtPrice: nonNegativeMinorSchema.nullable(),
  cost: nonNegativeMinorSchema.nullable(),
  tracked: z.boolean(),
  lowStockThreshold: quantitySchema.nullable(),
  reorderPoint: quantitySchema.nullable().optional(),
  reorderQuantity: quantitySchema.nullable().optional(),
  weightGrams: z.number().int().min(0).max(100_000_000).nullable().optional(),
  imageUrl: z.string().max(2_000).nullable().optional(),
  /** What a bundle is made of (BUNDLE-1); left out or empty for goods of their own. */
  components: z.array(componentSchema).max(MAX_COMPONENTS).optional(),
  archived: z.boolean(),
})
export type Variant = z.infer<typeof variantSchema>

/** How single goods are told apart: not at all, by lot and expiry day, or each by a serial number. */
export const TRACKINGS = ['none', 'lot', 'serial'] as const
export const trackingSchema = z.enum(TRACKINGS)
export type Tracking = z.infer<typeof trackingSchema>

export const APPROVALS = ['draft', 'submitted', 'approved', 'refused'] as const

export const productSchema = z.strictObject({
  ...envelope,
  name: lineText(300).min(1),
  /** `name` folded for sorting and searching; computed by `foldText`. */
  nameKey: z.string().max(300),
  kind: z.enum(['goods', 'service']),
  shortDescription: lineText(500),
  description: longText(20_000),
  categoryId: idSchema.nullable(),
  brand: lineText(120),
  vendorId: idSchema.nullable(),
  currency: currencySchema,
  unit: unitSchema,
  /** How many units the prices and costs of its variants are for; one when left out. 1000 for grams with a price by the kilo. */
  pricePer: pricePerSchema.optional(),
  /** `none` when left out. */
  tracking: trackingSchema.optional(),
  taxClassId: idSchema.nullable(),
  variants: z.array(variantSchema).min(1).max(500),
  images: z
    .array(z.strictObject({ id: lineText(60), url: z.string().max(2_000), alt: lineText(300) }))
    .max(50),
  specifications: z.record(z.string().max(80), lineText(500)),
  tags: z.array(lineText(80)).max(100),
  seo: z.strictObject({
    slug: lineText(200),
    title: lineText(300),
    description: lineText(1_000),
    keywords: z.array(lineText(80)).max(50),
  }),
  active: z.boolean(),
  featured: z.boolean(),
  isNew: z.boolean(),
  bestSeller: z.boolean(),
  sortOrder: z.number().int(),
  approval: z.strictObject({ status: z.enum(APPROVALS), reason: lineText(500) }),
  source: z.strictObject({ kind: z.enum(['own', 'import', 'cj']), externalId: lineText(200) }),
})
export type Product = z.infer<typeof productSchema>
