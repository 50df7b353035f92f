import type { CarryTally } from '@renderer/sync/carry-by-file.ts'
import type { Result } from '@shared/kernel/result.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { queryShop } from '../../support/shop-query.ts'
import { startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'
import { Device, eventually, isSettled } from '../client/support/device.ts'

/* Two whole clients and the real server: one never gets a connection, the other carries its files. */

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

const FEW = { names: ['products', 'orders', 'tasks'] } as const

async function newDevice(member: string): Promise<Device> {
  const { session } = await server.signIn(member)
  const device = new Device(server.url, session)
  devices.push(device)
  await device.start(FEW)
  await eventually('it may number receipts', async () => (await device.command('peekReceipt')) !== null)
  return device
}

/** A till and an office that both hold a product, and the till without a connection from then on. */
async function apart() {
  const [till, office] = await Promise.all([newDevice('manager'), newDevice('manager')])
  const product = await till.addProduct('Savon', 250)
  await eventually(
    'both have it',
    async () => (await isSettled(till)) && (await office.get('products', product.productId)) !== null,
  )
  await till.network({ isOnline: false })
  return { till, office, product }
}

async function fileOf(device: Device): Promise<string> {
  const file = await device.command<Result<{ text: string; changes: number }, string>>('exportCarry')
  if (!file.ok) throw new Error(file.error)
  return file.value.text
}

async function bring(device: Device, file: string): Promise<CarryTally> {
  const brought = await device.command<Result<CarryTally, string>>('bringCarry', file)
  if (!brought.ok) throw new Error(brought.error)
  return brought.value
}

const look = (device: Device, file: string) => device.command<Result<CarryTally, string>>('lookAtCarry', file)

const serverProduct = async (id: string) =>
  (await observer.pullAll('products')).find((document) => document.id === id)
const tasksOf = async (id: string) =>
  (await observer.pullAll('tasks')).filter(({ subject }) => (subject as { id: string } | null)?.id === id)

/** Everything the server holds, in words that a rewrite of anything would change. */
async function stateOfServer(): Promise<string[]> {
  const collections = ['products', 'orders', 'tasks'] as const
  const all = await Promise.all(collections.map((name) => observer.pullAll(name)))
  return all.flat().map(({ id, rev, editId }) => `${id} ${rev} ${editId}`)
}

describe('CARRY-1 work that leaves a device by file', () => {
  test('arrives once, in whatever order and however often files are brought, also after the network brought it', async () => {
    const { till, office, product } = await apart()
    const { productId, variantId } = product
    const goods = { productId, variantId, price: 250 }
    const sales = [await till.sell(goods), await till.sell(goods)]
    await till.editProduct(productId, { price: 300 })
    const first = await fileOf(till)
    sales.push(await till.sell(goods))
    await till.editProduct(productId, { brand: 'Marseille' })
    const tea = await till.addProduct('Thé', 100)
    const second = await fileOf(till)

    expect(await look(office, second)).toEqual({ ok: true, value: tally({ taken: 5 }) })
    expect(await serverProduct(tea.productId)).toBeUndefined()
    expect(await bring(office, second)).toEqual(tally({ taken: 5 }))
    const state = await stateOfServer()
    expect(await bring(office, first)).toEqual(tally({ present: 3 }))
    expect(await bring(office, second)).toEqual(tally({ present: 5 }))
    expect(await stateOfServer()).toEqual(state)

    await till.network({ isOnline: true })
    await eventually('the till has nothing pending', () => isSettled(till))
    expect(await stateOfServer()).toEqual(state)
    expect(await bring(till, first)).toEqual(tally({ present: 3 }))
    expect(await stateOfServer()).toEqual(state)
    expect(await till.refused()).toEqual([])
    expect(await till.get('products', productId)).toEqual(await office.get('products', productId))
    expect(await serverProduct(productId)).toMatchObject({ brand: 'Marseille', variants: [{ price: 300 }] })

    const orders = (await observer.pullAll('orders')).map(({ id }) => id)
    expect(sales.map(({ id }) => orders.filter((other) => other === id).length)).toEqual([1, 1, 1])
    const [level] = await queryShop<{ on_hand: number; posted: number; receipts: number }>(
      server.database,
      server.shop.shopId,
      `select l.on_hand, (select sum(quantity) from stock_postings where shop_id = $1 and variant_id = $2) as posted,
        (select count(*) from receipts where shop_id = $1 and order_id = any($3)) as receipts
        from stock_levels l where shop_id = $1 and variant_id = $2`,
      [server.shop.shopId, variantId, sales.map(({ id }) => id)],
    )
    expect([Number(level?.on_hand), Number(level?.posted), Number(level?.receipts)]).toEqual([-3, -3, 3])
    await eventually('the journal has let go of everything', () => till.journal.length === 0)
  })

  test('CARRY-2 is put together with what others changed meanwhile, and the device that comes back agrees', async () => {
    const { till, office, product } = await apart()
    const { productId } = product
    await till.editProduct(productId, { price: 300 })
    const file = await fileOf(till)
    await office.editProduct(productId, { name: 'Savon noir' })
    await eventually('the office has sent', () => isSettled(office))
    expect(await bring(office, file)).toEqual(tally({ merged: 1 }))
    expect(await serverProduct(productId)).toMatchObject({ name: 'Savon noir', variants: [{ price: 300 }] })
    // Others go on from there, and so does the till, which knows nothing of all this.
    await eventually('the office has it', async () => (await office.get('products', productId))?.rev === 3)
    await office.editProduct(productId, { brand: 'Dakar' })
    await eventually('the office has sent again', () => isSettled(office))
    await till.editProduct(productId, { price: 350 })

    await till.network({ isOnline: true })
    await eventually('the till has nothing pending', () => isSettled(till))
    await eventually('both show the same', async () => {
      const [here, there] = [await till.get('products', productId), await office.get('products', productId)]
      return here?.editId === there?.editId && here?.pending === 0
    })
    const held = await serverProduct(productId)
    expect(held).toMatchObject({ name: 'Savon noir', brand: 'Dakar', variants: [{ price: 350 }] })
    expect(await tasksOf(productId)).toEqual([])
    expect(await bring(office, file)).toEqual(tally({ present: 1 }))
    expect(await serverProduct(productId)).toEqual(held)
  })

  test('CARRY-2 a later file of the same device goes on top of its earlier one, not on what it once knew', async () => {
    const { till, office, product } = await apart()
    const { productId } = product
    await till.editProduct(productId, { price: 300 })
    const first = await fileOf(till)
    await till.editProduct(productId, { price: 350 })
    const second = await fileOf(till)
    await office.editProduct(productId, { name: 'Savon blanc' })
    await eventually('the office has sent', () => isSettled(office))
    expect(await bring(office, first)).toEqual(tally({ merged: 1 }))
    expect(await bring(office, second)).toEqual(tally({ merged: 1 }))
    expect(await serverProduct(productId)).toMatchObject({ name: 'Savon blanc', variants: [{ price: 350 }] })
    expect(await tasksOf(productId)).toEqual([])
  })

  test('MERGE-4 what both changed is one task, by file and by network together', async () => {
    const { till, office, product } = await apart()
    const { productId } = product
    await till.editProduct(productId, { price: 300 })
    const file = await fileOf(till)
    await office.editProduct(productId, { price: 275 })
    await eventually('the office has sent', () => isSettled(office))
    expect(await bring(office, file)).toEqual(tally({ merged: 1 }))
    expect(await bring(office, file)).toEqual(tally({ present: 1 }))
    expect(await tasksOf(productId)).toHaveLength(1)
    await till.network({ isOnline: true })
    await eventually('the till has nothing pending', () => isSettled(till))
    await eventually('the till shows what stands', async () => {
      const held = await till.get('products', productId)
      return held?.variants[0]?.price === 275 && held.pending === 0
    })
    const [task, ...more] = await tasksOf(productId)
    expect(more).toEqual([])
    expect(task?.payload).toMatchObject({ fields: [{ base: 250, mine: 300, theirs: 275 }] })
  })

  test('SYNC-4 edit ids of a device rise although its clock was set back, so no later edit is taken for an earlier one', async () => {
    const { till, office, product } = await apart()
    const { productId } = product
    const offline = { ...FEW, isOnline: false }
    await till.restart({ ...offline, clockSkewMs: 86_400_000 })
    await till.editProduct(productId, { price: 300 })
    const first = await fileOf(till)
    await till.restart({ ...offline, clockSkewMs: 0 })
    await till.editProduct(productId, { price: 350 })
    const second = await fileOf(till)
    expect(await bring(office, first)).toEqual(tally({ taken: 1 }))
    expect(await bring(office, second)).toEqual(tally({ merged: 1 }))
    expect(await serverProduct(productId)).toMatchObject({ variants: [{ price: 350 }] })
  })

  test('a long list goes in several parts and arrives whole', async () => {
    const { till, office } = await apart()
    const names = Array.from({ length: 230 }, (_, i) => `Article ${i}`)
    for (const name of names) await till.addProduct(name, 100)
    const file = await fileOf(till)
    expect(JSON.parse(file)).toMatchObject({
      header: { changes: 230, parts: 3, byCollection: { products: 230 } },
    })
    expect(await bring(office, file)).toEqual(tally({ taken: 230 }))
    const held = new Set((await observer.pullAll('products')).map(({ name }) => name))
    expect(names.filter((name) => !held.has(name))).toEqual([])
  })

  test('tells when nothing waits, and when the carrier has no connection either', async () => {
    const { till, office, product } = await apart()
    expect(await office.command('exportCarry')).toEqual({ ok: false, error: 'nothing-pending' })
    await till.editProduct(product.productId, { price: 300 })
    const file = await fileOf(till)
    await office.network({ isOnline: false })
    expect(await look(office, file)).toEqual({ ok: false, error: 'offline' })
    expect(await look(office, file.slice(0, -40))).toEqual({ ok: false, error: 'torn' })
    expect(await look(office, 'name;price')).toEqual({ ok: false, error: 'not-a-carry-file' })
  })
})

const tally = (known: Partial<CarryTally>): CarryTally => ({
  taken: 0,
  merged: 0,
  present: 0,
  refused: [],
  ...known,
})
