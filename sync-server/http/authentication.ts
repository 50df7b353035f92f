import type { FastifyRequest } from 'fastify'
import type { TokenClaims } from '../auth/access-tokens.ts'
import { HttpError } from './http-error.ts'
import type { Services } from './services.ts'

/** The verified claims of `Authorization: Bearer …`; throws UNAUTHENTICATED, or TOO_MANY_REQUESTS for a device in a loop. */
export async function requireClaims(request: FastifyRequest, services: Services): Promise<TokenClaims> {
  const claims = await services.tokens.verify(bearerOf(request))
  if (!claims) throw new HttpError('UNAUTHENTICATED', 'A valid access token is needed')
  const key = `${claims.shopId} ${claims.deviceId}`
  const retryAfterMs = services.requests.waitMs(key)
  if (retryAfterMs > 0) throw new HttpError('TOO_MANY_REQUESTS', 'Too many requests', { retryAfterMs })
  services.requests.count(key)
  return claims
}

/** The token of `Authorization: Bearer …`; empty, which no key has signed, when there is none. */
export function bearerOf(request: FastifyRequest): string {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' && token ? token : ''
}

/** What the reading functions need to know of the caller. */
export const readerOf = (claims: TokenClaims, { pool, clock }: Services) => ({
  pool,
  claims,
  now: clock.now(),
})
