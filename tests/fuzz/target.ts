import { Agent, request } from 'node:http'
import type { Id } from '@shared/kernel/id.ts'
import { ROLES, type Role } from '@shared/schemas/people.schema.ts'
import { type AnyDocument, COLLECTION_NAMES, COLLECTIONS } from '@shared/schemas/registry.ts'
import { CANARY, shopHash } from '../integration/attack/victim.ts'
import { createWorld, type World } from '../integration/attack/world.ts'
import { queryShop } from '../support/shop-query.ts'
import { TEST_PASSWORD, type TestDevice } from '../support/test-server.ts'
import { type FuzzCase, ROWS } from './generate.ts'
import { type FuzzAnswer, type Limits, readDocumented } from './judge.ts'
import { type Meaning, spell } from './symbols.ts'

/** Longer than any answer may take; a request that is still open then hangs. */
const HANG_MS = 30_000
const MEMBERS: Readonly<Record<Role, string>> = {
  admin: 'admin',
  manager: 'manager',
  cashier: 'cashier1',
  logistics: 'logistics',
  finance: 'finance',
  vendor: 'vendor',
}

/** A real server in a process of its own with the shop that is fuzzed and one that must not notice. */
export interface FuzzTarget {
  readonly world: World
  readonly limits: Limits
  /** New devices for every role; the server keeps a day's refusals of each. */
  renewDevices(): Promise<void>
  /** Puts documents made in symbols into the shop. */
  settle(documents: Readonly<Record<string, AnyDocument>>): Promise<void>
  send(sent: FuzzCase): Promise<FuzzAnswer>
  /** What must hold whatever was sent. Answers what does not. */
  checkState(): Promise<string[]>
  close(): Promise<void>
}

export async function createTarget(): Promise<FuzzTarget> {
  const world = await createWorld({ logLevel: 'error', maxNewDevicesPerDay: 1_000_000 })
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const described = await world.wire.ask('GET', '/documentation/json')
  const limits = { documented: readDocumented(described.body), secrets: [CANARY, world.other.domain] }
  const before = await shopHash(world.server.database, world.other.shopId)
  const devices = new Map<Role, TestDevice>()
  let throwaway = world.devices.finance
  const target: FuzzTarget = {
    world,
    limits,
    async renewDevices() {
      for (const role of ROLES) devices.set(role, await world.signIn(MEMBERS[role]))
      throwaway = await world.signIn('cashier2')
    },
    async settle(documents) {
      const admin = devices.get('admin')
      if (!admin) throw new Error('call renewDevices first')
      settledBy = admin
      for (const name of COLLECTION_NAMES) {
        const text = spell(JSON.stringify(documents[name]), meaningFor(admin))
        await admin.create(name, COLLECTIONS[name].schema.parse(JSON.parse(text)) as never)
      }
    },
    send(sent) {
      const device = devices.get(sent.role)
      if (!device) throw new Error('call renewDevices first')
      const meaning = meaningFor(device)
      const body = sent.body === null ? null : spell(withRows(sent), meaning)
      const headers: Record<string, string> = { ...sent.headers }
      if (sent.token === 'own') headers.authorization = `Bearer ${device.token}`
      return exchange(agent, world.wire.url, { ...sent, path: spell(sent.path, meaning), headers, body })
    },
    async checkState() {
      const problems = await checkDocuments(world)
      if ((await shopHash(world.server.database, world.other.shopId)) !== before)
        problems.push('TENANT-2 the other shop has changed')
      const broken = world
        .logs()
        .split('\n')
        .find((line) => line.includes('request failed'))
      if (broken) problems.push(`the log tells of a failure: ${broken.slice(0, 600)}`)
      return problems
    },
    async close() {
      agent.destroy()
      await world.close()
    },
  }
  let settledBy = world.devices.admin
  const meaningFor = (device: TestDevice): Meaning => {
    const { shop, account, device: self } = device.session
    const theirs = world.victims.products
    return {
      shop: shop.id,
      otherShop: world.other.shopId,
      location: shop.locationId,
      staff: account.staffId,
      admin: settledBy.author.staffId,
      device: self.id,
      adminDevice: settledBy.author.deviceId,
      victim: theirs.id,
      code: self.code,
      adminCode: settledBy.session.device.code,
      refreshToken: throwaway.session.tokens.refreshToken,
      email: account.email,
      password: TEST_PASSWORD,
    }
  }
  await target.renewDevices()
  return target
}

const withRows = ({ body, rows }: FuzzCase): string =>
  rows === undefined ? (body ?? '') : (body ?? '').replace(ROWS, () => `[${rows.join(',')}]`)

function exchange(agent: Agent, url: string, sent: FuzzCase): Promise<FuzzAnswer> {
  const body = Buffer.from(sent.body ?? '')
  return new Promise((resolve) => {
    const failed = (why: string) => resolve({ status: 599, text: why })
    const length = sent.body === null ? {} : { 'content-length': String(body.length) }
    const options = { agent, method: sent.method, headers: { ...sent.headers, ...length }, timeout: HANG_MS }
    const asked = request(url + sent.path, options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 599, text: String(Buffer.concat(chunks)) }),
      )
      response.on('error', (error) => failed(`no whole answer: ${error.message}`))
    })
    asked.on('timeout', () => asked.destroy(new Error('it hangs')))
    asked.on('error', (error) => failed(`no answer: ${error.message}`))
    asked.end(body)
  })
}

/** Every stored document is sound and of this shop, and every level is the sum of its postings. */
async function checkDocuments(world: World): Promise<string[]> {
  const problems: string[] = []
  const query = <Row extends object>(text: string) =>
    queryShop<Row>(world.server.database, world.own.shopId, text)
  for (const name of COLLECTION_NAMES) {
    const rows = await query<{ id: Id; body: unknown }>(
      `select id, body from documents where collection = '${name}'`,
    )
    for (const { id, body } of rows) {
      const parsed = COLLECTIONS[name].schema.safeParse(body)
      if (!parsed.success) problems.push(`${name} ${id} was stored: ${parsed.error.message.slice(0, 200)}`)
      else if (parsed.data.shopId !== world.own.shopId) problems.push(`${name} ${id} is of another shop`)
    }
  }
  const levels = await query<{ n: number }>(
    `select count(*) as n from stock_levels l where on_hand <> (select coalesce(sum(quantity), 0) from stock_postings p
      where p.variant_id = l.variant_id and p.location_id = l.location_id)`,
  )
  const balances = await query<{ n: number }>(
    `select count(*) as n from money_balances b where balance <> (select coalesce(sum(amount), 0) from money_postings p
      where p.account = b.account and p.currency = b.currency)`,
  )
  if (levels[0]?.n !== 0) problems.push('LEDGER-1 a level is not the sum of its postings')
  if (balances[0]?.n !== 0) problems.push('LEDGER-1 a balance is not the sum of its postings')
  return problems
}
