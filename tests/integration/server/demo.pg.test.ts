import { signInResponseSchema } from '@shared/protocol/auth.ts'
import { type Order, orderSchema } from '@shared/schemas/orders.schema.ts'
import { productSchema } from '@shared/schemas/products.schema.ts'
import { settingSchema, settingValue } from '@shared/schemas/settings.schema.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../sync-server/database/start-database.ts'
import { ensureDemoShop } from '../../../sync-server/demo/create-demo-shop.ts'
import { DEMO_MEMBERS, DEMO_PASSWORD } from '../../../sync-server/demo/people.ts'
import { systemClock, systemRandom } from '../../../sync-server/server.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { queryShop } from '../../support/shop-query.ts'
import { send, startTestServer, TestDevice, type TestServer } from '../../support/test-server.ts'

let database: Database
let server: TestServer
let manager: TestDevice
let orders: Order[]

const deps = {
  clock: systemClock,
  random: systemRandom,
  passwordCost: { memoryKib: 1_024, passes: 1, lanes: 1 },
}

beforeAll(async () => {
  database = await createTestDatabase()
  expect(await ensureDemoShop(database, deps)).toBe(true)
  server = await startTestServer({ database })
  manager = await signIn('manager')
  orders = (await manager.pullAll('orders', 500)).map((order) => orderSchema.parse(order))
})
afterAll(async () => {
  await server.close()
  await database.stop()
})

async function signIn(local: string): Promise<TestDevice> {
  const body = {
    email: `${local}@demo.comptoir.test`,
    password: DEMO_PASSWORD,
    device: { id: server.ids.next(), name: local },
  }
  const answer = await send(server.url, 'POST', '/auth/sign-in', { body })
  return new TestDevice(server.url, signInResponseSchema.parse(answer.body))
}

describe('the demo shop', () => {
  it('is made once, by whichever server comes first', async () => {
    const again = await Promise.all([ensureDemoShop(database, deps), ensureDemoShop(database, deps)])
    expect(again).toEqual([false, false])
    const fresh = await createTestDatabase()
    const both = await Promise.all([ensureDemoShop(fresh, deps), ensureDemoShop(fresh, deps)])
    expect(both.toSorted()).toEqual([false, true])
    await fresh.stop()
  })

  it('has a person of every role who can sign in', async () => {
    for (const { email, role } of DEMO_MEMBERS) {
      const device = await signIn(email.split('@')[0] ?? '')
      expect(device.session.account).toMatchObject({ email, role })
      expect(device.session.shop).toMatchObject({ name: 'Boutique Teranga', code: 'DK', currency: 'XOF' })
    }
  })

  it('has sixty-four products in eight categories, with distinct codes that scan, and of each kind one', async () => {
    const products = (await manager.pullAll('products')).map((product) => productSchema.parse(product))
    const variants = products.flatMap((product) => product.variants)
    const settings = (await manager.pullAll('settings')).map((setting) => settingSchema.parse(setting))
    const categories = settings.filter((setting) => settingValue('category', setting))
    expect(products).toHaveLength(64)
    expect(categories).toHaveLength(8)
    const known = new Set<string | null>(categories.map(({ id }) => id))
    expect(products.every(({ categoryId }) => known.has(categoryId))).toBe(true)
    const barcodes = variants.flatMap((variant) => variant.barcodes)
    expect(new Set(barcodes).size).toBe(variants.length)
    expect(new Set(variants.map(({ sku }) => sku)).size).toBe(variants.length)
    expect(barcodes.filter((code) => !isEan13(code))).toEqual([])
    expect(variants.filter(({ components }) => components?.length)).toHaveLength(1)
    expect(products.filter(({ unit }) => unit === 'gram')).toHaveLength(3)
    expect(settings.filter((setting) => settingValue('favourite', setting))).toHaveLength(5)
    expect(settings.filter((setting) => settingValue('promotion', setting))).toHaveLength(2)
    expect(orders.some(({ lines }) => lines.some(({ unit }) => unit === 'gram'))).toBe(true)
  })

  it('has ninety days of sales up to yesterday, with gap-free receipts and several ways to pay', () => {
    const days = new Set(orders.map(({ businessDay }) => businessDay))
    expect(days.size).toBe(90)
    const counters = orders.map(({ receipt }) => receipt?.counter ?? 0).toSorted((a, b) => a - b)
    expect(counters).toEqual(counters.map((_, i) => i + 1))
    const methods = new Set(orders.flatMap(({ payments }) => payments.map(({ method }) => method)))
    expect([...methods].toSorted()).toEqual(['card', 'cash', 'orange-money', 'wave'])
    expect(orders.some(({ returns }) => returns.length > 0)).toBe(true)
    expect(new Set(orders.map(({ createdBy }) => createdBy)).size).toBe(2)
  })

  it('LEDGER-1 never sold what it had not received', async () => {
    const { id } = manager.session.shop
    const levels = await queryShop<{ on_hand: number; total: number }>(
      database,
      id,
      `select l.on_hand, sum(p.quantity) as total from stock_levels l join stock_postings p using (variant_id, location_id)
        group by l.variant_id, l.location_id, l.on_hand`,
    )
    expect(levels.length).toBeGreaterThan(60)
    expect(levels.filter(({ on_hand, total }) => on_hand < 0 || on_hand !== total)).toEqual([])
    expect(await manager.pullAll('tasks')).toEqual([])
  })
})

function isEan13(code: string): boolean {
  const sum = [...code].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0)
  return /^\d{13}$/.test(code) && sum % 10 === 0
}
