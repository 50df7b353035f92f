import type { SalesReport } from '@shared/analytics/figures.ts'
import { createOrderColumns, emptyOrderParts } from '@shared/analytics/order-columns.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import { cancelOrder } from '@shared/domain/orders/lifecycle.ts'
import { addDays, type BusinessDay, businessDayOf } from '@shared/kernel/business-day.ts'
import {
  figuresCheckResponseSchema,
  productsResponseSchema,
  type SalesResponse,
  salesResponseSchema,
  statisticsResponseSchema,
} from '@shared/protocol/figures.ts'
import { type Order, orderSchema } from '@shared/schemas/orders.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inShop } from '../../../sync-server/database/run-transaction.ts'
import { CheckStopped, checkFigures } from '../../../sync-server/figures/check-figures.ts'
import { keepShop, startHousekeeping } from '../../../sync-server/figures/housekeeping.ts'
import { bringBack, editRow, makeProduct, makeSale } from '../../support/shop-floor.ts'
import { queryShop } from '../../support/shop-query.ts'
import { errorOf, startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'
import { mustBeOk } from '../../unit/shared/builders.ts'

const DAY_MS = 86_400_000
/** The server stands on a later day than what was sold: devices send when they can. */
const TODAY = Date.UTC(2026, 10, 20, 9)
let at = Date.UTC(2026, 9, 20, 9)
const deps = { clock: { now: () => at }, ids: { next: () => server.ids.next() } }
let server: TestServer
let till: TestDevice
let manager: TestDevice
const sold: Order[] = []
let articles: Product[]

/** Thirty sales over ten days; some come back days later, one is cancelled. */
async function sellForTenDays(): Promise<void> {
  for (let counter = 1; counter <= 30; counter++) {
    const article = articles[counter % 2]
    if (article) sold.push(makeSale(till, deps, article, counter, 1 + (counter % 3)))
    if (counter % 3 === 0) at += DAY_MS
    at += 60_000
  }
  await till.create('orders', ...sold)
}

beforeAll(async () => {
  server = await startTestServer({ clock: { now: () => TODAY } })
  manager = await server.signIn('manager')
  till = await server.signIn('cashier1')
  articles = [makeProduct(manager, server, 'Café', 1_500), makeProduct(manager, server, 'Thé', 700)]
  await manager.create('products', ...articles)
  await sellForTenDays()
})
afterAll(() => server.close())

const unheard = () => undefined
const FIRST = 20_261_020
const LAST = 20_261_231

async function askSales(query = `from=${FIRST}&to=${LAST}`, device = manager): Promise<SalesResponse> {
  const answer = await device.send('GET', `/figures/sales?${query}`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return salesResponseSchema.parse(answer.body)
}

/** What a device that holds every order says. */
async function clientReport(from = FIRST, to = LAST): Promise<SalesReport> {
  const columns = createOrderColumns(emptyOrderParts(0))
  for (const document of await manager.pullAll('orders')) columns.apply(orderSchema.parse(document))
  const range = { from: from as BusinessDay, to: to as BusinessDay } // days of this test's calendar
  return salesReport(columns, { currency: 'XOF', range, period: 'day' })
}

async function expectAgreement(): Promise<void> {
  const [server, client] = [await askSales(), await clientReport()]
  expect(server.waiting).toBe(0)
  expect(server.total).toEqual(client.total)
  expect(server.byPeriod).toEqual(client.byPeriod)
  expect(server.byCountry).toEqual(client.byCountry.map(({ key, ...rest }) => ({ country: key, ...rest })))
  const answer = await manager.send('GET', `/figures/products?from=${FIRST}&to=${LAST}`)
  const { products } = productsResponseSchema.parse(answer.body)
  expect(products).toEqual(client.byItem)
}

const edit = async (device: TestDevice, before: Order, after: Order): Promise<void> => {
  const { results } = await device.push('orders', [editRow(before, after)])
  expect(results[0]?.outcome).toBe('accepted')
}
const held = async (order: Order): Promise<Order> => {
  const found = (await manager.pullAll('orders')).find(({ id }) => id === order.id)
  return orderSchema.parse(found)
}

describe('the server’s figures', () => {
  it('FIGURES-1 what server and device count from the same orders agrees to the unit', async () => {
    await expectAgreement()
    expect((await askSales()).byPeriod).toHaveLength(10)
  })

  it('FIGURES-2 returns and cancellations, also long after, change just what they touch', async () => {
    const [first, second] = [await held(sold[0] as Order), await held(sold[1] as Order)]
    const before = await askSales()
    at += 5 * DAY_MS
    await edit(till, first, bringBack(first, till, deps))
    await edit(
      manager,
      second,
      mustBeOk(cancelOrder(second, { reason: 'Erreur', refundMethod: 'cash' }, manager.author, deps)),
    )
    await expectAgreement()
    const after = await askSales()
    expect(after.total.orders).toBe(before.total.orders - 1)
    expect(after.total.returns).toBe(1)
    expect(after.byPeriod.at(-1)?.start).toBe(businessDayOf(at, 0))
  })

  it('FIGURES-3 a recount from scratch agrees with what was kept day by day', async () => {
    const answer = await manager.send('POST', '/figures/check')
    expect(figuresCheckResponseSchema.parse(answer.body)).toMatchObject({ days: 11, differing: [] })
  })

  it('FIGURES-3 a figure that was altered is found and put right', async () => {
    await inShop(server.database.pool, server.shop.shopId, async (transaction) => {
      await transaction.query('update daily_sales_metrics set sales = sales + 1 where day = $1', [FIRST])
      await transaction.query('delete from product_analytics where day = $1', [addDays(FIRST as never, 2)])
      await transaction.query(
        `insert into daily_sales_metrics select shop_id, currency, 20200101, country, orders, returns, documents,
          lines, units, sales, returned, tax, margin, margin_revenue from daily_sales_metrics where day = $1`,
        [FIRST],
      )
    })
    const answer = await manager.send('POST', '/figures/check')
    const { differing } = figuresCheckResponseSchema.parse(answer.body)
    expect(differing.toSorted()).toEqual([20_200_101, FIRST, addDays(FIRST as never, 2)])
    await expectAgreement()
    const again = await manager.send('POST', '/figures/check')
    expect(figuresCheckResponseSchema.parse(again.body).differing).toEqual([])
  })

  it('FIGURES-2 other rules or another time zone count everything anew', async () => {
    await inShop(server.database.pool, server.shop.shopId, (transaction) =>
      transaction.query('update figures_state set rules = rules - 1'),
    )
    await inShop(server.database.pool, server.shop.shopId, (transaction) =>
      transaction.query('delete from daily_sales_metrics'),
    )
    await expectAgreement()
  })

  it('housekeeping brings the figures up to date and checks them once a night', async () => {
    const told: string[] = []
    const log = {
      info: (_: object, text: string) => told.push(text),
      error: (_: object, text: string) => told.push(text),
    }
    await till.create('orders', makeSale(till, deps, articles[0] as Product, 31))
    const { shopId } = server.shop
    await keepShop(server.database.pool, shopId, TODAY + DAY_MS, log)
    await keepShop(server.database.pool, shopId, TODAY + DAY_MS, log)
    expect(told).toEqual(['figures agree'])
    const state = await queryShop<{ behind: number }>(
      server.database,
      shopId,
      'select s.seq - f.seq as behind from shops s join figures_state f on f.shop_id = s.shop_id',
    )
    expect(state).toEqual([{ behind: 0 }])
    await expectAgreement()
  })

  it('a server that stops leaves a check and says nothing of the figures', async () => {
    const { shopId } = server.shop
    const state = () =>
      queryShop<{ checked_at: number }>(server.database, shopId, 'select checked_at from figures_state')
    const before = await state()
    const { pool } = server.database
    await expect(checkFigures(pool, shopId, TODAY + 9 * DAY_MS, () => true)).rejects.toThrow(CheckStopped)
    expect(await state()).toEqual(before)
    const housekeeping = startHousekeeping(pool, { now: () => TODAY }, { info: unheard, error: unheard })
    await housekeeping.stop()
  })

  it('weeks and months are the days added up, and ten years or no data are answered', async () => {
    const days = await askSales(`from=${FIRST}&to=20261025`)
    const weeks = await askSales(`from=${FIRST}&to=20261025&period=week`)
    expect(weeks.byPeriod).toHaveLength(1)
    expect(weeks.byPeriod[0]?.revenue).toBe(days.total.revenue)
    const decade = await askSales('from=20170101&to=20261231&period=month')
    expect(decade.total).toEqual((await clientReport(20_170_101, 20_261_231)).total)
    const nothing = await askSales('from=20100101&to=20101231')
    expect(nothing).toMatchObject({ total: { orders: 0, revenue: 0 }, byPeriod: [], byCountry: [] })
    const euros = await askSales(`from=${FIRST}&to=${LAST}&currency=EUR`)
    expect(euros.total.revenue).toBe(0)
  })

  it('the shop’s statistics say what it holds and how the last recount went', async () => {
    const answer = await manager.send('GET', '/figures/shop')
    const statistics = statisticsResponseSchema.parse(answer.body)
    expect(statistics).toMatchObject({ waiting: 0, devices: 2, documents: { orders: 31, products: 2 } })
    expect(statistics.currencies).toMatchObject([{ currency: 'XOF', from: FIRST }])
    expect(statistics.check).toMatchObject({ differing: 0 })
  })
})

describe('attacks on the figures', () => {
  const PATHS = [
    ['GET', `/figures/sales?from=${FIRST}&to=${LAST}`],
    ['GET', `/figures/products?from=${FIRST}&to=${LAST}`],
    ['GET', '/figures/shop'],
    ['POST', '/figures/check'],
  ] as const

  it.each(['cashier1', 'logistics', 'vendor'])('%s learns nothing, finance sees them', async (member) => {
    const device = await server.signIn(member)
    for (const [method, path] of PATHS) {
      const answer = await device.send(method, path)
      expect([path, answer.status, errorOf(answer).code]).toEqual([path, 403, 'FORBIDDEN'])
    }
    const finance = await server.signIn('finance')
    expect((await askSales(undefined, finance)).total.margin).not.toBeNull()
  })

  it('who may see reports but no margins is told none', async () => {
    const cashier = await server.signIn('cashier2')
    await inShop(server.database.pool, server.shop.shopId, (transaction) =>
      transaction.query(`update memberships set permissions = '{reports.view}' where staff_id = $1`, [
        cashier.author.staffId,
      ]),
    )
    const { total, byPeriod } = await askSales(undefined, cashier)
    expect([total.margin, total.marginRevenue, byPeriod[0]?.margin]).toEqual([null, null, null])
    expect(total.revenue).toBeGreaterThan(0)
  })

  it('TENANT-2 another shop sees nothing of it, and its figures are its own', async () => {
    const shop = await server.createShop()
    const stranger = await server.signIn('admin', { shop })
    expect((await askSales(undefined, stranger)).total.orders).toBe(0)
    const answer = await stranger.send('GET', '/figures/products?from=19000101&to=29991231')
    expect(productsResponseSchema.parse(answer.body).products).toEqual([])
  })

  it.each([
    'from=20261231&to=20261020',
    'from=20261020',
    'from=20261020&to=20261399999',
    'from=soon&to=later',
    'from=20261020&to=20261021&currency=BTC',
    'from=20261020&to=20261021&period=hour',
    'from=20261020&to=20261021&shopId=another',
    `from=20261020&to=20261021&period=${encodeURIComponent("day'; drop table documents")}`,
  ])('a question that makes no sense is refused: %s', async (query) => {
    const answer = await manager.send('GET', `/figures/sales?${query}`)
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'BAD_REQUEST'])
  })

  it.each(['limit=1001', 'limit=0', 'limit=1e9', 'offset=-1', 'offset=9007199254740993'])(
    'a page without measure is refused: %s',
    async (page) => {
      const answer = await manager.send('GET', `/figures/products?from=${FIRST}&to=${LAST}&${page}`)
      expect(answer.status).toBe(400)
    },
  )

  it('nobody without a session is answered', async () => {
    const response = await fetch(`${server.url}/figures/shop`)
    expect(response.status).toBe(401)
  })
})
