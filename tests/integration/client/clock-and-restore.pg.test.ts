import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createOwnerClient } from '../../../sync-server/database/pool.ts'
import { createDatabase, type Database, openDatabase } from '../../../sync-server/database/start-database.ts'
import { createTestDatabase, testCluster } from '../../support/postgres.ts'
import { startTestServer, type TestServer } from '../../support/test-server.ts'
import { Device, eventually, isSettled } from './support/device.ts'

const devices: Device[] = []
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.kill()))
})

const FEW = { names: ['products', 'orders', 'tasks'] } as const
const DAY_MS = 86_400_000
/** The watchdog would heal in the end what the clock's floor must prevent: here it sleeps. */
const NO_WATCHDOG = { ...FEW, pace: { watchdogMs: 3_600_000 } } as const

async function newDevice(server: TestServer, member: string): Promise<Device> {
  const { session } = await server.signIn(member)
  const device = new Device(server.url, session)
  devices.push(device)
  return device
}

describe('R11 a device whose clock is wrong', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer()
  })
  afterAll(() => server.close())

  test('sends what was written offline after its clock was set back by a day', async () => {
    const till = await newDevice(server, 'manager')
    await till.start({ ...NO_WATCHDOG, clockSkewMs: DAY_MS })
    await till.addProduct('Written a day ahead', 100)
    await eventually('it is sent', () => isSettled(till))
    await till.kill()
    await till.start({ ...NO_WATCHDOG, clockSkewMs: 0, isOnline: false })
    const { productId } = await till.addProduct('Written after the correction', 200)
    await till.restart({ ...NO_WATCHDOG, clockSkewMs: -DAY_MS, isOnline: false })
    const { productId: later } = await till.addProduct('Written a day behind', 300)
    await till.network({ isOnline: true })
    await eventually('everything is sent', () => isSettled(till))
    const observer = await server.signIn('manager')
    const ids = (await observer.pullAll('products')).map((document) => document.id)
    expect(ids).toContain(productId)
    expect(ids).toContain(later)
  })

  test('SYNC-11 dates its sales by the server’s time, also offline after a restart', async () => {
    const till = await newDevice(server, 'cashier1')
    await till.start({ ...FEW, clockSkewMs: -DAY_MS })
    await eventually('it has compared clocks', async () => (await till.status()).clockOffsetMs > DAY_MS / 2)
    await till.restart({ ...FEW, clockSkewMs: -DAY_MS, isOnline: false })
    await eventually('it may number receipts', async () => (await till.command('peekReceipt')) !== null)
    const sale = await till.sell({ productId: server.ids.next(), variantId: server.ids.next(), price: 500 })
    const order = await till.get('orders', sale.id)
    expect(Math.abs((order?.placedAt ?? 0) - Date.now())).toBeLessThan(DAY_MS / 10)
  })
})

describe('R14 a server restored from a backup', () => {
  test('gets back from the devices what the restore lost, and nobody’s newer work is reverted', async () => {
    const cluster = await testCluster()
    const before = await createTestDatabase()
    const first = await startTestServer({ database: before })
    const { port } = first.server
    const till = await newDevice(first, 'manager')
    await till.start(FEW)
    const kept = await till.addProduct('In the backup', 100)
    await eventually('it is sent', () => isSettled(till))

    // The backup is taken here.
    const backup = `${nameOf(before)}_backup`
    await till.network({ isOnline: false })
    await first.server.close()
    await before.stop()
    await createDatabase(cluster, backup, nameOf(before))
    const again = await openDatabase({ ...cluster, database: nameOf(before) })
    const second = await startTestServer({ database: again, config: { port } })
    await till.network({ isOnline: true })
    const lost = await till.addProduct('After the backup', 200)
    await till.editProduct(kept.productId, { price: 150 })
    await eventually('the later work is sent', () => isSettled(till))

    // The disk of the server dies; the backup takes its place as a new incarnation.
    await second.server.close()
    await again.stop()
    const restored = await restore(backup)
    const third = await startTestServer({ database: restored, config: { port } })
    const office = await third.signIn('manager', { shop: first.shop })
    const [current] = await office.pullAll('products')
    const { staffId: updatedBy, deviceId } = office.author
    const renamed = {
      ...current,
      ...{ name: 'Renamed since', nameKey: 'renamed since', editId: third.ids.next() },
      ...{ updatedBy, deviceId, updatedAt: third.clock.now() },
    }
    const assumed = { rev: 1, editId: String(current?.editId) }
    const pushed = await office.push('products', [{ assumed, next: renamed }])
    expect(pushed.results).toMatchObject([{ outcome: 'accepted', id: kept.productId, rev: 2 }])
    const pendingSale = await till.addProduct('During the outage', 300)
    await till.network({ isOnline: true })
    await eventually('the till has found the new epoch', async () => (await till.status()).epoch === 2)
    await eventually('everything is sent', () => isSettled(till))
    const observer = new (await import('../../support/test-server.ts')).TestDevice(first.url, {
      ...till.session,
      epoch: 2,
    })
    await eventually('the server has all three again', async () => {
      const documents = await observer.pullAll('products')
      return [kept, lost, pendingSale].every(({ productId }) => documents.some(({ id }) => id === productId))
    })
    const documents = await observer.pullAll('products')
    expect(documents.find(({ id }) => id === kept.productId)).toMatchObject({ variants: [{ price: 150 }] })
    expect(await till.refused()).toEqual([])
    expect(await till.list('tasks')).toEqual([])
    await eventually(
      'the till shows the same',
      async () => (await till.get('products', kept.productId))?.name === 'Renamed since',
    )
    expect((await till.get('products', kept.productId))?.variants[0]?.price).toBe(150)
    await till.kill()
    await third.server.close()
    await restored.stop()
  })

  const nameOf = (database: Database): string => {
    const { address } = database
    if (!('database' in address) || address.database === undefined)
      throw new Error('a database of the test cluster')
    return address.database
  }

  async function restore(name: string): Promise<Database> {
    const cluster = await testCluster()
    const owner = createOwnerClient({ ...cluster, database: name })
    await owner.connect()
    await owner.query('update server_meta set epoch = epoch + 1')
    await owner.end()
    return openDatabase({ ...cluster, database: name })
  }
})
