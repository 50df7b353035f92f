import { PROTOCOL_HEADER } from '@shared/protocol/version.ts'
import type { FastifyInstance } from 'fastify'

const ALLOWED = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': `authorization, content-type, accept, ${PROTOCOL_HEADER}`,
  'access-control-max-age': '600',
}

/**
 * Pages of other origins get nothing; the desktop app's own origin may call the API. Tokens travel in a header, never in a
 * cookie, so there is nothing a foreign page could send along.
 */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    reply.header('vary', 'origin')
    if (!origin || !origins.includes(origin)) return
    reply.header('access-control-allow-origin', origin)
    reply.header('access-control-expose-headers', 'retry-after')
    if (request.method === 'OPTIONS') return reply.headers(ALLOWED).code(204).send()
  })
}
