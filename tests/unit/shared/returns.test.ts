import { checkDocument } from '@shared/domain/check-document.ts'
import { cancelOrder, canReach, canTransition, transition } from '@shared/domain/orders/lifecycle.ts'
import { overReturned } from '@shared/domain/orders/over-return.ts'
import { addPayment, amountDue, settlePayment } from '@shared/domain/orders/payments.ts'
import { refundFor, returnable, returnLines } from '@shared/domain/orders/returns.ts'
import { foldMoney, foldStock, stockKey } from '@shared/domain/stock/postings.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { mergeDocument } from '@shared/merge/merge-document.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { describe, expect, it } from 'vitest'
import {
  authorOn,
  cartOf,
  cash,
  DAY,
  idOf,
  LOCATION,
  lineOf,
  mustBeOk,
  mustFit,
  soldOrder,
  testDeps,
} from './builders.ts'

const OK = { ok: true, value: undefined }
const lineId = idOf('line-cafe')
const shelf = stockKey(idOf('variant-cafe'), LOCATION)
const three = (known: object = {}) => cartOf([lineOf('cafe', { quantity: quantity(3), ...known })])
const depsByDevice = { A1: testDeps(11), A2: testDeps(12) }
const depsOf = (device: string) => (device === 'A2' ? depsByDevice.A2 : depsByDevice.A1)
const giveBack = (order: Order, units: number, device = 'A1', more: object = {}) =>
  returnLines(
    order,
    {
      lines: [{ lineId, quantity: quantity(units) }],
      reason: 'abîmé',
      restock: true,
      refundMethod: 'cash',
      businessDay: DAY,
      ...more,
    },
    authorOn(device),
    depsOf(device),
  )

