import { errorBodySchema } from '@shared/protocol/errors.ts'
import {
  figuresCheckResponseSchema,
  productsQuerySchema,
  productsResponseSchema,
  salesQuerySchema,
  salesResponseSchema,
  statisticsResponseSchema,
} from '@shared/protocol/figures.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { checkFigures } from '../figures/check-figures.ts'
import { readFigures, readProducts, readSales, readStatistics } from '../figures/read-figures.ts'
import { refreshFigures, within } from '../figures/refresh-figures.ts'
import { readerOf, requireClaims } from './authentication.ts'
import { documentedErrors } from './documented-errors.ts'
import { HttpError, throwFailure } from './http-error.ts'
import type { Services } from './services.ts'

const errors = { ...documentedErrors, 403: errorBodySchema }
const secured = { tags: ['figures'], security: [{ accessToken: [] }] }

/** After it the answer says how much is not counted yet. */
const REFRESH_MS = 3_000

/** The shop's figures as the server counts them, for those who may see reports. */
export function registerFiguresRoutes(instance: FastifyInstance, services: Services): void {
  const app = instance.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/figures/sales',
    {
      schema: {
        ...secured,
        summary: 'Sales of a range of days, by period and by country',
        querystring: salesQuerySchema,
        response: { 200: salesResponseSchema, ...errors },
      },
    },
    async (request) => {
      const answer = await readSales(await freshReader(request, services), request.query)
      return answer.ok ? answer.value : throwFailure(answer.error)
    },
  )
  app.get(
    '/figures/products',
    {
      schema: {
        ...secured,
        summary: 'What each product sold in a range of days, best revenue first',
        querystring: productsQuerySchema,
        response: { 200: productsResponseSchema, ...errors },
      },
    },
    async (request) => {
      const answer = await readProducts(await freshReader(request, services), request.query)
      return answer.ok ? answer.value : throwFailure(answer.error)
    },
  )
  app.get(
    '/figures/shop',
    {
      schema: {
        ...secured,
        summary: 'What the shop holds and has sold in all',
        response: { 200: statisticsResponseSchema, ...errors },
      },
    },
    async (request) => {
      const answer = await readStatistics(await freshReader(request, services))
      return answer.ok ? answer.value : throwFailure(answer.error)
    },
  )
  registerCheck(instance, services)
}

function registerCheck(instance: FastifyInstance, services: Services): void {
  const checking = new Set<string>()
  instance.withTypeProvider<ZodTypeProvider>().post(
    '/figures/check',
    {
      schema: {
        ...secured,
        summary: 'Count everything from scratch, compare, and put right what differs',
        response: { 200: figuresCheckResponseSchema, ...errors },
      },
    },
    async (request) => {
      const claims = await requireClaims(request, services)
      const { pool, clock } = services
      const allowed = await readFigures(readerOf(claims, services), async (_transaction, { epoch }) => epoch)
      if (!allowed.ok) return throwFailure(allowed.error)
      const { shopId } = claims
      if (checking.has(shopId))
        throw new HttpError('TOO_MANY_REQUESTS', 'The figures are being checked', { retryAfterMs: 10_000 })
      checking.add(shopId)
      try {
        const found = await checkFigures(pool, shopId, clock.now())
        return { epoch: allowed.value, days: found.days, differing: [...found.differing] }
      } finally {
        checking.delete(shopId)
      }
    },
  )
}

/** Whoever asks gets the figures of now; nothing is counted for somebody who may not see them. */
async function freshReader(request: FastifyRequest, services: Services) {
  const claims = await requireClaims(request, services)
  const reader = readerOf(claims, services)
  const allowed = await readFigures(reader, () => Promise.resolve(true))
  if (!allowed.ok) throwFailure(allowed.error)
  await refreshFigures(services.pool, claims.shopId, within(REFRESH_MS))
  return reader
}
