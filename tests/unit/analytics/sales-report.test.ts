import type { SalesReport, SalesReportRequest } from '@shared/analytics/figures.ts'
import { createOrderColumns, emptyOrderParts, type OrderColumns } from '@shared/analytics/order-columns.ts'
import { isCountableOrder } from '@shared/analytics/sale-facts.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { describe, expect, test } from 'vitest'
import { bringBack, buildSale, cancelAll, heldOrder, id, tillDeps } from './build-sales.ts'

const day = (number: number): BusinessDay => number as BusinessDay // written out in each test
const MARCH = { from: day(20_260_301), to: day(20_260_331) }

function columnsOf(...orders: readonly Order[]): OrderColumns {
  const columns = createOrderColumns(emptyOrderParts(0))
  for (const order of orders) columns.apply(order)
  return columns
}

const reportOf = (columns: OrderColumns, request: Partial<SalesReportRequest> = {}): SalesReport =>
  salesReport(columns, { currency: 'XOF', range: MARCH, period: 'day', ...request })

describe('REPORT-1 sales and returns', () => {
  test('a sale counts on its own day with units, revenue, tax and the margin of lines whose cost is known', () => {
    const deps = tillDeps('a')
    const order = buildSale(
      {
        day: day(20_260_305),
        lines: [
          { item: 1, quantity: 2, price: 1_180, taxRate: 1_800, cost: 400 },
          { item: 2, quantity: 1, price: 500 },
        ],
      },
      deps,
    )
    const { total, byPeriod } = reportOf(columnsOf(order))
    expect(total).toEqual({
      lines: 2,
      units: 3,
      sales: 2_860,
      returned: 0,
      revenue: 2_860,
      tax: 360,
      margin: 2_360 - 360 - 800,
      marginRevenue: 2_360,
      orders: 1,
      returns: 0,
      documents: 1,
    })
    expect(byPeriod.map(({ start, revenue }) => [start, revenue])).toEqual([[20_260_305, 2_860]])
  })

  test('a discount on the whole order is taken off its lines, so that lines add up to what was paid', () => {
    const order = buildSale(
      {
        day: day(20_260_305),
        discount: 100,
        lines: [
          { item: 1, quantity: 1, price: 1_000 },
          { item: 2, quantity: 1, price: 500 },
        ],
      },
      tillDeps('a'),
    )
    const { byItem, total, byPayment } = reportOf(columnsOf(order))
    expect(byItem.map(({ sku, revenue }) => [sku, revenue])).toEqual([
      ['SKU-1', 933],
      ['SKU-2', 467],
    ])
    expect(total.revenue).toBe(order.total)
    expect(byPayment).toEqual([{ method: 'cash', payments: 1, received: 1_400, refunded: 0, amount: 1_400 }])
  })

  test('goods by weight cost as much as so many grams of a kilo cost', () => {
    const order = buildSale(
      {
        day: day(20_260_305),
        lines: [{ item: 1, quantity: 1_250, price: 1_500, cost: 1_001, pricePer: 1_000 }],
      },
      tillDeps('a'),
    )
    expect(reportOf(columnsOf(order)).total).toMatchObject({ revenue: 1_875, margin: 1_875 - 1_251 })
  })

  test('tax on top of prices is in the revenue and taken out of the margin', () => {
    const order = buildSale(
      {
        day: day(20_260_305),
        pricesIncludeTax: false,
        lines: [{ item: 1, quantity: 1, price: 1_000, taxRate: 1_800, cost: 600 }],
      },
      tillDeps('a'),
    )
    expect(reportOf(columnsOf(order)).total).toMatchObject({ revenue: 1_180, tax: 180, margin: 400 })
  })

  test('a return counts on the day the goods came back, not on the day of the sale', () => {
    const deps = tillDeps('a')
    const sold = buildSale(
      { day: day(20_260_305), lines: [{ item: 1, quantity: 3, price: 1_000, cost: 700 }] },
      deps,
    )
    const order = bringBack(sold, { line: 0, quantity: 1, day: day(20_260_402) }, deps)
    const columns = columnsOf(order)
    expect(reportOf(columns).total).toMatchObject({
      units: 3,
      sales: 3_000,
      returned: 0,
      returns: 0,
      margin: 900,
    })
    const april = reportOf(columns, { range: { from: day(20_260_401), to: day(20_260_430) } })
    expect(april.total).toMatchObject({
      orders: 0,
      returns: 1,
      documents: 0,
      units: -1,
      sales: 0,
      returned: 1_000,
      revenue: -1_000,
      margin: -300,
    })
    expect(april.byPayment).toEqual([
      { method: 'cash', payments: 1, received: 0, refunded: 1_000, amount: -1_000 },
    ])
  })

  test('goods that come back broken have still cost what they cost', () => {
    const deps = tillDeps('a')
    const sold = buildSale(
      { day: day(20_260_305), lines: [{ item: 1, quantity: 1, price: 1_000, cost: 700 }] },
      deps,
    )
    const order = bringBack(sold, { line: 0, quantity: 1, day: day(20_260_306), restock: false }, deps)
    expect(reportOf(columnsOf(order)).total).toMatchObject({ revenue: 0, margin: -700 })
  })
})