describe('a return', () => {
  it('ORDER-3 gives back the share of what was really paid, after every discount', () => {
    const order = soldOrder(
      cartOf([lineOf('cafe', { quantity: quantity(3), discount: minor(300) })], { discount: minor(90) }),
    )
    expect(returnable(order)).toMatchObject([
      { lineId, sold: 3, returned: 0, quantity: 3, amountPerUnit: 870, amount: 2_610 },
    ])
    const back = mustBeOk(giveBack(order, 2))
    expect(back.returns).toMatchObject([{ total: 1_740, lines: [{ quantity: 2, amount: 1_740, tax: 265 }] }])
    expect(back.paymentStatus).toBe('part-refunded')
    expect(foldStock(back.stockPostings).get(shelf)).toBe(-1)
    expect(foldMoney(back.moneyPostings).get('method:cash')).toBe(870)
    expect(checkDocument('orders', order, back)).toEqual(OK)
    expect(mustBeOk(refundFor(order, [{ lineId, quantity: quantity(2) }]))).toBe(1_740)
  })

  it('ORDER-3 in three parts gives back every franc of an amount that three does not divide', () => {
    let order = soldOrder(three({ discount: minor(2_900) }))
    const totals = [1, 1, 1].map((units) => {
      order = mustBeOk(giveBack(order, units))
      return order.returns.at(-1)?.total
    })
    expect(totals).toEqual([33, 33, 34])
    expect([order.paymentStatus, returnable(order)]).toEqual(['refunded', []])
  })

  it('ORDER-3 pays tax back on top where prices lack it', () => {
    const order = soldOrder(three(), { terms: { currency: 'EUR', pricesIncludeTax: false } })
    expect(returnable(order)).toMatchObject([{ amount: 3_540, amountPerUnit: 1_180 }])
    const back = mustBeOk(giveBack(order, 1))
    expect(back.returns[0]).toMatchObject({ total: 1_180, lines: [{ amount: 1_000, tax: 180 }] })
    expect(checkDocument('orders', order, back)).toEqual(OK)
  })

  it('of damaged goods gives the money back and leaves the shelf alone', () => {
    const back = mustBeOk(giveBack(soldOrder(three()), 1, 'A1', { restock: false }))
    expect(foldStock(back.stockPostings).get(shelf)).toBe(-3)
    expect(foldMoney(back.moneyPostings).get('method:cash')).toBe(2_000)
  })

  it('first takes down what the customer owes, and pays out only the rest', () => {
    const cart = { ...three(), customerId: idOf('awa'), customerName: 'Awa' }
    const order = soldOrder(cart, { payments: [cash(2_000), { method: 'credit', amount: minor(1_000) }] })
    expect(amountDue(order)).toBe(1_000)
    const one = mustBeOk(giveBack(order, 1))
    expect([amountDue(one), foldMoney(one.moneyPostings).get('method:cash')]).toEqual([0, 2_000])
    const all = mustBeOk(giveBack(order, 3))
    expect(all.payments.filter(({ kind }) => kind === 'refund')).toMatchObject([
      { method: 'credit', amount: 1_000 },
      { method: 'cash', amount: 2_000 },
    ])
    expect([foldMoney(all.moneyPostings).get('receivable'), all.paymentStatus]).toEqual([0, 'refunded'])
  })

  it.each([
    ['more than was sold', 4, { type: 'QuantityAboveReturnable', lineId, left: 3 }],
    ['no units', 0, { type: 'InvalidQuantity', lineId }],
    ['less than no units', -1, { type: 'InvalidQuantity', lineId }],
  ])('ORDER-3 of %s is refused', (_what, units, error) => {
    expect(giveBack(soldOrder(three()), units)).toEqual({ ok: false, error })
  })

  it('ORDER-3 of what is already back is refused on the same device', () => {
    const back = mustBeOk(giveBack(soldOrder(three()), 3))
    expect(giveBack(back, 1)).toEqual({
      ok: false,
      error: { type: 'QuantityAboveReturnable', lineId, left: 0 },
    })
  })

  it('of a line that is not there, twice the same, or nothing at all is refused', () => {
    const order = soldOrder(three())
    const line = { lineId, quantity: quantity(1) }
    const tryLines = (lines: readonly { lineId: string; quantity: typeof line.quantity }[]) =>
      giveBack(order, 1, 'A1', { lines })
    expect(tryLines([{ ...line, lineId: 'x' }])).toEqual({
      ok: false,
      error: { type: 'UnknownLine', lineId: 'x' },
    })
    expect(tryLines([line, line])).toEqual({ ok: false, error: { type: 'DuplicateLine', lineId } })
    expect(tryLines([])).toEqual({ ok: false, error: { type: 'NoLines' } })
    expect(giveBack({ ...order, status: 'pending' }, 1)).toEqual({
      ok: false,
      error: { type: 'NotReturnable' },
    })
    expect(giveBack(order, 1, 'A1', { refundMethod: 'credit' })).toEqual({
      ok: false,
      error: { type: 'NoCustomerForCredit' },
    })
  })

  it('of imported history takes the goods in and pays, though their sale was never posted here', () => {
    const sold = soldOrder(three())
    const history: Order = {
      ...sold,
      channel: 'import',
      receipt: null,
      number: '536365',
      payments: [],
      stockPostings: [],
      moneyPostings: [],
    }
    expect([amountDue(history), checkDocument('orders', null, history)]).toEqual([0, OK])
    const back = mustBeOk(giveBack(history, 1))
    expect(foldStock(back.stockPostings).get(shelf)).toBe(1)
    expect(checkDocument('orders', history, back)).toEqual(OK)
    expect(amountDue(back)).toBe(0)
  })
})

describe('the same goods taken back at two tills that could not hear each other', () => {
  const order = soldOrder(three())
  const here = mustBeOk(giveBack(order, 3, 'A1'))
  const there = mustBeOk(giveBack(order, 2, 'A2'))
  const { document: both, clashes } = mergeDocument('orders', order, there, here)

  it('MERGE-5 ORDER-3 both returns and both refunds stand, because both happened', () => {
    expect(both.returns).toHaveLength(2)
    expect(both.payments.filter(({ kind }) => kind === 'refund').map(({ amount }) => amount)).toEqual([
      3_000, 2_000,
    ])
    expect(foldMoney(both.moneyPostings).get('method:cash')).toBe(-2_000)
    expect(clashes).toEqual([])
    expect(checkDocument('orders', here, both)).toEqual(OK)
    mustFit('orders', both)
  })

  it('ORDER-3 the order says by itself that more came back than was sold', () => {
    expect(overReturned(both)).toEqual([
      { lineId, variantId: idOf('variant-cafe'), sold: 3, back: 5, excess: 2_000 },
    ])
    expect(overReturned(here)).toEqual([])
    expect(returnable(both)).toEqual([])
  })

  it('ORDER-3 one till alone, with the same numbers, is refused', () => {
    const device = authorOn('A1').deviceId
    const alone = { ...both, returns: both.returns.map((each) => ({ ...each, deviceId: device })) }
    expect(checkDocument('orders', null, alone)).toMatchObject({
      ok: false,
      error: { code: 'RULE', params: { rule: 'ORDER-3', field: 'returns' } },
    })
  })
})

