import { fetchHistory } from '@renderer/packed-history/fetch-history.ts'
import { clearHistory, useHistoryStatus } from '@renderer/packed-history/history-status.ts'
import { startProjectionService } from '@renderer/projections/projection-service.ts'
import { createHttpClient } from '@renderer/sync/http-client.ts'
import { createHttpTransport } from '@renderer/sync/http-transport.ts'
import { createRequestGate } from '@renderer/sync/request-gate.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { ok } from '@shared/kernel/result.ts'
import { salesResponseSchema } from '@shared/protocol/figures.ts'
import { type Order, orderSchema } from '@shared/schemas/orders.schema.ts'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { refreshFigures } from '../../../sync-server/figures/refresh-figures.ts'
import { packHistory } from '../../../sync-server/history/pack-history.ts'
import { memorySegments } from '../../support/memory-segments.ts'
import { bringBack, editRow, makeProduct, makeSale } from '../../support/shop-floor.ts'
import { startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'
import { memorySnapshots, memorySource } from '../../unit/projections/memory-source.ts'

const DAY_MS = 86_400_000
const ORDERS = 90
const YEAR = { from: 20_260_101 as BusinessDay, to: 20_261_231 as BusinessDay } // the year of this test's sales
const ASKED = { currency: 'XOF' as const, range: YEAR, period: 'day' as const }
let at = Date.UTC(2026, 4, 2, 9)
const deps = { clock: { now: () => at }, ids: { next: () => server.ids.next() } }
let server: TestServer
let till: TestDevice
let manager: TestDevice
const sold: Order[] = []

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => Date.UTC(2026, 10, 20, 9) } })
  manager = await server.signIn('manager')
  till = await server.signIn('cashier1')
  const product = makeProduct(manager, server)
  await manager.create('products', product)
  for (let counter = 1; counter <= ORDERS; counter++) {
    sold.push(makeSale(till, deps, product, counter, 1 + (counter % 4)))
    at += DAY_MS
  }
  await till.create('orders', ...sold)
  await pack()
})
afterAll(() => server.close())

async function pack(): Promise<void> {
  await refreshFigures(server.database.pool, server.shop.shopId)
  await packHistory(server.database.pool, server.shop.shopId, { restMs: 0, presentMs: 0, keepMs: 3_600_000 })
}

/** The product's own transport and projections, with the disk in memory. */
function openNewDevice() {
  const clock = { now: () => performance.now() }
  const transport = createHttpTransport({
    client: createHttpClient(async () => server.url),
    tokens: {
      current: async () => ok(manager.token),
      renew: async () => ok(manager.token),
      end: () => undefined,
    },
    gate: createRequestGate({ clock, chance: () => 0.5 }),
  })
  const stored = memorySource()
  const segments = memorySegments()
  const service = startProjectionService({
    shopId: server.shop.shopId,
    utcOffsetMinutes: 0,
    source: stored.source,
    snapshots: memorySnapshots().store,
    segments: segments.store,
    onChanged: () => undefined,
    onProgress: () => undefined,
    pace: { changedMs: 0, sweepMs: 1_000_000, saveMs: 1_000_000, retryMs: 1 },
  })
  const stopping = new AbortController()
  clearHistory()
  onTestFinished(async () => {
    stopping.abort()
    await service.stop()
  })
  const projections = { ready: Promise.resolve(), ...service.answers }
  const pace = { worthOrders: 10, lookMs: 20, retryMs: 20 }
  const fetching = fetchHistory({ transport, store: segments.store, projections, pace }, stopping.signal)
  return { transport, stored, segments, service, answers: service.answers, fetching, signal: stopping.signal }
}

async function serverSales() {
  const answer = await manager.send('GET', `/figures/sales?from=${YEAR.from}&to=${YEAR.to}`)
  return salesResponseSchema.parse(answer.body)
}

describe('a new device', () => {
  test('PACK-3 has the whole past in its figures before any document, and says how many are still to come', async () => {
    const { answers, stored, service, segments, fetching } = openNewDevice()
    await vi.waitFor(() => expect(useHistoryStatus.getState().phase).toBe('done'), { timeout: 10_000 })
    const report = await answers.salesReport(ASKED)
    const { total, byPeriod } = await serverSales()
    expect(report.total).toEqual(total)
    expect(report.byPeriod).toEqual(byPeriod)
    expect(await answers.packedState()).toEqual({ orders: ORDERS, packed: ORDERS })
    // The documents trickle in, as replication brings them: the figures stand still, and in the end the pieces go.
    const documents = await manager.pullAll('orders')
    for (const [i, document] of documents.entries()) {
      stored.write('orders', orderSchema.parse(document))
      if (i % 30 !== 29) continue
      service.notify(['orders'])
      await answers.settled()
      expect((await answers.salesReport(ASKED)).total).toEqual(total)
      expect(await answers.packedState()).toEqual({ orders: ORDERS, packed: ORDERS - i - 1 })
    }
    await fetching
    expect([useHistoryStatus.getState().phase, segments.segments.size]).toEqual(['idle', 0])
  })

  test('a correction of the past comes with the next packing, or with its document', async () => {
    const { answers, stored, service } = openNewDevice()
    await vi.waitFor(() => expect(useHistoryStatus.getState().phase).toBe('done'), { timeout: 10_000 })
    const revisions = await manager.pullAll('orders')
    const order = orderSchema.parse(revisions.find(({ id }) => id === sold[3]?.id))
    await till.push('orders', [editRow(order, bringBack(order, till, deps))])
    await pack()
    const returns = async () => (await answers.salesReport(ASKED)).total.returns
    await vi.waitFor(async () => expect(await returns()).toBe(1), { timeout: 10_000 })
    // An older state of the document does not take it back; the newest one says the same.
    stored.write('orders', order)
    service.notify(['orders'])
    await answers.settled()
    expect(await returns()).toBe(1)
    expect((await answers.salesReport(ASKED)).total).toEqual((await serverSales()).total)
  })

  test('an order that has not arrived is fetched by its id, with the newest of its revisions', async () => {
    const { transport, signal } = openNewDevice()
    const newest = { collection: 'orders' as const, rev: 2_147_483_647, knownEpoch: 2_147_483_647 }
    const answer = await transport.base({ ...newest, id: sold[3]?.id ?? server.ids.next() }, signal)
    expect(answer.ok && answer.value).toMatchObject({ id: sold[3]?.id, rev: 2 })
    expect(await transport.base({ ...newest, id: server.ids.next() }, signal)).toEqual({
      ok: true,
      value: null,
    })
  })
})
