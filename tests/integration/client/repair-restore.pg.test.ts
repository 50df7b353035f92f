import { newProduct } from '@shared/domain/catalogue/product.ts'
import type { JournalEntry } from '@shared/ipc/contract.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { raiseEpoch } from '../../../sync-server/database/epoch.ts'
import { createDatabase, openDatabase } from '../../../sync-server/database/start-database.ts'
import { createTestDatabase, testCluster } from '../../support/postgres.ts'
import { startTestServer, TestDevice, type TestServer, type TestShop } from '../../support/test-server.ts'
import { Device, eventually, isSettled, type StartOptions } from './support/device.ts'

/* What time, power cuts and backups do; told in the log like every other repair. */

const FEW: StartOptions = { names: ['products', 'orders', 'tasks'] }
const DAY_MS = 86_400_000

let server: TestServer
let office: TestDevice
let homeShop: TestShop
const devices: Device[] = []
const closing: (() => Promise<void>)[] = []

beforeEach(async () => {
  const database = await createTestDatabase()
  closing.push(() => database.stop())
  server = await startTestServer({ database })
  homeShop = server.shop
  office = await server.signIn('manager')
})
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.kill()))
  await server.close()
  for (const close of closing.splice(0)) await close()
})

async function newTill(options: StartOptions = FEW): Promise<Device> {
  const { session } = await server.signIn('manager', { shop: homeShop })
  const device = new Device(server.url, session)
  devices.push(device)
  await device.start(options)
  await eventually('it may number receipts', async () => (await device.command('peekReceipt')) !== null)
  await eventually('it has everything', async () => (await device.status()).firstSync.complete)
  return device
}

async function addOnServer(name: string): Promise<Product> {
  const variants = [{ price: minor(100) }]
  const product = newProduct({ name, currency: 'XOF', variants }, office.author, server)
  await office.create('products', product)
  return product
}

const onServer = async (id: string): Promise<Product | undefined> =>
  (await office.pullAll('products')).find((document) => document.id === id) as Product | undefined // what it accepted as one

async function changeOnServer(
  id: string,
  change: Partial<Product>,
  editId = server.ids.next(),
): Promise<void> {
  const current = await onServer(id)
  if (current === undefined) throw new Error('not there')
  const { staffId: updatedBy, deviceId } = office.author
  const next = { ...current, ...change, editId, updatedAt: server.clock.now(), updatedBy, deviceId }
  const assumed = { rev: current.rev, editId: current.editId }
  const answer = await office.push('products', [{ assumed, next }])
  expect(answer.results[0]?.outcome).toBe('accepted')
}

const rename = (id: string, name: string) => changeOnServer(id, { name, nameKey: name.toLowerCase() })

/** Takes a copy of the journal's entry for that document before the server can have acknowledged it. */
async function editOffline(till: Device, id: string, price: number): Promise<JournalEntry> {
  await till.network({ isOnline: false })
  await till.editProduct(id, { price })
  const entry = till.journal.find(({ documentId }) => documentId === id)
  if (entry === undefined) throw new Error('not in the journal')
  return entry
}

describe('R11 the clock floor', () => {
  test('keeps the order of writes when the clock is set back, and says so', async () => {
    const till = await newTill({ ...FEW, clockSkewMs: DAY_MS })
    await till.addProduct('Written a day ahead', 100)
    await eventually('it is sent', () => isSettled(till))
    await till.restart({ ...FEW, clockSkewMs: 0, pace: { watchdogMs: 3_600_000 } })
    const { productId } = await till.addProduct('Written after the correction', 200)
    await eventually('it is sent all the same', async () => (await onServer(productId)) !== undefined)
    const [line] = await till.log('clock')
    expect(line?.minutes).toBeGreaterThan(24 * 60 - 5)
  })
})