describe('cancelling', () => {
  const order = soldOrder(three())
  const cancel = (from: Order, device: string) =>
    mustBeOk(cancelOrder(from, { reason: 'erreur', refundMethod: 'cash' }, authorOn(device), depsOf(device)))

  it('LEDGER-3 adds counter-postings and edits none', () => {
    const end = cancel(order, 'A1')
    expect(end.stockPostings.slice(0, 1)).toEqual(order.stockPostings)
    expect(end.moneyPostings.slice(0, order.moneyPostings.length)).toEqual(order.moneyPostings)
    expect([...foldMoney(end.moneyPostings).values()].every((amount) => amount === 0)).toBe(true)
    expect([foldStock(end.stockPostings).get(shelf), end.status, end.paymentStatus]).toEqual([
      0,
      'cancelled',
      'refunded',
    ])
    expect(end.events).toMatchObject([{ kind: 'status', from: 'delivered', to: 'cancelled', text: 'erreur' }])
    expect(checkDocument('orders', order, end)).toEqual(OK)
  })

  it('after a return gives back only the rest', () => {
    const end = cancel(mustBeOk(giveBack(order, 1)), 'A1')
    expect([
      foldStock(end.stockPostings).get(shelf),
      foldMoney(end.moneyPostings).get('method:cash'),
    ]).toEqual([0, 0])
  })

  it('MERGE-5 at two tills brings the goods back once, and shows the second refund as owed by the customer', () => {
    const here = cancel(order, 'A1')
    const { document: both } = mergeDocument('orders', order, cancel(order, 'A2'), here)
    expect(checkDocument('orders', here, both)).toEqual(OK)
    const money = foldMoney(both.moneyPostings)
    expect(foldStock(both.stockPostings).get(shelf)).toBe(0)
    expect([money.get('sales'), money.get('method:cash'), money.get('receivable')]).toEqual([
      0, -3_000, 3_000,
    ])
  })

  it('MERGE-5 LEDGER-2 at two tills, one of which had taken all taxed goods back before, still balances', () => {
    const mixed = soldOrder(
      cartOf([lineOf('cafe', { quantity: quantity(3) }), lineOf('livre', { taxRate: 0 })]),
    )
    const afterReturn = cancel(mustBeOk(giveBack(mixed, 3, 'A1')), 'A1')
    const atOnce = cancel(mixed, 'A2')
    for (const [mine, theirs] of [
      [atOnce, afterReturn],
      [afterReturn, atOnce],
    ] as const) {
      const { document } = mergeDocument('orders', mixed, mine, theirs)
      expect(checkDocument('orders', theirs, document)).toEqual(OK)
    }
  })

  it('MERGE-6 a return at one till and a cancellation at the other both stand, and the shop is told', () => {
    const here = mustBeOk(giveBack(order, 2, 'A1'))
    const { document: both } = mergeDocument('orders', order, cancel(order, 'A2'), here)
    expect([both.status, checkDocument('orders', here, both)]).toEqual(['cancelled', OK])
    expect(overReturned(both)).toMatchObject([{ sold: 3, back: 5 }])
    const there = cancel(order, 'A2')
    const { document: other } = mergeDocument('orders', order, here, there)
    expect([other.status, checkDocument('orders', there, other)]).toEqual(['cancelled', OK])
  })

  it('on credit needs a customer, is not for imported history, and happens once', () => {
    const to = (from: Order, refundMethod: 'cash' | 'credit') =>
      cancelOrder(from, { reason: '', refundMethod }, authorOn('A1'), testDeps())
    expect(to(order, 'credit')).toEqual({ ok: false, error: { type: 'NoCustomerForCredit' } })
    expect(to({ ...order, channel: 'import' }, 'cash')).toEqual({
      ok: false,
      error: { type: 'ImportedHistory' },
    })
    expect(to(cancel(order, 'A1'), 'cash')).toEqual({
      ok: false,
      error: { type: 'IllegalTransition', from: 'cancelled', to: 'cancelled' },
    })
  })
})

