import { COLLECTIONS } from '@shared/schemas/registry.ts'
import { subscriptionSchema } from '@shared/schemas/service.schema.ts'
import { z } from 'zod'
import type { SourceChange } from './bundle-program.ts'

/*
 * A release of tomorrow: subscriptions know through which channel they came, their lines whether they are a gift, and there is
 * a plan for families. Made of what a developer would do: two fields and a word, one migration.
 */

type Record1 = Readonly<Record<string, unknown>>

const migrate = (document: Record1): Record<string, unknown> => ({ channel: '', ...document })

const tomorrow = subscriptionSchema.extend({
  channel: z.string().max(40),
  plan: z.enum([...subscriptionSchema.shape.plan.options, 'family']),
  lines: z
    .array(z.strictObject({ ...subscriptionSchema.shape.lines.element.shape, gift: z.boolean().optional() }))
    .max(200),
})

/** Makes this process, and with it the server in it, one of tomorrow; answers the way back. */
export function becomeTomorrow(): () => void {
  const today = { ...COLLECTIONS.subscriptions }
  Object.assign(COLLECTIONS.subscriptions, { version: 1, schema: tomorrow, migrations: [migrate] })
  return () => void Object.assign(COLLECTIONS.subscriptions, today)
}

/** The same release as a client. */
export const TOMORROWS_CLIENT: readonly SourceChange[] = [
  {
    file: 'shared/schemas/registry.ts',
    from: 'subscriptions: define(subscriptionSchema, [])',
    to: "subscriptions: define(subscriptionSchema, [], [(document) => ({ channel: '', ...document })])",
  },
  {
    file: 'shared/schemas/service.schema.ts',
    from: '.array(z.strictObject({ id: idSchema, variantId: idSchema, quantity: positiveQuantitySchema }))',
    to: '.array(z.strictObject({ id: idSchema, variantId: idSchema, quantity: positiveQuantitySchema, gift: z.boolean().optional() }))',
  },
  {
    file: 'shared/schemas/service.schema.ts',
    from: "plan: z.enum(['basic', 'premium', 'enterprise'])",
    to: "plan: z.enum(['basic', 'premium', 'enterprise', 'family'])",
  },
  {
    file: 'shared/schemas/service.schema.ts',
    from: '  reason: lineText(500),\n})',
    to: '  reason: lineText(500),\n  channel: z.string().max(40),\n})',
  },
]