describe('REPORT-2 what does not count', () => {
  test('a held cart counts nowhere', () => {
    const held = heldOrder(
      buildSale({ day: day(20_260_305), lines: [{ item: 1, quantity: 1, price: 900 }] }, tillDeps('a')),
    )
    const report = reportOf(columnsOf(held))
    expect(report.total).toMatchObject({ lines: 0, orders: 0, revenue: 0 })
    expect(report.known).toBeNull()
  })

  test('a cancelled order leaves the figures and is counted apart; its money went in and out', () => {
    const deps = tillDeps('a')
    const sold = buildSale({ day: day(20_260_305), lines: [{ item: 1, quantity: 1, price: 900 }] }, deps)
    const columns = columnsOf(sold)
    columns.apply(cancelAll(sold, day(20_260_307), deps))
    const report = reportOf(columns)
    expect(report.total).toMatchObject({ orders: 0, sales: 0, revenue: 0, lines: 0 })
    expect(report.cancelledOrders).toBe(1)
    expect(report.byPayment).toEqual([
      { method: 'cash', payments: 2, received: 900, refunded: 900, amount: 0 },
    ])
  })

  test('an order that is no longer stored is forgotten', () => {
    const order = buildSale(
      { day: day(20_260_305), lines: [{ item: 1, quantity: 1, price: 900 }] },
      tillDeps('a'),
    )
    const columns = columnsOf(order)
    columns.remove(order.id)
    expect(reportOf(columns).total).toMatchObject({ orders: 0, revenue: 0 })
    expect(reportOf(columns).byPayment).toEqual([])
  })

  test('orders in another currency stay out of every amount and are counted', () => {
    const order = buildSale(
      { day: day(20_260_305), lines: [{ item: 1, quantity: 1, price: 900 }] },
      tillDeps('a'),
    )
    const euro: Order = { ...order, id: id('euro'), currency: 'EUR' }
    const report = reportOf(columnsOf(order, euro))
    expect(report.total).toMatchObject({ orders: 1, revenue: 900 })
    expect(report.byPayment).toMatchObject([{ amount: 900 }])
    expect(report.otherCurrencyOrders).toBe(1)
  })
})

