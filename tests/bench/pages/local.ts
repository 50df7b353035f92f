import '@renderer/desktop/bridge.ts' // first: it sets what the content security policy demands
import { databaseNameOf } from '@renderer/db/create-database.ts'
import type { Projections, VariantSearch } from '@renderer/projections/projections.ts'
import { openSnapshotStore } from '@renderer/projections/snapshot-store.ts'
import { startProjections } from '@renderer/projections/start-projections.ts'
import type { DayRange, SalesReportRequest } from '@shared/analytics/figures.ts'
import { loadOrderColumns } from '@shared/analytics/order-snapshot.ts'
import type { ReportRequest } from '@shared/analytics/report/report-definition.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import { dayToEpochMs } from '@shared/kernel/business-day.ts'
import { createIdSource, deriveId, type Id } from '@shared/kernel/id.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { storeSchemaOf } from '@shared/schemas/rx-schema.ts'
import type { Setting } from '@shared/schemas/settings.schema.ts'
import { Dexie } from 'dexie'
import { createRxDatabase, type RxDatabase, type RxJsonSchema } from 'rxdb/plugins/core'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { Subject } from 'rxjs'
import { createSeededRandom } from '../../../sync-server/demo/seeded-random.ts'
import { asHistory, createWalkingClock, makeCategories, makePast, makeProducts } from '../goods.ts'
import { LINES_PER_ORDER } from '../sizes.ts'
import { figuresOfOrders } from './figures-of-orders.ts'

/* Stores of a size that would take long to synchronise, written by RxDB itself in the product's own shape, and the peers. */

const NOW = Date.UTC(2026, 5, 30)
const DAYS = 730
const DAY_MS = 86_400_000
const BATCH = 1_000
const STORED = ['products', 'orders', 'stockMovements', 'settings'] as const

const shopOf = (name: string) => deriveId('bench', name)
const changed$ = new Subject<CollectionName>()
let projections: Projections | null = null

async function openStore(name: string): Promise<RxDatabase> {
  const database = await createRxDatabase({
    name: databaseNameOf(shopOf(name)),
    storage: getRxStorageDexie(),
    multiInstance: false,
  })
  const wanted = STORED.map((each) => [
    each,
    { schema: storeSchemaOf(each) as unknown as RxJsonSchema<Record<string, unknown>> }, // as the product hands it over
  ])
  await database.addCollections(Object.fromEntries(wanted))
  return database
}

function* contentOf(
  name: string,
  products: number,
  lines: number,
  categories: number,
): Generator<['settings', Setting] | ['products', Product] | ['orders', Order]> {
  const author = { shopId: shopOf(name), staffId: deriveId('staff'), deviceId: deriveId('device') }
  const random = createSeededRandom(11)
  const clock = createWalkingClock(NOW - (DAYS + 1) * DAY_MS)
  const deps = { clock, ids: createIdSource(clock, random) }
  const shelves = makeCategories(categories, author, deps)
  for (const shelf of shelves) yield ['settings', shelf]
  const goods = makeProducts(products, author, deps, random, shelves)
  for (const product of goods) yield ['products', product]
  const maker = { products: goods, author, locationId: deriveId('location'), random }
  const count = lines / LINES_PER_ORDER.report
  const past = { count, linesPerOrder: LINES_PER_ORDER.report, until: NOW, days: DAYS, deviceCode: 'A1' }
  let sold = 0
  for (const order of makePast(maker, past)) yield ['orders', asHistory(named(order, ++sold))]
}

const CUSTOMERS = 20_000

/** Two of three sales bear a customer's name. */
const named = (order: Order, sold: number): Order =>
  sold % 3 === 0 ? order : { ...order, customerId: deriveId('customer', String((sold * 7_919) % CUSTOMERS)) }

type Row = { readonly id: string }