describe('R12 the journal', () => {
  test('gives back what the disk lost while the server cannot be reached, and it leaves later', async () => {
    const till = await newTill()
    await till.network({ isOnline: false })
    const article = { productId: server.ids.next(), variantId: server.ids.next(), price: 500 }
    const sale = await till.sell(article)
    const edited = await till.addProduct('Made in the dark', 300)
    await till.kill()

    // The same machine, its journal whole, its database gone, its cable out.
    const { session } = till
    const emptied = new Device(server.url, session)
    devices.push(emptied)
    emptied.journal.push(...till.journal)
    await emptied.start({ ...FEW, isOnline: false })
    expect((await emptied.list('orders')).map(({ number }) => number)).toEqual([sale.number])
    expect(await emptied.get('products', edited.productId)).toMatchObject({ pending: 1 })
    expect(await emptied.log('restored')).toEqual([{ count: 2 }])
    expect(await emptied.refused()).toEqual([])

    await emptied.network({ isOnline: true })
    await eventually('both are sent', () => isSettled(emptied))
    expect((await office.pullAll('orders')).map(({ number }) => number)).toEqual([sale.number])
    expect(await onServer(edited.productId)).toBeDefined()
    await eventually('the journal has let go of them', () => emptied.journal.length === 0)
    // RECEIPT-1: what was known of the numbers went with the database.
    expect(await emptied.log('receipts')).toEqual([{ epoch: 2 }])
    const next = await emptied.sell(article)
    expect(next.receipt).toMatchObject({ epoch: 2, counter: 1 })
  })

  test('does not ask anybody about an edit that arrived and was edited further: it is known', async () => {
    const till = await newTill()
    const { id } = await addOnServer('Acknowledged')
    await eventually('the till has it', async () => (await till.get('products', id)) !== null)
    const entry = await editOffline(till, id, 777)
    await till.network({ isOnline: true })
    await eventually('it is sent', () => isSettled(till))
    await rename(id, 'Edited further')
    const isSeen = async () => (await till.get('products', id))?.name === 'Edited further'
    await eventually('the till follows', isSeen)
    await till.kill()
    till.journal.push(entry) // the process died before the journal heard of the acknowledgement
    await till.start(FEW)
    await eventually('nothing waits', () => isSettled(till))
    await eventually('the journal has let go of it', () => till.journal.length === 0)
    await eventually('the newest state is back', isSeen)
    expect(await till.refused()).toEqual([])
    expect(await onServer(id)).toMatchObject({ name: 'Edited further', rev: 3, variants: [{ price: 777 }] })
    expect(await till.get('products', id)).toMatchObject({ pending: 0, variants: [{ price: 777 }] })
  })

  test('merges an edit that had not arrived with what the server has since', async () => {
    const till = await newTill()
    const { id } = await addOnServer('Never arrived')
    await eventually('the till has it', async () => (await till.get('products', id)) !== null)
    const held = await till.get('products', id)
    const entry = await editOffline(till, id, 777)
    await till.kill()
    // The disk lost the edit, and the journal could not be read at the next start: the till goes on without it.
    await till.damage('products', id, { ...held })
    till.journal.splice(0)
    await rename(id, 'Renamed meanwhile')
    await till.start(FEW)
    const isSeen = async () => (await till.get('products', id))?.name === 'Renamed meanwhile'
    await eventually('the till follows', isSeen)
    await till.kill()
    till.journal.push(entry)
    await till.start(FEW)
    await eventually('the edit arrives', async () => (await onServer(id))?.variants[0]?.price === 777)
    await eventually('nothing waits', () => isSettled(till))
    await eventually('the till shows both', isSeen)
    expect((await onServer(id))?.name).toBe('Renamed meanwhile')
    expect(await till.refused()).toEqual([])
    expect(await till.list('tasks')).toEqual([])
  })
})

describe('R14 a restored server', () => {
  test('merges on what both had before, although an edit older than ours arrived only since', async () => {
    const { id } = await addOnServer('In the backup')
    const till = await newTill()
    // Thought of before everything below, and sent after all of it.
    const olderEditId = server.ids.next()
    const backup = await backUp()
    await till.editProduct(id, { name: 'Renamed after the backup' })
    await eventually('it is sent', () => isSettled(till))
    await till.network({ isOnline: false })
    await till.editProduct(id, { brand: 'Not sent yet' })

    const { port } = server.server
    await server.close()
    const restored = await openDatabase(backup)
    const epoch = await raiseEpoch(restored)
    closing.push(() => restored.stop())
    server = await startTestServer({ database: restored, config: { port } })
    office = new TestDevice(server.url, { ...office.session, epoch })
    await changeOnServer(id, { description: 'Sent since the restore' }, olderEditId)
    await till.network({ isOnline: true })
    await eventually('the till knows', async () => (await till.status()).epoch === epoch)
    await eventually('everything is sent', () => isSettled(till))
    expect(await onServer(id)).toMatchObject({
      name: 'Renamed after the backup',
      brand: 'Not sent yet',
      description: 'Sent since the restore',
    })
    expect(await till.log('epoch')).toEqual([{ epoch }])
    expect(await till.refused()).toEqual([])
  })

  test('SYNC-9 the same backup restored twice is two incarnations', async () => {
    const address = await backUp()
    const once = await raiseEpoch({ address })
    const again = await backUp()
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const twice = await raiseEpoch({ address: again })
    expect(once).toBeGreaterThan(1)
    expect(twice).toBeGreaterThan(once)
  })
})

let backups = 0

/** A copy of the server's database as it is now; the server is away for a moment, because a copy needs it to itself. */
async function backUp() {
  const { address } = server.database
  const { port } = server.server
  if (!('database' in address) || address.database === undefined) throw new Error('of the test cluster')
  const cluster = await testCluster()
  const name = `${address.database}_backup_${++backups}`
  await server.close()
  await closing.pop()?.()
  await createDatabase(cluster, name, address.database)
  const { shop } = server
  const database = await openDatabase(address)
  closing.push(() => database.stop())
  server = await startTestServer({ database, config: { port } })
  office = new TestDevice(server.url, office.session)
  homeShop = shop
  return { ...cluster, database: name }
}
