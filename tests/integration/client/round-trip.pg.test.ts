import { touch } from '@shared/domain/authoring.ts'
import { productSchema } from '@shared/schemas/products.schema.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { editRow } from '../../support/shop-floor.ts'
import { send, startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'
import { Device, eventually, isSettled } from './support/device.ts'

let server: TestServer
let observer: TestDevice
const devices: Device[] = []

beforeAll(async () => {
  server = await startTestServer()
  observer = await server.signIn('manager')
})
afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.kill()))
})
afterAll(() => server.close())

async function newDevice(member: string): Promise<Device> {
  const { session } = await server.signIn(member)
  const device = new Device(server.url, session)
  devices.push(device)
  return device
}

const serverDocument = async (collection: 'products' | 'orders' | 'tasks', id: string) =>
  (await observer.pullAll(collection)).find((document) => document.id === id)

describe('what is written on one device', () => {
  test('SYNC-4 goes to the server and to another device, and is then no longer pending', async () => {
    const [till, office] = await Promise.all([newDevice('manager'), newDevice('manager')])
    await Promise.all([till.start(), office.start()])
    const { productId } = await till.addProduct('Bissap 33 cl', 500)
    await eventually('the till has nothing pending', () => isSettled(till))
    await eventually(
      'the office has the product',
      async () => (await office.get('products', productId)) !== null,
    )
    const [here, there] = [await till.get('products', productId), await office.get('products', productId)]
    expect(here).toMatchObject({ rev: 1, pending: 0 })
    expect(there).toEqual(here)
  })

  test('SYNC-4 counts as pending exactly while the server has not acknowledged it, also after a kill', async () => {
    const till = await (await newDevice('manager')).start({ isOnline: false })
    const { productId } = await till.addProduct('Thé Attaya', 300)
    await till.addProduct('Café Touba', 200)
    await till.editProduct(productId, { price: 350 })
    expect(await till.pending()).toBe(2)
    await till.restart({ isOnline: false })
    expect(await till.pending()).toBe(2)
    await till.network({ isOnline: true })
    await eventually('everything is sent', () => isSettled(till))
    expect(await serverDocument('products', productId)).toMatchObject({ name: 'Thé Attaya' })
  })

  test('SYNC-1 is not done twice when the answer to the push got lost', async () => {
    const till = await (await newDevice('manager')).start()
    await eventually('the till is in contact', async () => (await till.status()).online)
    await till.network({ isOnline: true, losePushAnswers: 1 })
    const { productId } = await till.addProduct('Jus de bouye', 700)
    await eventually('the till has nothing pending', () => isSettled(till))
    const pushes = (await till.command<string[]>('requests')).filter((path) => path === '/sync/push')
    expect(pushes).toHaveLength(2)
    const named = (await observer.pullAll('products')).filter((document) => document.name === 'Jus de bouye')
    expect(named).toHaveLength(1)
    expect(named[0]).toMatchObject({ id: productId, rev: 1 })
  })

  test('SYNC-4 is acknowledged also when it comes back by pull before its push is answered', async () => {
    const till = await (await newDevice('manager')).start()
    await eventually('the till has everything', async () => (await till.status()).firstSync.complete)
    await till.network({ isOnline: true, holdPullsMs: 300, holdPushAnswersMs: 600 })
    for (let i = 0; i < 8; i++) {
      const { productId } = await till.addProduct(`Gingembre ${i}`, 900)
      await eventually(
        'it is acknowledged',
        async () => (await till.get('products', productId))?.pending === 0,
      )
    }
    expect(await till.log('repair')).toEqual([])
  })

  test('SYNC-4 is acknowledged also when somebody changed it further before its push is answered', async () => {
    const till = await (await newDevice('manager')).start()
    await eventually('the till has everything', async () => (await till.status()).firstSync.complete)
    const { productId } = await till.addProduct('Gingembre', 900)
    await eventually('the till has nothing pending', () => isSettled(till))
    await till.network({ isOnline: true, holdPullsMs: 300, holdPushAnswersMs: 900 })
    for (let i = 0; i < 3; i++) {
      await till.editProduct(productId, { name: `Gingembre ${i}` })
      await eventually(
        'the server has it',
        async () => (await serverDocument('products', productId))?.name === `Gingembre ${i}`,
      )
      const stands = productSchema.parse(await serverDocument('products', productId))
      const further = touch({ ...stands, brand: `Marque ${i}` }, observer.author, server)
      await observer.push('products', [editRow(stands, further)])
      await eventually('the till has both', async () => {
        const { name, brand, pending } = (await till.get('products', productId)) ?? {}
        return name === `Gingembre ${i}` && brand === `Marque ${i}` && pending === 0
      })
    }
    expect(await till.log('repair')).toEqual([])
  })

  test('SYNC-5 is kept in the refused list with its reason when the server does not take it, and the queue goes on', async () => {
    const till = await (await newDevice('cashier1')).start()
    const { productId } = await till.addProduct('Not mine to add', 100)
    await eventually('the refusal is listed', async () => (await till.refused()).length === 1)
    const [refused] = await till.refused()
    expect(refused).toMatchObject({
      collection: 'products',
      documentId: productId,
      refusal: { code: 'FORBIDDEN' },
    })
    expect(refused?.document).toMatchObject({ name: 'Not mine to add' })
    await eventually('nothing is pending', () => isSettled(till))
    expect(await till.get('products', productId)).toBeNull()
    await eventually('the status says so', async () => (await till.status()).state === 'attention')
    await eventually('the journal has let go of it', () => till.journal.length === 0)
  })

  test('a page that a hotel puts in between is no answer', async () => {
    const till = await (await newDevice('manager')).start()
    await eventually('the till is in contact', async () => (await till.status()).online)
    await till.network({ captivePortal: true })
    const { productId } = await till.addProduct('Pain', 150)
    await eventually('the till knows it is offline', async () => !(await till.status()).online)
    expect(await till.pending()).toBe(1)
    expect(await serverDocument('products', productId)).toBeUndefined()
    await till.network({ isOnline: true })
    await eventually('everything is sent', () => isSettled(till))
    expect(await serverDocument('products', productId)).toBeDefined()
  })

  test('a server in trouble is asked by one request at a time and not more than the gate allows', async () => {
    const till = await (await newDevice('manager')).start()
    await eventually('the till is in contact', async () => (await till.status()).online)
    await till.network({ isServerDown: true })
    await till.addProduct('Lait', 400)
    await eventually('the till knows it is offline', async () => !(await till.status()).online)
    await new Promise((resolve) => setTimeout(resolve, 500)) // requests that were already on their way
    const before = (await till.command<string[]>('requests')).length
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const after = (await till.command<string[]>('requests')).length
    expect(after - before).toBeLessThanOrEqual(1)
  })
})

