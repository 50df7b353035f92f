import { type BasketMeasure, basketSizes } from '@shared/analytics/insight/basket-sizes.ts'
import { boughtTogether } from '@shared/analytics/insight/bought-together.ts'
import { cohortsOf } from '@shared/analytics/insight/cohorts.ts'
import { fifths, segmentCustomers } from '@shared/analytics/insight/customer-segments.ts'
import { bestCustomers, customerSums } from '@shared/analytics/insight/customer-sums.ts'
import { dailySeries } from '@shared/analytics/insight/daily-series.ts'
import { itemSales, lastSoldDays } from '@shared/analytics/insight/item-sales.ts'
import { newAndReturning } from '@shared/analytics/insight/new-and-returning.ts'
import { leadTimes, orderStages } from '@shared/analytics/insight/order-stages.ts'
import { takeQuantile } from '@shared/analytics/insight/quantile.ts'
import { createOrderColumns, emptyOrderParts, type OrderColumns } from '@shared/analytics/order-columns.ts'
import type { Asked } from '@shared/analytics/report/select-acts.ts'
import { periodStart } from '@shared/analytics/report-days.ts'
import { dayNumberOf, dayOfNumber } from '@shared/analytics/sale-facts.ts'
import { transition } from '@shared/domain/orders/lifecycle.ts'
import { addDays, type BusinessDay } from '@shared/kernel/business-day.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  author,
  bringBack,
  buildSale,
  cancelAll,
  id,
  type LineSpec,
  tillDeps,
} from '../unit/analytics/build-sales.ts'
import { arrivals } from './arrivals.ts'
import { runs } from './runs.ts'

const FIRST_DAY = 20_260_120 as BusinessDay // a known calendar day
const dayAt = (offset: number): BusinessDay => addDays(FIRST_DAY, offset)

interface History {
  readonly day: number
  readonly customer: number | null
  readonly lines: readonly LineSpec[]
  readonly returns: readonly { readonly line: number; readonly after: number }[]
  readonly end: 'none' | 'cancelled' | 'delivered-later'
  readonly after: number
}

