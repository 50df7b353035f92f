import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../support/test-server.ts'
import { Device, eventually, isSettled } from './support/device.ts'

let server: TestServer
let office: Device
let till: Device
let productId: string

beforeAll(async () => {
  server = await startTestServer()
})
/** A cashier renamed an article, which is not his to do: the server refused it, and he has it in his list. */
beforeEach(async () => {
  office = new Device(server.url, (await server.signIn('manager')).session)
  till = new Device(server.url, (await server.signIn('cashier1')).session)
  await Promise.all([office.start(), till.start()])
  productId = (await office.addProduct('Bissap', 500)).productId
  await eventually('the till has the article', async () => (await till.get('products', productId)) !== null)
  await till.editProduct(productId, { name: 'Bissap 33 cl' })
  await eventually('the change is refused', async () => (await till.refused()).length === 1)
  await eventually('the till has nothing pending', () => isSettled(till))
})
afterEach(() => Promise.all([office.kill(), till.kill()]))
afterAll(() => server.close())

describe('SYNC-10 a refused change that is sent again', () => {
  test('goes on top of what others wrote since, and takes none of it back', async () => {
    await office.editProduct(productId, { price: 650, brand: 'Kirène' })
    await bringToTill({ brand: 'Kirène' })
    expect(await resend()).toEqual({ ok: true, value: { clashes: 0 } })
    expect(await till.get('products', productId)).toMatchObject({
      name: 'Bissap 33 cl',
      brand: 'Kirène',
      variants: [{ price: 650 }],
      pending: 1,
    })
    expect(await till.refused()).toEqual([])
  })

  test('and clashes with a newer value leaves that in place, and both go to a person', async () => {
    await office.editProduct(productId, { name: 'Bissap 50 cl' })
    await bringToTill({ name: 'Bissap 50 cl' })
    expect(await resend()).toMatchObject({ ok: true, value: { clashes: expect.any(Number) } })
    expect(await till.get('products', productId)).toMatchObject({ name: 'Bissap 50 cl', pending: 0 })
    const [conflict] = await till.list('tasks')
    expect(conflict).toMatchObject({ kind: 'conflict', subject: { collection: 'products', id: productId } })
    expect(conflict?.payload).toMatchObject({
      fields: expect.arrayContaining([
        { path: ['name'], base: 'Bissap', mine: 'Bissap 33 cl', theirs: 'Bissap 50 cl' },
      ]),
    })
    expect(await till.refused()).toEqual([])
  })
})

/** And then the cable is pulled, so that the test sees what the device itself made of it. */
async function bringToTill(expected: object): Promise<void> {
  await eventually('the change is at the till', async () => {
    const product: object | null = await till.get('products', productId)
    return Object.entries(expected).every(([field, value]) => Reflect.get(product ?? {}, field) === value)
  })
  await till.network({ isOnline: false })
}

async function resend(): Promise<unknown> {
  const [refused] = await till.refused()
  return till.command('resend', refused?.id, {})
}
