import { taxesByRate } from '@renderer/features/orders/taxes-by-rate.ts'
import { timelineOf } from '@renderer/features/orders/timeline.ts'
import { cancelOrder } from '@shared/domain/orders/lifecycle.ts'
import { returnLines } from '@shared/domain/orders/returns.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { describe, expect, test } from 'vitest'
import { AUTHOR, buildCart, buildSale, idOf, testDeps } from './order-builders.ts'

const NOON = Date.parse('2026-03-04T12:00:00Z')
const HOUR = 3_600_000

describe('the history of an order', () => {
  test('tells sale, return and cancellation in the order they happened, with who and where', () => {
    const sale = buildSale(NOON)
    const returned = returnLines(
      sale,
      {
        lines: [{ lineId: idOf('line coca'), quantity: quantity(1) }],
        reason: 'bouteille ouverte',
        restock: false,
        refundMethod: 'cash',
        businessDay: businessDayOf(NOON + HOUR, 0),
      },
      AUTHOR,
      testDeps(NOON + HOUR),
    )
    if (!returned.ok) throw new Error(returned.error.type)
    const cancelled = cancelOrder(
      returned.value,
      { reason: 'client mécontent', refundMethod: 'cash' },
      { ...AUTHOR, staffId: idOf('awa') },
      testDeps(NOON + 2 * HOUR),
    )
    if (!cancelled.ok) throw new Error(cancelled.error.type)
    const entries = timelineOf(cancelled.value)
    expect(entries.map(({ kind, at }) => [kind, (at - NOON) / HOUR])).toEqual([
      ['placed', 0],
      ['payment', 0],
      ['refund', 1],
      ['return', 1],
      ['status', 2],
      ['refund', 2],
    ])
    expect(entries.find(({ kind }) => kind === 'return')).toMatchObject({
      count: 1,
      restock: false,
      reason: 'bouteille ouverte',
      by: idOf('moussa'),
      deviceId: idOf('a1'),
    })
    expect(entries.find(({ kind }) => kind === 'status')).toMatchObject({
      to: 'cancelled',
      text: 'client mécontent',
      by: idOf('awa'),
    })
  })
})

describe('a discount', () => {
  test('stands in the history with its reason, first those of lines, then that of the whole', () => {
    const { lines, ...cart } = buildCart()
    const discounted = {
      ...cart,
      lines: lines.map((line, index) =>
        index === 1 ? { ...line, discount: minor(50), discountReason: 'pain d’hier' } : line,
      ),
      discount: minor(30),
      discountReason: 'cliente fidèle',
    }
    const entries = timelineOf(buildSale(NOON, {}, discounted))
    expect(entries.map(({ kind }) => kind)).toEqual(['placed', 'discount', 'discount', 'payment'])
    expect(entries[1]).toMatchObject({ name: 'pain', amount: 50, reason: 'pain d’hier', by: AUTHOR.staffId })
    expect(entries[2]).toMatchObject({ name: '', amount: 30, reason: 'cliente fidèle' })
  })
})

describe('the taxes on a receipt', () => {
  test('stand by rate, lowest first, and sum to the tax of the order', () => {
    const sale = buildSale(NOON)
    expect(taxesByRate(sale.lines)).toEqual([{ rate: 1800, tax: sale.tax }])
    const mixed = sale.lines.map((line, index) =>
      index === 2 ? { ...line, taxRate: 1000, tax: line.total } : line,
    )
    expect(taxesByRate(mixed).map(({ rate }) => rate)).toEqual([1000, 1800])
  })
})
