import { newProduct } from '@shared/domain/catalogue/product.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'
import { Device, eventually, isSettled, type StorageCall } from './support/device.ts'

let server: TestServer
let office: TestDevice
const devices: Device[] = []

beforeAll(async () => {
  server = await startTestServer()
  office = await server.signIn('manager')
})
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.kill()))
})
afterAll(() => server.close())

const FEW = { names: ['products', 'tasks'] } as const

async function newDevice(): Promise<Device> {
  const { session } = await server.signIn('manager')
  const device = new Device(server.url, session)
  devices.push(device)
  return device
}

async function addOnServer(name: string): Promise<Product> {
  const product = newProduct(
    { name, currency: 'XOF', variants: [{ price: minor(100) }] },
    office.author,
    server,
  )
  await office.create('products', product)
  return product
}

const onServer = async (id: string) => {
  const documents = await office.pullAll('products')
  return documents.find((document) => document.id === id) as Product | undefined // what the server accepted as one
}

async function renameOnServer(id: string, name: string): Promise<void> {
  const current = await onServer(id)
  if (current === undefined) throw new Error('not there')
  const next = { ...current, name, nameKey: name.toLowerCase(), editId: server.ids.next(), ...signature() }
  const answer = await office.push('products', [
    { assumed: { rev: current.rev, editId: current.editId }, next },
  ])
  expect(answer.results[0]?.outcome).toBe('accepted')
}
const signature = () => ({
  updatedAt: server.clock.now(),
  updatedBy: office.author.staffId,
  deviceId: office.author.deviceId,
})

describe('R8 a storage that fails once inside the replication', () => {
  const PLACES = [
    ['while noting that the server took an edit (P3)', 'replication-up-write-meta'],
    ['while storing a page from the server (P12)', 'replication-downstream'],
    ['while noting what the server holds (P12)', 'replication-down-write-meta'],
    ['while noting how far it got (P13)', 'replication-set-checkpoint'],
  ] as const

  test.each(PLACES)('%s loses nothing: the replication is replaced', async (_place, context) => {
    const till = await (await newDevice()).start(FEW)
    await eventually('the till is in contact', async () => (await till.status()).online)
    let failures = 0
    till.onStorageCall((call) => {
      if (failures > 0 || !call.context.startsWith(context)) return 'do'
      failures++
      return 'fail'
    })
    const theirs = await addOnServer(`From the office, ${context}`)
    const { productId } = await till.addProduct(`From the till, ${context}`, 500)
    await eventually('the disk has failed', () => failures === 1)
    await eventually('the replication was replaced', async () => (await till.status()).lastRepair !== null)
    await eventually(
      'the till has the office’s product',
      async () => (await till.get('products', theirs.id)) !== null,
    )
    await eventually('the till has sent its own', () => isSettled(till))
    await eventually('and the server has it', async () => (await onServer(productId)) !== undefined)
    // A document that was frozen on this device would no longer follow the server.
    await renameOnServer(productId, 'Renamed by the office')
    await eventually(
      'the till follows',
      async () => (await till.get('products', productId))?.name === 'Renamed by the office',
    )
    expect(await till.refused()).toEqual([])
    expect(await till.list('tasks')).toEqual([])
  })

  test('the wish for a repair outlives a kill', async () => {
    const till = await (await newDevice()).start(FEW)
    await eventually('the till is in contact', async () => (await till.status()).online)
    till.onStorageCall((call) => (call.context.startsWith('replication-downstream') ? 'fail' : 'do'))
    const theirs = await addOnServer('Lost page')
    await eventually('the wish is kept', () => isMarkedBroken(till))
    await till.kill()
    till.onStorageCall(() => 'do')
    await till.start(FEW)
    await eventually('the till has the product', async () => (await till.get('products', theirs.id)) !== null)
  })
})

const isMarkedBroken = (device: Device): boolean =>
  JSON.stringify(device.meta.get('replication')).includes('"isBroken":true')

