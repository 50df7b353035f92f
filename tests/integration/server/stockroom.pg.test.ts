import { newSetting } from '@shared/domain/settings/setting.ts'
import { countOnPage, countPageOf, newCountPage, openCount } from '@shared/domain/stock/count-session.ts'
import { recordCount } from '@shared/domain/stock/movement.ts'
import { movePurchase, newPurchaseOrder } from '@shared/domain/stock/purchase-order.ts'
import { dispatchTransfer, receiveTransfer, transitLocationId } from '@shared/domain/stock/transfer.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { positiveQuantitySchema, quantity } from '@shared/kernel/quantity.ts'
import type { Result } from '@shared/kernel/result.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import { taskSchema } from '@shared/schemas/tasks.schema.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editRow, newRow } from '../../support/shop-floor.ts'
import { queryShop } from '../../support/shop-query.ts'
import { startTestServer, type TestDevice, type TestServer } from '../../support/test-server.ts'

let server: TestServer
let manager: TestDevice
let logistics: TestDevice
let other: TestDevice
const day = () => businessDayOf(server.clock.now(), 0)

beforeAll(async () => {
  server = await startTestServer()
  manager = await server.signIn('manager')
  logistics = await server.signIn('logistics')
  other = await server.signIn('logistics')
})
afterAll(() => server.close())

function must<T>(result: Result<T, { readonly type: string }>): T {
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}

const outcomesOf = async (device: TestDevice, rows: Parameters<TestDevice['push']>[1]) =>
  (await device.push('stockMovements', rows)).results.map((result) =>
    result.outcome === 'refused' ? (result.refusal.params.rule ?? result.refusal.code) : result.outcome,
  )

const makeOrder = (device: TestDevice): StockMovement =>
  must(
    newPurchaseOrder(
      {
        supplierId: server.ids.next(),
        supplierName: 'Sodipas',
        locationId: server.shop.locationId,
        currency: 'XOF',
        expectedDay: null,
        reference: 'A1-1',
        note: '',
        lines: [
          {
            variantId: server.ids.next(),
            name: 'Riz',
            sku: '',
            quantity: positiveQuantitySchema.parse(10),
            unitCost: null,
          },
        ],
      },
      day(),
      device.author,
      server,
    ),
  )

describe('orders to suppliers on the server', () => {
  it('are taken from who may order and moved on by him; nobody else, and nothing goes back', async () => {
    const order = makeOrder(manager)
    expect(await outcomesOf(logistics, [newRow(makeOrder(logistics))])).toEqual(['FORBIDDEN'])
    expect(await outcomesOf(manager, [newRow(order)])).toEqual(['accepted'])
    const ordered = must(movePurchase(order, 'ordered', server.clock.now()))
    const first = { ...ordered, editId: server.ids.next() }
    expect(await outcomesOf(manager, [editRow(order, first)])).toEqual(['accepted'])
    const details = { ...first.details, state: 'draft', orderedAt: null }
    const back = { ...first, details, editId: server.ids.next() }
    expect(await outcomesOf(manager, [editRow(first, back)])).toEqual(['PURCHASE-3'])
  })

  it('come from suppliers whom vendors do not see', async () => {
    const value = { name: 'Sodipas', phone: '', email: '', leadTimeDays: 3, note: '' }
    const supplier = newSetting('supplier', value, manager.author, server)
    await manager.create('settings', supplier)
    const vendor = await server.signIn('vendor')
    const ids = async (device: TestDevice) => (await device.pullAll('settings')).map(({ id }) => id)
    expect(await ids(logistics)).toContain(supplier.id)
    expect(await ids(vendor)).not.toContain(supplier.id)
  })
})

describe('transfers on the server', () => {
  it('TRANSFER-3 a receipt made at two devices raises the level once', async () => {
    const [variantId, toLocationId] = [server.ids.next(), server.ids.next()]
    const fromLocationId = server.shop.locationId
    const line = { variantId, quantity: quantity(10) }
    const sent = must(
      dispatchTransfer(
        { fromLocationId, toLocationId, lines: [line], businessDay: day() },
        logistics.author,
        server,
      ),
    )
    const takenBy = (device: TestDevice): StockMovement =>
      must(
        receiveTransfer(
          { transferId: sent.id, round: 0, toLocationId, lines: [line], businessDay: day() },
          device.author,
          server,
        ),
      )
    // The receipt may be heard of before the dispatch.
    expect(await outcomesOf(other, [newRow(takenBy(other))])).toEqual(['accepted'])
    expect(await outcomesOf(logistics, [newRow(sent), newRow(takenBy(logistics))])).toEqual([
      'accepted',
      'conflict',
    ])
    const levels = await queryShop<{ location_id: Id; on_hand: number }>(
      server.database,
      server.shop.shopId,
      'select location_id, on_hand from stock_levels where variant_id = $1',
      [variantId],
    )
    expect(new Map(levels.map((row) => [row.location_id, row.on_hand]))).toEqual(
      new Map([
        [fromLocationId, -10],
        [transitLocationId(server.shop.shopId), 0],
        [toLocationId, 10],
      ]),
    )
  })
})