describe('what a report shows', () => {
  const sales = [
    { day: 20_260_302, item: 1, device: 1 },
    { day: 20_260_308, item: 2, device: 2 },
    { day: 20_260_309, item: 1, device: 2 },
    { day: 20_260_401, item: 4, device: 1 },
  ].map((one, i) =>
    buildSale(
      {
        day: day(one.day),
        device: one.device,
        lines: [{ item: one.item, quantity: 1, price: 100 * (i + 1) }],
      },
      tillDeps(`sale ${i}`),
    ),
  )

  test('weeks begin on Monday and months on their first day', () => {
    const range = { from: day(20_260_301), to: day(20_260_430) }
    const starts = (period: 'week' | 'month') =>
      reportOf(columnsOf(...sales), { range, period }).byPeriod.map(({ start, revenue }) => [start, revenue])
    expect(starts('week')).toEqual([
      [20_260_302, 300],
      [20_260_309, 300],
      [20_260_330, 400],
    ])
    expect(starts('month')).toEqual([
      [20_260_301, 600],
      [20_260_401, 400],
    ])
  })

  test('the range before stands beside the range, and a range of all times costs nothing more', () => {
    const report = reportOf(columnsOf(...sales), {
      range: { from: day(20_260_401), to: day(20_260_430) },
      compare: { from: day(19_000_101), to: day(20_260_331) },
    })
    expect(report.total).toMatchObject({ orders: 1, revenue: 400 })
    expect(report.compare?.total).toMatchObject({ orders: 3, revenue: 600 })
    expect(report.known).toEqual({ from: 20_260_302, to: 20_260_401 })
  })

  test('items come best first, cut where asked, with the number of all of them', () => {
    const report = reportOf(columnsOf(...sales), { topItems: 1 })
    expect(report.byItem.map(({ sku, revenue, units }) => [sku, revenue, units])).toEqual([['SKU-1', 400, 2]])
    expect(report.itemCount).toBe(2)
  })

  test('categories, people and devices each add up to the total', () => {
    const report = reportOf(columnsOf(...sales))
    const sum = (groups: readonly { revenue: number }[]) =>
      groups.reduce((total, { revenue }) => total + revenue, 0)
    expect(report.byDevice.map(({ key, revenue }) => [key, revenue])).toEqual([
      [id('device', 2), 500],
      [id('device', 1), 100],
    ])
    for (const groups of [report.byCategory, report.byStaff, report.byCountry, report.byChannel])
      expect(sum(groups)).toBe(report.total.revenue)
  })

  test('a sale edited later on another device still belongs to the device that sold', () => {
    const [first] = sales
    const edited = first && { ...first, deviceId: id('device', 9) }
    expect(edited && reportOf(columnsOf(edited)).byDevice.map(({ key }) => key)).toEqual([id('device', 1)])
  })

  test('an item is called what it was called on its newest sale, whatever arrived first', () => {
    const deps = tillDeps('names')
    const older = buildSale({ day: day(20_260_302), lines: [{ item: 1, quantity: 1, price: 100 }] }, deps)
    const sold = buildSale({ day: day(20_260_303), lines: [{ item: 1, quantity: 1, price: 100 }] }, deps)
    const newer = { ...sold, lines: sold.lines.map((line) => ({ ...line, name: 'Nouveau nom' })) }
    for (const orders of [
      [older, newer],
      [newer, older],
    ])
      expect(reportOf(columnsOf(...orders)).byItem[0]?.name).toBe('Nouveau nom')
  })
})

describe('REPORT-3 rows of the columns', () => {
  test('thousands of changes leave neither traces nor unbounded room', () => {
    const deps = tillDeps('churn')
    const lines = Array.from({ length: 30 }, (_, item) => ({ item, quantity: 5, price: 100 }))
    const columns = createOrderColumns(emptyOrderParts(0))
    const orders = Array.from({ length: 40 }, () => buildSale({ day: day(20_260_305), lines }, deps))
    const latest = orders.map((order) => {
      let current = order
      columns.apply(current)
      for (let line = 0; line < 12; line++) {
        current = bringBack(current, { line, quantity: 1, day: day(20_260_306) }, deps)
        columns.apply(current)
      }
      return current
    })
    expect(columns.lines.columns.length).toBeLessThan(40 * 42 * 4)
    expect(reportOf(columns)).toEqual(reportOf(columnsOf(...latest)))
  })

  test('a stored value that cannot be counted is recognised', () => {
    const order = buildSale(
      { day: day(20_260_305), lines: [{ item: 1, quantity: 1, price: 900 }] },
      tillDeps('a'),
    )
    expect(isCountableOrder(order)).toBe(true)
    const broken: unknown[] = [
      null,
      'text',
      { ...order, lines: null },
      { ...order, businessDay: '2026-03-05' },
      { ...order, placedAt: 1.5 },
      { ...order, discount: undefined },
      { ...order, lines: [{ ...order.lines[0], total: Number.NaN }] },
      { ...order, lines: [{ ...order.lines[0], quantity: 1.5 }] },
      { ...order, returns: [{ lines: [] }] },
      { ...order, payments: [{ ...order.payments[0], method: 'gold' }] },
      { ...order, stockPostings: undefined },
    ]
    for (const value of broken) expect(isCountableOrder(value)).toBe(false)
  })

  test('a cost so large that sums would not be exact counts as unknown', () => {
    const order = buildSale(
      { day: day(20_260_305), lines: [{ item: 1, quantity: 9, price: 1, cost: 1 }] },
      tillDeps('a'),
    )
    const lines = order.lines.map((line) => ({ ...line, unitCost: minor(9_000_000_000_000) }))
    expect(reportOf(columnsOf({ ...order, lines })).total).toMatchObject({
      revenue: 9,
      margin: 0,
      marginRevenue: 0,
    })
  })
})
