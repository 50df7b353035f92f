import { counterMovement } from '@renderer/features/stock/counter-movement.ts'
import { checkDocument } from '@shared/domain/check-document.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import { movePurchase, purchaseOf, rewritePurchase } from '@shared/domain/stock/purchase-order.ts'
import { arrivalOf, progressOf } from '@shared/domain/stock/purchase-progress.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import { describe, expect, it } from 'vitest'
import { actorOf, authorOn, DAY, idOf, LOCATION, mustBeOk, mustFit, START, testDeps } from './builders.ts'
import { arrivalOn, purchaseInput, purchaseOrder, wanted } from './purchase-builders.ts'

const ordered = (draft: StockMovement = purchaseOrder()): StockMovement =>
  mustBeOk(movePurchase(draft, 'ordered', START))
const refusedRule = (before: StockMovement | null, after: StockMovement): unknown => {
  const checked = checkDocument('stockMovements', before, after)
  return checked.ok ? null : (checked.error.params.rule ?? checked.error.code)
}
const withDetails = (order: StockMovement, changes: Record<string, unknown>): StockMovement =>
  ({ ...order, details: { ...order.details, ...changes } }) as StockMovement

/** Progress of an order, given what arrived. */
function progress(order: StockMovement, ...arrived: StockMovement[]) {
  const details = purchaseOf(order)
  if (!details) throw new Error('It is an order')
  return progressOf(
    details,
    arrived.flatMap((one) => arrivalOf(one) ?? []),
  )
}

describe('an order to a supplier', () => {
  it('fits its schema and its rules, from the draft to the end', () => {
    const draft = purchaseOrder()
    mustFit('stockMovements', draft)
    expect(refusedRule(null, draft)).toBeNull()
    const sent = ordered(draft)
    expect(refusedRule(draft, sent)).toBeNull()
    expect(purchaseOf(sent)).toMatchObject({ state: 'ordered', orderedAt: START })
    expect(refusedRule(sent, mustBeOk(movePurchase(sent, 'closed', START)))).toBeNull()
    const dropped = mustBeOk(movePurchase(draft, 'cancelled', START))
    expect(refusedRule(draft, dropped)).toBeNull()
  })

  it('PURCHASE-1 has each of the goods once, and at least one', () => {
    const twice = [wanted('rice', 1), wanted('rice', 2)]
    expect(rewritePurchase(purchaseOrder(), purchaseInput({ lines: twice }))).toEqual({
      ok: false,
      error: { type: 'DuplicateLine', index: 1 },
    })
    expect(rewritePurchase(purchaseOrder(), purchaseInput({ lines: [] }))).toMatchObject({
      error: { type: 'NoLines' },
    })
    expect(refusedRule(null, withDetails(purchaseOrder(), { lines: twice }))).toBe('PURCHASE-1')
    expect(refusedRule(null, withDetails(purchaseOrder(), { orderedAt: START }))).toBe('PURCHASE-1')
    expect(refusedRule(null, { ...purchaseOrder(), details: {} })).toBe('PURCHASE-1')
  })

  it('PURCHASE-2 posts nothing', () => {
    const { postings } = arrivalOn(purchaseOrder(), [['rice', 1, 500]])
    expect(refusedRule(null, { ...purchaseOrder(), postings })).toBe('PURCHASE-2')
  })

  it('PURCHASE-3 changes while it is a draft, and then keeps what was promised', () => {
    const draft = purchaseOrder()
    const other = purchaseInput({ lines: [wanted('oil', 3)] })
    expect(refusedRule(draft, mustBeOk(rewritePurchase(draft, other)))).toBeNull()
    const sent = ordered(draft)
    expect(rewritePurchase(sent, other)).toMatchObject({ error: { type: 'NotPossible' } })
    expect(movePurchase(sent, 'ordered', START)).toMatchObject({ error: { type: 'NotPossible' } })
    expect(refusedRule(sent, withDetails(sent, { lines: other.lines }))).toBe('PURCHASE-3')
    expect(refusedRule(sent, withDetails(sent, { state: 'draft', orderedAt: null }))).toBe('PURCHASE-3')
  })

  it('is written by who may order, and by nobody else', () => {
    const draft = purchaseOrder()
    const sent = ordered(draft)
    const mayBy = (role: 'manager' | 'logistics' | 'cashier') =>
      authorizeWrite(actorOf(role), 'stockMovements', draft, sent).ok
    expect([mayBy('manager'), mayBy('logistics'), mayBy('cashier')]).toEqual([true, false, false])
  })

  it('PURCHASE-4 says what has come, in parts, short and over', () => {
    const order = ordered()
    expect(progress(order).stage).toBe('ordered')
    const first = arrivalOn(order, [['rice', 6, 500]])
    expect(refusedRule(null, first)).toBeNull()
    expect(progress(order, first)).toMatchObject({
      stage: 'part-received',
      lines: [
        { received: 6, left: 4, over: 0 },
        { received: 0, left: 4, over: 0 },
      ],
    })
    const second = arrivalOn(
      order,
      [
        ['rice', 5, 510],
        ['soap', 4, 500],
        ['oil', 1, 900],
      ],
      testDeps(3),
    )
    expect(progress(order, first, second, first)).toMatchObject({
      stage: 'received',
      lines: [
        { received: 11, left: 0, over: 1 },
        { received: 4, left: 0, over: 0 },
        { variantId: idOf('oil'), ordered: 0, received: 1, over: 1 },
      ],
    })
    const closed = mustBeOk(movePurchase(order, 'closed', START))
    expect(progress(closed, first).stage).toBe('closed')
  })

  it('PURCHASE-4 an arrival that is taken back has not arrived, and its cost is let go of', () => {
    const order = ordered()
    const arrived = arrivalOn(order, [['rice', 6, 500]])
    const back = counterMovement(arrived, { businessDay: DAY }, authorOn('A1'), testDeps(4))
    expect(refusedRule(null, back)).toBeNull()
    expect(back.postings[0]).toMatchObject({ quantity: -6, unitCost: 500, locationId: LOCATION })
    expect(progress(order, back, arrived)).toMatchObject({ stage: 'ordered', lines: [{ left: 10 }, {}] })
  })

  it('PURCHASE-4 only goods that arrive name an order, and they keep naming it', () => {
    const order = ordered()
    const arrived = arrivalOn(order, [['rice', 6, 500]])
    expect(refusedRule(null, withDetails(arrived, { other: 1 }))).toBe('PURCHASE-4')
    expect(refusedRule(arrived, withDetails(arrived, { purchaseOrderId: idOf('else') }))).toBe('LEDGER-3')
  })
})

describe('suppliers', () => {
  it('are written by who may order', () => {
    const value = { name: 'Sodipas', phone: '', email: '', leadTimeDays: 3, note: '' }
    const supplier = newSetting('supplier', value, authorOn('A1'), testDeps())
    mustFit('settings', supplier)
    expect(authorizeWrite(actorOf('manager'), 'settings', null, supplier).ok).toBe(true)
    expect(authorizeWrite(actorOf('logistics'), 'settings', null, supplier).ok).toBe(false)
  })
})
