import { reorderDrafts } from '@renderer/features/stock/reorder-drafts.ts'
import { createCatalogueIndex } from '@renderer/projections/catalogue-index.ts'
import { reorderRows } from '@renderer/projections/reorder-rows.ts'
import { createStockBook } from '@renderer/projections/stock-book.ts'
import { createStockLedger } from '@renderer/projections/stock-ledger.ts'
import { newProduct } from '@shared/domain/catalogue/product.ts'
import { movePurchase } from '@shared/domain/stock/purchase-order.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { StockPosting } from '@shared/schemas/postings.ts'
import { describe, expect, it } from 'vitest'
import { authorOn, idOf, LOCATION, mustBeOk, START, testDeps } from '../shared/builders.ts'
import { purchaseOrder, wanted } from '../shared/purchase-builders.ts'

const DAY_MS = 86_400_000
const NOW = START + 60 * DAY_MS

/** A shop with one product that came 60 days ago and sold this many, some days before now. */
function shopThat(sold: number, daysAgo: number, reorderPoint: number | null = null) {
  const variants = [
    {
      sku: 'RIZ',
      price: minor(1_000),
      reorderPoint: reorderPoint === null ? null : quantity(reorderPoint),
    },
  ]
  const index = createCatalogueIndex()
  const product = newProduct({ name: 'Riz', currency: 'XOF', variants }, authorOn('A1'), testDeps())
  const known = product.variants.map((variant) => ({ ...variant, id: idOf('rice') }))
  index.put({ ...product, variants: known }, false)
  const ledger = createStockLedger()
  const posting = (id: string, units: number, at: number, kind: StockPosting['kind']): StockPosting => ({
    id: idOf(id),
    variantId: idOf('rice'),
    locationId: LOCATION,
    quantity: quantity(units),
    kind,
    at,
    by: idOf('staff'),
    deviceId: idOf('A1'),
  })
  ledger.apply('stockMovements', 'came', [posting('in', 100, START, 'receive')])
  ledger.apply('orders', 'went', [posting('out', -sold, NOW - daysAgo * DAY_MS, 'sale')])
  return { index, ledger, book: createStockBook() }
}

const ask = (
  { index, ledger, book }: ReturnType<typeof shopThat>,
  leadTimeDays: Record<string, number> = {},
) => reorderRows(index, ledger, book, { now: NOW, leadTimeDays, usualLeadTimeDays: 7 })

describe('what to order again', () => {
  it('REORDER-1 goes by the sales of the last weeks only, over all that is on hand', () => {
    expect(ask(shopThat(84, 2))).toMatchObject([
      { name: 'Riz', onHand: 16, sold: 84, days: 28, perDay: 3, daysLeft: 5, point: 30, supplierId: null },
    ])
    expect(ask(shopThat(84, 40))).toEqual([])
    expect(ask(shopThat(84, 40, 20))).toMatchObject([{ sold: 0, daysLeft: null, quantity: 5 }])
  })

  it('REORDER-2 counts what is ordered, drafts too, and takes the time of delivery from who it was ordered from last', () => {
    const shop = shopThat(84, 2)
    const order = purchaseOrder({ lines: [wanted('rice', 10)] })
    shop.book.apply(order.id, order, false)
    const [row] = ask(shop, { [idOf('supplier')]: 2 })
    expect(row).toBeUndefined() // 26 on hand and to come, 15 would do until the next delivery
    const [later] = ask(shop, { [idOf('supplier')]: 20 })
    expect(later).toMatchObject({ onOrder: 10, leadTimeDays: 20, isLeadTimeKnown: true, point: 69 })
    const dropped = mustBeOk(movePurchase(order, 'cancelled', NOW))
    shop.book.apply(order.id, dropped, false)
    expect(ask(shop)).toMatchObject([{ onOrder: 0, supplierId: null }])
  })

  it('becomes one order a supplier; what was never ordered goes to the one that is chosen, or waits', () => {
    const [row] = ask(shopThat(84, 2))
    if (!row) throw new Error('Rice runs out')
    const known = { ...row, variantId: idOf('soap'), supplierId: idOf('supplier') }
    expect(reorderDrafts([row, known], null)).toEqual([{ supplierId: idOf('supplier'), rows: [known] }])
    expect(reorderDrafts([row, known], idOf('other')).map(({ rows }) => rows.length)).toEqual([1, 1])
    const many = Array.from({ length: 501 }, () => known)
    expect(reorderDrafts(many, null).map(({ rows }) => rows.length)).toEqual([500, 1])
  })
})
