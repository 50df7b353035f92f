import { averageOrder, changeOf } from '@renderer/features/dashboard/changes.ts'
import { freshnessOf } from '@renderer/features/dashboard/freshness.ts'
import { fittingPeriod, periodName } from '@renderer/features/dashboard/period-names.ts'
import { plainAmount, reportFile } from '@renderer/features/dashboard/report-file.ts'
import { i18n } from '@renderer/i18n/index.ts'
import { createOrderColumns, emptyOrderParts } from '@shared/analytics/order-columns.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import type { DeviceStatus } from '@shared/protocol/sync.ts'
import { describe, expect, test } from 'vitest'
import { buildSale, id, tillDeps } from '../analytics/build-sales.ts'

const day = (number: number): BusinessDay => number as BusinessDay // written out in each test

describe('changes against the period before', () => {
  test('are a share of what was there before, and nothing when nothing was', () => {
    expect(changeOf(125, 100)).toEqual({ ratio: 0.25, direction: 'up' })
    expect(changeOf(50, 100)).toEqual({ ratio: -0.5, direction: 'down' })
    expect(changeOf(100, 100)).toEqual({ ratio: 0, direction: 'flat' })
    expect(changeOf(100, 0)).toBeNull()
    expect(changeOf(100, -20)).toBeNull()
    expect(changeOf(null, 20)).toBeNull()
  })

  test('the average order is a whole amount, and none without orders', () => {
    expect(averageOrder({ sales: minor(1_001), orders: 2 })).toBe(501)
    expect(averageOrder({ sales: minor(0), orders: 0 })).toBeNull()
  })
})

describe('REPORT-4 how fresh the figures are', () => {
  const device = (change: Partial<DeviceStatus>): DeviceStatus => ({
    id: id('device'),
    code: 'A1',
    name: 'Caisse 1',
    lastSeenAt: 1_000,
    pending: 0,
    refused: 0,
    conflicts: 0,
    storageBytes: 0,
    receiptsReceived: 0,
    receiptCounter: 0,
    lastFactAt: 400,
    ...change,
  })
  const here = { code: 'M1', pending: 2, now: 5_000 }

  test('this device comes first and knows everything of its own', () => {
    expect(freshnessOf([device({ code: 'M1' })], here)).toEqual([
      { code: 'M1', isHere: true, upTo: 5_000, pending: 2 },
    ])
  })

  test('a till without anything waiting is known up to when it was last heard of', () => {
    expect(freshnessOf([device({})], here)[1]).toEqual({ code: 'A1', isHere: false, upTo: 1_000, pending: 0 })
  })

  test('a till that still holds sales is known up to the last one that arrived', () => {
    expect(freshnessOf([device({ pending: 3 })], here)[1]).toMatchObject({ upTo: 400, pending: 3 })
    expect(freshnessOf([device({ pending: 3, lastFactAt: null })], here)[1]).toMatchObject({ upTo: null })
  })

  test('devices that never wrote anything are not tills and say nothing', () => {
    expect(freshnessOf([device({ lastFactAt: null })], here)).toHaveLength(1)
  })
})

describe('the exported file', () => {
  const order = buildSale(
    { day: day(20_260_305), lines: [{ item: 1, quantity: 2, price: 500, cost: 300 }] },
    tillDeps('a'),
  )
  const dangerous = {
    ...order,
    lines: order.lines.map((line) => ({ ...line, sku: '', name: '=HYPERLINK("x")' })),
  }
  const report = (() => {
    const columns = createOrderColumns(emptyOrderParts(0))
    columns.apply(dangerous)
    const range = { from: day(20_260_101), to: day(20_261_231) }
    return salesReport(columns, { currency: 'XOF', range, period: 'day' })
  })()
  const fileFor = (locale: 'fr' | 'en', maySeeMargin: boolean) =>
    reportFile(report, {
      t: i18n.getFixedT(locale, 'dashboard'),
      locale,
      maySeeMargin,
      categoryName: (categoryId) => (categoryId === null ? '-' : '+Savons'),
    })

  test('holds what the screen shows, and texts that a spreadsheet would run are disarmed', () => {
    const lines = fileFor('en', true).replace('\uFEFF', '').trimEnd().split('\r\n')
    expect(lines[0]).toBe('Table;Name;Sales;Returns;Net;Orders;Units;Lines;Margin')
    expect(lines).toContain('Whole period;2026-03-05 2026-03-05;1000;0;1000;1;2;1;400')
    expect(lines).toContain('Figures by month;2026-03;1000;0;1000;1;2;1;400')
    expect(lines).toContain("Revenue by category;'+Savons;1000;0;1000;;2;1;400")
    expect(lines.some((line) => line.includes(`;"'=HYPERLINK(""x"")";`))).toBe(true)
  })

  test('keeps the margin from who may not see it', () => {
    const text = fileFor('fr', false)
    expect(text).not.toContain('Marge')
    expect(text).not.toContain(';400')
  })

  test('writes amounts as digits with the decimal mark of the language', () => {
    expect(plainAmount(-123_405, 'EUR', 'fr')).toBe('-1234,05')
    expect(plainAmount(5, 'GBP', 'en')).toBe('0.05')
    expect(plainAmount(1_250, 'XOF', 'fr')).toBe('1250')
  })
})

describe('periods on screen', () => {
  test('bars stay few enough to be told apart', () => {
    expect(fittingPeriod({ from: day(20_260_301), to: day(20_260_331) })).toBe('day')
    expect(fittingPeriod({ from: day(20_260_101), to: day(20_260_630) })).toBe('week')
    expect(fittingPeriod({ from: day(20_250_101), to: day(20_261_231) })).toBe('month')
  })

  test('months are named in the language on screen', () => {
    expect(periodName(day(20_261_101), 'month', 'fr')).toBe('novembre 2026')
    expect(periodName(day(20_261_101), 'month', 'en')).toBe('November 2026')
  })
})
