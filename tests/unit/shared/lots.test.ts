import { checkDocument } from '@shared/domain/check-document.ts'
import { returnLines } from '@shared/domain/orders/returns.ts'
import { allocateLots, foldLots, type LotStock, readLot, shareOf } from '@shared/domain/stock/lots.ts'
import { recordCount, recordMovement } from '@shared/domain/stock/movement.ts'
import { dispatchTransfer, receiveTransfer, settleTransfer } from '@shared/domain/stock/transfer.ts'
import { dispatchOf, transferProgressOf, transferStepOf } from '@shared/domain/stock/transfer-progress.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
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

const author = authorOn('A1')
const STORE = idOf('store')
const day = (value: number): BusinessDay => value as BusinessDay
const lot = (name: string, units: number, expiry?: number): LotShare => ({
  lot: name,
  quantity: quantity(units),
  ...(expiry === undefined ? {} : { expiry: day(expiry) }),
})
const piece = (name: string): LotShare => ({ lot: name, quantity: quantity(1), serial: true })

const received = (lots: readonly LotShare[], units: number, deps = testDeps(5)): StockMovement =>
  mustBeOk(
    recordMovement(
      {
        kind: 'receive',
        lines: [{ variantId: idOf('milk'), locationId: LOCATION, quantity: quantity(units), lots }],
        businessDay: DAY,
      },
      author,
      deps,
    ),
  )

const named = (stocks: readonly LotStock[]) =>
  stocks.map(({ lot: name, quantity: units, expiry }) => [name, units, expiry]).sort()

describe('the name of a lot', () => {
  it('is the same however it is typed or scanned', () => {
    expect(readLot('  lot  a-12\t')).toBe('LOT A-12')
    expect(readLot('\u0007')).toBe('')
    expect(readLot('x'.repeat(200))).toHaveLength(80)
  })
})

describe('goods that come in', () => {
  it('may have several lots, and some without', () => {
    const movement = received([lot('A', 2, 20_261_201), lot('B', 3)], 6)
    mustFit('stockMovements', movement)
    expect(movement.postings.map(({ lot: name, quantity: units }) => [name, units])).toEqual([
      ['A', 2],
      ['B', 3],
      [undefined, 1],
    ])
    expect(checkDocument('stockMovements', null, movement).ok).toBe(true)
  })

  it('LOT-3 the day that was said last counts, whichever document is heard of first', () => {
    const deps = testDeps(6)
    const first = received([lot('A', 2, 20_161_201)], 2, deps)
    deps.advance(1_000)
    const corrected = received([lot('A', 1, 20_261_201)], 1, deps)
    const all = [...corrected.postings, ...first.postings]
    expect(named(foldLots(all))).toEqual([['A', 3, 20_261_201]])
    expect(named(foldLots(all.reverse()))).toEqual([['A', 3, 20_261_201]])
  })

  it('SERIAL-1 LOT-3 the server refuses a serial number of two pieces, and a day where goods leave', () => {
    const movement = received([piece('SN-1')], 1)
    const twice = {
      ...movement,
      postings: movement.postings.map((one) => ({ ...one, quantity: quantity(2) })),
    }
    expect(checkDocument('stockMovements', null, twice)).toMatchObject({
      error: { params: { rule: 'SERIAL-1' } },
    })
    const order = soldOrder(cartOf([lineOf('milk', { lots: [lot('A', 1)] })]))
    const dated = {
      ...order,
      stockPostings: order.stockPostings.map((one) => ({ ...one, expiry: day(20_261_201) })),
    }
    expect(checkDocument('orders', null, dated)).toMatchObject({ error: { params: { rule: 'LOT-3' } } })
  })
})

describe('LOT-5 what leaves first', () => {
  const stock = (name: string, units: number, expiry: number | null, serial = false): LotStock => ({
    variantId: idOf('milk'),
    locationId: LOCATION,
    lot: name,
    quantity: units,
    expiry: expiry === null ? null : day(expiry),
    serial,
    since: 0,
  })

  it('is what expires first, then what has no day; a serial number is never guessed', () => {
    const there = [
      stock('N', 5, null),
      stock('B', 2, 20_270_101),
      stock('A', 1, 20_261_201),
      stock('S', 1, null, true),
    ]
    expect(allocateLots(there, 6)).toEqual([lot('A', 1, 20_261_201), lot('B', 2, 20_270_101), lot('N', 3)])
    expect(shareOf(stock('S', 1, null, true), 1)).toEqual(piece('S'))
  })
})

