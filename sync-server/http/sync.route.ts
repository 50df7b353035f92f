import { errorBodySchema } from '@shared/protocol/errors.ts'
import {
  baseQuerySchema,
  baseResponseSchema,
  digestRequestSchema,
  digestResponseSchema,
  heartbeatRequestSchema,
  heartbeatResponseSchema,
  type PushRequest,
  pullQuerySchema,
  pullResponseSchema,
  pushRequestSchema,
  pushResponseSchema,
} from '@shared/protocol/sync.ts'
import { COLLECTIONS } from '@shared/schemas/registry.ts'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { TokenClaims } from '../auth/access-tokens.ts'
import { recordHeartbeat } from '../replication/heartbeat.ts'
import { applyPush } from '../replication/push.ts'
import { readBase, readDifferences, readPage } from '../replication/reading.ts'
import { deviceKey, readerOf, requireClaims } from './authentication.ts'
import { documentedErrors } from './documented-errors.ts'
import { HttpError, throwFailure } from './http-error.ts'
import { checkProtocol, serverTooOld } from './protocol.ts'
import type { Services } from './services.ts'

const errors = { ...documentedErrors, 409: errorBodySchema }
const secured = { tags: ['sync'], security: [{ accessToken: [] }] }

export function registerSyncRoutes(instance: FastifyInstance, services: Services): void {
  registerPush(instance, services)
  registerPull(instance, services)
  registerRest(instance, services)
}

function registerPush(instance: FastifyInstance, services: Services): void {
  const { clock, ids, pool, hub, metrics } = services
  const summary = 'Bring documents; every row is answered by itself'
  instance.withTypeProvider<ZodTypeProvider>().post(
    '/sync/push',
    {
      schema: {
        ...secured,
        summary,
        body: pushRequestSchema,
        response: { 200: pushResponseSchema, ...errors },
      },
    },
    async (request) => {
      const claims = await requireClaims(request, services)
      checkVersions(request.body)
      countNewTasks(claims, request.body, services)
      const push = { request: request.body, claims, requestId: request.id }
      const outcome = await applyPush(push, { clock, ids, pool })
      if (!outcome.ok) return throwFailure(outcome.error)
      const { epoch, results, changed } = outcome.value
      hub.announce(claims.shopId, changed)
      const { collection } = request.body
      metrics.pushes.inc({ collection })
      for (const { outcome: rowOutcome } of results) {
        metrics.pushedRows.inc({ collection, outcome: rowOutcome })
      }
      return { epoch, serverTime: clock.now(), results }
    },
  )
}

/** Everybody may write tasks down, and everybody receives them: a device that makes thousands is told to wait. */
function countNewTasks(claims: TokenClaims, { collection, rows }: PushRequest, services: Services): void {
  if (collection !== 'tasks') return
  const key = deviceKey(claims)
  const retryAfterMs = services.newTasks.waitMs(key)
  if (retryAfterMs > 0) throw new HttpError('TOO_MANY_REQUESTS', 'Too many tasks', { retryAfterMs })
  services.newTasks.count(key, rows.filter(({ assumed }) => assumed === null).length)
}

/** A device with an older program keeps its work and is told to update; one with a newer program than ours waits for us. */
function checkVersions({ protocol, schemaVersion, collection }: PushRequest): void {
  checkProtocol(protocol)
  if (schemaVersion > COLLECTIONS[collection].version) throw serverTooOld()
}

function registerPull(instance: FastifyInstance, services: Services): void {
  const { clock, metrics } = services
  const summary = 'Documents changed since a checkpoint, in commit order'
  instance.withTypeProvider<ZodTypeProvider>().get(
    '/sync/pull',
    {
      schema: {
        ...secured,
        summary,
        querystring: pullQuerySchema,
        response: { 200: pullResponseSchema, ...errors },
      },
    },
    async (request, reply) => {
      const claims = await requireClaims(request, services)
      const page = await readPage(readerOf(claims, services), request.query)
      if (!page.ok) return throwFailure(page.error)
      const { epoch, documents, seq, more } = page.value
      metrics.pulledRows.inc({ collection: request.query.collection }, documents.length)
      const rest = JSON.stringify({ epoch, serverTime: clock.now(), checkpoint: { epoch, seq }, more })
      reply.type('application/json; charset=utf-8')
      // Joined as text (see `PulledPage`); a text is sent as it is, past the serializer of the schema.
      reply.serializer((text: unknown) => String(text))
      return reply.send(`{"documents":[${documents.join(',')}],${rest.slice(1)}` as never) // the schema describes what it holds
    },
  )
}

function registerRest(instance: FastifyInstance, services: Services): void {
  const app = instance.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/sync/base',
    {
      schema: {
        ...secured,
        summary: 'One revision of a document: the base of a three-way merge',
        querystring: baseQuerySchema,
        response: { 200: baseResponseSchema, ...errors },
      },
    },
    async (request) => {
      const claims = await requireClaims(request, services)
      const document = await readBase(readerOf(claims, services), request.query)
      return document.ok ? { document: document.value } : throwFailure(document.error)
    },
  )
  app.post(
    '/sync/digest',
    {
      schema: {
        ...secured,
        summary: 'Compare what the device holds with what the server holds',
        body: digestRequestSchema,
        response: { 200: digestResponseSchema, ...errors },
      },
    },
    async (request) => {
      const claims = await requireClaims(request, services)
      const differing = await readDifferences(readerOf(claims, services), request.body)
      return differing.ok ? { differing: differing.value } : throwFailure(differing.error)
    },
  )
  app.post(
    '/sync/heartbeat',
    {
      schema: {
        ...secured,
        summary: 'Tell how the device is and hear how the shop is',
        body: heartbeatRequestSchema,
        response: { 200: heartbeatResponseSchema, ...errors },
      },
    },
    async (request) => {
      const claims = await requireClaims(request, services)
      const answer = await recordHeartbeat(readerOf(claims, services), request.body)
      return answer.ok ? answer.value : throwFailure(answer.error)
    },
  )
}