describe('the life of an order', () => {
  const sold = soldOrder(three())
  const pending: Order = { ...sold, status: 'pending', channel: 'online' }

  it('ORDER-2 goes step by step, each noted with who and when', () => {
    const confirmed = mustBeOk(transition(pending, 'confirmed', authorOn('A1'), testDeps(), 'payé'))
    expect(confirmed.events).toMatchObject([
      { kind: 'status', from: 'pending', to: 'confirmed', text: 'payé', deviceId: idOf('A1') },
    ])
    expect(transition(pending, 'delivered', authorOn('A1'), testDeps())).toEqual({
      ok: false,
      error: { type: 'IllegalTransition', from: 'pending', to: 'delivered' },
    })
    expect(transition(pending, 'cancelled', authorOn('A1'), testDeps())).toEqual({
      ok: false,
      error: { type: 'CancelNeedsRefund' },
    })
    expect(transition({ ...pending, channel: 'import' }, 'confirmed', authorOn('A1'), testDeps())).toEqual({
      ok: false,
      error: { type: 'ImportedHistory' },
    })
    expect([canTransition(pending, 'confirmed'), canTransition(sold, 'shipped')]).toEqual([true, false])
  })

  it('ORDER-2 the server lets several steps arrive at once, but none back', () => {
    expect([
      canReach('pending', 'delivered'),
      canReach('delivered', 'pending'),
      canReach('held', 'delivered'),
    ]).toEqual([true, false, false])
  })
})

describe('payments after the sale', () => {
  const onCredit = soldOrder(
    { ...three(), customerId: idOf('awa'), customerName: 'Awa' },
    { payments: [{ method: 'credit', amount: minor(3_000) }] },
  )
  const pay = (order: Order, input: Parameters<typeof addPayment>[1]) =>
    addPayment(order, input, authorOn('A1'), depsOf('A1'))

  it('take down the debt, part by part, and give change', () => {
    const part = mustBeOk(pay(onCredit, { method: 'wave', amount: minor(1_000) }))
    expect([part.paymentStatus, amountDue(part), foldMoney(part.moneyPostings).get('receivable')]).toEqual([
      'part-paid',
      2_000,
      2_000,
    ])
    const paid = mustBeOk(pay(part, cash(5_000)))
    expect([paid.paymentStatus, amountDue(paid), paid.payments.at(-1)?.change]).toEqual(['paid', 0, 3_000])
    expect(checkDocument('orders', onCredit, paid)).toEqual(OK)
  })

  it('are refused where nothing is due or too much comes', () => {
    expect(pay(soldOrder(three()), cash(1))).toEqual({ ok: false, error: { type: 'NothingDue' } })
    expect(pay(onCredit, { method: 'card', amount: minor(3_001) })).toEqual({
      ok: false,
      error: { type: 'PaymentsExceedTotal', over: 1 },
    })
    expect(pay(onCredit, { method: 'credit', amount: minor(1) })).toEqual({
      ok: false,
      error: { type: 'NothingDue' },
    })
    expect(pay({ ...onCredit, status: 'cancelled' }, cash(1))).toEqual({
      ok: false,
      error: { type: 'NotPayable' },
    })
  })

  it('LEDGER-3 that failed are counter-posted, once, however many people find out', () => {
    const order = soldOrder(three(), { payments: [{ method: 'wave', amount: minor(3_000) }] })
    const id = order.payments[0]?.id ?? idOf('')
    const fail = (device: string) =>
      mustBeOk(settlePayment(order, id, 'failed', authorOn(device), depsOf(device)))
    const { document: both } = mergeDocument('orders', order, fail('A1'), fail('A2'))
    expect(both.moneyPostings).toHaveLength(order.moneyPostings.length + 2)
    expect([both.paymentStatus, amountDue(both), foldMoney(both.moneyPostings).get('method:wave')]).toEqual([
      'failed',
      3_000,
      0,
    ])
    expect(checkDocument('orders', order, both)).toEqual(OK)
    expect(settlePayment(both, id, 'confirmed', authorOn('A1'), testDeps())).toEqual({
      ok: false,
      error: { type: 'PaymentSettled' },
    })
  })

  it('MERGE-5 confirmed here and failed there are failed', () => {
    const order = soldOrder(three(), { payments: [{ method: 'wave', amount: minor(3_000) }] })
    const id = order.payments[0]?.id ?? idOf('')
    const settled = (status: 'confirmed' | 'failed') =>
      mustBeOk(settlePayment(order, id, status, authorOn('A1'), depsOf('A1')))
    for (const [mine, theirs] of [
      ['confirmed', 'failed'],
      ['failed', 'confirmed'],
    ] as const) {
      const { document } = mergeDocument('orders', order, settled(mine), settled(theirs))
      expect(document.payments[0]?.status).toBe('failed')
      expect(checkDocument('orders', settled(theirs), document)).toEqual(OK)
    }
  })
})
