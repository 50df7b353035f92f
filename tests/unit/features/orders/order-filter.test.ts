import {
  EVERY_ORDER,
  filterOrders,
  matchesFilter,
  orderQuery,
} from '@renderer/features/orders/order-filter.ts'
import { type BusinessDay, isoToDay } from '@shared/kernel/business-day.ts'
import { ORDER_STATUSES } from '@shared/schemas/orders.schema.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildSale } from './order-builders.ts'

const dayOf = (iso: string): BusinessDay => {
  const day = isoToDay(iso)
  if (day === null) throw new Error(`${iso} is no day`)
  return day
}

const NOON = Date.parse('2026-03-04T12:00:00Z')

describe('filtering orders', () => {
  const sale = buildSale(NOON, { customerName: 'Aïssatou Bâ' })

  test('the whole number or a part of it finds the order', () => {
    expect(matchesFilter(sale, { ...EVERY_ORDER, text: 'A1-1-000042' })).toBe(true)
    expect(matchesFilter(sale, { ...EVERY_ORDER, text: '42' })).toBe(true)
    expect(matchesFilter(sale, { ...EVERY_ORDER, text: '43' })).toBe(false)
  })

  test('the customer is found without accents', () => {
    expect(matchesFilter(sale, { ...EVERY_ORDER, text: 'aissatou' })).toBe(true)
  })

  test('the days are both included and are those of the shop, not of the clock on the wall', () => {
    const late = buildSale(NOON, { businessDay: dayOf('2026-03-05') })
    const on = (from: string, to: string) => ({ ...EVERY_ORDER, from: dayOf(from), to: dayOf(to) })
    expect(matchesFilter(sale, on('2026-03-04', '2026-03-04'))).toBe(true)
    expect(matchesFilter(late, on('2026-03-04', '2026-03-04'))).toBe(false)
    expect(matchesFilter(late, on('2026-03-05', '2026-03-05'))).toBe(true)
  })

  test('a held cart that was resumed is no longer listed', () => {
    expect(matchesFilter(buildSale(NOON, { archived: true }), EVERY_ORDER)).toBe(false)
  })

  test('the index range holds every order that the days ask for, in every time zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: -720, max: 840 }),
        fc.integer({ min: -3, max: 33 }),
        (start, length, offset, place) => {
          const dayMs = 86_400_000
          const base = Date.parse('2020-01-01T00:00:00Z') + start * dayMs
          const from = dayOf(new Date(base).toISOString().slice(0, 10))
          const to = dayOf(new Date(base + length * dayMs).toISOString().slice(0, 10))
          const at = base + place * dayMs
          const businessDay = dayOf(new Date(at + offset * 60_000).toISOString().slice(0, 10))
          const order = buildSale(at, { businessDay })
          const filter = { ...EVERY_ORDER, from, to }
          const range = orderQuery(filter, 200).selector?.placedInv
          if (typeof range !== 'object') throw new Error('a range was asked for')
          const inRange = order.placedInv >= (range.$gte ?? 0) && order.placedInv <= (range.$lte ?? Infinity)
          if (matchesFilter(order, filter)) expect(inRange).toBe(true)
        },
      ),
    )
  })

  test('every question follows an index, so that a long list opens at once', () => {
    expect(orderQuery(EVERY_ORDER, 200)).toMatchObject({
      sort: ['placedInv'],
      index: ['placedInv'],
      limit: 200,
    })
    for (const status of ORDER_STATUSES)
      expect(orderQuery({ ...EVERY_ORDER, status }, 200)).toMatchObject({
        selector: { status },
        sort: ['status', 'placedInv'],
        index: ['status', 'placedInv'],
      })
  })

  test('the order of the list is kept', () => {
    const orders = [3, 2, 1].map((hours) => buildSale(NOON + hours * 3_600_000))
    expect(filterOrders(orders, EVERY_ORDER)).toEqual(orders)
  })
})
