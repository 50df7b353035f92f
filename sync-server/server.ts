import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Clock } from '@shared/kernel/clock.ts'
import { createIdSource } from '@shared/kernel/id.ts'
import type { RandomSource } from '@shared/kernel/random.ts'
import type { FastifyInstance } from 'fastify'
import { createAccessTokens } from './auth/access-tokens.ts'
import { createPasswords } from './auth/passwords.ts'
import { createRequestLimiter } from './auth/request-limiter.ts'
import { loadKeyedHash } from './auth/server-secret.ts'
import { SERVER_DEFAULTS, type ServerConfig } from './config.ts'
import type { Database } from './database/start-database.ts'
import { createApp } from './http/app.ts'
import { createMetrics } from './http/metrics.ts'
import { createDrain, type DrainState, type Services } from './http/services.ts'
import { createChangeHub } from './replication/change-hub.ts'

export interface ServerDeps {
  readonly database: Database
  readonly clock?: Clock
  readonly random?: RandomSource
}

export interface SyncServer {
  readonly url: string
  readonly port: number
  readonly app: FastifyInstance
  readonly services: Services
  /** Refuses new work and tells the streams to go, but keeps answering `/health`: for whoever balances to notice. */
  beginDraining(): void
  /** Refuses new work, tells the streams to go, lets requests in flight finish. The database keeps running. */
  close(): Promise<void>
}

export const systemClock: Clock = { now: () => Date.now() }
export const systemRandom: RandomSource = { bytes: (length) => randomBytes(length) }

const FAILURE_WINDOW_MS = 15 * 60_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const IDLE_POLL_MS = 50

/**
 * Puts a server together over a started database and listens. Several may run on one database: they hold no state of
 * their own but counters of requests.
 */
export async function createServer(config: Partial<ServerConfig>, deps: ServerDeps): Promise<SyncServer> {
  const full: ServerConfig = { ...SERVER_DEFAULTS, ...config }
  const drain = createDrain()
  const services = await createServices(full, deps, drain)
  const app = await createApp(services)
  try {
    await app.listen({ host: full.host, port: full.port })
  } catch (error) {
    await services.hub.close()
    throw error
  }
  const { port } = app.server.address() as AddressInfo // a TCP server that listens has one
  const host = full.host.includes(':') ? `[${full.host}]` : full.host
  return {
    url: `http://${host}:${port}`,
    port,
    app,
    services,
    beginDraining: drain.begin,
    async close() {
      drain.begin()
      // Connections that are kept alive for a next request end as soon as the current one is answered.
      const closing = setInterval(() => app.server.closeIdleConnections(), IDLE_POLL_MS)
      await app.close()
      clearInterval(closing)
      await services.hub.close()
    },
  }
}

async function createServices(config: ServerConfig, deps: ServerDeps, drain: DrainState): Promise<Services> {
  const { pool, address } = deps.database
  const clock = deps.clock ?? systemClock
  const random = deps.random ?? systemRandom
  const ids = createIdSource(clock, random)
  const tokens = await createAccessTokens(pool, { clock, nextKeyId: () => ids.next() })
  const keyedHash = await loadKeyedHash(pool, random)
  const failures = {
    byAccount: createRequestLimiter(clock, config.maxFailures.byAccount, FAILURE_WINDOW_MS),
    byAddress: createRequestLimiter(clock, config.maxFailures.byAddress, FAILURE_WINDOW_MS),
  }
  const passwords = createPasswords(config.passwordCost)
  return {
    config,
    pool,
    clock,
    ids,
    tokens,
    drain,
    auth: {
      pool,
      clock,
      ids,
      random,
      keyedHash,
      passwords,
      tokens,
      failures,
      maxNewDevicesPerDay: config.maxNewDevicesPerDay,
    },
    hub: createChangeHub(address),
    metrics: createMetrics(),
    requests: createRequestLimiter(clock, config.maxRequestsPerMinute, MINUTE_MS),
    traffic: createRequestLimiter(clock, config.maxBytesPerHour, HOUR_MS),
    newTasks: createRequestLimiter(clock, config.maxNewTasksPerHour, HOUR_MS),
  }
}
