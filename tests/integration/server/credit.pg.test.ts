import { foldCredit } from '@shared/domain/customers/credit-account.ts'
import {
  type CreditDocument,
  creditOfMovement,
  creditOfOrder,
} from '@shared/domain/customers/credit-entries.ts'
import { newCustomer } from '@shared/domain/customers/customer.ts'
import { refundFavour } from '@shared/domain/customers/favour.ts'
import { settleCredit } from '@shared/domain/customers/settlement.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { type CurrencyCode, minor } from '@shared/kernel/money.ts'
import { type MoneyMovement, moneyMovementSchema } from '@shared/schemas/movements.schema.ts'
import { type Order, orderSchema } from '@shared/schemas/orders.schema.ts'
import type { Customer } from '@shared/schemas/people.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import {
  creditLimitPayloadSchema,
  isCreditLimitTask,
  type Task,
  taskSchema,
} from '@shared/schemas/tasks.schema.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FILL_CREDIT_BOOK } from '../../../sync-server/database/migrations/0006-credit-book.ts'
import { createOwnerClient } from '../../../sync-server/database/pool.ts'
import { bringBack, editRow, makeProduct, makeSale, newRow, openTwoTills } from '../../support/shop-floor.ts'
import { queryShop } from '../../support/shop-query.ts'
import type { TestDevice, TestServer } from '../../support/test-server.ts'

const PRICE = 6_000
const LIMIT = 10_000

let server: TestServer
let manager: TestDevice
let one: TestDevice
let two: TestDevice
let rice: Product
let customer: Customer
let counter = 0

beforeAll(async () => {
  ;({ server, manager, one, two } = await openTwoTills())
  rice = makeProduct(manager, server, 'Riz 25 kg', PRICE)
  await manager.create('products', rice)
})
afterAll(() => server.close())
beforeEach(async () => {
  customer = makeCustomer()
  await manager.create('customers', customer)
})

const makeCustomer = (): Customer =>
  newCustomer({ name: 'Aminata Sow', creditLimit: minor(LIMIT) }, manager.author, server)
const onCredit = (device: TestDevice, units = 1): Order =>
  makeSale(device, server, rice, ++counter, units, customer)

async function tasksOf(about = customer) {
  const all = (await manager.pullAll('tasks')).map((task) => taskSchema.parse(task))
  return all
    .filter((task) => isCreditLimitTask(task) && task.subject?.id === about.id)
    .map((task) => ({ task, payload: creditLimitPayloadSchema.parse(task.payload) }))
}

const accountOnServer = (id = customer.id) =>
  queryShop<{ balance: number; currency: string }>(
    server.database,
    server.shop.shopId,
    'select balance, currency from credit_accounts where customer_id = $1',
    [id],
  )

/** The account as any device folds it from what it pulled. */
async function foldedAccount(id = customer.id) {
  const orders = (await manager.pullAll('orders')).map((order) => creditOfOrder(orderSchema.parse(order)))
  const movements = (await manager.pullAll('moneyMovements')).map((movement) =>
    creditOfMovement(moneyMovementSchema.parse(movement)),
  )
  const documents = [...orders, ...movements].filter((document) => document !== null)
  return foldCredit(documents.filter(({ customerId }: CreditDocument) => customerId === id))
}

async function payment(
  device: TestDevice,
  amount: number,
  currency: CurrencyCode = 'XOF',
): Promise<MoneyMovement> {
  const { debts } = await foldedAccount()
  const settled = settleCredit(
    {
      customerId: customer.id,
      currency,
      debts,
      payment: { method: 'wave', amount: minor(amount), reference: 'WV-1' },
      businessDay: businessDayOf(server.clock.now(), 0),
    },
    device.author,
    server,
  )
  if (!settled.ok) throw new Error(settled.error.type)
  return settled.value
}