describe('R9 a hole that nothing has noticed', () => {
  test('is found by comparing with the server and filled', async () => {
    const till = await (await newDevice()).start(FEW)
    const product = await addOnServer('About to be lost')
    await eventually('the till has it', async () => (await till.get('products', product.id)) !== null)
    await till.kill()
    await till.lose('products', product.id)
    await till.start(FEW)
    await eventually('the till is in contact', async () => (await till.status()).online)
    expect(await till.get('products', product.id)).toBeNull()
    await till.compare('products')
    await eventually('it is back', async () => (await till.get('products', product.id)) !== null)
    expect((await till.status()).lastRepair?.reason).toContain('1 missing')
    await eventually('device and server hold the same', async () => {
      await till.compare('products')
      return (await till.status()).localCounts.products === (await office.pullAll('products')).length
    })
  })
})

describe('a stored document that cannot be read any more', () => {
  test('is put aside as it was found, breaks no list, and comes whole again from the server', async () => {
    const till = await (await newDevice()).start(FEW)
    const [whole, broken] = [await addOnServer('Whole'), await addOnServer('Broken')]
    await eventually('the till has both', async () => (await till.get('products', broken.id)) !== null)
    await till.kill()
    await till.damage('products', broken.id, { variants: 'rotten' })
    await till.start({ ...FEW, isOnline: false })
    const listed = (await till.list('products')).map(({ id }) => id)
    expect(listed).toContain(whole.id)
    expect(listed).not.toContain(broken.id)
    expect(await till.get('products', broken.id)).toBeNull()
    expect(await till.editProduct(broken.id, { price: 1 })).toMatchObject({ ok: false })
    await eventually('it is listed as put aside', async () => (await till.status()).quarantined === 1)
    await till.network({ isOnline: true })
    await eventually('it is whole', async () => (await till.get('products', broken.id))?.name === 'Broken')
  })
})

describe('a shop that could not be opened', () => {
  test.each([
    ['a collection', (call: StorageCall) => call.method === 'create' && call.collection === 'tasks'],
    ['what is pending', (call: StorageCall) => call.method === 'query' && call.collection === 'products'],
  ])(
    'because %s could not be read opens when it is tried again in the same window',
    async (_what, isBroken) => {
      const till = await newDevice()
      await till.start({ ...FEW, isOnline: false })
      const { productId } = await till.addProduct('Savon', 250)
      await till.kill()
      let failures = 0
      till.onStorageCall((call) => (isBroken(call) && ++failures === 1 ? 'fail' : 'do'))
      await expect(till.start({ ...FEW, isOnline: false })).rejects.toThrow()
      await till.kill()
      failures = 0
      await till.start({ ...FEW, isOnline: false, triesAgain: true })
      expect(failures).toBeGreaterThan(1)
      expect(await till.get('products', productId)).toMatchObject({ name: 'Savon', pending: 1 })
    },
  )
})

describe('R5 a kill while a change of somebody else is being stored (P14)', () => {
  test('never reverts that change, at whichever write the process dies', async () => {
    const till = await newDevice()
    await till.start(FEW)
    let deaths = 0
    for (let at = 1; ; at++) {
      const product = await addOnServer(`Product ${at}`)
      await eventually('the till has it', async () => (await till.get('products', product.id)) !== null)
      await till.kill()
      await renameOnServer(product.id, `Renamed ${at}`)

      let writes = 0
      till.onStorageCall((call) => (call.method === 'bulkWrite' && ++writes === at ? 'die-after' : 'do'))
      await till.start(FEW).catch(() => undefined)
      const isSeen = async () => (await till.get('products', product.id))?.name === `Renamed ${at}`
      await eventually('it has died or taken the change', async () => !till.isRunning || isSeen())
      const hasDied = await diedSoon(till)
      await till.kill()
      till.onStorageCall(() => 'do')

      await till.start({ ...FEW, isOnline: false })
      await till.editProduct(product.id, { price: 777 })
      await till.network({ isOnline: true })
      await eventually('the edit is sent', () => isSettled(till))
      const final = await onServer(product.id)
      expect([at, final?.name, final?.variants[0]?.price]).toEqual([at, `Renamed ${at}`, 777])
      expect(await till.list('tasks')).toEqual([])
      if (!hasDied) break
      deaths++
    }
    expect(deaths).toBeGreaterThan(5)
  }, 240_000)
})

/** A few writes follow the one that shows the change; the death may be at one of them. */
async function diedSoon(device: Device): Promise<boolean> {
  for (let i = 0; i < 25 && device.isRunning; i++) await new Promise((resolve) => setTimeout(resolve, 20))
  return !device.isRunning
}
