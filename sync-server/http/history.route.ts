import { createHash } from 'node:crypto'
import { errorBodySchema } from '@shared/protocol/errors.ts'
import { historyManifestSchema, segmentQuerySchema } from '@shared/protocol/history.ts'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { readManifest, readSegment } from '../history/read-history.ts'
import { deviceKey, readerOf, requireClaims } from './authentication.ts'
import { documentedErrors } from './documented-errors.ts'
import { HttpError, throwFailure } from './http-error.ts'
import type { Services } from './services.ts'

const secured = { tags: ['history'], security: [{ accessToken: [] }] }
/** Its content is its name: whoever has it never has to ask again. Not for a cache that others share. */
const FOR_EVER = 'private, max-age=31536000, immutable'

/** A shop's past orders in a few large pieces (PACK-1): what a new device counts before its documents have arrived. */
export function registerHistoryRoutes(instance: FastifyInstance, services: Services): void {
  const app = instance.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/history/manifest',
    {
      schema: {
        ...secured,
        summary: 'Which pieces of packed history there are',
        response: { 200: historyManifestSchema, 304: z.null(), ...documentedErrors },
      },
    },
    async (request, reply) => {
      const claims = await requireClaims(request, services)
      const answer = await readManifest(readerOf(claims, services))
      if (!answer.ok) return throwFailure(answer.error)
      const etag = `"${createHash('sha256').update(JSON.stringify(answer.value)).digest('base64url')}"`
      reply.header('etag', etag).header('cache-control', 'private, no-cache')
      if (request.headers['if-none-match'] === etag) return reply.code(304).send(null)
      return answer.value
    },
  )
  app.get(
    '/history/segment',
    {
      compress: false, // it is packed already
      schema: {
        ...secured,
        summary: 'One piece of packed history, as gzip',
        querystring: segmentQuerySchema,
        response: { 200: z.unknown(), 404: errorBodySchema, ...documentedErrors },
      },
    },
    async (request, reply) => {
      const claims = await requireClaims(request, services)
      const { hash } = request.query
      const answer = await readSegment(readerOf(claims, services), hash)
      if (!answer.ok) return throwFailure(answer.error)
      if (!answer.value) throw new HttpError('NOT_FOUND', 'No such piece of history')
      services.traffic.count(deviceKey(claims), answer.value.length)
      reply.type('application/octet-stream').header('etag', `"${hash}"`).header('cache-control', FOR_EVER)
      return reply.send(answer.value)
    },
  )
}