const history: fc.Arbitrary<History> = fc.record({
  day: fc.integer({ min: 0, max: 100 }),
  customer: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
  lines: fc.array(
    fc.record({
      item: fc.integer({ min: 0, max: 6 }),
      quantity: fc.integer({ min: 1, max: 9 }),
      price: fc.integer({ min: 0, max: 3_000 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  returns: fc.uniqueArray(
    fc.record({ line: fc.integer({ min: 0, max: 5 }), after: fc.integer({ min: 0, max: 40 }) }),
    { maxLength: 2, selector: ({ line }) => line },
  ),
  end: fc.constantFrom('none', 'none', 'cancelled', 'delivered-later'),
  after: fc.integer({ min: 0, max: 9 }),
})

/** Every state that the order goes through, by the domain's own functions. */
function statesOf(one: History, seed: number): Order[] {
  const deps = tillDeps(`insight ${seed}`)
  const sold = buildSale({ day: dayAt(one.day), lines: one.lines, customer: one.customer }, deps)
  if (one.end === 'delivered-later') {
    const confirmed: Order = { ...sold, status: 'confirmed', channel: 'online' }
    deps.setDay(dayAt(one.day + one.after))
    const delivered = transition(confirmed, 'delivered', author(2), deps)
    if (!delivered.ok) throw new Error(delivered.error.type)
    return [confirmed, delivered.value]
  }
  const states = [sold]
  let day = one.day
  for (const back of one.returns) {
    const current = states.at(-1)
    if (!current?.lines[back.line]) continue
    day = Math.max(day, one.day + back.after)
    states.push(bringBack(current, { line: back.line, quantity: 1, day: dayAt(day) }, deps))
  }
  const last = states.at(-1)
  if (one.end === 'cancelled' && last) states.push(cancelAll(last, dayAt(day), deps))
  return states
}

function columnsOf(orders: readonly Order[]): OrderColumns {
  const columns = createOrderColumns(emptyOrderParts(0))
  for (const order of orders) columns.apply(order)
  return columns
}

interface Case {
  readonly columns: OrderColumns
  readonly orders: readonly Order[]
  readonly asked: Asked
}

const cases: fc.Arbitrary<Case> = fc
  .tuple(
    fc.array(history, { minLength: 1, maxLength: 9 }),
    fc.array(fc.nat({ max: 1_000 }), { maxLength: 30 }),
    fc.integer({ min: -10, max: 90 }),
    fc.integer({ min: 0, max: 120 }),
  )
  .map(([all, picks, from, length]) => {
    const states = all.map(statesOf)
    return {
      columns: columnsOf(arrivals(states, picks)),
      orders: states.flatMap((versions) => versions.slice(-1)),
      asked: { currency: 'XOF', range: { from: dayAt(from), to: dayAt(from + length) }, filters: {} },
    }
  })

/* The same figures from the documents, in the plainest way. */

interface Act {
  readonly order: Order
  readonly day: number
  readonly customer: string | null
  readonly revenue: number
  readonly isSale: boolean
}

const actsOf = (orders: readonly Order[]): Act[] =>
  orders
    .filter(({ status }) => status !== 'cancelled')
    .flatMap((order) => [
      {
        order,
        day: dayNumberOf(order.businessDay),
        customer: order.customerId,
        revenue: order.total,
        isSale: true,
      },
      ...order.returns.map((one) => ({
        order,
        day: dayNumberOf(one.businessDay),
        customer: order.customerId,
        revenue: -one.total,
        isSale: false,
      })),
    ])

const isIn = (day: number, { range }: Asked): boolean =>
  day >= dayNumberOf(range.from) && day <= dayNumberOf(range.to)
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)]

function firstSales(acts: readonly Act[], asked: Asked): Map<string, number> {
  const first = new Map<string, number>()
  for (const { customer, day, isSale } of acts)
    if (customer !== null && isSale && day <= dayNumberOf(asked.range.to))
      first.set(customer, Math.min(day, first.get(customer) ?? day))
  return first
}

function buyersNaively(acts: readonly Act[], all: readonly Act[], asked: Asked) {
  const first = firstSales(all, asked)
  const days = acts.map(({ day }) => day)
  const named = acts.filter(({ customer }) => customer !== null)
  return (from: number, to: number) => {
    const isNew = ({ customer }: Act) => {
      const day = first.get(customer ?? '')
      return day !== undefined && day >= from && day <= to
    }
    const sales = named.filter(({ isSale }) => isSale)
    const nameless = acts.filter(({ customer }) => customer === null)
    return {
      days: days.length,
      buyers: distinct(sales.map(({ customer }) => customer)).length,
      newBuyers: distinct(sales.filter(isNew).map(({ customer }) => customer)).length,
      orders: sales.length,
      newRevenue: sum(named.filter(isNew).map(({ revenue }) => revenue)),
      returningRevenue: sum(named.filter((act) => !isNew(act)).map(({ revenue }) => revenue)),
      namelessOrders: nameless.filter(({ isSale }) => isSale).length,
      namelessRevenue: sum(nameless.map(({ revenue }) => revenue)),
    }
  }
}

const check = (property: (one: Case) => void, count = 70): void =>
  fc.assert(fc.property(cases, property), { numRuns: runs(count) })

describe('REPORT-3 figures of customers agree with the documents, in whatever order those arrived', () => {
  test('BUYER-1 new and returning by period, and once over the whole range', () => {
    check(({ columns, orders, asked }) => {
      for (const period of ['day', 'week', 'month'] as const) {
        const all = actsOf(orders)
        const within = all.filter(({ day }) => isIn(day, asked))
        const found = newAndReturning(columns, asked, period)
        const starts = distinct(within.map(({ day }) => periodStart(day, period))).sort((a, b) => a - b)
        expect(found.periods.map(({ start }) => dayNumberOf(start))).toEqual(starts)
        for (const { start, ...figures } of found.periods) {
          const at = dayNumberOf(start)
          const own = within.filter(({ day }) => periodStart(day, period) === at)
          const from = Math.max(at, dayNumberOf(asked.range.from))
          const to = Math.max(...own.map(({ day }) => day))
          const last = period === 'day' ? at : period === 'week' ? at + 6 : to
          const { days: _days, ...expected } = buyersNaively(own, all, asked)(from, Math.max(to, last))
          expect(figures).toEqual(expected)
        }
        const { days: _days, ...whole } = buyersNaively(
          within,
          all,
          asked,
        )(dayNumberOf(asked.range.from), dayNumberOf(asked.range.to))
        expect(found.total).toEqual(whole)
      }
    }, 40)
  })

  test('best customers, their orders and when they came last', () => {
    check(({ columns, orders, asked }) => {
      const within = actsOf(orders).filter(({ day, customer }) => isIn(day, asked) && customer !== null)
      const sales = within.filter(({ isSale }) => isSale)
      const expected = distinct(sales.map(({ customer }) => customer ?? ''))
        .map((customer) => {
          const own = sales.filter((act) => act.customer === customer)
          return {
            customerId: customer,
            orders: own.length,
            sales: sum(own.map(({ revenue }) => revenue)),
            revenue: sum(within.filter((act) => act.customer === customer).map(({ revenue }) => revenue)),
            firstDay: dayOfNumber(Math.min(...own.map(({ day }) => day))),
            lastDay: dayOfNumber(Math.max(...own.map(({ day }) => day))),
          }
        })
        .sort((a, b) => b.revenue - a.revenue || (a.customerId < b.customerId ? -1 : 1))
      const sums = customerSums(columns, asked)
      expect(bestCustomers(columns, sums, 1_000)).toEqual(expected)
      expect(bestCustomers(columns, sums, 2)).toEqual(expected.slice(0, 2))
      expect(segmentCustomers(sums)).toHaveLength(expected.length)
    })
  })

  test('BUYER-2 cohorts: who came for the first time when, and who came back in which month', () => {
    check(({ columns, orders, asked }) => {
      const sales = actsOf(orders).filter(({ isSale, customer }) => isSale && customer !== null)
      const first = firstSales(sales, asked)
      const monthOf = (day: number): number => Math.floor(dayOfNumber(day) / 100)
      const monthsBetween = (a: number, b: number): number =>
        (Math.floor(b / 100) - Math.floor(a / 100)) * 12 + (b % 100) - (a % 100)
      const end = monthOf(dayNumberOf(asked.range.to))
      const expected = distinct([...first.values()].map(monthOf))
        .filter((month) => month >= monthOf(dayNumberOf(asked.range.from)))
        .sort((a, b) => a - b)
        .map((month) => {
          const members = [...first].filter(([, day]) => monthOf(day) === month).map(([customer]) => customer)
          const active = Array.from(
            { length: monthsBetween(month, end) + 1 },
            (_, later) =>
              members.filter((member) =>
                sales.some(
                  ({ customer, day }) =>
                    customer === member &&
                    day <= dayNumberOf(asked.range.to) &&
                    monthsBetween(month, monthOf(day)) === later,
                ),
              ).length,
          )
          return { month: month * 100 + 1, size: members.length, active }
        })
      expect(cohortsOf(columns, asked)).toEqual(expected)
    })
  })

  test('BUYER-3 scores are those of the shares below, whatever the order of the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 40 }), (values) => {
        const scores = fifths(values)
        values.forEach((value, i) => {
          const smaller = values.filter((other) => other < value).length
          const equal = values.filter((other) => other === value).length
          expect(scores[i]).toBe(1 + Math.floor((5 * (2 * smaller + equal)) / (2 * values.length)))
          expect(scores[i]).toBeGreaterThanOrEqual(1)
          expect(scores[i]).toBeLessThanOrEqual(5)
        })
      }),
      { numRuns: runs(200) },
    )
  })
})

