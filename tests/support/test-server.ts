import type { Author } from '@shared/domain/authoring.ts'
import type { Clock } from '@shared/kernel/clock.ts'
import { createIdSource, type Id, type IdSource } from '@shared/kernel/id.ts'
import { type SignInResponse, signInResponseSchema } from '@shared/protocol/auth.ts'
import { type ErrorBody, errorBodySchema } from '@shared/protocol/errors.ts'
import {
  type PullResponse,
  type PushRequest,
  type PushResponse,
  pullResponseSchema,
  pushResponseSchema,
} from '@shared/protocol/sync.ts'
import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import type { Role } from '@shared/schemas/people.schema.ts'
import { COLLECTIONS, type CollectionName, type DocumentOf } from '@shared/schemas/registry.ts'
import { type CreatedShop, createShop } from '../../sync-server/accounts/create-shop.ts'
import type { ServerConfig } from '../../sync-server/config.ts'
import type { Database } from '../../sync-server/database/start-database.ts'
import { createServer, type SyncServer, systemClock, systemRandom } from '../../sync-server/server.ts'
import { createTestDatabase } from './postgres.ts'
import { shopProfile } from './shop-profile.ts'

/*
 * The real server on the real PostgreSQL, in this process, on a free port. Only the cost of a password check is lower.
 *
 *   const server = await startTestServer()
 *   const till = await server.signIn('cashier1')       // a device signed in by cashier1@shop1.test
 *   await till.push('orders', [{ assumed: null, next: order }])
 */

export const TEST_PASSWORD = 'a-good-password'

/** Local parts of the e-mail addresses of every shop made here, and their roles. */
export const TEST_MEMBERS: Readonly<Record<string, Role>> = {
  admin: 'admin',
  manager: 'manager',
  cashier1: 'cashier',
  cashier2: 'cashier',
  logistics: 'logistics',
  finance: 'finance',
  vendor: 'vendor',
}

export interface TestShop extends CreatedShop {
  readonly domain: string
  emailOf(member: string): string
}

export interface TestServer {
  readonly url: string
  readonly server: SyncServer
  readonly database: Database
  /** The first shop; `createShop` makes more. */
  readonly shop: TestShop
  readonly ids: IdSource
  readonly clock: Clock
  createShop(): Promise<TestShop>
  /** Signs in a member (`'manager'`) of a shop on a new device, or on the device given. */
  signIn(
    member: string,
    options?: { shop?: TestShop; deviceId?: Id; deviceName?: string },
  ): Promise<TestDevice>
  /** Stops listening and starts again on the same port and database, as a restarted process would. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface TestServerOptions {
  readonly config?: Partial<ServerConfig>
  readonly clock?: Clock
  /** A database that outlives this server, as when several servers share one. */
  readonly database?: Database
}

const TEST_CONFIG: Partial<ServerConfig> = {
  port: 0,
  logLevel: 'silent',
  passwordCost: { memoryKib: 1_024, passes: 1, lanes: 1 },
  maxFailures: { byAccount: 10, byAddress: 1_000 },
  maxRequestsPerMinute: 1_000_000,
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = options.database ?? (await createTestDatabase())
  const clock = options.clock ?? systemClock
  const deps = { database, clock, random: systemRandom }
  const ids = createIdSource(clock, systemRandom)
  let server = await createServer({ ...TEST_CONFIG, ...options.config }, deps)
  const { port, url } = server
  let shops = 0
  const makeShop = async (): Promise<TestShop> => {
    shops++
    const domain = `shop${shops}-${ids.next().toLowerCase()}.test`
    const created = await createShop(shopNamed(domain), {
      ...server.services,
      passwords: server.services.auth.passwords,
    })
    return { ...created, domain, emailOf: (member) => `${member}@${domain}` }
  }
  const shop = await makeShop()
  return {
    url,
    get server() {
      return server
    },
    database,
    shop,
    ids,
    clock,
    createShop: makeShop,
    async signIn(member, { shop: other, deviceId, deviceName } = {}) {
      const device = { id: deviceId ?? ids.next(), name: deviceName ?? `Device of ${member}` }
      const body = { email: (other ?? shop).emailOf(member), password: TEST_PASSWORD, device }
      const answer = await send(url, 'POST', '/auth/sign-in', { body })
      return new TestDevice(url, signInResponseSchema.parse(answer.body))
    },
    async restart() {
      await server.close()
      server = await createServer({ ...TEST_CONFIG, ...options.config, port }, deps)
    },
    async close() {
      await server.close()
      if (!options.database) await database.stop()
    },
  }
}