describe('a session that the server has ended', () => {
  test('AUTH-2 stops all requests and keeps the work', async () => {
    const till = await (await newDevice('manager')).start()
    await eventually('the till is in contact', async () => (await till.status()).online)
    const { accessToken: token, refreshToken } = till.session.tokens
    const body = { refreshToken, deviceId: till.session.device.id }
    expect((await send(server.url, 'POST', '/auth/sign-out', { token, body })).status).toBeLessThan(300)
    await till.addProduct('Written after the end', 100)
    await eventually('the gate has closed', async () => (await till.command('isPaused')) === true)
    await new Promise((resolve) => setTimeout(resolve, 500)) // requests that were already on their way
    const before = (await till.command<string[]>('requests')).length
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect((await till.command<string[]>('requests')).length).toBe(before)
    expect(await till.pending()).toBe(1)
    expect(await till.refused()).toEqual([])
  })
})

describe('two people editing the same product', () => {
  test('MERGE-1 both edits survive when they touched different fields', async () => {
    const [till, office] = await Promise.all([newDevice('manager'), newDevice('manager')])
    await Promise.all([till.start(), office.start()])
    const { productId } = await till.addProduct('Savon', 250)
    await eventually('the office has it', async () => (await office.get('products', productId)) !== null)
    await till.network({ isOnline: false })
    await till.editProduct(productId, { price: 300 })
    await office.editProduct(productId, { name: 'Savon de Marseille' })
    await eventually('the office has sent', () => isSettled(office))
    await till.network({ isOnline: true })
    await eventually('the till has sent', () => isSettled(till))
    await eventually('both show the same', async () => {
      const [here, there] = [await till.get('products', productId), await office.get('products', productId)]
      return here?.editId === there?.editId && here?.rev === 3
    })
    const merged = await office.get('products', productId)
    expect(merged?.name).toBe('Savon de Marseille')
    expect(merged?.variants[0]?.price).toBe(300)
    expect(await till.list('tasks')).toEqual([])
  })

  test('MERGE-4 the same field keeps the server’s value and becomes one task with both', async () => {
    const [till, office] = await Promise.all([newDevice('manager'), newDevice('manager')])
    await Promise.all([till.start(), office.start()])
    const { productId } = await till.addProduct('Riz 5 kg', 3_000)
    await eventually('the office has it', async () => (await office.get('products', productId)) !== null)
    await till.network({ isOnline: false })
    await till.editProduct(productId, { price: 3_300 })
    await office.editProduct(productId, { price: 3_500 })
    await eventually('the office has sent', () => isSettled(office))
    await till.network({ isOnline: true })
    await eventually('the till has sent', () => isSettled(till))
    const ofThis = async (device: Device) =>
      (await device.list('tasks')).filter(
        (task) => task.kind === 'conflict' && task.subject?.id === productId,
      )
    await eventually('the office sees the conflict', async () => (await ofThis(office)).length === 1)
    expect(await ofThis(till)).toHaveLength(1)
    const [task] = await ofThis(office)
    const [variant] = (await office.get('products', productId))?.variants ?? []
    expect(variant?.price).toBe(3_500)
    expect(task?.payload).toMatchObject({
      collection: 'products',
      documentId: productId,
      label: 'Riz 5 kg',
      fields: [{ path: ['variants', variant?.id, 'price'], base: 3_000, mine: 3_300, theirs: 3_500 }],
    })
    expect((await till.get('products', productId))?.variants[0]?.price).toBe(3_500)
  })

  test('several edits of one person before and after a push are no conflict with himself', async () => {
    const till = await (await newDevice('manager')).start()
    const { productId } = await till.addProduct('Huile 1 L', 1_000)
    for (const price of [1_100, 1_200, 1_300, 1_400]) {
      await till.editProduct(productId, { price })
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
    await eventually('everything is sent', () => isSettled(till))
    const held = await serverDocument('products', productId)
    expect(held).toMatchObject({ variants: [{ price: 1_400 }] })
    expect((await till.list('tasks')).filter((task) => task.subject?.id === productId)).toEqual([])
    expect(await till.refused()).toEqual([])
  })
})
