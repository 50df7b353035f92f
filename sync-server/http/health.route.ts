import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Services } from './services.ts'

const healthSchema = z.object({
  status: z.enum(['ok', 'draining', 'database-unreachable']),
  database: z.boolean(),
  draining: z.boolean(),
  epoch: z.number().int().nullable(),
})

/** `/health` for whoever watches or balances (503 unless requests would be answered), `/metrics` for Prometheus. */
export function registerHealthRoutes(instance: FastifyInstance, services: Services): void {
  const app = instance.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/health',
    {
      schema: {
        tags: ['operation'],
        summary: 'Whether this server answers requests',
        response: { 200: healthSchema, 503: healthSchema },
      },
    },
    async (_request, reply) => {
      const epoch = await services.pool.query<{ epoch: number }>('select epoch from server_meta').then(
        ({ rows }) => rows[0]?.epoch ?? null,
        () => null, // what went wrong is in the log of the requests that met it
      )
      const database = epoch !== null
      const draining = services.drain.isDraining
      const status = draining ? 'draining' : database ? 'ok' : 'database-unreachable'
      return reply.code(status === 'ok' ? 200 : 503).send({ status, database, draining, epoch })
    },
  )
  app.get(
    '/metrics',
    { schema: { tags: ['operation'], summary: 'Figures for Prometheus' } },
    async (_request, reply) =>
      reply.type(services.metrics.registry.contentType).send(await services.metrics.registry.metrics()),
  )
}
