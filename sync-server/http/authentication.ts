import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { TokenClaims } from '../auth/access-tokens.ts'
import { HttpError } from './http-error.ts'
import type { Services } from './services.ts'

const claimsByRequest = new WeakMap<FastifyRequest, TokenClaims>()

/**
 * Asks every route registered after it for a token before a body is read, so that nobody else has anything parsed, and
 * counts what a device sends and is sent (QUOTA-1).
 */
export function authenticateFirst(routes: FastifyInstance, services: Services): void {
  routes.addHook('onRequest', async (request) => {
    await requireClaims(request, services)
  })
  routes.addHook('onSend', async (request, _reply, payload) => {
    const claims = claimsByRequest.get(request)
    if (claims && typeof payload === 'string') services.traffic.count(deviceKey(claims), payload.length)
    return payload
  })
}

/**
 * The verified claims of `Authorization: Bearer …`, the same for the whole request. Throws UNAUTHENTICATED, or
 * TOO_MANY_REQUESTS for a device in a loop and for one that sends or fetches more than a shop can hold.
 */
export async function requireClaims(request: FastifyRequest, services: Services): Promise<TokenClaims> {
  const known = claimsByRequest.get(request)
  if (known) return known
  const claims = await services.tokens.verify(bearerOf(request))
  if (!claims) throw new HttpError('UNAUTHENTICATED', 'A valid access token is needed')
  const key = deviceKey(claims)
  const retryAfterMs = Math.max(services.requests.waitMs(key), services.traffic.waitMs(key))
  if (retryAfterMs > 0) throw new HttpError('TOO_MANY_REQUESTS', 'Too many requests', { retryAfterMs })
  services.requests.count(key)
  services.traffic.count(key, Number(request.headers['content-length']) || 0)
  claimsByRequest.set(request, claims)
  return claims
}

/** A device of one shop; the same id in another shop is another device. */
export const deviceKey = ({ shopId, deviceId }: TokenClaims): string => `${shopId} ${deviceId}`

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
