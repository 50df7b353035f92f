import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import {
  overReturnPayloadSchema,
  oversellPayloadSchema,
  type Task,
  taskSchema,
} from '@shared/schemas/tasks.schema.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  bringBack,
  editRow,
  makeProduct,
  makeReceipt,
  makeSale,
  newRow,
  openTwoTills,
  variantOf,
} from '../../support/shop-floor.ts'
import { queryShop } from '../../support/shop-query.ts'
import type { TestDevice, TestServer } from '../../support/test-server.ts'

let server: TestServer
let manager: TestDevice
let one: TestDevice
let two: TestDevice
let product: Product
let counter = 0

beforeAll(async () => {
  ;({ server, manager, one, two } = await openTwoTills())
})
afterAll(() => server.close())
beforeEach(async () => {
  product = makeProduct(manager, server, 'Dernier article')
  await manager.create('products', product)
})

const receive = (units: number) =>
  manager.create('stockMovements', makeReceipt(manager, server, product, units))
const sale = (device: TestDevice, units = 1): Order => makeSale(device, server, product, ++counter, units)

async function tasksAbout(kind: Task['kind']): Promise<Task[]> {
  const all = (await manager.pullAll('tasks')).map((task) => taskSchema.parse(task))
  return all.filter(
    (task) => task.kind === kind && JSON.stringify(task.payload).includes(variantOf(product).id),
  )
}

async function oversells() {
  const tasks = await tasksAbout('oversell')
  return tasks.map((task) => ({ task, payload: oversellPayloadSchema.parse(task.payload) }))
}

describe('oversell', () => {
  it('TASK-1 the last unit sold at two tills is one task that names both receipts, and both sales stand', async () => {
    await receive(1)
    const [first, second] = [sale(one), sale(two)]
    await one.create('orders', first)
    expect(await oversells()).toEqual([])
    await two.create('orders', second)
    const [found, ...others] = await oversells()
    expect(others).toEqual([])
    expect(found?.task).toMatchObject({ state: 'open', assigneeRole: 'manager' })
    expect(found?.payload.onHand).toBe(-1)
    expect(found?.payload.sales.map(({ number }) => number)).toEqual([first.number, second.number])
    const orders = await manager.pullAll('orders')
    expect([first, second].every(({ id }) => orders.some((order) => order.id === id))).toBe(true)
  })

  it('TASK-1 both tills bringing their sale at the same moment make one task', async () => {
    await receive(1)
    await Promise.all([one.create('orders', sale(one)), two.create('orders', sale(two))])
    const found = await oversells()
    expect(found).toHaveLength(1)
    expect(found[0]?.payload.sales).toHaveLength(2)
  })

  it('TASK-1 a further sale below zero joins the task and opens it again', async () => {
    await receive(1)
    await one.create('orders', sale(one))
    await two.create('orders', sale(two))
    const settled = (await oversells())[0]?.task
    if (!settled) throw new Error('made above')
    const done = { ...settled, state: 'done' as const, editId: server.ids.next(), ...signed(manager) }
    expect((await manager.push('tasks', [editRow(settled, done)])).results[0]).toMatchObject({
      outcome: 'accepted',
    })
    const third = sale(one, 2)
    await one.create('orders', third)
    const found = await oversells()
    expect(found).toHaveLength(1)
    expect(found[0]?.task.state).toBe('open')
    expect(found[0]?.payload).toMatchObject({ onHand: -3 })
    expect(found[0]?.payload.sales.at(-1)).toMatchObject({ number: third.number, quantity: 2 })
  })

  it('TASK-1 goods that arrive end the episode; the next shortage is a task of its own', async () => {
    await one.create('orders', sale(one))
    await receive(5)
    await one.create('orders', sale(one, 4))
    expect(await oversells()).toHaveLength(1)
    await two.create('orders', sale(two))
    expect(await oversells()).toHaveLength(2)
  })

  it('TASK-1 a whole offline day in one push is followed sale by sale', async () => {
    await receive(2)
    const day = [sale(one), sale(one), sale(one), sale(one)]
    await one.create('orders', ...day)
    const [found] = await oversells()
    expect(found?.payload.sales.map(({ number }) => number)).toEqual(day.slice(1).map(({ number }) => number))
  })

  it('TASK-1 pushing the same sale again changes nothing', async () => {
    await receive(1)
    const [first, second] = [sale(one), sale(two)]
    await one.create('orders', first)
    await two.create('orders', second)
    const before = await oversells()
    await two.push('orders', [newRow(second)])
    await one.push('orders', [newRow(first)])
    expect(await oversells()).toEqual(before)
  })

  it('a device cannot claim an oversell', async () => {
    await receive(1)
    await one.create('orders', sale(one))
    await two.create('orders', sale(two))
    const real = (await oversells())[0]?.task
    const forged = {
      ...real,
      id: server.ids.next(),
      editId: server.ids.next(),
      rev: 0,
      ...signed(manager),
      createdBy: manager.author.staffId,
    }
    const answer = await manager.push('tasks', [newRow(forged)])
    expect(answer.results[0]).toMatchObject({ outcome: 'refused', refusal: { code: 'FORBIDDEN' } })
  })
})

