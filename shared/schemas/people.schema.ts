import { idSchema } from '@shared/kernel/id.ts'
import { currencySchema, nonNegativeMinorSchema } from '@shared/kernel/money.ts'
import { z } from 'zod'
import { addressSchema } from './address.ts'
import { envelope, lineText, longText, openRecordSchema } from './envelope.ts'

export const LANGUAGES = ['fr', 'en'] as const
export const languageSchema = z.enum(LANGUAGES)
export type Language = z.infer<typeof languageSchema>

export const customerSchema = z.strictObject({
  ...envelope,
  kind: z.enum(['person', 'business']),
  name: lineText(200).min(1),
  nameKey: z.string().max(200),
  phones: z.array(lineText(40)).max(10),
  email: lineText(254),
  avatarUrl: z.string().max(2_000),
  addresses: z
    .array(
      z.strictObject({
        id: idSchema,
        label: z.enum(['home', 'work', 'other']),
        isDefault: z.boolean(),
        address: addressSchema,
      }),
    )
    .max(20),
  language: languageSchema.nullable(),
  currency: currencySchema.nullable(),
  preferences: openRecordSchema,
  marketingConsent: z.boolean(),
  creditLimit: nonNegativeMinorSchema,
  /** The prices he pays; left out or null, everybody's. */
  priceListId: idSchema.nullable().optional(),
  tags: z.array(lineText(80)).max(100),
  whatsapp: lineText(40),
  acquiredBy: lineText(80),
  note: longText(2_000),
  importKey: lineText(120),
})
export type Customer = z.infer<typeof customerSchema>

export const ROLES = ['admin', 'manager', 'cashier', 'logistics', 'finance', 'vendor'] as const
export const roleSchema = z.enum(ROLES)
export type Role = z.infer<typeof roleSchema>

/** A team member as every device knows him. The account (password, sessions) lives on the server only. */
export const staffSchema = z.strictObject({
  ...envelope,
  name: lineText(200).min(1),
  email: lineText(254),
  phone: lineText(40),
  avatarUrl: z.string().max(2_000),
  role: roleSchema,
  permissions: z.array(lineText(60)).max(100),
  active: z.boolean(),
})
export type Staff = z.infer<typeof staffSchema>
