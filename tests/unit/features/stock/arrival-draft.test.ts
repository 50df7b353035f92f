import {
  arrivalInput,
  arrivalLines,
  changeArrival,
  outcomeOf,
  resetArrival,
  scanArrival,
} from '@renderer/features/stock/arrival-draft.ts'
import {
  type PurchaseDraft,
  purchaseInput,
  purchaseProblem,
  purchaseTotal,
} from '@renderer/features/stock/purchase-draft.ts'
import { purchaseView } from '@renderer/projections/purchase-rows.ts'
import { createStockBook } from '@renderer/projections/stock-book.ts'
import { movePurchase } from '@shared/domain/stock/purchase-order.ts'
import { looksLikeBarcode } from '@shared/kernel/barcode-shape.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import { describe, expect, it } from 'vitest'
import { DAY, idOf, LOCATION, mustBeOk, START } from '../../shared/builders.ts'
import { arrivalOn, purchaseOrder } from '../../shared/purchase-builders.ts'

const order = mustBeOk(movePurchase(purchaseOrder(), 'ordered', START))

/** The order as a device shows it that has these documents. */
function viewOf(...documents: (typeof order)[]) {
  const book = createStockBook()
  for (const document of documents) book.apply(document.id, document, false)
  const view = purchaseView(book, order.id)
  if (!view) throw new Error('The order is there')
  return view
}

describe('goods taken in against an order', () => {
  it('start as what is still awaited, at the costs of the order', () => {
    const view = viewOf(order, arrivalOn(order, [['rice', 6, 500]]))
    expect(arrivalLines(view)).toMatchObject([
      { variantId: idOf('rice'), awaited: 4, quantity: 4, unitCost: 500 },
      { variantId: idOf('soap'), awaited: 4, quantity: 4 },
    ])
  })

  it('say plainly what is short, over or was never ordered', () => {
    const [rice, soap] = arrivalLines(viewOf(order))
    if (!rice || !soap) throw new Error('Two lines were ordered')
    expect(outcomeOf(rice)).toEqual({ type: 'exact' })
    expect(outcomeOf({ ...rice, quantity: 8 })).toEqual({ type: 'short', count: 2 })
    expect(outcomeOf({ ...rice, quantity: 11 })).toEqual({ type: 'over', count: 1 })
    const oil = { variantId: idOf('oil'), name: 'oil', sku: '', unitCost: minor(900) }
    const scanned = scanArrival(scanArrival([rice], oil), oil)
    expect(scanned.map(outcomeOf)).toEqual([{ type: 'exact' }, { type: 'unordered' }])
    expect(scanned[1]?.quantity).toBe(2)
  })

  it('are counted by scan from zero, and what did not come is not posted', () => {
    const view = viewOf(order)
    const zero = resetArrival(arrivalLines(view), 'zero')
    const known = { businessDay: DAY, reference: ' BL 7 ' }
    expect(arrivalInput(zero, view, known)).toBeNull()
    const scanned = scanArrival(zero, {
      variantId: idOf('soap'),
      name: 'soap',
      sku: '',
      unitCost: null,
    })
    expect(
      arrivalInput(changeArrival(scanned, idOf('soap'), { unitCost: minor(90) }), view, known),
    ).toMatchObject({
      purchaseOrderId: order.id,
      reference: 'BL 7',
      supplierName: 'Sodipas',
      lines: [{ variantId: idOf('soap'), locationId: LOCATION, quantity: 1, unitCost: 90 }],
    })
  })

  it('are told the same whatever a device heard of first, and however often', () => {
    const arrived = arrivalOn(order, [['rice', 6, 500]])
    expect(viewOf(arrived, order, arrived, order)).toEqual(viewOf(order, arrived))
    const book = createStockBook()
    for (const document of [arrived, order]) book.apply(document.id, document, false)
    const again = purchaseView(createStockBook(book.parts()), order.id)
    expect(again).toEqual(viewOf(order, arrived))
    book.apply(arrived.id, null, false)
    expect(purchaseView(book, order.id)?.row).toMatchObject({ received: 0, stage: 'ordered' })
  })
})

describe('the form of an order', () => {
  const draft: PurchaseDraft = {
    supplierId: idOf('supplier'),
    locationId: LOCATION,
    expected: '2026-03-04',
    note: ' ',
    lines: [
      { variantId: idOf('rice'), name: 'rice', sku: '', quantity: 3, unitCost: minor(500), onHand: 0 },
      { variantId: idOf('soap'), name: 'soap', sku: '', quantity: 2, unitCost: null, onHand: 0 },
    ],
  }

  it('says what is missing', () => {
    expect(purchaseProblem(draft)).toBeNull()
    expect(purchaseProblem({ ...draft, supplierId: null })).toBe('noSupplier')
    expect(purchaseProblem({ ...draft, lines: [] })).toBe('noLines')
    const none = draft.lines.map((line) => ({ ...line, quantity: 0 }))
    expect(purchaseProblem({ ...draft, lines: none })).toBe('noQuantity')
  })

  it('becomes an order with its day and its amount', () => {
    expect(purchaseTotal(draft.lines)).toBe(1_500)
    const known = { supplierName: 'Sodipas', reference: 'A1-1', currency: 'XOF' as const }
    expect(purchaseInput(draft, known)).toMatchObject({
      expectedDay: businessDayOf(Date.UTC(2026, 2, 4), 0),
      note: '',
      lines: [{ quantity: 3 }, { quantity: 2, unitCost: null }],
    })
  })
})

describe('a quantity that is a barcode', () => {
  it('is told from a quantity by its length, and a short one by its check digit', () => {
    expect(['6191000000059', '96385074', ' 4006381333931 '].map(looksLikeBarcode)).toEqual([true, true, true])
    expect(['12', '96385075', '1234567890', '-6191000000059', ''].map(looksLikeBarcode)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })
})
