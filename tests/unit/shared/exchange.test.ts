import { checkDocument } from '@shared/domain/check-document.ts'
import { EXCHANGE_METHOD, exchangeTerms } from '@shared/domain/orders/exchange.ts'
import { overReturned } from '@shared/domain/orders/over-return.ts'
import { netPaid } from '@shared/domain/orders/payments.ts'
import { returnActs } from '@shared/domain/orders/returned.ts'
import { type ReturnInput, returnLines } from '@shared/domain/orders/returns.ts'
import { foldMoney, foldStock, stockKey } from '@shared/domain/stock/postings.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { mergeDocument } from '@shared/merge/merge-document.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { describe, expect, it } from 'vitest'
import {
  authorOn,
  cartOf,
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
const depsByDevice = { A1: testDeps(21), A2: testDeps(22) }
type Till = keyof typeof depsByDevice
const coffee = (units: number) => ({ lineId: idOf('line-cafe'), quantity: quantity(units) })
const tea = (units: number) => ({ lineId: idOf('line-the'), quantity: quantity(units) })

const takeBack = (order: Order, more: Partial<ReturnInput> & Pick<ReturnInput, 'lines'>, till: Till = 'A1') =>
  returnLines(
    order,
    { reason: 'échange', restock: true, refundMethod: 'cash', businessDay: DAY, ...more },
    authorOn(till),
    depsByDevice[till],
  )

/** Two coffees and two teas at 1 000 each. */
const sale = (): Order =>
  soldOrder(cartOf([lineOf('cafe', { quantity: quantity(2) }), lineOf('the', { quantity: quantity(2) })]))

describe('a return of several goods', () => {
  it('LEDGER-5 puts one thing on the shelf and another to waste, each for its own reason, as one act', () => {
    const order = sale()
    const back = mustBeOk(
      takeBack(order, {
        lines: [
          { ...coffee(1), restock: false, reason: 'abîmé' },
          { ...tea(2), restock: true, reason: 'mauvaise taille' },
        ],
      }),
    )
    expect(back.returns).toMatchObject([
      { restock: false, reason: 'abîmé', total: 1_000 },
      { restock: true, reason: 'mauvaise taille', total: 2_000 },
    ])
    expect(returnActs(back.channel, back.returns)).toHaveLength(1)
    const stock = foldStock(back.stockPostings)
    expect(stock.get(stockKey(idOf('variant-cafe'), LOCATION))).toBe(-2)
    expect(stock.get(stockKey(idOf('variant-the'), LOCATION))).toBe(0)
    expect(foldMoney(back.moneyPostings).get('method:cash')).toBe(1_000)
    expect(checkDocument('orders', order, back)).toEqual(OK)
    mustFit('orders', back)
  })

  it('recorded again under its id, as after a crash, happens once', () => {
    const id = idOf('return')
    const once = mustBeOk(takeBack(sale(), { id, lines: [coffee(1)] }))
    expect(mustBeOk(takeBack(once, { id, lines: [coffee(1)] }))).toBe(once)
  })
})

describe('an exchange', () => {
  it.each([
    [3_000, 5_000, { used: 3_000, due: 2_000, paidOut: 0 }],
    [5_000, 3_000, { used: 3_000, due: 0, paidOut: 2_000 }],
    [3_000, 3_000, { used: 3_000, due: 0, paidOut: 0 }],
    [0, 3_000, { used: 0, due: 3_000, paidOut: 0 }],
  ])('EXCHANGE-1 of %i for %i settles the difference', (credit, total, terms) => {
    expect(exchangeTerms(minor(credit), minor(total))).toEqual(terms)
  })

  it('EXCHANGE-1 gives what the new sale takes to it, and only the rest in cash', () => {
    const order = sale()
    const used = minor(1_500)
    const back = mustBeOk(
      takeBack(order, { lines: [coffee(2)], exchange: { amount: used, reference: 'A1-1-000009' } }),
    )
    expect(back.payments.filter(({ kind }) => kind === 'refund')).toMatchObject([
      { method: EXCHANGE_METHOD, amount: 1_500, reference: 'A1-1-000009' },
      { method: 'cash', amount: 500 },
    ])
    expect(checkDocument('orders', order, back)).toEqual(OK)
    const fresh = soldOrder(cartOf([lineOf('jus', { unitPrice: minor(1_500) })]), {
      payments: [{ method: EXCHANGE_METHOD, amount: used, reference: order.number }],
    })
    const account = `method:${EXCHANGE_METHOD}`
    expect(
      (foldMoney(back.moneyPostings).get(account) ?? 0) + (foldMoney(fresh.moneyPostings).get(account) ?? 0),
    ).toBe(0)
  })

  it('ORDER-3 that has happened is recorded although another till took the goods back meanwhile, and is named', () => {
    const order = sale()
    const elsewhere = mustBeOk(takeBack(order, { lines: [coffee(2)] }, 'A2'))
    const exchange = { amount: minor(2_000), reference: 'A1-1-000009' }
    expect(takeBack(elsewhere, { lines: [coffee(2)], exchange })).toMatchObject({
      ok: false,
      error: { type: 'QuantityAboveReturnable', left: 0 },
    })
    const both = mustBeOk(takeBack(elsewhere, { lines: [coffee(2)], exchange, hasHappened: true }))
    expect(checkDocument('orders', elsewhere, both)).toEqual(OK)
    expect(overReturned(both)).toMatchObject([{ sold: 2, back: 4, excess: 2_000 }])
    expect(netPaid(both)).toBe(0)
    expect(takeBack(both, { lines: [coffee(1)], hasHappened: true })).toMatchObject({ ok: false })
  })

  it('MERGE-5 taken at two tills apart says the same in either order of arrival', () => {
    const order = sale()
    const one = mustBeOk(takeBack(order, { lines: [coffee(2)] }, 'A1'))
    const two = mustBeOk(takeBack(order, { lines: [coffee(1), tea(1)] }, 'A2'))
    const merged = [mergeDocument('orders', order, one, two), mergeDocument('orders', order, two, one)]
    for (const { document } of merged) {
      expect(overReturned(document)).toMatchObject([
        { lineId: idOf('line-cafe'), sold: 2, back: 3, excess: 1_000 },
      ])
      expect(document.returns).toHaveLength(2)
    }
  })
})
