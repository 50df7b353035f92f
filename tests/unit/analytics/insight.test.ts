import { abcClasses } from '@shared/analytics/insight/abc-classes.ts'
import { cohortsOf } from '@shared/analytics/insight/cohorts.ts'
import { type Segment, segmentCustomers, segmentOf } from '@shared/analytics/insight/customer-segments.ts'
import { customerSums } from '@shared/analytics/insight/customer-sums.ts'
import { FORECAST_WEEKS, forecast, WEEKS_NEEDED } from '@shared/analytics/insight/forecast.ts'
import { newAndReturning } from '@shared/analytics/insight/new-and-returning.ts'
import { deadStock, type StockFacts, sumValue, turnoverOf } from '@shared/analytics/insight/stock-figures.ts'
import { createOrderColumns, emptyOrderParts } from '@shared/analytics/order-columns.ts'
import { leadMinutesOf, NO_LEAD } from '@shared/analytics/order-progress.ts'
import type { Asked } from '@shared/analytics/report/select-acts.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { describe, expect, test } from 'vitest'
import { buildSale, id, tillDeps } from './build-sales.ts'

/** Sales of one line each: day, customer, price. */
function shopOf(...sales: readonly (readonly [day: number, customer: number | null, price: number])[]) {
  const columns = createOrderColumns(emptyOrderParts(0))
  sales.forEach(([day, customer, price], i) => {
    const lines = [{ item: 1, quantity: 1, price }]
    columns.apply(buildSale({ day: day as BusinessDay, lines, customer }, tillDeps(`sale ${i}`)))
  })
  return columns
}

const ask = (from: number, to: number): Asked => ({
  currency: 'XOF',
  range: { from: from as BusinessDay, to: to as BusinessDay }, // known calendar days
  filters: {},
})

describe('customers, by hand', () => {
  const columns = shopOf(
    [20_260_105, 1, 1_000],
    [20_260_120, 1, 500],
    [20_260_125, 2, 800],
    [20_260_210, 1, 700],
    [20_260_211, 3, 300],
    [20_260_212, null, 50],
    [20_260_415, 2, 900],
  )

  test('BUYER-1 who is new in January is not in February', () => {
    const { periods, total } = newAndReturning(columns, ask(20_260_101, 20_260_430), 'month')
    expect(periods.map(({ start, buyers, newBuyers }) => [start, buyers, newBuyers])).toEqual([
      [20_260_101, 2, 2],
      [20_260_201, 2, 1],
      [20_260_401, 1, 0],
    ])
    expect(periods[1]).toMatchObject({
      newRevenue: 300,
      returningRevenue: 700,
      namelessOrders: 1,
      namelessRevenue: 50,
    })
    expect(total).toMatchObject({ buyers: 3, newBuyers: 3, orders: 6 })
  })

  test('BUYER-1 a range that begins later knows who came before it', () => {
    const { total } = newAndReturning(columns, ask(20_260_110, 20_260_228), 'month')
    expect(total).toMatchObject({ buyers: 3, newBuyers: 2, returningRevenue: 1_200, newRevenue: 1_100 })
  })

  test('BUYER-2 cohorts by month, the month without sales between them included', () => {
    expect(cohortsOf(columns, ask(20_260_101, 20_260_430))).toEqual([
      { month: 20_260_101, size: 2, active: [2, 1, 0, 1] },
      { month: 20_260_201, size: 1, active: [1, 0, 0] },
    ])
  })

  test('BUYER-2 a range in the year 9999, one before the first sale and a reversed one cost nothing and break nothing', () => {
    expect(cohortsOf(columns, ask(20_260_101, 99_991_231))).toHaveLength(2)
    for (const asked of [ask(19_000_101, 19_991_231), ask(20_260_430, 20_260_101)]) {
      expect(cohortsOf(columns, asked)).toEqual([])
      expect(newAndReturning(columns, asked, 'day').periods).toEqual([])
    }
    expect(cohortsOf(shopOf(), ask(20_260_101, 20_260_430))).toEqual([])
  })

  test('BUYER-3 groups by how lately, how often and how much', () => {
    const segment = (recency: number, frequency: number, money: number, orders: number): Segment =>
      segmentOf({ recency, frequency, money }, orders)
    expect([
      segment(5, 5, 5, 30),
      segment(4, 3, 3, 4),
      segment(5, 2, 1, 2),
      segment(5, 1, 1, 1),
      segment(2, 1, 5, 1),
      segment(1, 1, 1, 1),
      segment(1, 5, 4, 9),
      segment(2, 2, 2, 2),
      segment(1, 2, 2, 2),
    ]).toEqual([
      'best',
      'loyal',
      'promising',
      'new',
      'occasional',
      'lost',
      'important-lost',
      'slipping',
      'lost',
    ])
  })

  test('BUYER-3 of five customers, who came last and bought most is the best, who never came back is lost', () => {
    const days = [20_260_101, 20_260_110, 20_260_120, 20_260_210, 20_260_225]
    const shop = shopOf(
      ...days.flatMap((day, customer) =>
        Array.from({ length: customer + 1 }, () => [day, customer + 1, 100 * (customer + 1)] as const),
      ),
    )
    const sums = customerSums(shop, ask(20_260_101, 20_260_228))
    const groups = new Map(
      segmentCustomers(sums).map((one) => [shop.customers.values[one.customer], one.segment]),
    )
    expect(groups.get(id('customer', 5))).toBe('best')
    expect(groups.get(id('customer', 1))).toBe('lost')
  })
})