describe('a credit limit that several tills went over together', () => {
  it('TASK-5 is one task that names the customer, the balance, the limit and both receipts, and both sales stand', async () => {
    const [first, second] = [onCredit(one), onCredit(two)]
    await one.create('orders', first)
    expect(await tasksOf()).toEqual([])
    await two.create('orders', second)
    const [found, ...others] = await tasksOf()
    expect(others).toEqual([])
    expect(found?.task).toMatchObject({ state: 'open', assigneeRole: 'manager' })
    expect(found?.payload).toMatchObject({ customerName: 'Aminata Sow', balance: 2 * PRICE, limit: LIMIT })
    expect(new Set(found?.payload.receipts.map(({ number }) => number))).toEqual(
      new Set([first.number, second.number]),
    )
    const orders = await manager.pullAll('orders')
    expect([first, second].every(({ id }) => orders.some((order) => order.id === id))).toBe(true)
  })

  it('TASK-5 both tills bringing their sale at the same moment, and again, make one task', async () => {
    const [first, second] = [onCredit(one), onCredit(two)]
    await Promise.all([one.create('orders', first), two.create('orders', second)])
    const before = await tasksOf()
    expect(before).toHaveLength(1)
    await Promise.all([one.push('orders', [newRow(first)]), two.push('orders', [newRow(second)])])
    expect(await tasksOf()).toEqual(before)
    expect(await accountOnServer()).toEqual([{ balance: 2 * PRICE, currency: 'XOF' }])
  })

  it('TASK-5 a further sale joins the task and opens it again; after a payment below the limit the next is another task', async () => {
    await one.create('orders', onCredit(one), onCredit(one))
    const settled = (await tasksOf())[0]?.task
    if (!settled) throw new Error('made above')
    const by = { updatedBy: manager.author.staffId, deviceId: manager.author.deviceId }
    const done: Task = { ...settled, ...by, state: 'done', editId: server.ids.next() }
    expect((await manager.push('tasks', [editRow(settled, done)])).results[0]?.outcome).toBe('accepted')
    await two.create('orders', onCredit(two))
    const again = await tasksOf()
    expect(again).toHaveLength(1)
    expect(again[0]?.task.state).toBe('open')
    expect(again[0]?.payload.receipts).toHaveLength(3)
    await one.create('moneyMovements', await payment(one, 2 * PRICE))
    await two.create('orders', onCredit(two))
    expect(await tasksOf()).toHaveLength(2)
  })

  it('TASK-5 a sale that comes before its customer is judged when he arrives', async () => {
    customer = makeCustomer()
    await one.create('orders', onCredit(one), onCredit(one))
    expect(await tasksOf()).toEqual([])
    await manager.create('customers', customer)
    expect(await tasksOf()).toHaveLength(1)
  })

  it('TASK-5 whoever answers for credit went over the limit knowingly: nobody is told', async () => {
    await manager.create('orders', onCredit(manager, 3))
    expect(await tasksOf()).toEqual([])
    await one.create('orders', onCredit(one))
    expect(await tasksOf()).toHaveLength(1)
  })

  it('a device cannot claim it, and a cashier cannot settle it', async () => {
    await one.create('orders', onCredit(one), onCredit(one))
    const real = (await tasksOf())[0]?.task
    if (!real) throw new Error('made above')
    const by = { updatedBy: one.author.staffId, deviceId: one.author.deviceId }
    const forged = {
      ...real,
      ...by,
      id: server.ids.next(),
      editId: server.ids.next(),
      rev: 0,
      createdBy: by.updatedBy,
    }
    const closed = { ...real, ...by, state: 'done' as const, editId: server.ids.next() }
    for (const row of [newRow(forged), editRow(real, closed)])
      expect((await one.push('tasks', [row])).results[0]).toMatchObject({
        outcome: 'refused',
        refusal: { code: 'FORBIDDEN' },
      })
  })
})

describe('a payment of debts', () => {
  it('CREDIT-1 lowers the balance once, however often it is pushed', async () => {
    await one.create('orders', onCredit(one))
    const movement = await payment(one, 2_500)
    await one.create('moneyMovements', movement)
    await one.push('moneyMovements', [newRow(movement)])
    expect(await accountOnServer()).toEqual([{ balance: 3_500, currency: 'XOF' }])
  })

  it('two tills that took the same debt are both believed: the rest is in his favour', async () => {
    await one.create('orders', onCredit(one))
    const [atOne, atTwo] = [await payment(one, PRICE), await payment(two, PRICE)]
    await one.create('moneyMovements', atOne)
    await two.create('moneyMovements', atTwo)
    expect(await accountOnServer()).toEqual([{ balance: -PRICE, currency: 'XOF' }])
    expect(await foldedAccount()).toMatchObject({ balance: -PRICE, debts: [] })
  })

  it('is refused when it pays more than was owed, in another currency, or by somebody who takes no payments', async () => {
    await one.create('orders', onCredit(one))
    const good = await payment(one, 2_500)
    const debts = [{ orderId: good.id, number: 'X', due: 2_000, amount: 2_500 }]
    const tooMuch = { ...good, details: { ...good.details, debts } }
    const refusalOf = async (device: TestDevice, movement: MoneyMovement) => {
      const [result] = (await device.push('moneyMovements', [newRow(movement)])).results
      return result?.outcome === 'refused' ? result.refusal : null
    }
    expect(await refusalOf(one, tooMuch)).toMatchObject({ code: 'RULE', params: { rule: 'CREDIT-4' } })
    expect(await refusalOf(one, await payment(one, 2_500, 'EUR'))).toMatchObject({
      code: 'RULE',
      params: { rule: 'CREDIT-4', field: 'currency' },
    })
    const logistics = await server.signIn('logistics')
    expect(await refusalOf(logistics, await payment(logistics, 2_500))).toMatchObject({ code: 'FORBIDDEN' })
    expect(await accountOnServer()).toEqual([{ balance: PRICE, currency: 'XOF' }])
  })
})

