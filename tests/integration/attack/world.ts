import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { Id } from '@shared/kernel/id.ts'
import { signInResponseSchema } from '@shared/protocol/auth.ts'
import { ROLES, type Role } from '@shared/schemas/people.schema.ts'
import { COLLECTION_NAMES, type CollectionName, type DocumentOf } from '@shared/schemas/registry.ts'
import type { ServerConfig } from '../../../sync-server/config.ts'
import { makeProduct, newRow } from '../../support/shop-floor.ts'
import {
  startTestServer,
  TEST_PASSWORD,
  TestDevice,
  type TestServer,
  type TestShop,
} from '../../support/test-server.ts'
import { makeSamples, type Samples } from './samples.ts'
import { CANARY, withCanary } from './victim.ts'
import { Wire } from './wire.ts'

/** Member of every test shop that has a role. */
const MEMBER_OF: Readonly<Record<Role, string>> = {
  admin: 'admin',
  manager: 'manager',
  cashier: 'cashier1',
  logistics: 'logistics',
  finance: 'finance',
  vendor: 'vendor',
}

/**
 * One attacked server in a process of its own, and in its database two shops: that of the attackers, with a device of every
 * role and a document of every collection, and a victim whose every text field holds a token that must never be seen.
 */
export interface World {
  /** Another server on the same database that is never attacked: makes shops and reads tables. */
  readonly server: TestServer
  readonly wire: Wire
  readonly own: TestShop
  readonly other: TestShop
  readonly devices: Readonly<Record<Role, TestDevice>>
  /** What stands in the attackers' shop, by an administrator; of every collection one. */
  readonly held: Samples
  readonly victim: TestDevice
  readonly victims: Samples
  /** Everything the attacked process has printed. */
  logs(): string
  /** Bytes on the attacked process's heap after a collection. */
  memoryInUse(): Promise<number>
  signIn(member: string, shop?: TestShop, deviceId?: Id): Promise<TestDevice>
  /** SYNC-2: whatever came before, honest work goes through. Throws unless it does. */
  expectHonestWork(): Promise<void>
  close(): Promise<void>
}

const CONFIG: Partial<ServerConfig> = {
  logLevel: 'debug',
  passwordCost: { memoryKib: 1_024, passes: 1, lanes: 1 },
  maxFailures: { byAccount: 5_000, byAddress: 5_000 },
  maxRequestsPerMinute: 1_000_000,
  maxNewTasksPerHour: 1_000_000,
}

export async function createWorld(config: Partial<ServerConfig> = {}): Promise<World> {
  const server = await startTestServer()
  const attacked = await spawnServer(server, { ...CONFIG, ...config })
  const wire = new Wire(attacked.url)
  const own = server.shop
  const other = await server.createShop()
  const signIn = async (member: string, shop = own, deviceId: Id = server.ids.next()) => {
    const device = { id: deviceId, name: `Device of ${member}` }
    const json = { email: shop.emailOf(member), password: TEST_PASSWORD, device }
    const answer =
      shop === other
        ? await new Wire(attacked.url).ask('POST', '/auth/sign-in', { json })
        : await wire.ask('POST', '/auth/sign-in', { json })
    return new TestDevice(attacked.url, signInResponseSchema.parse(answer.body))
  }
  const devices = {} as Record<Role, TestDevice> // filled below
  for (const role of ROLES) devices[role] = await signIn(MEMBER_OF[role])
  const held = await settle(devices.admin, makeSamples(devices.admin, server))
  const victim = await signIn('admin', other)
  const victims = await settle(victim, withCanary(makeSamples(victim, server, CANARY)))
  return {
    server,
    wire,
    own,
    other,
    devices,
    held,
    victim,
    victims,
    logs: attacked.logs,
    memoryInUse: attacked.memoryInUse,
    signIn,
    async expectHonestWork() {
      const product = makeProduct(devices.manager, server, 'Honnête')
      const [result] = await wire.rows(devices.manager, 'products', [newRow(product)])
      if (result?.outcome !== 'accepted')
        throw new Error(`Honest work was not accepted: ${JSON.stringify(result)}`)
    },
    async close() {
      attacked.child.kill('SIGTERM')
      await attacked.ended
      await server.close()
    },
  }
}

/** Pushes each document and answers them as the server holds them. */
async function settle(device: TestDevice, samples: Samples): Promise<Samples> {
  for (const name of COLLECTION_NAMES) await create(device, name, samples)
  const numbered = COLLECTION_NAMES.map((name) => [name, { ...samples[name], rev: 1 }])
  return Object.fromEntries(numbered) as unknown as Samples // the same documents, numbered
}

const create = <Name extends CollectionName>(device: TestDevice, name: Name, samples: Samples) =>
  device.create<Name>(name, samples[name] as DocumentOf<Name>) // `Name` ties both

async function spawnServer(server: TestServer, config: Partial<ServerConfig>) {
  const script = resolve(import.meta.dirname, '../../support/server-process.ts')
  const child: ChildProcess = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', script], {
    env: {
      ...process.env,
      COMPTOIR_TEST_DATABASE: JSON.stringify(server.database.address),
      COMPTOIR_TEST_SERVER: JSON.stringify(config),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const printed: string[] = []
  child.stdout?.on('data', (chunk) => printed.push(String(chunk)))
  child.stderr?.on('data', (chunk) => printed.push(String(chunk)))
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const url = await new Promise<string>((done, fail) => {
    child.once('message', (message) => done(String(message)))
    child.once('exit', (code) => fail(new Error(`The server ended with ${code}:\n${printed.join('')}`)))
  })
  const memoryInUse = () =>
    new Promise<number>((done) => {
      child.once('message', (memory) => done(Number(Reflect.get(Object(memory), 'heapUsed'))))
      child.send('held')
    })
  return { child, url, ended, logs: () => printed.join(''), memoryInUse }
}
