import { newSetting } from '@shared/domain/settings/setting.ts'
import { movePurchase, newPurchaseOrder } from '@shared/domain/stock/purchase-order.ts'
import { dispatchTransfer, receiveTransfer, transitLocationId } from '@shared/domain/stock/transfer.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { positiveQuantitySchema, quantity } from '@shared/kernel/quantity.ts'
import type { Result } from '@shared/kernel/result.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
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