describe('goods of a lot that come back', () => {
  it('LOT-4 are those that somebody named, and the server takes no others', () => {
    const deps = testDeps(8)
    const order = soldOrder(
      cartOf([lineOf('phone', { quantity: quantity(2), lots: [piece('SN-1'), piece('SN-2')] })]),
      { deps },
    )
    const input = {
      lines: [{ lineId: order.lines[0]?.id ?? '', quantity: quantity(1), lots: ['SN-2'] }],
      reason: 'broken',
      restock: true,
      refundMethod: 'cash' as const,
      businessDay: DAY,
    }
    const back = mustBeOk(returnLines(order, input, author, deps))
    expect(named(foldLots(back.stockPostings))).toEqual([
      ['SN-1', -1, null],
      ['SN-2', 0, null],
    ])
    expect(checkDocument('orders', order, back).ok).toBe(true)
    const returns = back.returns.map((one) => ({
      ...one,
      lines: one.lines.map((line) => ({ ...line, lots: [piece('SN-9')] })),
    }))
    expect(checkDocument('orders', order, { ...back, returns })).toMatchObject({
      error: { params: { rule: 'LOT-4' } },
    })
  })
})

describe('goods of a lot on their way', () => {
  it('LOT-2 keep it from place to place, and what is lost leaves transit with it', () => {
    const deps = testDeps(9)
    const line = { variantId: idOf('milk'), quantity: quantity(3), lots: [lot('A', 2), lot('B', 1)] }
    const sent = mustBeOk(
      dispatchTransfer(
        { fromLocationId: LOCATION, toLocationId: STORE, lines: [line], businessDay: DAY },
        author,
        deps,
      ),
    )
    const dispatch = dispatchOf(sent)
    if (!dispatch) throw new Error('It was sent off')
    const before = transferProgressOf(dispatch, []).lines[0]
    const found = mustBeOk(
      receiveTransfer(
        {
          transferId: sent.id,
          round: 0,
          toLocationId: STORE,
          lines: [{ variantId: idOf('milk'), quantity: quantity(2), lots: before?.lots ?? [] }],
          businessDay: DAY,
        },
        author,
        deps,
      ),
    )
    const step = transferStepOf(found)
    if (!step) throw new Error('It was received')
    const { lots, left } = transferProgressOf(dispatch, [step]).lines[0] ?? { lots: [], left: 0 }
    expect([lots, left]).toEqual([[lot('B', 1)], 1])
    const lost = mustBeOk(
      settleTransfer(
        {
          transferId: sent.id,
          round: 1,
          reason: 'lost',
          left: [{ variantId: idOf('milk'), quantity: quantity(1), lots }],
          businessDay: DAY,
        },
        author,
        deps,
      ),
    )
    for (const one of [sent, found, lost]) expect(checkDocument('stockMovements', null, one).ok).toBe(true)
    const all = foldLots([sent, found, lost].flatMap(({ postings }) => postings))
    expect(
      all
        .filter(({ quantity: units }) => units !== 0)
        .map(({ lot: name, quantity: units, locationId }) => [name, units, locationId]),
    ).toEqual([
      ['A', -2, LOCATION],
      ['B', -1, LOCATION],
      ['A', 2, STORE],
    ])
    const swapped = sent.postings.map((one) => (one.quantity > 0 ? { ...one, lot: 'C' } : one))
    expect(checkDocument('stockMovements', null, { ...sent, postings: swapped })).toMatchObject({
      error: { params: { rule: 'LOT-2' } },
    })
  })
})

describe('a count', () => {
  it('LOT-6 takes what is short off the lots it was told, and the rest off none', () => {
    const line = {
      variantId: idOf('milk'),
      locationId: LOCATION,
      counted: quantity(1),
      expected: quantity(5),
    }
    const counted = mustBeOk(
      recordCount(
        { lines: [{ ...line, lots: [lot('A', 3)] }], businessDay: DAY, countSessionId: idOf('count') },
        author,
        testDeps(4),
      ),
    )
    expect(counted.postings.map(({ lot: name, quantity: units }) => [name, units])).toEqual([
      ['A', -3],
      [undefined, -1],
    ])
    expect(checkDocument('stockMovements', null, counted).ok).toBe(true)
    mustFit('stockMovements', counted)
  })
})