describe('REPORT-3 figures of baskets and orders agree with the documents', () => {
  test('BASKET-1 every sale is in one class, and the classes hold what they say', () => {
    check(({ columns, orders, asked }) => {
      const sales = actsOf(orders).filter(({ isSale, day }) => isSale && isIn(day, asked))
      const sizeOf: Record<BasketMeasure, (order: Order) => number> = {
        value: ({ total }) => total,
        lines: ({ lines }) => lines.length,
        units: ({ lines }) => sum(lines.map(({ quantity }) => quantity)),
      }
      for (const measure of ['value', 'lines', 'units'] as const) {
        const found = basketSizes(columns, asked, measure)
        const sizes = sales.map(({ order }) => ({ order, size: sizeOf[measure](order) }))
        expect(found.baskets).toBe(sales.length)
        expect(sum(found.classes.map(({ baskets }) => baskets))).toBe(sales.length)
        for (const { from, to, baskets, revenue, orderIds } of found.classes) {
          const own = sizes.filter(({ size }) => size >= from && (to === null || size < to))
          expect([baskets, revenue]).toEqual([own.length, sum(own.map(({ order }) => order.total))])
          expect(orderIds).toEqual(own.map(({ order }) => order.id).sort())
        }
        const sorted = sizes.map(({ size }) => size).sort((a, b) => a - b)
        expect(found.median).toBe(sorted[Math.ceil(sorted.length / 2) - 1] ?? null)
        expect(found.mean).toBe(sorted.length === 0 ? null : sum(sorted) / sorted.length)
      }
    })
  })

  test('BASKET-2 pairs, and the orders behind them', () => {
    check(({ columns, orders, asked }) => {
      const baskets = actsOf(orders)
        .filter(({ isSale, day }) => isSale && isIn(day, asked))
        .map(({ order }) => ({
          id: order.id,
          items: distinct(order.lines.map(({ variantId }) => variantId)),
        }))
      const found = boughtTogether(columns, asked, { least: 1, most: 1_000, by: 'together' })
      const items = distinct(baskets.flatMap((basket) => basket.items)).sort()
      const expected = new Map<string, string[]>()
      for (const a of items)
        for (const b of items.filter((other) => other > a)) {
          const both = baskets.filter((basket) => basket.items.includes(a) && basket.items.includes(b))
          if (both.length > 0) expected.set(`${a} ${b}`, both.map(({ id: own }) => own).sort())
        }
      const idOf = (item: number) => columns.items.variants.values[item] ?? ''
      const got = found.pairs.map(
        (pair) => [[idOf(pair.first), idOf(pair.second)].sort().join(' '), pair.orderIds] as const,
      )
      expect(new Map(got)).toEqual(expected)
      expect(found.baskets).toBe(baskets.length)
      for (const pair of found.pairs) {
        const having = (item: number) =>
          baskets.filter((basket) => basket.items.some((one) => one === idOf(item))).length
        expect(pair.together).toBe(pair.orderIds?.length)
        expect(pair.support).toBeCloseTo(pair.together / baskets.length, 12)
        expect(pair.secondGivenFirst).toBeCloseTo(pair.together / having(pair.first), 12)
        expect(pair.firstGivenSecond).toBeCloseTo(pair.together / having(pair.second), 12)
        expect(pair.lift).toBeCloseTo(
          pair.together /
            baskets.length /
            ((having(pair.first) / baskets.length) * (having(pair.second) / baskets.length)),
          9,
        )
        expect(having(pair.first)).toBeGreaterThanOrEqual(having(pair.second))
      }
    })
  })

  test('ORDER-STAGE-1 and 2: where orders stand and how long deliveries took', () => {
    check(({ columns, orders, asked }) => {
      const within = orders.filter(({ businessDay }) => isIn(dayNumberOf(businessDay), asked))
      for (const stage of orderStages(columns, asked)) {
        const own = within.filter(({ status }) => status === stage.status)
        expect(stage.orderIds).toEqual(own.map((order) => order.id).sort())
        expect(stage.orders).toBe(own.length)
        expect(stage.revenue).toBe(
          stage.status === 'cancelled'
            ? 0
            : sum(own.map(({ total, returns }) => total - sum(returns.map((one) => one.total)))),
        )
      }
      const leads = within
        .filter(({ status }) => status === 'delivered')
        .flatMap(({ events, placedAt }) =>
          events.filter(({ to }) => to === 'delivered').map(({ at }) => Math.round((at - placedAt) / 60_000)),
        )
        .sort((a, b) => a - b)
      const { all } = leadTimes(columns, asked)
      expect(all?.delivered ?? 0).toBe(leads.length)
      expect(all?.medianMinutes).toBe(leads[Math.ceil(leads.length / 2) - 1])
      expect(all?.ninthMinutes).toBe(leads[Math.ceil(leads.length * 0.9) - 1])
    })
  })

  test('daily series by category and the last day on which an item was sold', () => {
    check(({ columns, orders, asked }) => {
      const last = dayNumberOf(asked.range.to)
      const { byCategory, total, span } = dailySeries(
        columns,
        columns.currencies.find('XOF'),
        'units',
        last,
        60,
      )
      const expected = new Map<string, number>()
      const lastSold = new Map<string, number>()
      const count = (day: number, category: string | null | undefined, units: number) => {
        if (day < span.first || day > last) return
        const key = `${category ?? ''} ${day}`
        expected.set(key, (expected.get(key) ?? 0) + units)
      }
      for (const order of orders.filter(({ status }) => status !== 'cancelled')) {
        const day = dayNumberOf(order.businessDay)
        for (const { categoryId, quantity, variantId } of order.lines) {
          count(day, categoryId, quantity)
          lastSold.set(variantId, Math.max(day, lastSold.get(variantId) ?? day))
        }
        for (const one of order.returns)
          for (const { categoryId, quantity } of one.lines)
            count(dayNumberOf(one.businessDay), categoryId, -quantity)
      }
      const got = new Map<string, number>()
      byCategory.forEach((series, number) => {
        series.forEach((value, i) => {
          if (value !== 0) got.set(`${columns.categories.values[number]} ${span.first + i}`, value)
        })
      })
      expect(got).toEqual(new Map([...expected].filter(([, units]) => units !== 0)))
      expect(sum([...total])).toBe(sum([...expected.values()]))
      const days = lastSoldDays(columns)
      for (const [variantId, day] of lastSold)
        expect(days[columns.items.variants.find(variantId) ?? -1]).toBe(day)
    })
  })

  test('what items sold agrees with the lines', () => {
    check(({ columns, orders, asked }) => {
      const span = { first: dayNumberOf(asked.range.from), last: dayNumberOf(asked.range.to) }
      const units = new Map<string, number>()
      const count = (variantId: string, more: number) =>
        units.set(variantId, (units.get(variantId) ?? 0) + more)
      for (const order of orders.filter(({ status }) => status !== 'cancelled')) {
        if (isIn(dayNumberOf(order.businessDay), asked))
          for (const line of order.lines) count(line.variantId, line.quantity)
        for (const one of order.returns.filter(({ businessDay }) => isIn(dayNumberOf(businessDay), asked)))
          for (const line of one.lines) count(line.variantId, -line.quantity)
      }
      const sold = itemSales(columns, columns.currencies.find('XOF'), span)
      expect(new Map(sold.map((one) => [columns.items.variants.values[one.item], one.units]))).toEqual(units)
    })
  })

  test('a quantile is the value at its rank', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const rank = Math.max(0, Math.ceil(share * values.length) - 1)
          const expected = [...values].sort((a, b) => a - b)[rank]
          expect(takeQuantile(Float64Array.from(values), share)).toBe(expected ?? null)
        },
      ),
      { numRuns: runs(300) },
    )
  })
})

test('nobody is counted of another customer', () => {
  const deps = tillDeps('two')
  const columns = columnsOf([
    buildSale({ day: dayAt(0), lines: [{ item: 1, quantity: 1, price: 100 }], customer: 1 }, deps),
    buildSale({ day: dayAt(0), lines: [{ item: 1, quantity: 1, price: 100 }], customer: 2 }, deps),
  ])
  const asked: Asked = {
    currency: 'XOF',
    range: { from: dayAt(0), to: dayAt(0) },
    filters: { customer: [id('customer', 2)] },
  }
  expect(bestCustomers(columns, customerSums(columns, asked), 9).map(({ customerId }) => customerId)).toEqual(
    [id('customer', 2)],
  )
})