describe('returns at two tills', () => {
  it('TASK-2 the same goods taken back twice are both kept and make one task', async () => {
    await receive(3)
    const sold = sale(one)
    await one.create('orders', sold)
    const base = { ...sold, rev: 1 }
    const atOne = bringBack(base, one, server)
    const atTwo = bringBack(base, two, server)
    await one.push('orders', [editRow(base, atOne)])
    const clash = await two.push('orders', [editRow(base, atTwo)])
    expect(clash.results[0]?.outcome).toBe('conflict')
    // What the merge of the second till makes of it: the union of both (MERGE-5).
    const union: Order = {
      ...atTwo,
      returns: [...atOne.returns, ...atTwo.returns],
      payments: [...atOne.payments, ...atTwo.payments.filter(({ kind }) => kind === 'refund')],
      stockPostings: [...atOne.stockPostings, ...atTwo.stockPostings.slice(base.stockPostings.length)],
      moneyPostings: [...atOne.moneyPostings, ...atTwo.moneyPostings.slice(base.moneyPostings.length)],
    }
    const accepted = await two.push('orders', [editRow({ rev: 2, editId: atOne.editId }, union)])
    expect(accepted.results[0]).toMatchObject({ outcome: 'accepted' })
    const tasks = await tasksAbout('over-return')
    expect(tasks).toHaveLength(1)
    const { returns, lines } = overReturnPayloadSchema.parse(tasks[0]?.payload)
    expect(tasks[0]).toMatchObject({
      assigneeRole: 'manager',
      payload: { number: sold.number, currency: 'XOF' },
    })
    expect(returns.map(({ deviceId, total }) => [deviceId, total])).toEqual([
      [one.author.deviceId, sold.total],
      [two.author.deviceId, sold.total],
    ])
    expect(lines).toMatchObject([{ sold: 1, back: 2, excess: sold.total }])
  })

  it('LEDGER-1 after all of it every level is the sum of its postings', async () => {
    const wrong = await queryShop(
      server.database,
      server.shop.shopId,
      `select l.variant_id from stock_levels l
        left join (select variant_id, location_id, sum(quantity) as total from stock_postings group by 1, 2) p
          using (variant_id, location_id)
        where l.on_hand is distinct from p.total`,
    )
    expect(wrong).toEqual([])
    const money = await queryShop<{ sum: number }>(
      server.database,
      server.shop.shopId,
      'select document_id, sum(amount) as sum from money_postings group by document_id having sum(amount) <> 0',
    )
    expect(money).toEqual([])
  })
})

const signed = (device: TestDevice) => ({
  updatedBy: device.author.staffId,
  deviceId: device.author.deviceId,
})
