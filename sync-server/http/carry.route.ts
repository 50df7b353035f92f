import { carryRequestSchema, carryResponseSchema } from '@shared/protocol/carry.ts'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { carryKeyOf } from '../auth/carry-key.ts'
import { applyCarry } from '../replication/carry.ts'
import { deviceKey, requireClaims } from './authentication.ts'
import { documentedErrors } from './documented-errors.ts'
import { HttpError, throwFailure } from './http-error.ts'
import { checkProtocol } from './protocol.ts'
import type { Services } from './services.ts'

/** What a device could not send itself, brought in a file by another device of the shop. */
export function registerCarryRoute(instance: FastifyInstance, services: Services): void {
  const { clock, ids, pool, hub, auth } = services
  const summary = 'Bring a part of a carry file, or look what would become of it'
  instance.withTypeProvider<ZodTypeProvider>().post(
    '/sync/carry',
    {
      schema: {
        tags: ['sync'],
        security: [{ accessToken: [] }],
        summary,
        body: carryRequestSchema,
        response: { 200: carryResponseSchema, ...documentedErrors },
      },
    },
    async (request) => {
      const claims = await requireClaims(request, services)
      checkProtocol(request.body.protocol)
      const keyOf = (owner: Parameters<typeof carryKeyOf>[1]) => carryKeyOf(auth.keyedHash, owner)
      // The same bound as for pushes; a made-up device does not open its own seal.
      const { shopId, deviceId } = request.body.header
      const author = deviceKey({ ...claims, shopId, deviceId })
      const retryAfterMs = services.newTasks.waitMs(author)
      if (retryAfterMs > 0) throw new HttpError('TOO_MANY_REQUESTS', 'Too many tasks', { retryAfterMs })
      const carry = { request: request.body, claims, requestId: request.id, keyOf }
      const outcome = await applyCarry(carry, { clock, ids, pool })
      if (!outcome.ok) return throwFailure(outcome.error)
      const { response, changed, newTasks } = outcome.value
      services.newTasks.count(author, newTasks)
      hub.announce(claims.shopId, changed)
      return response.outcome === 'done' ? { ...response, serverTime: clock.now() } : response
    },
  )
}
