import fastifyCompress from '@fastify/compress'
import fastifyHelmet from '@fastify/helmet'
import fastifySwagger from '@fastify/swagger'
import { MAX_BODY_BYTES } from '@shared/protocol/limits.ts'
import Fastify, { type FastifyInstance } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { registerAuthRoutes, registerDeviceRoutes } from './auth.route.ts'
import { authenticateFirst } from './authentication.ts'
import { registerCarryRoute } from './carry.route.ts'
import { allowOrigins } from './cross-origin.ts'
import { badRequestBytes, mapErrors, sendRouterError } from './error-mapping.ts'
import { registerFiguresRoutes } from './figures.route.ts'
import { registerHealthRoutes } from './health.route.ts'
import { registerHistoryRoutes } from './history.route.ts'
import { HttpError } from './http-error.ts'
import { requireKnownProtocol } from './protocol.ts'
import { serveRenderer } from './renderer.route.ts'
import type { Services } from './services.ts'
import { registerStreamRoute } from './stream.route.ts'
import { registerSyncRoutes } from './sync.route.ts'

/** The page's policy: its own files only, no inline script, no `eval`; the same as in the desktop app. */
const PAGE_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'worker-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['default'],
}

/** Answers while draining, so that whoever balances sees it go. */
const ALWAYS_OPEN: readonly string[] = ['/health', '/metrics']

/** The HTTP side of the server, listening to nothing yet. */
export async function createApp(services: Services): Promise<FastifyInstance> {
  const { config, ids } = services
  const app = Fastify({
    logger: {
      level: config.logLevel,
      redact: [
        'req.headers.authorization',
        'req.headers.cookie',
        '*.password',
        '*.refreshToken',
        '*.accessToken',
      ],
    },
    genReqId: () => ids.next(),
    trustProxy: config.trustProxy,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 120_000,
    connectionTimeout: 0, // streams stay open; a request that dawdles is ended by `requestTimeout`
    keepAliveTimeout: 30_000,
    // A key `__proto__` anywhere in a body must refuse its row, not the whole push: rows are checked one by one.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    frameworkErrors: sendRouterError,
    clientErrorHandler: (error, socket) => {
      if (error.code !== 'ECONNRESET' && socket.writable) socket.end(badRequestBytes(ids.next()))
      else socket.destroy()
    },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  mapErrors(app)
  allowOrigins(app, config.allowedOrigins)
  refuseWhileDraining(app, services)
  measure(app, services)
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { useDefaults: false, directives: PAGE_POLICY },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    strictTransportSecurity: false, // the proxy that ends TLS says so; here it would break a plain-http start
  })
  await app.register(fastifyCompress, {
    threshold: 1_024,
    encodings: ['br', 'gzip'],
    requestEncodings: ['identity'],
  })
  await app.register(fastifySwagger, {
    openapi: {
      info: { title: 'Comptoir sync server', version: '1' },
      components: {
        securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(async (routes) => {
    requireKnownProtocol(routes)
    registerAuthRoutes(routes, services)
    registerHealthRoutes(routes, services)
    await routes.register(async (secured) => {
      authenticateFirst(secured, services)
      registerDeviceRoutes(secured, services)
      registerSyncRoutes(secured, services)
      registerCarryRoute(secured, services)
      registerFiguresRoutes(secured, services)
      registerHistoryRoutes(secured, services)
      registerStreamRoute(secured, services)
    })
    routes.get('/documentation/json', { schema: { hide: true } }, () => app.swagger())
  })
  if (config.rendererDir) await serveRenderer(app, config.rendererDir)
  return app
}

function refuseWhileDraining(app: FastifyInstance, { drain }: Services): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!drain.isDraining || ALWAYS_OPEN.includes(request.url)) return
    reply.header('connection', 'close')
    throw new HttpError('DRAINING', 'This server is stopping', { retryAfterMs: 1_000 })
  })
}

function measure(app: FastifyInstance, { metrics }: Services): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    const labels = { method: request.method, route, status: String(reply.statusCode) }
    metrics.requestSeconds.observe(labels, reply.elapsedTime / 1_000)
  })
}