describe('counts by several people on the server', () => {
  const pageOf = (
    device: TestDevice,
    session: StockMovement,
    variantId: Id,
    counted: number,
  ): StockMovement =>
    newCountPage(
      { sessionId: session.id, page: 0 },
      { variantId, next: () => counted },
      day(),
      device.author,
      server,
    )
  const furtherOf = (page: StockMovement, variantId: Id, counted: number): StockMovement => {
    const details = countPageOf(page)
    if (!details) throw new Error('It is a page')
    const next = countOnPage(details, { variantId, next: () => counted }, server.clock.now())
    return { ...page, details: next, editId: server.ids.next() }
  }
  const countOf = (
    device: TestDevice,
    session: StockMovement,
    variantId: Id,
    pages: readonly StockMovement[],
  ) =>
    must(
      recordCount(
        {
          lines: [
            { variantId, locationId: server.shop.locationId, counted: quantity(5), expected: quantity(0) },
          ],
          businessDay: day(),
          countSessionId: session.id,
          closing: { pages: pages.map(({ id }) => ({ pageId: id, step: 1 })), leftOut: [] },
        },
        device.author,
        server,
      ),
    )
  const lateTasks = async (sessionId: Id) =>
    (await manager.pullAll('tasks'))
      .map((task) => taskSchema.parse(task))
      .filter(({ payload }) => payload.sessionId === sessionId)

  it('TASK-9, STOCK-3 a count posts once, and every line that is not in it is told once', async () => {
    const [rice, soap, oil] = [server.ids.next(), server.ids.next(), server.ids.next()]
    const scope = { locationId: server.shop.locationId, categoryId: null, blind: true }
    const session = openCount(scope, day(), logistics.author, server)
    const own = pageOf(logistics, session, rice, 5)
    const others = pageOf(other, session, soap, 3)
    expect(await outcomesOf(logistics, [newRow(session), newRow(own)])).toEqual(['accepted', 'accepted'])
    expect(await outcomesOf(manager, [newRow(others)])).toEqual(['SERVER_FIELD'])
    expect(await outcomesOf(other, [newRow(others)])).toEqual(['accepted'])
    expect(await lateTasks(session.id)).toEqual([])
    // Whoever closes has not heard of the other page, although the server has.
    const count = countOf(logistics, session, rice, [own])
    expect(await outcomesOf(logistics, [newRow(count)])).toEqual(['accepted'])
    expect(await outcomesOf(manager, [newRow(countOf(manager, session, rice, [own, others]))])).toEqual([
      'conflict',
    ])
    const [first, ...none] = await lateTasks(session.id)
    expect(none).toEqual([])
    expect(first).toMatchObject({
      kind: 'approval',
      assigneeRole: 'manager',
      payload: { pageId: others.id, lines: [{ variantId: soap, counted: 3, inCount: null }] },
    })
    const further = furtherOf(others, oil, 7)
    expect(await outcomesOf(other, [editRow(others, further)])).toEqual(['accepted'])
    expect(await outcomesOf(other, [editRow(others, further)])).toEqual(['accepted'])
    const again = furtherOf(own, rice, 6)
    expect(await outcomesOf(logistics, [editRow(own, again)])).toEqual(['accepted'])
    const tasks = await lateTasks(session.id)
    // What nobody had looked at yet is told together with what came after it.
    expect(tasks.map(({ state }) => state).sort()).toEqual(['dismissed', 'open', 'open'])
    const lines = tasks.filter(({ state }) => state === 'open').flatMap(({ payload }) => payload.lines)
    expect(lines).toHaveLength(3)
    expect(lines).toContainEqual(expect.objectContaining({ variantId: rice, counted: 6, inCount: 5 }))
    const levels = await queryShop<{ on_hand: number }>(
      server.database,
      server.shop.shopId,
      'select on_hand from stock_levels where variant_id = any($1)',
      [[rice, soap, oil]],
    )
    expect(levels.map(({ on_hand }) => Number(on_hand))).toEqual([5])
    const task = { ...first, editId: server.ids.next() } as never
    expect((await logistics.push('tasks', [newRow(task)])).results[0]?.outcome).not.toBe('accepted')
  })
})
