import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { decodeSegment } from '@shared/analytics/history-segment.ts'
import { createOrderColumns, emptyOrderParts } from '@shared/analytics/order-columns.ts'
import { applyDocument, applyPacked } from '@shared/analytics/order-origins.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { type HistoryManifest, historyManifestSchema } from '@shared/protocol/history.ts'
import { type Order, orderSchema } from '@shared/schemas/orders.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshFigures } from '../../../sync-server/figures/refresh-figures.ts'
import { type PackPace, packHistory } from '../../../sync-server/history/pack-history.ts'
import { bringBack, editRow, makeProduct, makeSale } from '../../support/shop-floor.ts'
import { queryShop } from '../../support/shop-query.ts'
import { send, startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'

const DAY_MS = 86_400_000
const AT_ONCE: PackPace = { restMs: 0, presentMs: 0, keepMs: 3_600_000 }
const TODAY = Date.UTC(2026, 10, 20, 9)
let at = Date.UTC(2026, 7, 3, 9)
const deps = { clock: { now: () => at }, ids: { next: () => server.ids.next() } }
let server: TestServer
let till: TestDevice
let manager: TestDevice
let product: Product
const sold: Order[] = []

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => TODAY } })
  manager = await server.signIn('manager')
  till = await server.signIn('cashier1')
  product = makeProduct(manager, server)
  await manager.create('products', product)
  for (let counter = 1; counter <= 24; counter++) {
    sold.push(makeSale(till, deps, product, counter, 1 + (counter % 4)))
    at += 3 * DAY_MS
  }
  await till.create('orders', ...sold)
})
afterAll(() => server.close())

async function pack(pace: PackPace = AT_ONCE): Promise<number> {
  const { pool } = server.database
  await refreshFigures(pool, server.shop.shopId)
  return packHistory(pool, server.shop.shopId, pace)
}

async function manifestOf(device = manager): Promise<HistoryManifest> {
  const answer = await device.send('GET', '/history/manifest')
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return historyManifestSchema.parse(answer.body)
}

const fetchSegment = (hash: string, { token } = manager) =>
  fetch(`${server.url}/history/segment?hash=${hash}`, { headers: { authorization: `Bearer ${token}` } })

