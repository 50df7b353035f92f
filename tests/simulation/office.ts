import { createRequire } from 'node:module'
import type { DatabaseAddress } from '../../sync-server/database/pool.ts'
import type { SyncServer } from '../../sync-server/server.ts'
import { createFaultyPool, type FaultyPool, type StatementVerdict } from './faulty-pool.ts'
import { makeGlobals, type Program } from './realm.ts'
import type * as ServerExports from './server-entry.ts'
import { newOwner, type Owner, type World } from './world.ts'

export interface OfficeRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface OfficeAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface OfficeLine {
  readonly answer: OfficeAnswer
  /** Null when the answer was not a stream. */
  readonly stream: {
    onText(listener: (text: string) => void): void
    onEnd(listener: () => void): void
    close(): void
  } | null
}

/** The request never came to an answer: the server is not there, or died over it. */
export class NoAnswer extends Error {}

interface Instance {
  readonly server: SyncServer
  readonly owner: Owner
  readonly pool: FaultyPool
}

const CONFIG = {
  port: 0,
  logLevel: 'silent',
  passwordCost: { memoryKib: 1_024, passes: 1, lanes: 1 },
  maxFailures: { byAccount: 1_000_000, byAddress: 1_000_000 },
  maxRequestsPerMinute: 1_000_000,
} as const

/** The product's server on the real PostgreSQL: killed, restarted and asked without a network in between. */
export class Office {
  readonly world: World
  private readonly address: DatabaseAddress
  private readonly program: Program<typeof ServerExports>
  private instance: Instance | null = null
  private starts = 0
  private decide: ((text: string) => StatementVerdict) | null = null
  private readonly ending: Promise<unknown>[] = []
  /** Hears every byte that the server sends. */
  onBytes: (text: string) => void = () => undefined

  constructor(world: World, address: DatabaseAddress, program: Program<typeof ServerExports>) {
    this.world = world
    this.address = address
    this.program = program
  }

  get isUp(): boolean {
    return this.instance !== null
  }

  async start(): Promise<void> {
    const owner = newOwner()
    const random = this.world.random('server', ++this.starts)
    const exports = this.exports(owner)
    const pool = createFaultyPool(this.address, () => this.kill())
    const database = {
      pool: pool.pool,
      address: this.address,
      dataDir: null,
      attached: false,
      stop: () => pool.pool.end(),
    }
    const deps = { database, clock: this.world.clock, random }
    const server = await this.world.outside(exports.createServer(CONFIG, deps))
    pool.onStatement(this.decide)
    this.instance = { server, owner, pool }
  }

  /** `kill -9`. */
  kill(): void {
    const { instance } = this
    if (instance === null) return
    this.instance = null
    instance.owner.isAlive = false
    instance.pool.cut()
    this.discard(instance)
  }

  /** As a deployment stops it: streams are told to go, requests in flight finish. */
  async close(): Promise<void> {
    const { instance } = this
    if (instance === null) return
    this.instance = null
    await this.world.outside(instance.server.close())
    instance.owner.isAlive = false
    await this.world.outside(instance.pool.pool.end())
  }

  /** Everything that was killed has let go of the database. */
  async settled(): Promise<void> {
    await Promise.all(this.ending.splice(0))
  }

  onStatement(decide: ((text: string) => StatementVerdict) | null): void {
    this.decide = decide
    this.instance?.pool.onStatement(decide)
  }

  breakConnections(): void {
    this.instance?.pool.cut()
  }

  async createShop(shop: Parameters<typeof ServerExports.createShop>[0]) {
    const { services } = this.running().server
    const deps = { ...services, passwords: services.auth.passwords }
    return this.world.outside(this.exports(newOwner()).createShop(shop, deps))
  }

  async ask(request: OfficeRequest): Promise<OfficeAnswer> {
    return (await this.open(request, false)).answer
  }

  async open(request: OfficeRequest, isStream: boolean): Promise<OfficeLine> {
    const instance = this.running()
    const options = {
      method: request.method,
      url: request.path,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { payload: request.body }),
      ...(isStream ? { payloadAsStream: true as const } : {}),
    }
    const answered = await this.world.outside(instance.server.app.inject(options))
    if (!instance.owner.isAlive) throw new NoAnswer('the server died')
    const headers = Object.fromEntries(
      Object.entries(answered.headers).map(([name, value]) => [name, String(value)]),
    )
    const status = answered.statusCode
    if (isStream && status === 200) {
      const stream = answered.stream()
      const raw = answered.raw.res
      return {
        answer: { status, headers, body: '' },
        stream: {
          onText: (listener) =>
            stream.on('data', (chunk) => {
              this.onBytes(String(chunk))
              listener(String(chunk))
            }),
          onEnd: (listener) => void stream.once('end', listener),
          close: () => void raw.emit('close'),
        },
      }
    }
    const body = isStream ? await textOf(answered.stream()) : answered.body
    this.onBytes(body)
    return { answer: { status, headers, body }, stream: null }
  }

  private running(): Instance {
    if (this.instance === null) throw new NoAnswer('the server is down')
    return this.instance
  }

  private exports(owner: Owner): typeof ServerExports {
    const globals = makeGlobals({
      world: this.world,
      owner,
      random: this.world.random('server-realm', this.starts),
      skew: () => 0,
      require: createRequire(import.meta.url),
    })
    return this.program.run({ ...globals, crypto: globalThis.crypto, globalThis })
  }

  private discard({ server, pool }: Instance): void {
    const gone = Promise.allSettled([server.close(), pool.pool.end()])
    this.ending.push(gone)
  }
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}
