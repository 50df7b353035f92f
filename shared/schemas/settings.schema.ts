import { deriveId, type Id, idSchema } from '@shared/kernel/id.ts'
import { currencySchema } from '@shared/kernel/money.ts'
import { z } from 'zod'
import { addressSchema } from './address.ts'
import { envelope, lineText, longText, openRecordSchema } from './envelope.ts'
import { priceListSchema, promotionSchema } from './offers.schema.ts'
import { LANGUAGES } from './people.schema.ts'
import { PAYMENT_METHODS } from './postings.ts'
import { savedReportSchema } from './report.schema.ts'

export const SETTING_KINDS = [
  'shop-profile',
  'category',
  'location',
  'tax-class',
  'payment-method',
  'device',
  'shipping-method',
  'price-list',
  'promotion',
  'order-form',
  'saved-reply',
  'keyword-reply',
  'message-template',
  'campaign',
  'service',
  'opening-hours',
  'report',
  'scale-labels',
  'favourite',
  'integration',
  'plan',
  'supplier',
] as const
export type SettingKind = (typeof SETTING_KINDS)[number]

/** How the 13 digits of a label are cut: prefix, article, at times a digit that proves the value, the value, the check digit. */
const scaleRuleSchema = z.strictObject({
  prefix: z.string().regex(/^2\d$/),
  articleDigits: z.number().int().min(4).max(6),
  holds: z.enum(['weight', 'price']),
  provesValue: z.boolean(),
})
export type ScaleRule = z.infer<typeof scaleRuleSchema>

export const TILE_COLOURS = ['blue', 'green', 'yellow', 'red', 'grey'] as const

/** Small pictures only: every device keeps all of them. Null: the tile shows the initials. */
export const MAX_PICTURE_CHARACTERS = 24_000
const pictureSchema = z
  .string()
  .max(MAX_PICTURE_CHARACTERS)
  .regex(/^data:image\/(?:webp|jpeg|png);base64,[A-Za-z0-9+/]+=*$/)
  .nullable()

/** Values with a shape; the other kinds keep an open record until their screens exist. */
export const SETTING_VALUES = {
  'shop-profile': z.strictObject({
    name: lineText(200).min(1),
    code: z.string().regex(/^[A-Z0-9]{2,6}$/),
    currency: currencySchema,
    languages: z.array(z.enum(LANGUAGES)).min(1).max(2),
    utcOffsetMinutes: z.number().int().min(-720).max(840),
    pricesIncludeTax: z.boolean(),
    address: addressSchema,
    phone: lineText(40),
    email: lineText(254),
    receiptFooter: longText(500),
  }),
  category: z.strictObject({
    name: lineText(120).min(1),
    parentId: idSchema.nullable(),
    sortOrder: z.number().int(),
  }),
  location: z.strictObject({ name: lineText(120).min(1), sells: z.boolean() }),
  'tax-class': z.strictObject({ name: lineText(80).min(1), rate: z.number().int().min(0).max(10_000) }),
  'payment-method': z.strictObject({
    method: z.enum(PAYMENT_METHODS),
    enabled: z.boolean(),
    sortOrder: z.number().int(),
  }),
  'price-list': priceListSchema,
  promotion: promotionSchema,
  /** A report that somebody put together or narrowed, to open again. */
  report: savedReportSchema,
  /** What the labels of the shop's scales say; read by `readScaleLabel`. One document for the shop. */
  'scale-labels': z.strictObject({ rules: z.array(scaleRuleSchema).max(10) }),
  /** A tile on the counter. The picture is inside, so that it is there without a connection. */
  favourite: z.strictObject({
    variantId: idSchema,
    sortOrder: z.number().int(),
    colour: z.enum(TILE_COLOURS),
    picture: pictureSchema,
  }),
  device: z.strictObject({
    name: lineText(120),
    code: z.string().regex(/^[A-Z0-9]{2,6}$/),
    /** Where this till sells from; left out, the shop's own location. */
    locationId: idSchema.optional(),
  }),
  supplier: z.strictObject({
    name: lineText(200).min(1),
    phone: lineText(40),
    email: lineText(254),
    /** Days from the order to the delivery; null while nobody knows. */
    leadTimeDays: z.number().int().min(0).max(365).nullable(),
    note: longText(2_000),
  }),
} as const

export const settingSchema = z
  .strictObject({ ...envelope, kind: z.enum(SETTING_KINDS), value: openRecordSchema })
  .superRefine((setting, context) => {
    const shape = shapeOf(setting.kind)
    const parsed = shape?.safeParse(setting.value)
    for (const issue of parsed?.error?.issues ?? []) {
      context.addIssue({ code: 'custom', message: issue.message, path: ['value', ...issue.path] })
    }
  })
export type Setting = z.infer<typeof settingSchema>

export type ShapedSettingKind = keyof typeof SETTING_VALUES
export type SettingValue<Kind extends ShapedSettingKind> = z.infer<(typeof SETTING_VALUES)[Kind]>

/** The value of a setting of that kind, typed; null for another kind or an unreadable value. */
export function settingValue<Kind extends ShapedSettingKind>(
  kind: Kind,
  setting: Setting | null | undefined,
): SettingValue<Kind> | null {
  if (setting?.kind !== kind) return null
  const parsed = SETTING_VALUES[kind].safeParse(setting.value)
  return parsed.success ? (parsed.data as SettingValue<Kind>) : null // the schema at `kind` produced it
}

/** Settings of which a shop has exactly one have an id that every device computes alike. */
export const singleSettingId = (shopId: Id, kind: SettingKind): Id => deriveId(shopId, 'settings', kind)

function shapeOf(kind: SettingKind): z.ZodType | null {
  return kind in SETTING_VALUES ? SETTING_VALUES[kind as ShapedSettingKind] : null // `in` proved the key
}