describe('ORDER-STAGE-2 how long a delivery took', () => {
  const PLACED = 1_770_000_000_000
  const noted = (...minutes: readonly number[]): Order['events'] =>
    minutes.map((after) => ({
      id: id('event', after),
      at: PLACED + after * 60_000,
      by: id('staff'),
      deviceId: id('device'),
      kind: 'status',
      from: 'shipped',
      to: 'delivered',
    }))

  test('the first note counts where two tills wrote one; a clock that ran behind makes it nothing', () => {
    const order = { status: 'delivered', placedAt: PLACED } as const
    expect(leadMinutesOf({ ...order, events: noted(90, 30) })).toBe(30)
    expect(leadMinutesOf({ ...order, events: noted(-5) })).toBe(0)
    expect(leadMinutesOf({ ...order, events: [] })).toBe(NO_LEAD)
    expect(leadMinutesOf({ ...order, status: 'cancelled', events: noted(30) })).toBe(NO_LEAD)
  })
})

describe('stock, by hand', () => {
  const facts = (known: Partial<StockFacts>): StockFacts => ({
    variantId: 'v',
    productId: 'p',
    name: 'Riz',
    sku: '',
    categoryId: null,
    onHand: 0,
    value: null,
    unitCost: null,
    costPer: 1,
    costFrom: null,
    opening: 0,
    closing: 0,
    received: 0,
    sold: 0,
    lastSoldDay: null,
    firstPostedDay: null,
    ...known,
  })

  test('STOCK-VALUE-1 what has no cost and what is below zero stands beside the sum', () => {
    const items = [
      facts({ onHand: 10, value: 500 }),
      facts({ onHand: 4 }),
      facts({ onHand: -3, value: 0 }),
      facts({ onHand: 0, value: 0 }),
    ]
    expect(sumValue(items)).toEqual({
      value: 500,
      items: 2,
      withoutCost: 1,
      unitsWithoutCost: 4,
      belowZero: 1,
    })
  })

  test('STOCK-TURN-1 20 to 10 with 30 received and 40 sold in 30 days', () => {
    const turnover = turnoverOf(facts({ onHand: 10, opening: 20, closing: 10, received: 30, sold: 40 }), 30)
    expect(turnover).toMatchObject({ averageOnHand: 15, daysLeft: 7.5, sellThrough: 0.8, pace: 'fast' })
    expect(turnover.turnsPerYear).toBeCloseTo((40 * 365) / (15 * 30), 9)
    expect(turnoverOf(facts({ onHand: 5 }), 30)).toMatchObject({
      daysLeft: null,
      pace: 'none',
      turnsPerYear: null,
    })
    expect(turnoverOf(facts({ onHand: -5, sold: 3 }), 30)).toMatchObject({ daysLeft: 0, sellThrough: null })
  })

  test('DEAD-1 not sold for so long, or never since it came; what came lately is not dead', () => {
    const items = [
      facts({ variantId: 'old', onHand: 3, value: 30, lastSoldDay: 900, firstPostedDay: 100 }),
      facts({ variantId: 'never', onHand: 3, value: 90, firstPostedDay: 880 }),
      facts({ variantId: 'new', onHand: 3, firstPostedDay: 990 }),
      facts({ variantId: 'gone', onHand: 0, lastSoldDay: 100 }),
      facts({ variantId: 'sold', onHand: 3, lastSoldDay: 950 }),
    ]
    expect(deadStock(items, 1_000, 90).map(({ item, idleDays }) => [item.variantId, idleDays])).toEqual([
      ['never', 120],
      ['old', 100],
    ])
  })

  test('ABC-1 the one with which 80 % are reached is A; what brought nothing, or came back, is C', () => {
    const revenues = [500, 250, 100, 80, 40, 30, 0, -20]
    const classes = abcClasses(revenues, (revenue) => revenue, String).map(({ revenue, abc }) => [
      revenue,
      abc,
    ])
    expect(classes).toEqual([
      [500, 'A'],
      [250, 'A'],
      [100, 'A'],
      [80, 'B'],
      [40, 'B'],
      [30, 'C'],
      [0, 'C'],
      [-20, 'C'],
    ])
    expect(abcClasses([0, 0], (revenue) => revenue, String).map(({ abc }) => abc)).toEqual(['C', 'C'])
  })
})

