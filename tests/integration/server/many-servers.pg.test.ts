import { chmodSync, mkdtempSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Id } from '@shared/kernel/id.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createOwnerClient } from '../../../sync-server/database/pool.ts'
import {
  createDatabase,
  type Database,
  openDatabase,
  startDatabase,
} from '../../../sync-server/database/start-database.ts'
import { createChangeHub } from '../../../sync-server/replication/change-hub.ts'
import { LINE_NAME } from '../../../sync-server/replication/notice-line.ts'
import { createServer } from '../../../sync-server/server.ts'
import { checkShop } from '../../load/check-shop.ts'
import { type ServerProcess, startServerProcess } from '../../support/server-fleet.ts'
import { makeProduct, makeReceipt, makeSale, newRow, variantOf } from '../../support/shop-floor.ts'
import { createTcpBalancer, type TcpBalancer } from '../../support/tcp-balancer.ts'
import { errorOf, send, startTestServer, TestDevice, type TestServer } from '../../support/test-server.ts'
import { Device, eventually, isSettled } from '../client/support/device.ts'

/*
 * Two sync-server processes on one PostgreSQL of their own, and in front of them what balances connections. `office` is a
 * third server, in this process: it founds the shop and shows what is stored.
 */

let dataDir: string
let database: Database
let office: TestServer
let first: ServerProcess
let second: ServerProcess
let balancer: TcpBalancer
const devices: Device[] = []

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'comptoir-servers-'))
  chmodSync(dataDir, 0o755)
  database = await startDatabase({ dataDir })
  office = await startTestServer({ database })
  ;[first, second] = await Promise.all([
    startServerProcess(database.address),
    startServerProcess(database.address),
  ])
  balancer = await createTcpBalancer([first.port, second.port])
})
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.kill()))
})
afterAll(async () => {
  await balancer?.close()
  await Promise.all([first?.kill(), second?.kill()])
  await office?.close()
  await database?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** A device that hears of changes by its stream alone: it asks by itself only after an hour. */
async function startDevice(member: string, url: string): Promise<Device> {
  const { session } = await office.signIn(member)
  const device = new Device(url, session)
  devices.push(device)
  return device.start({ pace: { resyncMs: 3_600_000 } })
}

const signInAt = async (url: string, member: string): Promise<TestDevice> =>
  new TestDevice(url, (await office.signIn(member)).session)

const holds = (device: Device, id: string) => async () => (await device.get('products', id)) !== null

async function asOwner<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const owner = createOwnerClient(database.address)
  await owner.connect()
  try {
    return (await owner.query<Row>(text, [...values])).rows
  } finally {
    await owner.end()
  }
}

/** Number of server processes that hear the others just now. */
const listening = async (): Promise<number> =>
  (await asOwner(`select 1 from pg_stat_activity where application_name = $1`, [LINE_NAME])).length

async function newProduct(): Promise<Product> {
  const manager = await signInAt(office.url, 'manager')
  const product = makeProduct(manager, office, 'Riz 5 kg')
  await manager.create('products', product)
  await manager.create('stockMovements', makeReceipt(manager, office, product, 10_000))
  return product
}

describe('devices spread over two servers', () => {
  it('SYNC-7 I8 what one writes at a server arrives at the other’s devices by their streams, both ways', async () => {
    const [here, there] = await Promise.all([
      startDevice('manager', first.url),
      startDevice('manager', second.url),
    ])
    const made = await here.addProduct('Bissap 33 cl', 500)
    await eventually('the other server’s device holds it', holds(there, made.productId))
    await there.editProduct(made.productId, { name: 'Bissap 50 cl' })
    await eventually('the edit came back', async () => {
      const product = await here.get('products', made.productId)
      return product?.name === 'Bissap 50 cl' && product.pending === 0
    })
  })

  it('SYNC-7 a server whose line PostgreSQL cuts looks up what it missed, and hears again', async () => {
    const there = await startDevice('manager', second.url)
    const writer = await signInAt(first.url, 'manager')
    const before = makeProduct(writer, office, 'Avant')
    await writer.create('products', before)
    await eventually('it hears', holds(there, before.id))
    await asOwner(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1`, [
      LINE_NAME,
    ])
    const during = makeProduct(writer, office, 'Pendant')
    await writer.create('products', during)
    await eventually('what was written meanwhile has arrived', holds(there, during.id))
    await eventually('all lines are back', async () => (await listening()) === 3)
    const after = makeProduct(writer, office, 'Après')
    await writer.create('products', after)
    await eventually('it hears again', holds(there, after.id))
  })

  it('SYNC-7 after PostgreSQL itself died and came back, changes cross again', async () => {
    const there = await startDevice('manager', second.url)
    const writer = await signInAt(first.url, 'manager')
    const postmaster = await readFile(join(database.dataDir ?? '', 'postgres/postmaster.pid'), 'utf8')
    process.kill(Number(postmaster.split('\n')[0]), 'SIGKILL')
    const during = makeProduct(writer, office, 'Panne')
    await eventually('a push is taken again', async () => {
      const answer = await writer.tryPush('products', [newRow(during)])
      expect([200, 503]).toContain(answer.status)
      return answer.status === 200
    })
    await eventually('it arrives', holds(there, during.id))
    await eventually('all lines are back', async () => (await listening()) === 3)
    const after = makeProduct(writer, office, 'Rétabli')
    await writer.create('products', after)
    await eventually('it hears again', holds(there, after.id))
  })

  it('SYNC-7 a line that is silent although it looks open is replaced', async () => {
    const address = { ...database.address }
    const pace = { reconnectMs: 50, checkMs: 200 }
    const hub = createChangeHub(address, pace)
    const speaker = createChangeHub(address, pace)
    const heard: string[][] = []
    hub.listen(office.shop.shopId, (names) => heard.push([...names]))
    const tellUntilHeard = () =>
      eventually('it is heard', () => {
        speaker.announce(office.shop.shopId, ['orders'])
        return heard.some((names) => names.length === 1)
      })
    await tellUntilHeard()
    const pids = await asOwner<{ pid: number }>(
      'select pid from pg_stat_activity where application_name = $1 order by backend_start desc limit 2',
      [LINE_NAME],
    )
    for (const { pid } of pids) process.kill(pid, 'SIGSTOP')
    heard.length = 0
    await eventually('everybody is told to look', () => heard.some((names) => names.length > 1))
    await tellUntilHeard()
    for (const { pid } of pids) process.kill(pid, 'SIGCONT')
    await Promise.all([hub.close(), speaker.close()])
  })
})

describe('what servers share', () => {
  it('AUTH-1 two servers that start at once on a new database take each other’s tokens from the first moment', async () => {
    const { address } = database
    await createDatabase(address, 'born_twice')
    const own = { ...address, database: 'born_twice' }
    const bases = await Promise.all([openDatabase(own), openDatabase(own)])
    const [one, other] = await Promise.all(
      bases.map((base) => createServer({ port: 0, logLevel: 'silent' }, { database: base })),
    )
    const founder = await startTestServer({ database: bases[0] as Database })
    const { accountId } = founder.shop.members[0] ?? { accountId: office.ids.next() }
    const ids = { shopId: founder.shop.shopId, deviceId: office.ids.next(), sessionId: office.ids.next() }
    const claims = { accountId, ...ids }
    const tokens = await Promise.all([one, other].map((server) => server?.services.tokens.sign(claims)))
    for (const server of [one, other]) {
      for (const token of tokens) expect(await server?.services.tokens.verify(token ?? '')).toEqual(claims)
    }
    await Promise.all([one?.close(), other?.close(), founder.close()])
    await Promise.all(bases.map((base) => base.stop()))
  })

  it('AUTH-2 a session goes on at another server, a used refresh token ends it everywhere', async () => {
    const device = await signInAt(first.url, 'cashier1')
    const used = device.session.tokens.refreshToken
    const atSecond = new TestDevice(second.url, device.session)
    expect((await atSecond.pull('products')).documents.length).toBeGreaterThan(0)
    const [here, there] = await Promise.all([device.refresh(), atSecond.refresh()])
    expect([here.status, there.status]).toEqual([200, 200])
    expect(device.session.tokens.refreshToken).toBe(atSecond.session.tokens.refreshToken)
    expect((await device.refresh()).status).toBe(200)
    const body = { refreshToken: used, deviceId: device.session.device.id }
    expect(errorOf(await send(second.url, 'POST', '/auth/refresh', { body })).code).toBe('SESSION_ENDED')
    expect(errorOf(await device.send('GET', '/sync/pull?collection=products&epoch=1&seq=0')).code).toBe(
      'SESSION_ENDED',
    )
  })

  it('RECEIPT-1 devices that register at both servers at once get codes of their own, one device one code', async () => {
    const twice = office.ids.next()
    const signIn = async (index: number, id: Id) => {
      const url = index % 2 === 0 ? first.url : second.url
      const body = {
        email: office.shop.emailOf('cashier1'),
        password: 'a-good-password',
        device: { id, name: 'Caisse' },
      }
      const answer = await send(url, 'POST', '/auth/sign-in', { body })
      expect(answer.status).toBe(200)
      return (answer.body as { device: { code: string } }).device.code // the sign-in's answer
    }
    const ids = [twice, twice, ...Array.from({ length: 8 }, () => office.ids.next())]
    const codes = await Promise.all(ids.map((id, index) => signIn(index, id)))
    expect(codes[0]).toBe(codes[1])
    expect(new Set(codes).size).toBe(9)
  })
})

describe('many devices at once', () => {
  it('SYNC-3 LEDGER-1 whoever pulls at one server while both are pushed to misses nothing, and all sums are right', async () => {
    const product = await newProduct()
    const earlier = (await office.signIn('manager')).pullAll('orders')
    const tills = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((i) => signInAt(i % 2 === 0 ? first.url : second.url, 'cashier1')),
    )
    const watcher = await signInAt(second.url, 'manager')
    const accepted = (await earlier).map(({ id }) => String(id))
    const known = new Set(accepted)
    const seen: string[] = []
    let isSelling = true
    const watching = (async () => {
      for (let seq = 0; ; ) {
        const isLast = !isSelling
        const page = await watcher.pull('orders', seq, 7)
        seen.push(...page.documents.map(({ id }) => String(id)))
        seq = page.checkpoint.seq
        if (isLast && !page.more) return
      }
    })()
    const sell = async (till: TestDevice) => {
      for (let counter = 1; counter <= 40; counter += 5) {
        const sales = Array.from({ length: 5 }, (_, i) => makeSale(till, office, product, counter + i))
        await till.create('orders', ...sales)
        accepted.push(...sales.map(({ id }) => id))
      }
    }
    await Promise.all(tills.map(sell))
    isSelling = false
    await watching
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((id) => !known.has(id)).length).toBe(240)
    expect(await checkShop(database.pool, office.shop.shopId, accepted)).toEqual([])
    const level = await asOwner<{ on_hand: number }>(
      'select on_hand from stock_levels where shop_id = $1 and variant_id = $2',
      [office.shop.shopId, variantOf(product).id],
    )
    expect(level).toEqual([{ on_hand: 10_000 - 240 }])
  })
})

describe('a server that dies', () => {
  it('I1 I3 killed in the middle of pushes it loses nothing and doubles nothing; its devices go on with the other', async () => {
    const product = await newProduct()
    const variantId = variantOf(product).id
    const tills = await Promise.all(
      ['cashier1', 'cashier2', 'manager'].map((member) => startDevice(member, balancer.url)),
    )
    await eventually('both servers are in use', () =>
      [first, second].every(({ port }) => balancer.openTo(port) > 0),
    )
    const sold: string[] = []
    let isSelling = true
    const selling = tills.map(async (till) => {
      while (isSelling) {
        const sale = await till.sell({ productId: product.id, variantId, price: 1_500 })
        if (sale.ok) sold.push(sale.id)
      }
    })
    const manager = await signInAt(second.url, 'manager')
    const before = (await manager.pullAll('orders')).length
    await eventually(
      'pushes are under way',
      async () => (await manager.pullAll('orders')).length > before + 5,
    )
    await first.kill()
    const atDeath = sold.length
    await eventually('they go on selling', () => sold.length > atDeath + 10)
    isSelling = false
    await Promise.all(selling)
    for (const till of tills) await eventually('everything is sent', () => isSettled(till))
    const held = (await manager.pullAll('orders')).map(({ id }) => String(id))
    expect(sold.filter((id) => !held.includes(id))).toEqual([])
    expect(await checkShop(database.pool, office.shop.shopId, held)).toEqual([])
    const gaps = await asOwner(
      `select device_code from receipts where shop_id = $1 group by device_code, epoch having count(*) <> max(counter)`,
      [office.shop.shopId],
    )
    expect(gaps).toEqual([])
    expect(balancer.openTo(first.port)).toBe(0)
  })
})
