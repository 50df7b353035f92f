import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'
import { Device, eventually, isSettled, type Verdict } from './support/device.ts'

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

async function newTill(): Promise<Device> {
  const { session } = await server.signIn('cashier1')
  const device = new Device(server.url, session)
  devices.push(device)
  await device.start(FEW)
  await eventually('it may number receipts', async () => (await device.command('peekReceipt')) !== null)
  return device
}

const article = () => ({ productId: server.ids.next(), variantId: server.ids.next(), price: 500 })

async function countersOf(device: Device): Promise<number[]> {
  const orders = await device.list('orders')
  const own = orders.filter((order) => order.receipt?.deviceCode === device.session.device.code)
  return own.map((order) => order.receipt?.counter ?? 0).sort((a, b) => a - b)
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1)

describe('RECEIPT-1 receipt numbers', () => {
  test('have no gap and no double, at whichever step of a sale the process dies', async () => {
    const till = await newTill()
    const sold = new Set<string>()
    // Every kind of step there is in a sale, before and after it is done.
    const steps: { where: string; verdict: Verdict }[] = []
    for (const where of ['orders', 'meta.put receipt', 'journal.append']) {
      for (const verdict of ['die-before', 'die-after'] as const) steps.push({ where, verdict })
    }
    for (const { where, verdict } of [...steps, ...steps]) {
      const first = await till.sell(article())
      expect(first.ok).toBe(true)
      sold.add(first.number)
      till.onStorageCall(({ collection, method }) =>
        collection === where && method === 'bulkWrite' ? verdict : 'do',
      )
      till.onTableCall((target) => (target === where ? verdict : 'do'))
      const second = await till.sell(article()).catch(() => null)
      expect(second, 'the process died during the sale').toBeNull()
      await till.kill()
      till.onStorageCall(() => 'do')
      till.onTableCall(() => 'do')
      await till.start(FEW)
    }
    await till.sell(article())
    const counters = await countersOf(till)
    expect(counters).toEqual(upTo(counters.length))
    const own = (await till.list('orders')).filter((order) => order.deviceId === till.session.device.id)
    const numbers = own.map((order) => order.number)
    for (const number of sold) expect(numbers).toContain(number)
    await eventually('everything is sent', () => isSettled(till))
    const received = (await observer.pullAll('orders')).filter((order) =>
      numbers.includes(String(order.number)),
    )
    expect(received).toHaveLength(numbers.length)
  }, 180_000)

  test('are given in turn when several sales are finished at once', async () => {
    const till = await newTill()
    await Promise.all(upTo(20).map(() => till.sell(article())))
    expect(await countersOf(till)).toEqual(upTo(20))
  })

  test('are given back when the device could not keep the sale', async () => {
    const till = await newTill()
    till.onStorageCall(({ collection, method }) =>
      collection === 'orders' && method === 'bulkWrite' ? 'fail' : 'do',
    )
    expect(await till.sell(article())).toMatchObject({ ok: false, error: { type: 'StorageFailed' } })
    till.onStorageCall(() => 'do')
    expect(await till.sell(article())).toMatchObject({ ok: true, receipt: { epoch: 1, counter: 1 } })
    expect(await countersOf(till)).toEqual([1])
    expect(await till.pending()).toBeLessThanOrEqual(1)
  })

  test('begin a new series when the device’s data were lost and its registration was not', async () => {
    const till = await newTill()
    await till.sell(article())
    await till.sell(article())
    await eventually('the sales are sent', () => isSettled(till))
    await till.kill()
    const replaced = new Device(server.url, till.session)
    devices.push(replaced)
    await replaced.start(FEW)
    await eventually('it may number receipts', async () => (await replaced.command('peekReceipt')) !== null)
    const sale = await replaced.sell(article())
    expect(sale.receipt).toMatchObject({ epoch: 2, counter: 1 })
    await eventually('the sale is sent', () => isSettled(replaced))
    expect(await replaced.refused()).toEqual([])
  })
})

describe('RECEIPT-2 a sale made on an older state of the disk', () => {
  test('is refused its number, gets the next one when it is sent again, and keeps what the paper says', async () => {
    const till = await newTill()
    const first = await till.sell(article())
    await eventually('the sale is sent', () => isSettled(till))
    await till.kill()
    const setBack = new Device(server.url, till.session)
    devices.push(setBack)
    for (const [key, value] of till.meta) setBack.meta.set(key, value)
    await setBack.start({ ...FEW, isOnline: false })
    const second = await setBack.sell(article())
    expect(second.number).toBe(first.number)
    await setBack.network({ isOnline: true })
    await eventually('it is refused', async () => (await setBack.refused()).length === 1)
    const [refused] = await setBack.refused()
    expect(refused).toMatchObject({ refusal: { code: 'RECEIPT_REUSED' }, documentId: second.id })
    await eventually('nothing is pending', () => isSettled(setBack))

    expect(await setBack.command('resend', refused?.id, {})).toMatchObject({ ok: true })
    await eventually(
      'it is sent',
      async () => (await isSettled(setBack)) && (await numberOn(second.id)) !== '',
    )
    expect(await numberOn(second.id)).not.toBe(first.number)
    const sold = (await observer.pullAll('orders')).find(({ id }) => id === second.id)
    expect(sold).toMatchObject({ note: first.number, deviceId: till.session.device.id })
    expect(await setBack.refused()).toEqual([])
  })
})

const numberOn = async (id: string): Promise<string> => {
  const order = (await observer.pullAll('orders')).find((one) => one.id === id)
  return String(order?.number ?? '')
}

describe('R12 a sale that the disk has lost after it was confirmed', () => {
  test('comes back from the journal at the next start, once, and reaches the server', async () => {
    const till = await newTill()
    await till.network({ isOnline: false })
    till.onStorageCall(({ collection, method }) =>
      collection === 'orders' && method === 'bulkWrite' ? 'lose' : 'do',
    )
    const sale = await till.sell(article())
    expect(sale.ok).toBe(true)
    await till.kill()
    till.onStorageCall(() => 'do')
    await till.start(FEW)
    const own = (await till.list('orders')).filter((order) => order.deviceId === till.session.device.id)
    expect(own.map((order) => order.number)).toEqual([sale.number])
    await eventually('it is sent', () => isSettled(till))
    await eventually('the journal has let go of it', () => till.journal.length === 0)
    const next = await till.sell(article())
    expect(next.receipt.counter).toBe(2)
    const received = (await observer.pullAll('orders')).filter((order) => order.id === sale.id)
    expect(received).toHaveLength(1)
  })
})
