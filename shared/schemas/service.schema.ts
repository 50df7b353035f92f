import { idSchema } from '@shared/kernel/id.ts'
import { currencySchema, nonNegativeMinorSchema } from '@shared/kernel/money.ts'
import { positiveQuantitySchema } from '@shared/kernel/quantity.ts'
import { z } from 'zod'
import { addressSchema } from './address.ts'
import { envelope, lineText, longText, openRecordSchema, timeSchema } from './envelope.ts'
import { PAYMENT_METHODS } from './postings.ts'

export const subscriptionSchema = z.strictObject({
  ...envelope,
  customerId: idSchema,
  plan: z.enum(['basic', 'premium', 'enterprise']),
  lines: z
    .array(z.strictObject({ id: idSchema, variantId: idSchema, quantity: positiveQuantitySchema }))
    .max(200),
  frequency: z.enum(['weekly', 'bi-weekly', 'monthly']),
  nextDeliveryAt: timeSchema.nullable(),
  deliveryAddress: addressSchema.nullable(),
  paymentMethod: z.enum(PAYMENT_METHODS),
  currency: currencySchema,
  price: nonNegativeMinorSchema,
  state: z.enum(['active', 'paused', 'cancelled']),
  pausedUntil: timeSchema.nullable(),
  reason: lineText(500),
})

/** A chat, a dispute or a review; what was said is in `messages`. */
export const conversationSchema = z.strictObject({
  ...envelope,
  kind: z.enum(['chat', 'dispute', 'review']),
  channel: lineText(40),
  subject: lineText(300),
  status: lineText(40),
  assigneeId: idSchema.nullable(),
  participants: z.array(idSchema).max(100),
  customerId: idSchema.nullable(),
  orderId: idSchema.nullable(),
  productId: idSchema.nullable(),
  lastMessageAt: timeSchema.nullable(),
  details: openRecordSchema,
})

export const messageSchema = z.strictObject({
  ...envelope,
  conversationId: idSchema,
  at: timeSchema,
  direction: z.enum(['in', 'out']),
  kind: z.enum(['text', 'template', 'buttons', 'list', 'image', 'system']),
  text: longText(10_000),
  author: z.enum(['person', 'keyword-rule', 'assistant', 'customer']),
  delivery: z.enum(['pending', 'sent', 'delivered', 'read', 'failed']),
  providerId: lineText(200),
  details: openRecordSchema,
})

export const appointmentSchema = z.strictObject({
  ...envelope,
  serviceId: idSchema,
  customerId: idSchema.nullable(),
  startsAt: timeSchema,
  endsAt: timeSchema,
  status: z.enum(['requested', 'confirmed', 'done', 'missed', 'cancelled']),
  reminders: z.array(z.strictObject({ id: idSchema, at: timeSchema, sent: z.boolean() })).max(20),
  source: lineText(40),
  note: longText(2_000),
})
