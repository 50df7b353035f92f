import { recordMovement } from '@shared/domain/stock/movement.ts'
import { newPurchaseOrder, type PurchaseInput } from '@shared/domain/stock/purchase-order.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { PurchaseLine } from '@shared/schemas/stock-details.schema.ts'
import { authorOn, DAY, idOf, LOCATION, mustBeOk, type TestDeps, testDeps } from './builders.ts'

export const wanted = (word: string, units: number, unitCost: number | null = 500): PurchaseLine => ({
  variantId: idOf(word),
  name: word,
  sku: word.toUpperCase(),
  quantity: quantity(units) as PurchaseLine['quantity'],
  unitCost: unitCost === null ? null : minor(unitCost),
})

export const purchaseInput = (changes: Partial<PurchaseInput> = {}): PurchaseInput => ({
  supplierId: idOf('supplier'),
  supplierName: 'Sodipas',
  locationId: LOCATION,
  currency: 'XOF',
  expectedDay: null,
  lines: [wanted('rice', 10), wanted('soap', 4)],
  reference: 'A1-1',
  note: '',
  ...changes,
})

export const purchaseOrder = (
  changes: Partial<PurchaseInput> = {},
  deps: TestDeps = testDeps(),
): StockMovement => mustBeOk(newPurchaseOrder(purchaseInput(changes), DAY, authorOn('A1'), deps))

/** Goods that arrive on an order: units and cost of one, by variant. */
export const arrivalOn = (
  order: StockMovement,
  goods: readonly (readonly [string, number, number])[],
  deps: TestDeps = testDeps(2),
): StockMovement =>
  mustBeOk(
    recordMovement(
      {
        kind: 'receive',
        businessDay: DAY,
        purchaseOrderId: order.id,
        lines: goods.map(([word, units, cost]) => ({
          variantId: idOf(word),
          locationId: LOCATION,
          quantity: quantity(units),
          unitCost: minor(cost),
        })),
      },
      authorOn('A1'),
      deps,
    ),
  )