describe('what is in a customer’s favour', () => {
  const payOut = (device: TestDevice, amount: number) => {
    const terms = { customerId: customer.id, currency: 'XOF' as const, method: 'cash' as const }
    const sums = { favour: minor(PRICE), amount: minor(amount) }
    const day = businessDayOf(server.clock.now(), 0)
    const movement = refundFavour({ ...terms, ...sums, businessDay: day }, device.author, server)
    if (!movement.ok) throw new Error(movement.error.type)
    return movement.value
  }
  async function twicePaid(): Promise<void> {
    await one.create('orders', onCredit(one))
    const payments = [await payment(one, PRICE), await payment(two, PRICE)] as const
    await one.create('moneyMovements', payments[0])
    await two.create('moneyMovements', payments[1])
  }

  it('CREDIT-7 paid out at two tills apart stands twice, is owed then, and a manager is told once it is above the limit', async () => {
    customer = newCustomer({ name: 'Sans crédit' }, manager.author, server)
    await manager.create('customers', customer)
    await twicePaid()
    await one.create('moneyMovements', payOut(one, PRICE))
    expect(await accountOnServer()).toEqual([{ balance: 0, currency: 'XOF' }])
    const before = (await tasksOf()).length
    await two.create('moneyMovements', payOut(two, 2_000))
    expect(await accountOnServer()).toEqual([{ balance: 2_000, currency: 'XOF' }])
    expect(await foldedAccount()).toMatchObject({ balance: 2_000 })
    const tasks = await tasksOf()
    expect(tasks).toHaveLength(before + 1)
    expect(tasks.some(({ payload }) => payload.balance === 2_000)).toBe(true)
  })

  it('CUSTOMER-4 an account that is not even keeps its customer from the archive, on every device', async () => {
    await twicePaid()
    const by = { updatedBy: manager.author.staffId, deviceId: manager.author.deviceId }
    const archive = () => {
      const archived = { ...customer, ...by, archived: true, editId: server.ids.next() }
      return manager.push('customers', [editRow({ ...customer, rev: 1 }, archived)])
    }
    expect((await archive()).results[0]).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'RULE', params: { rule: 'CUSTOMER-4' } },
    })
    await one.create('moneyMovements', payOut(one, PRICE))
    expect((await archive()).results[0]).toMatchObject({ outcome: 'accepted' })
  })
})

describe('the accounts on the server', () => {
  it('CREDIT-1 follow a return, and are what every device folds', async () => {
    const sold = onCredit(one, 2)
    await one.create('orders', sold)
    const back = bringBack(sold, one, server, { refundMethod: 'credit' })
    await one.push('orders', [editRow({ ...sold, rev: 1 }, back)])
    expect(await accountOnServer()).toEqual([{ balance: PRICE, currency: 'XOF' }])
    expect((await foldedAccount()).balance).toBe(PRICE)
  })

  it('CREDIT-1 after all of it every account is the sum of its documents, as the migration of an older shop fills it', async () => {
    const { shopId } = server.shop
    const read = () =>
      queryShop<{ customer_id: string; balance: number }>(
        server.database,
        shopId,
        'select customer_id, balance from credit_accounts order by customer_id, currency',
      )
    const kept = await read()
    for (const { customer_id, balance } of kept) {
      const folded = await foldedAccount(customer_id as Customer['id']) // read from the accounts
      expect(balance).toBe(folded.balance)
    }
    const owner = createOwnerClient(server.database.address)
    await owner.connect()
    try {
      await owner.query('delete from credit_documents; delete from credit_accounts')
      await owner.query(FILL_CREDIT_BOOK)
    } finally {
      await owner.end()
    }
    expect(await read()).toEqual(kept)
    expect(kept.length).toBeGreaterThan(5)
  })
})