export interface TestAnswer {
  readonly status: number
  readonly body: unknown
}

/** One request with JSON in and out. */
export async function send(
  url: string,
  method: 'GET' | 'POST',
  path: string,
  options: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
): Promise<TestAnswer> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers }
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`
  const init = options.body === undefined ? {} : { body: JSON.stringify(options.body) }
  const response = await fetch(url + path, { method, headers, ...init })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

export const errorOf = (answer: TestAnswer): ErrorBody['error'] => errorBodySchema.parse(answer.body).error

export type PushRow = PushRequest['rows'][number]

/** A signed-in device, speaking the wire protocol and nothing else. */
export class TestDevice {
  readonly url: string
  session: SignInResponse

  constructor(url: string, session: SignInResponse) {
    this.url = url
    this.session = session
  }

  get token(): string {
    return this.session.tokens.accessToken
  }

  /** Who writes on this device: what domain functions sign facts with. */
  get author(): Author {
    const { shop, account, device } = this.session
    return { shopId: shop.id, staffId: account.staffId, deviceId: device.id }
  }

  get actorIds() {
    return { ...this.author, accountId: this.session.account.id }
  }

  pushRequest(collection: CollectionName, rows: readonly PushRow[]): PushRequest {
    const { version } = COLLECTIONS[collection]
    const { epoch } = this.session
    return { protocol: PROTOCOL_VERSION, schemaVersion: version, epoch, collection, rows: [...rows] }
  }

  tryPush(collection: CollectionName, rows: readonly PushRow[]): Promise<TestAnswer> {
    return this.send('POST', '/sync/push', this.pushRequest(collection, rows))
  }

  async push(collection: CollectionName, rows: readonly PushRow[]): Promise<PushResponse> {
    const answer = await this.tryPush(collection, rows)
    if (answer.status !== 200)
      throw new Error(`Push answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return pushResponseSchema.parse(answer.body)
  }

  /** Pushes new documents and throws unless each is accepted. */
  async create<Name extends CollectionName>(
    collection: Name,
    ...documents: readonly DocumentOf<Name>[]
  ): Promise<void> {
    const answer = await this.push(
      collection,
      documents.map((document) => ({ assumed: null, next: { ...document } })),
    )
    const bad = answer.results.find(({ outcome }) => outcome !== 'accepted')
    if (bad) throw new Error(`Not accepted: ${JSON.stringify(bad)}`)
  }

  async pull(collection: CollectionName, seq = 0, limit = 200): Promise<PullResponse> {
    const query = `collection=${collection}&epoch=${this.session.epoch}&seq=${seq}&limit=${limit}`
    const answer = await this.send('GET', `/sync/pull?${query}`)
    if (answer.status !== 200)
      throw new Error(`Pull answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return pullResponseSchema.parse(answer.body)
  }

  /** Everything of a collection, page by page. */
  async pullAll(collection: CollectionName, limit = 200): Promise<PullResponse['documents']> {
    const documents: PullResponse['documents'] = []
    for (let seq = 0; ; ) {
      const page = await this.pull(collection, seq, limit)
      documents.push(...page.documents)
      seq = page.checkpoint.seq
      if (!page.more) return documents
    }
  }

  async refresh(): Promise<TestAnswer> {
    const body = { refreshToken: this.session.tokens.refreshToken, deviceId: this.session.device.id }
    const answer = await send(this.url, 'POST', '/auth/refresh', { body })
    if (answer.status === 200) this.session = signInResponseSchema.parse(answer.body)
    return answer
  }

  send(method: 'GET' | 'POST', path: string, body?: unknown): Promise<TestAnswer> {
    return send(this.url, method, path, { token: this.token, ...(body === undefined ? {} : { body }) })
  }
}

const shopNamed = (domain: string) => ({
  profile: shopProfile(`Shop ${domain}`),
  locationName: 'Boutique',
  members: Object.entries(TEST_MEMBERS).map(([name, role]) => ({
    email: `${name}@${domain}`,
    password: TEST_PASSWORD,
    name,
    role,
  })),
})