async function inBatches(
  content: Iterable<readonly [string, Row]>,
  write: (collection: string, rows: Row[]) => Promise<unknown>,
): Promise<void> {
  let rows: Row[] = []
  let collection = ''
  const flush = async () => {
    if (rows.length > 0) await write(collection, rows)
    rows = []
  }
  for (const [next, row] of content) {
    if (next !== collection || rows.length === BATCH) await flush()
    collection = next
    rows.push(row)
  }
  await flush()
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function each<Item>(items: readonly Item[], work: (item: Item) => unknown): Promise<number[]> {
  const times: number[] = []
  for (const item of items) times.push(await timed(() => work(item)))
  return times
}

function running(): Projections {
  if (projections === null) throw new Error('The projections are not started')
  return projections
}

const harness = {
  async fill(name: string, products: number, lines: number, categories = 0): Promise<number> {
    const database = await openStore(name)
    const took = await timed(() =>
      inBatches(contentOf(name, products, lines, categories), async (collection, rows) => {
        const written = await database.collections[collection]?.bulkInsert(
          rows.map((row) => ({ ...row, pending: 0 })),
        )
        if (!written || written.error.length > 0) throw new Error('A row could not be written')
      }),
    )
    await database.close()
    return took
  },
  /** The same orders in a plain Dexie database, with an index by day. */
  async fillDexie(name: string, products: number, lines: number): Promise<void> {
    const database = await openDexie(name)
    await inBatches(contentOf(name, products, lines, 0), (collection, rows) =>
      database.table(collection).bulkAdd(rows),
    )
    database.close()
  },
  /** Milliseconds until every figure is there. */
  start(name: string): Promise<number> {
    return timed(() => {
      projections = startProjections({
        databaseName: databaseNameOf(shopOf(name)),
        shopId: shopOf(name),
        utcOffsetMinutes: 0,
        changed$,
      })
      return projections.ready
    })
  },
  async stop(): Promise<void> {
    projections?.stop()
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    projections = null
  },
  /** Of each request: from the question on the main thread to the answer there. */
  reports: (requests: readonly SalesReportRequest[]) =>
    each(requests, (request) => running().salesReport(request)),
  /** Every report that the program knows, by its id: each asked for all these days, from the main thread to the answer there. */
  async everyReport(requests: readonly ReportRequest[]): Promise<(readonly [id: string, times: number[]])[]> {
    const measured: [string, number[]][] = []
    for (const { id } of await running().reports())
      measured.push([id, await each(requests, (request) => running().report(id, request, { limit: 100 }))])
    return measured
  },
  /** The computation alone, over the columns that the worker had saved. */
  async scans(name: string, requests: readonly SalesReportRequest[]) {
    const bytes = await (await openSnapshotStore(shopOf(name))).load('orders')
    const loaded = bytes && loadOrderColumns(bytes, shopOf(name), 0)
    if (!loaded) return null
    const { columns } = loaded
    const lines = columns.lines.columns.length
    return { lines, times: await each(requests, (request) => salesReport(columns, request)) }
  },
  async dexieReports(name: string, ranges: readonly DayRange[]): Promise<number[]> {
    const database = await openDexie(name)
    const times = await each(ranges, async ({ from, to }) => {
      const orders: Order[] = await database
        .table('orders')
        .where('businessDay')
        .between(from, to, true, true)
        .toArray()
      return figuresOfOrders(orders)
    })
    database.close()
    return times
  },
  async rxdbReports(name: string, ranges: readonly DayRange[]): Promise<number[]> {
    const database = await openStore(name)
    const times = await each(ranges, async ({ from, to }) => {
      const placedInv = {
        $gt: invertTime(dayToEpochMs(to) + DAY_MS),
        $lte: invertTime(dayToEpochMs(from)),
      }
      const found = await database.collections.orders
        ?.find({ selector: { placedInv }, sort: [{ placedInv: 'asc' }] })
        .exec()
      // The store's schema names the indexed fields only: the others are in the JSON and no properties of the document.
      return figuresOfOrders((found ?? []).map((document) => document.toJSON() as unknown as Order))
    })
    await database.close()
    return times
  },
  search: (requests: readonly VariantSearch[]) =>
    each(requests, (request) => running().searchVariants(request)),
  browse: (texts: readonly string[]) =>
    each(texts, (text) => running().searchCatalogue({ text, sort: 'relevance', limit: 50 })),
  async scan(codes: readonly string[]): Promise<{ times: number[]; found: number }> {
    let found = 0
    const times = await each(codes, async (code) => {
      const variants = await running().findByCode(code)
      if (variants.length > 0) found++
    })
    return { times, found }
  },
  /** The tiles of the counter, as the screen asks for them. */
  async favourites(sets: readonly (readonly Id[])[]): Promise<{ times: number[]; found: number }> {
    let found = 0
    const times = await each(sets, async (ids) => {
      found += (await running().variants(ids)).length
    })
    return { times, found }
  },
  async dexieFavourites(name: string, sets: readonly (readonly string[])[]): Promise<number[]> {
    const database = await openDexie(name)
    const times = await each(sets, (ids) => database.table('products').bulkGet([...ids]))
    database.close()
    return times
  },
  async dexieScan(name: string, codes: readonly string[]): Promise<number[]> {
    const database = await openDexie(name)
    const times = await each(codes, (code) => database.table('products').where('codes').equals(code).first())
    database.close()
    return times
  },
  /** What a library without an index for it can do about words in the middle of a name. */
  async dexieSearch(name: string, texts: readonly string[]): Promise<number[]> {
    const database = await openDexie(name)
    const times = await each(texts, (text) => {
      const words = text.toLowerCase().split(' ')
      return database
        .table<Product>('products')
        .filter(({ nameKey }) => words.every((word) => nameKey.includes(word)))
        .limit(40)
        .toArray()
    })
    database.close()
    return times
  },
  /** Names and codes of some products, to ask for. */
  async known(name: string, count: number): Promise<KnownArticle[]> {
    const { rows, total } = await running().searchCatalogue({ sort: 'name', limit: count, offset: 0 })
    const step = Math.max(1, Math.floor(total / count))
    const picked: KnownArticle[] = []
    for (let offset = 0; offset < total && picked.length < count; offset += step) {
      const page = await running().searchCatalogue({ sort: 'name', limit: 1, offset })
      const [row] = page.rows
      const [variant] = row ? await running().findByCode(row.sku) : []
      if (row && variant) {
        const { variantId, productId, barcodes } = variant
        picked.push({ name: row.name, code: barcodes[0] ?? '', variantId, productId })
      }
    }
    if (picked.length === 0) throw new Error(`${name} holds ${rows.length} products`)
    return picked
  },
}

interface KnownArticle {
  readonly name: string
  readonly code: string
  readonly variantId: Id
  readonly productId: Id
}

async function openDexie(name: string): Promise<Dexie> {
  const database = new Dexie(`bench-dexie-${name}`)
  database.version(1).stores({ products: 'id, nameKey, *codes', orders: 'id, businessDay' })
  database.table('products').hook('creating', (_key, product: Product & { codes?: string[] }) => {
    product.codes = product.variants.flatMap(({ barcodes, sku }) => [...barcodes, sku])
  })
  await database.open()
  return database
}

export type LocalHarness = typeof harness
Object.assign(globalThis, { bench: harness })
