import {
  refreshRequestSchema,
  refreshResponseSchema,
  revokeDeviceRequestSchema,
  revokeDeviceResponseSchema,
  signInRequestSchema,
  signInResponseSchema,
} from '@shared/protocol/auth.ts'
import { errorBodySchema } from '@shared/protocol/errors.ts'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { revokeDevice } from '../auth/revoke-device.ts'
import { refreshSession } from '../auth/sessions.ts'
import { refresh, type SignInFailure, signIn, signOut } from '../auth/sign-in.ts'
import { bearerOf, requireClaims } from './authentication.ts'
import { documentedErrors } from './documented-errors.ts'
import { HttpError, throwFailure } from './http-error.ts'
import type { Services } from './services.ts'

/** A device that was offline for long signs out with the token it still has. */
const signOutRequestSchema = refreshRequestSchema.nullish()
const signedOutSchema = z.object({ signedOut: z.literal(true) })

export function registerAuthRoutes(instance: FastifyInstance, services: Services): void {
  const app = instance.withTypeProvider<ZodTypeProvider>()
  app.post(
    '/auth/sign-in',
    {
      schema: {
        tags: ['auth'],
        summary: 'Sign in with e-mail and password; registers the device',
        body: signInRequestSchema,
        response: { 200: signInResponseSchema, ...documentedErrors },
      },
    },
    async (request) => {
      const from = { address: request.ip, requestId: request.id }
      const result = await signIn(request.body, from, services.auth)
      services.metrics.signIns.inc({ outcome: result.ok ? 'ok' : result.error.type })
      if (!result.ok) return throwSignInFailure(result.error)
      const { response, shopChanged } = result.value
      if (shopChanged) services.hub.announce(response.shop.id, ['settings'])
      return response
    },
  )
  app.post(
    '/auth/refresh',
    {
      schema: {
        tags: ['auth'],
        summary: 'Exchange a refresh token for new tokens',
        body: refreshRequestSchema,
        response: { 200: refreshResponseSchema, ...documentedErrors },
      },
    },
    async (request) => {
      const { refreshToken, deviceId } = request.body
      const result = await refresh(refreshToken, deviceId, services.auth)
      services.metrics.signIns.inc({ outcome: result.ok ? 'refreshed' : result.error.type })
      return result.ok ? result.value : throwSignInFailure(result.error)
    },
  )
  app.post(
    '/auth/sign-out',
    {
      schema: {
        tags: ['auth'],
        summary:
          'End the session of the access token, or of the refresh token when the access token has expired',
        security: [{ accessToken: [] }],
        body: signOutRequestSchema,
        response: { 200: signedOutSchema, ...documentedErrors },
      },
    },
    async (request) => {
      const claims = await services.tokens.verify(bearerOf(request))
      if (claims) await signOut(claims, services.auth)
      else if (request.body) {
        const opened = await refreshSession(request.body.refreshToken, request.body.deviceId, services.auth)
        if (opened.ok) await signOut(opened.value, services.auth)
      } else throw new HttpError('UNAUTHENTICATED', 'A token is needed')
      // A session that is unknown or over is as signed out as can be.
      return { signedOut: true as const }
    },
  )
}

/** For a till that was stolen or lost. */
export function registerDeviceRoutes(instance: FastifyInstance, services: Services): void {
  instance.withTypeProvider<ZodTypeProvider>().post(
    '/auth/revoke-device',
    {
      schema: {
        tags: ['auth'],
        summary: 'Shut a device of the shop out for ever; for who manages the team',
        security: [{ accessToken: [] }],
        body: revokeDeviceRequestSchema,
        response: {
          200: revokeDeviceResponseSchema,
          ...documentedErrors,
          403: errorBodySchema,
          404: errorBodySchema,
        },
      },
    },
    async (request) => {
      const claims = await requireClaims(request, services)
      const revoked = await revokeDevice(claims, request.body.deviceId, services)
      if (revoked.ok) return { revoked: true as const }
      const { error } = revoked
      if (error.type === 'Forbidden') throw new HttpError('FORBIDDEN', 'Not for this person or this device')
      if (error.type === 'NoSuchDevice') throw new HttpError('NOT_FOUND', 'The shop has no such device')
      return throwFailure(error)
    },
  )
}

function throwSignInFailure(failure: SignInFailure): never {
  if (failure.type === 'TooManyTries') {
    throw new HttpError('TOO_MANY_REQUESTS', 'Too many wrong passwords', { retryAfterMs: failure.waitMs })
  }
  if (failure.type === 'SessionEnded') throw new HttpError('SESSION_ENDED', 'Sign in again')
  throw new HttpError('WRONG_CREDENTIALS', 'E-mail and password do not fit')
}
