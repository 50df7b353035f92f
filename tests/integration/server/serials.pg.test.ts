import { cancelOrder } from '@shared/domain/orders/lifecycle.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { isSerialTask, serialSoldTwicePayloadSchema, taskSchema } from '@shared/schemas/tasks.schema.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editRow, makeProduct, makeSale, newRow } from '../../support/shop-floor.ts'
import { startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'

let server: TestServer
let manager: TestDevice
let one: TestDevice
let two: TestDevice
let phone: Product
let counter = 0

beforeAll(async () => {
  server = await startTestServer()
  manager = await server.signIn('manager')
  one = await server.signIn('cashier1')
  two = await server.signIn('cashier2')
  phone = { ...makeProduct(manager, server, 'Téléphone', 45_000), tracking: 'serial' }
  await manager.create('products', phone)
})
afterAll(() => server.close())

const piece = (serial: string): LotShare => ({ lot: serial, quantity: quantity(1), serial: true })

async function receive(...serials: readonly string[]): Promise<void> {
  const lines = [
    {
      variantId: phone.variants[0]?.id ?? phone.id,
      locationId: server.shop.locationId,
      quantity: quantity(serials.length),
      lots: serials.map(piece),
    },
  ]
  const input = { kind: 'receive' as const, lines, businessDay: businessDayOf(server.clock.now(), 0) }
  const movement = recordMovement(input, manager.author, server)
  if (!movement.ok) throw new Error(movement.error.type)
  await manager.create('stockMovements', movement.value)
}

/** A sale of the piece with that number, as the counter writes it. */
function sold(device: TestDevice, serial: string): Order {
  const order = makeSale(device, server, phone, ++counter, 1)
  const lots = [piece(serial)]
  return {
    ...order,
    lines: order.lines.map((line) => ({ ...line, lots })),
    stockPostings: order.stockPostings.map((posting) => ({ ...posting, lot: serial, serial: true as const })),
  }
}

async function tasksAbout(serial: string) {
  const all = (await manager.pullAll('tasks')).map((task) => taskSchema.parse(task))
  return all
    .filter((task) => isSerialTask(task))
    .map((task) => ({ task, payload: serialSoldTwicePayloadSchema.parse(task.payload) }))
    .filter(({ payload }) => payload.serial === serial)
}

describe('SERIAL-2 one piece sold at two tills', () => {
  it('is told to a manager with both receipts, once, and both sales stand', async () => {
    await receive('SN-1', 'SN-2')
    const [first, second] = [sold(one, 'SN-1'), sold(two, 'SN-1')]
    await one.create('orders', first)
    expect(await tasksAbout('SN-1')).toEqual([])
    await two.create('orders', second)
    await two.push('orders', [newRow(second)])
    const [told, ...others] = await tasksAbout('SN-1')
    expect(others).toEqual([])
    expect(told?.task.state).toBe('open')
    expect(told?.payload.sales.map(({ number }) => number)).toEqual([first.number, second.number])
    expect((await manager.pullAll('orders')).length).toBe(2)
  })

  it('is nothing to tell when the first buyer brought it back, or when it never came in and was sold once', async () => {
    const first = sold(one, 'SN-2')
    await one.create('orders', first)
    const cancelled = cancelOrder(first, { reason: 'x', refundMethod: 'cash' }, manager.author, server)
    if (!cancelled.ok) throw new Error(cancelled.error.type)
    await manager.push('orders', [editRow(first, cancelled.value)])
    await two.create('orders', sold(two, 'SN-2'))
    await one.create('orders', sold(one, 'SN-NEVER'))
    expect(await tasksAbout('SN-2')).toEqual([])
    expect(await tasksAbout('SN-NEVER')).toEqual([])
  })

  it('TASK-8 is told of every piece, however many of them one push brings', async () => {
    const serials = Array.from({ length: 60 }, (_, i) => `MANY-${String(i).padStart(2, '0')}`)
    await receive(...serials)
    for (const till of [one, two]) await till.create('orders', ...serials.map((serial) => sold(till, serial)))
    const tasks = (await manager.pullAll('tasks')).map((task) => taskSchema.parse(task)).filter(isSerialTask)
    const told = tasks.map(({ payload }) => serialSoldTwicePayloadSchema.parse(payload).serial)
    expect(told.filter((serial) => serials.includes(serial)).sort()).toEqual(serials)
  })

  it('LOT-2 a sale whose postings name other pieces than its lines is refused', async () => {
    const honest = sold(one, 'SN-3')
    const stockPostings = honest.stockPostings.map((posting) => ({ ...posting, lot: 'SN-4' }))
    const answer = await one.push('orders', [newRow({ ...honest, stockPostings })])
    expect(JSON.stringify(answer)).toContain('LOT-2')
  })
})