async function bytesOf(hash: string): Promise<Buffer> {
  const response = await fetchSegment(hash)
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

async function ordersOf({ segments }: HistoryManifest): Promise<Order[]> {
  const all: Order[] = []
  for (const { hash, month, orders } of segments) {
    const text = gunzipSync(await bytesOf(hash)).toString('utf8')
    const read = decodeSegment(text, { shopId: server.shop.shopId, month, orders })
    if (!read.ok) throw new Error(read.error)
    all.push(...read.value)
  }
  return all
}

describe('packed history', () => {
  it('PACK-1 holds every month’s orders under the hash of its bytes', async () => {
    expect(await pack()).toBe(3)
    const manifest = await manifestOf()
    expect(manifest.segments.map(({ month }) => month)).toEqual([202_610, 202_609, 202_608])
    expect(manifest.orders).toBe(24)
    for (const { hash, bytes } of manifest.segments) {
      const content = await bytesOf(hash)
      expect([createHash('sha256').update(content).digest('hex'), content.length]).toEqual([hash, bytes])
    }
    const orders = await ordersOf(manifest)
    expect(orders.map(({ id }) => id).toSorted()).toEqual(sold.map(({ id }) => id).toSorted())
  })

  it('PACK-1 counts as the documents do', async () => {
    const [packed, documents] = [
      createOrderColumns(emptyOrderParts(0)),
      createOrderColumns(emptyOrderParts(0)),
    ]
    for (const order of await ordersOf(await manifestOf())) applyPacked(packed, order)
    for (const document of await manager.pullAll('orders'))
      applyDocument(documents, orderSchema.parse(document), false)
    const range = { from: 20_260_101 as BusinessDay, to: 20_261_231 as BusinessDay } // this test's year
    const asked = { currency: 'XOF' as const, range, period: 'day' as const }
    expect(salesReport(packed, asked)).toEqual(salesReport(documents, asked))
  })

  it('a month is packed again only when something in it changed; the former piece can still be fetched', async () => {
    const before = await manifestOf()
    expect(await pack()).toBe(0)
    const [document] = (await manager.pullAll('orders')).filter(({ id }) => id === sold[0]?.id)
    const order = orderSchema.parse(document)
    const { results } = await till.push('orders', [editRow(order, bringBack(order, till, deps))])
    expect(results[0]?.outcome).toBe('accepted')
    expect(await pack({ ...AT_ONCE, restMs: 3_600_000 })).toBe(0)
    expect(await pack()).toBe(1)
    const after = await manifestOf()
    expect(after.segments.slice(0, 2)).toEqual(before.segments.slice(0, 2))
    const former = before.segments[2]?.hash ?? ''
    expect(after.segments[2]?.hash).not.toBe(former)
    expect((await fetchSegment(former)).status).toBe(200)
    const packed = (await ordersOf(after)).find(({ id }) => id === order.id)
    expect([packed?.rev, packed?.returns.length]).toEqual([2, 1])
    await pack({ ...AT_ONCE, keepMs: -1 })
    expect((await fetchSegment(former)).status).toBe(404)
  })

  it('a sale that arrives months late goes into its month', async () => {
    at = Date.UTC(2026, 7, 9, 9)
    await till.create('orders', makeSale(till, deps, product, 25))
    expect(await pack()).toBe(1)
    const { segments } = await manifestOf()
    expect(segments.map(({ orders }) => orders).reduce((sum, n) => sum + n)).toBe(25)
  })

  it('another version of the program packs everything again, and names nothing until it has', async () => {
    await queryShop(server.database, server.shop.shopId, 'update figures_state set packed_version = 99')
    expect((await manifestOf()).segments).toEqual([])
    expect(await pack()).toBe(3)
    expect((await manifestOf()).segments).toHaveLength(3)
  })

  it('whoever has the newest manifest is not sent it again, and a piece is kept for ever', async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${server.url}/history/manifest`, {
        headers: { authorization: `Bearer ${manager.token}`, ...headers },
      })
    const first = await ask({})
    const etag = first.headers.get('etag') ?? ''
    expect((await ask({ 'if-none-match': etag })).status).toBe(304)
    expect((await ask({ 'if-none-match': '"other"' })).status).toBe(200)
    const [segment] = (await manifestOf()).segments
    const response = await fetchSegment(segment?.hash ?? '')
    expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('content-encoding')).toBeNull()
  })
})

describe('attacks on packed history', () => {
  it('PACK-2 who may not read orders has no history, whatever hash he knows', async () => {
    const [segment] = (await manifestOf()).segments
    const vendor = await server.signIn('vendor')
    expect(await manifestOf(vendor)).toMatchObject({ orders: 0, segments: [] })
    const answer = await fetchSegment(segment?.hash ?? '', vendor)
    const unknown = await fetchSegment('0'.repeat(64), vendor)
    expect([answer.status, unknown.status]).toEqual([404, 404])
    const withoutId = async (response: Response) =>
      (await response.text()).replace(/"requestId":"\w+"/, '"requestId":""')
    expect(await withoutId(answer)).toBe(await withoutId(unknown))
  })

  it('TENANT-2 another shop’s piece is answered like one that is not there', async () => {
    const [segment] = (await manifestOf()).segments
    const stranger = await server.signIn('admin', { shop: await server.createShop() })
    expect((await manifestOf(stranger)).segments).toEqual([])
    expect((await fetchSegment(segment?.hash ?? '', stranger)).status).toBe(404)
  })

  it.each(['', 'x', '../manifest', '0'.repeat(63), '0'.repeat(65), "' or true --", 'A'.repeat(64)])(
    'a hash that is none is refused: %s',
    async (hash) => {
      const answer = await manager.send('GET', `/history/segment?hash=${encodeURIComponent(hash)}`)
      expect(answer.status).toBe(400)
    },
  )

  it('nobody without a session is answered', async () => {
    expect((await send(server.url, 'GET', '/history/manifest')).status).toBe(401)
    expect((await send(server.url, 'GET', `/history/segment?hash=${'0'.repeat(64)}`)).status).toBe(401)
  })
})
