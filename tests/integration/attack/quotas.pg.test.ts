import { newTask } from '@shared/domain/tasks/task.ts'
import { pushResponseSchema } from '@shared/protocol/sync.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_KEPT_A_DAY } from '../../../sync-server/replication/record-refusals.ts'
import { editRow, makeProduct, makeReceipt, makeSale, newRow, variantOf } from '../../support/shop-floor.ts'
import { queryShop } from '../../support/shop-query.ts'
import {
  errorOf,
  send,
  startTestServer,
  TEST_PASSWORD,
  type TestDevice,
  type TestServer,
} from '../../support/test-server.ts'

/* A37 and what else somebody with a password can wear out: each has an end, and nobody else notices. */

let server: TestServer
let manager: TestDevice

beforeAll(async () => {
  server = await startTestServer({ config: { maxNewDevicesPerDay: 12, maxNewTasksPerHour: 300 } })
  manager = await server.signIn('manager')
})
afterAll(() => server.close())

const query = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  queryShop<Row>(server.database, server.shop.shopId, text, values)

const expectHonestWork = async () => {
  const [result] = (await manager.push('products', [newRow(makeProduct(manager, server, 'Honnête'))])).results
  expect(result?.outcome).toBe('accepted')
}

describe('what has an end', () => {
  it('A37 SYNC-5 refusals without end: a day’s are kept whole, the rest are counted, and others go on', async () => {
    const device = await server.signIn('cashier1')
    const refusedRow = (i: number) => newRow({ id: `BAD-${i}`, editId: `${i}`, word: 'kept' })
    for (let i = 0; i < MAX_KEPT_A_DAY + 500; i += 100) {
      const rows = Array.from({ length: 100 }, (_, j) => refusedRow(i + j))
      const { results } = await device.push('customers', rows)
      expect(results.every(({ outcome }) => outcome === 'refused')).toBe(true)
    }
    const [kept] = await query<{ kept: number; words: number }>(
      `select count(*) as kept, count(content) as words from refusals where device_id = $1`,
      [device.author.deviceId],
    )
    expect(kept).toEqual({ kept: MAX_KEPT_A_DAY + 1, words: MAX_KEPT_A_DAY })
    const [rest] = await query<{ times: number }>(
      `select times from refusals where device_id = $1 and document_id = ''`,
      [device.author.deviceId],
    )
    expect(rest?.times).toBe(5) // once a push
    await expectHonestWork()
  })

  it('A37 QUOTA-1 tasks without end: the device is told to wait, and nothing of the others waits', async () => {
    const device = await server.signIn('vendor')
    const task = () => newRow(newTask({ kind: 'reminder', assigneeRole: 'manager' }, device.author, server))
    const statuses = []
    for (let i = 0; i < 5; i++) {
      const answer = await device.tryPush('tasks', Array.from({ length: 100 }, task))
      statuses.push(answer.status)
      if (answer.status !== 200) expect(errorOf(answer)).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    await manager.create('tasks', newTask({ kind: 'reminder' }, manager.author, server))
  })

  it('A37 QUOTA-1 devices without end: a day’s registrations have a bound, and known devices still come in', async () => {
    const statuses = []
    for (let i = 0; i < 14; i++) statuses.push((await signInWith(server.ids.next())).status)
    expect(statuses.slice(-3)).toEqual([429, 429, 429])
    expect((await signInWith(manager.author.deviceId)).status).toBe(200)
    await expect(server.signIn('admin', { shop: await server.createShop() })).resolves.toBeDefined()
  })

  it('A37 A42 QUOTA-1 bytes without end: fetching the shop over and over stops, for this device alone', async () => {
    const small = await startTestServer({ config: { maxBytesPerHour: 300_000 } })
    try {
      const greedy = await small.signIn('manager')
      const other = await small.signIn('admin')
      const rows = Array.from({ length: 50 }, () => newRow(makeProduct(greedy, small)))
      await greedy.push('products', rows)
      const statuses = new Set<number>()
      for (let i = 0; i < 12; i++) {
        const answer = await greedy.send('GET', '/sync/pull?collection=products&epoch=1&seq=0')
        statuses.add(answer.status)
      }
      expect(statuses).toEqual(new Set([200, 429]))
      expect(await other.pullAll('products')).toHaveLength(50)
    } finally {
      await small.close()
    }
  })

  it('A37 QUOTA-1 guesses sent all at once are no more than guesses sent one by one', async () => {
    const email = server.shop.emailOf('finance')
    const guess = (i: number) => signInWith(server.ids.next(), email, `guess ${i}`)
    const answers = await Promise.all(Array.from({ length: 80 }, (_, i) => guess(i)))
    const tried = answers.filter(({ status }) => status === 401).length
    expect(tried).toBeLessThanOrEqual(11) // ten, and one whose turn came at the same moment
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true)
  })

  it('A27 many heavy documents asked for at once are asked for in smaller pushes', async () => {
    const heavy = () =>
      newTask({ kind: 'reminder', payload: { text: 'x'.repeat(900_000) } }, manager.author, server)
    const tasks = Array.from({ length: 20 }, heavy)
    for (let i = 0; i < tasks.length; i += 4) await manager.create('tasks', ...tasks.slice(i, i + 4))
    const stale = tasks.map((task) =>
      editRow({ rev: 9, editId: '' }, { ...task, payload: {}, editId: server.ids.next() }),
    )
    const all = await manager.tryPush('tasks', stale)
    expect([all.status, errorOf(all).code]).toEqual([413, 'TOO_LARGE'])
    const half = await manager.tryPush('tasks', stale.slice(0, 10))
    const { results } = pushResponseSchema.parse(half.body)
    expect(results.every(({ outcome }) => outcome === 'conflict')).toBe(true)
  })

  it('LEDGER-1 A16 a level that would not be exact any more refuses the row that does it, and no other', async () => {
    const product = makeProduct(manager, server, 'Infini')
    await manager.create('products', product)
    await manager.create('stockMovements', makeReceipt(manager, server, product, 1))
    const { id } = variantOf(product)
    await query('update stock_levels set on_hand = $2 where variant_id = $1', [id, Number.MAX_SAFE_INTEGER])
    const rows = [
      newRow(makeReceipt(manager, server, product, 5)),
      newRow(makeReceipt(manager, server, makeProduct(manager, server), 5)),
    ]
    const { results } = await manager.push('stockMovements', rows)
    expect(results).toMatchObject([
      { outcome: 'refused', refusal: { code: 'STORAGE' } },
      { outcome: 'accepted' },
    ])
    await manager.create('orders', makeSale(manager, server, product, 1))
  })
})

const signInWith = (deviceId: string, email = server.shop.emailOf('logistics'), password = TEST_PASSWORD) =>
  send(server.url, 'POST', '/auth/sign-in', {
    body: { email, password, device: { id: deviceId, name: 'x' } },
  })
