import { settlePayment } from '@shared/domain/orders/payments.ts'
import { confirmByStatement } from '@shared/domain/payments/confirm-payment.ts'
import { settleTask } from '@shared/domain/tasks/task.ts'
import { minor } from '@shared/kernel/money.ts'
import { type Order, orderSchema } from '@shared/schemas/orders.schema.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import {
  isPaymentReferenceTask,
  paymentReferencePayloadSchema,
  taskSchema,
} from '@shared/schemas/tasks.schema.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FILL_PAYMENT_REFERENCES } from '../../../sync-server/database/migrations/0007-payment-references.ts'
import { createOwnerClient } from '../../../sync-server/database/pool.ts'
import { editRow, makeProduct, makeSale, newRow } from '../../support/shop-floor.ts'
import { queryShop } from '../../support/shop-query.ts'
import { startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'

let server: TestServer
let manager: TestDevice
let finance: TestDevice
let one: TestDevice
let two: TestDevice
let rice: Product
let counter = 0

beforeAll(async () => {
  server = await startTestServer()
  manager = await server.signIn('manager')
  finance = await server.signIn('finance')
  one = await server.signIn('cashier1')
  two = await server.signIn('cashier2')
  rice = makeProduct(manager, server, 'Riz 25 kg', 6_000)
  await manager.create('products', rice)
})
afterAll(() => server.close())

function paidBy(device: TestDevice, reference: string, method: PaymentMethod = 'wave'): Order {
  const payment = { method, amount: minor(6_000), ...(reference !== '' && { reference }) }
  return makeSale(device, server, rice, ++counter, 1, null, [payment])
}

async function tasksAbout(reference: string) {
  const all = (await manager.pullAll('tasks')).map((task) => taskSchema.parse(task))
  return all
    .filter((task) => isPaymentReferenceTask(task))
    .map((task) => ({ task, payload: paymentReferencePayloadSchema.parse(task.payload) }))
    .filter(({ payload }) => payload.reference === reference)
}

const held = async (id: string): Promise<Order> => {
  const found = (await manager.pullAll('orders')).find((order) => order.id === id)
  return orderSchema.parse(found)
}

describe('PAY-1 a reference that pays twice', () => {
  it('at two tills is told to a manager with both receipts, and both sales stand', async () => {
    const first = paidBy(one, 'T_AB12.CD34')
    const second = paidBy(two, 't ab12 cd34')
    await one.create('orders', first)
    expect(await tasksAbout('T_AB12.CD34')).toEqual([])
    await two.create('orders', second)
    const [told, ...others] = await tasksAbout('T_AB12.CD34')
    expect(others).toEqual([])
    expect(told?.task.state).toBe('open')
    expect(told?.payload.payments.map(({ number }) => number)).toEqual([first.number, second.number])
    expect((await held(first.id)).status).toBe('delivered')
    expect((await held(second.id)).status).toBe('delivered')
  })

  it('pushed again tells nobody anew; a third time opens the matter again', async () => {
    const sales = [
      paidBy(one, 'OM-777-888'),
      paidBy(two, 'OM-777-888'),
      paidBy(one, 'OM777888', 'orange-money'),
    ]
    const [first, second, third] = sales
    if (!first || !second || !third) throw new Error('Three sales')
    await one.create('orders', first)
    await two.create('orders', second)
    const [told] = await tasksAbout('OM-777-888')
    if (!told) throw new Error('A task was raised')
    const settled = settleTask(told.task, 'done', {}, manager.author, server)
    await manager.push('tasks', [editRow(told.task, settled)])
    await two.push('orders', [newRow(second)])
    expect((await tasksAbout('OM-777-888'))[0]?.task.state).toBe('done')
    await one.create('orders', third)
    const [again] = await tasksAbout('OM-777-888')
    expect(again?.task.state).toBe('open')
    expect(again?.payload.payments).toHaveLength(3)
  })

  it('is not what two short or missing references are, nor one of a failed payment', async () => {
    await one.create('orders', paidBy(one, ''), paidBy(one, '12'))
    await two.create('orders', paidBy(two, ''), paidBy(two, '12'))
    const failed = paidBy(one, 'FAILED-0001')
    await one.create('orders', failed)
    const [payment] = failed.payments
    if (!payment) throw new Error('The sale is paid')
    const now = await held(failed.id)
    const settled = settlePayment(now, payment.id, 'failed', finance.author, server)
    if (!settled.ok) throw new Error(settled.error.type)
    await finance.push('orders', [editRow(now, settled.value)])
    await two.create('orders', paidBy(two, 'FAILED-0001'))
    for (const reference of ['', '12', 'FAILED-0001']) expect(await tasksAbout(reference)).toEqual([])
  })

  it('arriving at the same moment is still found', async () => {
    await Promise.all([
      one.create('orders', paidBy(one, 'AT-ONCE-1')),
      two.create('orders', paidBy(two, 'AT-ONCE-1')),
    ])
    expect(await tasksAbout('AT-ONCE-1')).toHaveLength(1)
  })

  it('nobody else may say it', async () => {
    const [told] = await tasksAbout('T_AB12.CD34')
    if (!told) throw new Error('A task was raised')
    const forged = { ...told.task, id: server.ids.next(), rev: 0, createdBy: one.author.staffId }
    const { results } = await one.push('tasks', [newRow(forged)])
    expect(results[0]).toMatchObject({ outcome: 'refused' })
  })

  it('the table of a shop that was there before is filled by the same rule', async () => {
    const rows = () =>
      queryShop<Record<string, unknown>>(
        server.database,
        server.shop.shopId,
        'select payment_id, key, reference, collection, document_id, number, currency, amount, at, by, device_id, failed from payment_references order by payment_id',
      )
    const kept = await rows()
    expect(kept.length).toBeGreaterThan(5)
    const owner = createOwnerClient(server.database.address)
    await owner.connect()
    try {
      await owner.query('delete from payment_references')
      await owner.query(FILL_PAYMENT_REFERENCES)
    } finally {
      await owner.end()
    }
    expect(await rows()).toEqual(kept)
  })
})

describe('PAY-2 a payment that a statement proves', () => {
  it('is confirmed by who may confirm payments, with a note of the file; nobody else confirms', async () => {
    const sale = paidBy(one, 'WAVE-2026-1')
    await one.create('orders', sale)
    const now = await held(sale.id)
    const [payment] = now.payments
    if (!payment) throw new Error('The sale is paid')
    const proof = { paymentId: payment.id, file: 'wave.csv', reference: 'WAVE-2026-1' }
    const byCashier = confirmByStatement(now, proof, one.author, server)
    const byFinance = confirmByStatement(now, proof, finance.author, server)
    if (!byCashier.ok || !byFinance.ok) throw new Error('It is declared')
    const refused = await one.push('orders', [editRow(now, byCashier.value)])
    expect(refused.results[0]).toMatchObject({ outcome: 'refused' })
    const accepted = await finance.push('orders', [editRow(now, byFinance.value)])
    expect(accepted.results[0]).toMatchObject({ outcome: 'accepted' })
    const confirmed = await held(sale.id)
    expect(confirmed.payments[0]?.status).toBe('confirmed')
    expect(confirmed.events.at(-1)).toMatchObject({ kind: 'note', text: 'wave.csv · WAVE-2026-1' })
    const { lines, total, number, moneyPostings } = confirmed
    expect({ lines, total, number, moneyPostings }).toEqual({
      lines: sale.lines,
      total: sale.total,
      number: sale.number,
      moneyPostings: sale.moneyPostings,
    })
  })
})
