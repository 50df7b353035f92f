import { idSchema } from '@shared/kernel/id.ts'
import { currencySchema } from '@shared/kernel/money.ts'
import { lineText } from '@shared/schemas/envelope.ts'
import { languageSchema, roleSchema } from '@shared/schemas/people.schema.ts'
import { z } from 'zod'

/** `POST /auth/sign-in`. The device makes its own id once and registers by signing in. */
export const signInRequestSchema = z.strictObject({
  email: lineText(254).min(3),
  password: z.string().min(1).max(128),
  device: z.strictObject({ id: idSchema, name: lineText(120).min(1) }),
})
export type SignInRequest = z.infer<typeof signInRequestSchema>

export const tokensSchema = z.object({
  accessToken: z.string(),
  accessExpiresInMs: z.number().int().positive(),
  refreshToken: z.string(),
  /** What this person seals with on this device when work leaves it by file (CARRY-1); 32 bytes as base64url. */
  carryKey: z.string().optional(),
})

export const sessionSchema = z.object({
  account: z.object({
    id: idSchema,
    staffId: idSchema,
    name: z.string(),
    email: z.string(),
    role: roleSchema,
  }),
  shop: z.object({
    id: idSchema,
    name: z.string(),
    code: z.string(),
    currency: currencySchema,
    languages: z.array(languageSchema),
    utcOffsetMinutes: z.number().int(),
    pricesIncludeTax: z.boolean(),
    locationId: idSchema,
  }),
  device: z.object({ id: idSchema, code: z.string(), name: z.string() }),
  /** Incarnation of the server's database; a restore raises it (SYNC-9). */
  epoch: z.number().int().min(1),
  serverTime: z.number().int(),
})
export type Session = z.infer<typeof sessionSchema>

export const signInResponseSchema = sessionSchema.extend({ tokens: tokensSchema })
export type SignInResponse = z.infer<typeof signInResponseSchema>

/** `POST /auth/refresh`: rotates the refresh token; the answer repeats the session, so a role change arrives. */
export const refreshRequestSchema = z.strictObject({
  refreshToken: z.string().min(20).max(200),
  deviceId: idSchema,
})
export const refreshResponseSchema = signInResponseSchema

/** `POST /auth/revoke-device`: a till that was stolen or lost is shut out for ever. */
export const revokeDeviceRequestSchema = z.strictObject({ deviceId: idSchema })
export const revokeDeviceResponseSchema = z.object({ revoked: z.literal(true) })
