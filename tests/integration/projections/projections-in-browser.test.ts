import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import type { CatalogueRow, Paged, StockHistoryRow } from '@renderer/projections/projections.ts'
import type { SalesReport } from '@shared/analytics/figures.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Browser, Page } from 'playwright'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../support/browser.ts'
import { buildSale, id, tillDeps } from '../../unit/analytics/build-sales.ts'
import { buildProduct, buildReceipt } from '../../unit/projections/build-catalogue.ts'
import type { Harness } from './page/page.ts'

const root = resolve(import.meta.dirname, '../../..')
const DAY = 20_260_305 as BusinessDay // a known calendar day
const MARCH = { currency: 'XOF', range: { from: 20_260_301, to: 20_260_331 }, period: 'day' }

let outDir: string
let server: Server
let url: string
let browser: Browser
let page: Page

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'comptoir-projections-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, 'page'),
    base: './',
    resolve: { alias: { '@shared': join(root, 'shared'), '@renderer': join(root, 'renderer') } },
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, minify: false, chunkSizeWarningLimit: 4_000 },
  })
  server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '')
    readFile(join(outDir, path)).then(
      (body) => {
        const type = extname(path) === '.js' ? 'text/javascript' : 'text/html'
        response.writeHead(200, { 'content-type': type }).end(body)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}/` : ''
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  await rm(outDir, { recursive: true, force: true })
})

beforeEach(async () => {
  const context = await browser.newContext()
  page = await context.newPage()
  await page.goto(url)
})

afterEach(async () => {
  await page.context().close()
})

async function call<Name extends keyof Harness>(
  name: Name,
  ...args: Parameters<Harness[Name]>
): Promise<Awaited<ReturnType<Harness[Name]>>> {
  const answer: unknown = await page.evaluate(
    ([step, given]) => (globalThis.projectionsHarness[step] as (...all: unknown[]) => unknown)(...given),
    [name, args] as const,
  )
  return answer as Awaited<ReturnType<Harness[Name]>> // the page ran the function of that name
}

const report = async (): Promise<SalesReport> => (await call('ask', 'salesReport', MARCH)) as SalesReport
const products = async (): Promise<Paged<CatalogueRow>> =>
  (await call('ask', 'searchCatalogue', { text: '' })) as Paged<CatalogueRow>

const sale = (seed: string) =>
  buildSale({ day: DAY, lines: [{ item: 1, quantity: 2, price: 500 }] }, tillDeps(seed))
const product = buildProduct({ name: 'Savon noir', variants: [{ item: 1, sku: 'SAV-1', price: 500 }] })

describe('the worker beside a real local store', () => {
  test('a store that does not exist yet is neither created nor missed when it appears', async () => {
    await call('start')
    expect((await products()).total).toBe(0)
    expect(await call('databaseNames')).toEqual([])
    await call('openStore')
    await call('write', 'products', [product])
    await call('ask', 'settled')
    expect((await products()).rows.map(({ name }) => name)).toEqual(['Savon noir'])
  })

  test('VERSION-2 a store filled by an older program is found and read in the present version', async () => {
    await call('openStore')
    await call('write', 'products', [product])
    expect(await call('readAsTomorrow')).toMatchObject([{ name: 'Savon noir', season: 'all' }])
  })

  test('a sale that is written appears in report, on hand and history, with what it posted', async () => {
    await call('openStore')
    await call('write', 'products', [product])
    await call('write', 'stockMovements', [buildReceipt([{ item: 1, quantity: 10 }], 'receipt', DAY)])
    await call('start')
    expect((await report()).total.orders).toBe(0)
    await call('write', 'orders', [{ ...sale('sale'), pending: 1 }])
    await call('ask', 'settled')
    expect((await report()).total).toMatchObject({ orders: 1, revenue: 1_000, units: 2 })
    expect((await products()).rows[0]?.onHand).toBe(8)
    const history = (await call('ask', 'stockHistory', id('variant', 1), {})) as Paged<StockHistoryRow>
    expect(
      history.rows.map(({ collection, pending, posting, onHandAfter }) => [
        collection,
        pending,
        posting.quantity,
        onHandAfter,
      ]),
    ).toEqual([
      ['orders', true, -2, 8],
      ['stockMovements', false, 10, 10],
    ])
  })

  test('a notice alone brings the change in, without being asked to settle', async () => {
    await call('openStore')
    await call('start')
    expect((await report()).total.orders).toBe(0)
    await call('write', 'orders', [sale('noticed')])
    await expect.poll(async () => (await report()).total.orders, { timeout: 20_000 }).toBe(1)
  })

  test('a second start reads the snapshot; a torn one is built again from the documents', async () => {
    await call('openStore')
    const many = Array.from({ length: 260 }, (_, i) => sale(`sale ${i}`))
    await call('write', 'orders', many)
    await call('start')
    const before = await report()
    expect(before.total.orders).toBe(260)
    await expect
      .poll(() => call('snapshotNames').catch(() => []), { timeout: 20_000 })
      .toEqual(['catalogue.bin', 'credit.bin', 'orders.bin', 'stock.bin'])
    await call('stop')
    await call('start')
    expect(await report()).toEqual(before)
    await call('stop')
    await call('tearSnapshots')
    await call('start')
    expect(await report()).toEqual(before)
  })

  test('a store that was thrown away takes its figures with it', async () => {
    await call('openStore')
    const many = Array.from({ length: 260 }, (_, i) => sale(`sale ${i}`))
    await call('write', 'orders', many)
    await call('start')
    expect((await report()).total.orders).toBe(260)
    await expect.poll(() => call('snapshotNames').catch(() => []), { timeout: 20_000 }).toHaveLength(4)
    await call('stop')
    await call('removeStore')
    await call('openStore')
    await call('write', 'orders', [sale('only one')])
    await call('start')
    expect((await report()).total.orders).toBe(1)
  })
})
