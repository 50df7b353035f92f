import { z } from 'zod'

/** Whole-request failures (HTTP 4xx/5xx). A single bad row is never one of these. */
export const ERROR_CODES = [
  'BAD_REQUEST',
  'UNAUTHENTICATED', // no or unreadable access token: refresh it
  'SESSION_ENDED', // refresh token expired, reused or revoked: sign in again
  'WRONG_CREDENTIALS',
  'FORBIDDEN',
  'NOT_FOUND',
  'TOO_LARGE',
  'TOO_MANY_REQUESTS',
  'CLIENT_TOO_OLD', // this program must be updated; params.oldest
  'SERVER_TOO_OLD', // the server must be updated; params.newest
  'EPOCH_CHANGED', // the server's database was restored; params.epoch
  'DRAINING', // this server is stopping: try again, another answers
  'UNAVAILABLE', // database not reachable
  'INTERNAL',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

export const errorBodySchema = z.object({
  error: z.object({
    code: z.enum(ERROR_CODES),
    /** For logs and support, English; screens translate the code. */
    message: z.string(),
    requestId: z.string(),
    retryAfterMs: z.number().int().min(0).optional(),
    params: z.record(z.string(), z.json()).optional(),
  }),
})
export type ErrorBody = z.infer<typeof errorBodySchema>

/** Status by code: the one table of both directions. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  SESSION_ENDED: 401,
  WRONG_CREDENTIALS: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  TOO_LARGE: 413,
  CLIENT_TOO_OLD: 426,
  SERVER_TOO_OLD: 412,
  EPOCH_CHANGED: 409,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
  DRAINING: 503,
  UNAVAILABLE: 503,
}