describe('FORECAST-1 the coming weeks', () => {
  const WEEK_PROFILE = [100, 120, 90, 150, 300, 420, 0]
  const weeks = (count: number, soldOn: (day: number) => number): Float64Array =>
    Float64Array.from({ length: count * 7 }, (_, day) => soldOn(day))
  const steady = (day: number): number => WEEK_PROFILE[day % 7] ?? 0

  test('a shop that sells the same every week is foretold exactly', () => {
    const found = forecast(weeks(30, steady))
    expect(found).toMatchObject({ type: 'forecast', trials: { missed: 0 } })
    const week = { expected: 1_180, low: 1_180, high: 1_180 }
    expect(found.type === 'forecast' && found.weeks).toEqual(
      Array.from({ length: FORECAST_WEEKS }, () => week),
    )
  })

  test('whatever day of the week it is asked on', () => {
    for (let cut = 0; cut < 7; cut++) {
      const found = forecast(weeks(30, steady).subarray(cut))
      expect(found.type === 'forecast' && found.weeks.map(({ expected }) => expected)).toEqual([
        1_180, 1_180, 1_180, 1_180,
      ])
    }
  })

  test('a shop that grows is foretold to grow, better than by its last week', () => {
    const found = forecast(weeks(40, (day) => steady(day) * (1 + day / 100)))
    if (found.type !== 'forecast') throw new Error('there is enough')
    const truth = Array.from({ length: FORECAST_WEEKS }, (_, week) =>
      Array.from({ length: 7 }, (_, i) => 280 + week * 7 + i).reduce(
        (sum, day) => sum + steady(day) * (1 + day / 100),
        0,
      ),
    )
    expect(found.method).toBe('trend')
    expect(found.trials.besideLastWeek).toBeLessThan(0.8)
    found.weeks.forEach(({ expected, low, high }, week) => {
      expect(Math.abs(expected - (truth[week] ?? 0)) / (truth[week] ?? 1)).toBeLessThan(0.05)
      expect(low).toBeLessThanOrEqual(truth[week] ?? 0)
      expect(high).toBeGreaterThanOrEqual(truth[week] ?? 0)
    })
  })

  test('a shop with a season of the year is foretold from the year before', () => {
    const seasonal = (day: number) => steady(day) * (1 + 0.8 * Math.sin((2 * Math.PI * day) / 364))
    const found = forecast(weeks(150, seasonal))
    expect(found).toMatchObject({ type: 'forecast', method: 'last-year' })
  })

  test('eight of ten weeks of a noisy shop fall between the bounds', () => {
    let state = 7
    const noise = () => {
      state = (state * 48_271) % 2_147_483_647
      return state / 2_147_483_647
    }
    const series = weeks(160, (day) => steady(day) * (0.5 + noise()))
    let inside = 0
    let all = 0
    for (let end = 60 * 7; end + 28 <= series.length; end += 7) {
      const found = forecast(series.subarray(0, end))
      if (found.type !== 'forecast') continue
      found.weeks.forEach(({ low, high }, week) => {
        const from = end + week * 7
        const sold = series.subarray(from, from + 7).reduce((sum, value) => sum + value, 0)
        inside += sold >= low && sold <= high ? 1 : 0
        all++
      })
    }
    expect(all).toBeGreaterThan(300)
    expect(inside / all).toBeGreaterThan(0.7)
    expect(inside / all).toBeLessThan(0.95)
  })

  test('with too little history it says so, and how much it takes', () => {
    const needed = WEEKS_NEEDED * 7
    expect(forecast(weeks(8, steady))).toEqual({ type: 'too-little', days: 56, daysNeeded: needed })
    expect(forecast(new Float64Array(0))).toEqual({ type: 'too-little', days: 0, daysNeeded: needed })
    // A shop is as old as its first sale, whatever an old clock says.
    const late = weeks(60, (day) => (day < 52 * 7 ? 0 : 100))
    expect(forecast(late)).toEqual({ type: 'too-little', days: 56, daysNeeded: needed })
    expect(forecast(weeks(WEEKS_NEEDED, () => 5)).type).toBe('forecast')
  })

  test('more that comes back than is sold is never foretold', () => {
    const found = forecast(weeks(30, (day) => (day % 7 === 2 ? -50 : 1)))
    if (found.type !== 'forecast') throw new Error('there is enough')
    for (const { expected, low } of found.weeks) expect([expected, low]).toEqual([0, 0])
  })
})
