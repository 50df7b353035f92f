import { insightReports as enOwn } from '@renderer/i18n/locales/en/insight-reports.ts'
import { salesReports as enShared } from '@renderer/i18n/locales/en/sales-reports.ts'
import { insightReports as frOwn } from '@renderer/i18n/locales/fr/insight-reports.ts'
import { salesReports as frShared } from '@renderer/i18n/locales/fr/sales-reports.ts'
import { INSIGHT_REPORTS } from '@renderer/projections/insight-reports.ts'
import {
  createProjectionState,
  emptyParts,
  type Followed,
  type ProjectionState,
} from '@renderer/projections/projection-state.ts'
import { cutReport } from '@shared/analytics/report/cut-report.ts'
import type { ReportRequest } from '@shared/analytics/report/report-definition.ts'
import type { ReportTable } from '@shared/analytics/report/report-table.ts'
import { newCustomer } from '@shared/domain/customers/customer.ts'
import { transition } from '@shared/domain/orders/lifecycle.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { addDays, type BusinessDay } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { describe, expect, test } from 'vitest'
import { author, bringBack, buildSale, cancelAll, id, tillDeps } from '../analytics/build-sales.ts'
import { buildProduct } from './build-catalogue.ts'

const TODAY = 20_260_630 as BusinessDay // a known calendar day
const dayBefore = (days: number): BusinessDay => addDays(TODAY, -days)

/** A shop of half a year: goods with and without a cost, known and unknown customers, debts, losses, deliveries on their way. */
function setupShop(): ProjectionState {
  const state = createProjectionState(emptyParts(0))
  const apply = (collection: Followed, content: { readonly id: string }) =>
    state.apply(collection, [{ id: content.id, content, deleted: false, pending: false, lwt: 0 }])
  for (let item = 0; item < 6; item++) {
    const product = buildProduct({ name: `Article ${item}`, variants: [{ item }] })
    const cost = item % 2 === 0 ? minor(400) : null
    const variants = product.variants.map((variant) => ({ ...variant, cost }))
    const priced: Product = { ...product, variants }
    apply('products', priced)
  }
  const stock = tillDeps('stock')
  const move = (
    daysAgo: number,
    input: Partial<Parameters<typeof recordMovement>[0]>,
    item: number,
    units: number,
  ) => {
    stock.setDay(dayBefore(daysAgo))
    const line = { variantId: id('variant', item), locationId: id('location', 1), quantity: quantity(units) }
    const unitCost = input.kind === 'receive' && item < 3 ? minor(450) : null
    const lines = [{ ...line, unitCost }]
    const made = recordMovement(
      { kind: 'receive', businessDay: dayBefore(daysAgo), lines, ...input },
      author(),
      stock,
    )
    if (!made.ok) throw new Error(made.error.type)
    apply('stockMovements', made.value)
  }
  for (let item = 0; item < 5; item++) move(170, { kind: 'receive' }, item, 400)
  move(20, { kind: 'waste', reason: 'expired' }, 1, 3)
  move(19, { kind: 'adjust', reason: 'theft' }, 0, -2)
  move(18, { kind: 'adjust', reason: 'found' }, 3, 4)
  for (let customer = 0; customer < 4; customer++) {
    const made = newCustomer({ name: `Client ${customer}` }, author(), tillDeps(`customer ${customer}`))
    if (customer < 3) apply('customers', { ...made, id: id('customer', customer) })
  }
  for (let daysAgo = 150; daysAgo >= 0; daysAgo--) {
    const deps = tillDeps(`day ${daysAgo}`)
    const order = buildSale(
      {
        day: dayBefore(daysAgo),
        lines: [
          { item: daysAgo % 5 === 4 ? 5 : daysAgo % 4, quantity: 1 + (daysAgo % 3), price: 1_000 },
          { item: (daysAgo + 1) % 2, quantity: 1, price: 700 },
        ],
        customer: daysAgo % 5 === 0 ? null : daysAgo % (daysAgo > 60 ? 4 : 5),
        ...(daysAgo % 40 === 1 ? { method: 'credit' } : {}),
      },
      deps,
    )
    apply('orders', laterOf(order, daysAgo))
  }
  return state
}

function laterOf(order: Order, daysAgo: number): Order {
  const deps = tillDeps(`later ${daysAgo}`)
  if (daysAgo % 17 === 3) return cancelAll(order, dayBefore(daysAgo), deps)
  if (daysAgo % 11 === 2) return bringBack(order, { line: 0, quantity: 1, day: dayBefore(daysAgo) }, deps)
  if (daysAgo % 13 !== 5) return order
  const confirmed: Order = { ...order, status: 'confirmed', channel: 'online' }
  if (daysAgo < 20) return confirmed
  deps.setDay(dayBefore(daysAgo - 2))
  const delivered = transition(confirmed, 'delivered', author(), deps)
  if (!delivered.ok) throw new Error(delivered.error.type)
  return delivered.value
}

const requestOf = (options: ReportRequest['options'] = {}): ReportRequest => ({
  currency: 'XOF',
  range: { from: dayBefore(120), to: TODAY },
  compare: { from: dayBefore(150), to: dayBefore(121) },
  filters: {},
  options,
  today: TODAY,
})

/** Every report with every choice of each of its options. */
const asked = INSIGHT_REPORTS.flatMap((report) => [
  { name: report.id, report, options: {} },
  ...report.options.flatMap(({ id: option, choices }) =>
    choices.map((choice) => ({
      name: `${report.id}, ${option} ${choice}`,
      report,
      options: { [option]: choice },
    })),
  ),
])

const STATE = setupShop()
const tableOf = (name: string, options: ReportRequest['options'] = {}, state = STATE): ReportTable => {
  const report = INSIGHT_REPORTS.find((one) => one.id === name)
  if (!report) throw new Error(`no report ${name}`)
  return report.run(state, requestOf(options))
}
const column = (table: ReportTable, wanted: string) => {
  const at = table.columns.findIndex((one) => one.id === wanted)
  return table.rows.map(({ cells }) => cells[at])
}

/** As the screen looks for them: in one file, then in the other. */
const LANGUAGES = [
  [frShared, frOwn],
  [enShared, enOwn],
] as const

type Texts = { readonly [key: string]: string | Texts }
function textAt(files: readonly Texts[], ...path: readonly string[]): string | undefined {
  for (const texts of files) {
    let at: string | Texts | undefined = texts
    for (const key of path) at = typeof at === 'object' ? at[key] : undefined
    if (typeof at === 'string') return at
  }
  return undefined
}

describe.each(asked)('$name', ({ report, options }) => {
  test('has rows, and in each a cell a column', () => {
    const table = report.run(STATE, requestOf(options))
    // Nothing lies there longer than 170 days.
    expect(table.rows.length > 0).toBe(Number(options['idle-days'] ?? 0) < 170)
    expect(new Set(table.rows.map(({ key }) => key)).size).toBe(table.rows.length)
    const width = table.columns.length
    for (const { cells, before } of table.rows)
      expect([cells.length, before?.length ?? width]).toEqual([width, width])
    const { total, chart } = table
    if (total) expect([total.cells.length, total.before?.length ?? width]).toEqual([width, width])
    const ids = table.columns.map((one) => one.id)
    for (const shown of chart ? [chart.axis, ...chart.series] : []) expect(ids).toContain(shown)
  })

  test('makes the rows that are asked for alone, and they are those of the whole table sorted and cut', () => {
    const table = report.run(STATE, requestOf(options))
    const wanted = [{ limit: 3 }, ...table.columns.map(({ id: own }) => ({ column: own }))].flatMap((one) =>
      'column' in one
        ? (['asc', 'desc'] as const).map((direction) => ({
            sort: { column: one.column, direction },
            limit: 3,
          }))
        : [one],
    )
    for (const cut of wanted) {
      const made = report.run(STATE, requestOf(options), cut)
      const rows = made.rowCount === undefined ? cutReport(made, cut).rows : made.rows
      expect(rows).toEqual(cutReport(table, cut).rows)
      expect(made.rowCount ?? made.rows.length).toBe(table.rows.length)
      expect(made.total).toEqual(table.total)
    }
  })

  test('says everything in both languages', () => {
    const table = report.run(STATE, requestOf(options))
    for (const texts of LANGUAGES) {
      expect(textAt(texts, 'report', report.id, 'title')).toBeTypeOf('string')
      expect(textAt(texts, 'report', report.id, 'about')).toBeTypeOf('string')
      for (const { id: option, choices } of report.options)
        for (const key of ['label', ...choices])
          expect(textAt(texts, 'option', option, key)).toBeTypeOf('string')
      table.columns.forEach(({ id: own, kind }, at) => {
        expect(textAt(texts, 'column', own), own).toBeTypeOf('string')
        if (kind !== 'code') return
        for (const { cells } of table.rows)
          if (cells[at] !== null)
            expect(textAt(texts, 'code', own, String(cells[at])), own).toBeTypeOf('string')
      })
      for (const { code, params } of table.notes) {
        const key = 'count' in params ? `${code}_other` : code
        const text = textAt(texts, 'note', key)
        expect(text, key).toBeTypeOf('string')
        for (const name of Object.keys(params)) expect(text).toContain(`{{${name}`)
      }
    }
  })

  test('has an answer for an empty shop and for a reversed range', () => {
    const empty = createProjectionState(emptyParts(0))
    expect(report.run(empty, requestOf(options)).rows).toEqual([])
    const reversed = { ...requestOf(options), range: { from: TODAY, to: dayBefore(100) } }
    expect(() => report.run(STATE, reversed)).not.toThrow()
  })

  test('counts nothing of another currency', () => {
    const table = report.run(STATE, { ...requestOf(options), currency: 'EUR' })
    expect(table.rows).toEqual([])
  })
})

describe('what the reports say of that shop', () => {
  test('customers by their names; who is not known yet by his id', () => {
    const names = column(tableOf('best-customers'), 'customer')
    expect([...names].sort()).toEqual(
      ['Client 0', 'Client 1', 'Client 2', id('customer', 3), id('customer', 4)].sort(),
    )
  })

  test('STOCK-VALUE-1 by article and by category is one sum, and what has no cost is said', () => {
    const byItem = tableOf('stock-value')
    const byCategory = tableOf('stock-value', { 'stock-by': 'category' })
    const value = byItem.total?.cells[6]
    expect(value).toBe(
      column(byItem, 'stock-value').reduce((sum: number, cell) => sum + Number(cell ?? 0), 0),
    )
    expect(byCategory.total?.cells[3]).toBe(value)
    const costFrom = new Map(byItem.rows.map(({ cells }) => [cells[0], cells[5]]))
    expect(costFrom).toEqual(
      new Map([
        ['Article 0', 'purchases'],
        ['Article 1', 'purchases'],
        ['Article 2', 'purchases'],
        ['Article 3', null],
        ['Article 4', 'catalogue'],
        ['Article 5', null],
      ]),
    )
    expect(byItem.notes.map(({ code }) => code)).toEqual([
      'without-cost',
      'below-zero',
      'cost-from-catalogue',
    ])
  })

  test('STOCK-TURN-1 over all that is known, not over days before the shop', () => {
    const report = INSIGHT_REPORTS.find(({ id: own }) => own === 'stock-turnover')
    const everything = { from: 19_000_101 as BusinessDay, to: 99_991_231 as BusinessDay } // the bounds of the calendar
    const table = report?.run(STATE, { ...requestOf(), range: everything })
    expect(table?.notes[0]?.params.days?.value).toBe(171)
  })

  test('DEAD-1 what was received and never sold', () => {
    expect(column(tableOf('dead-stock'), 'item')).toEqual(['Article 4'])
    expect(column(tableOf('dead-stock', { 'idle-days': '180' }), 'item')).toEqual([])
  })

  test('SHRINK-1 losses by reason, at cost', () => {
    const { rows, total } = tableOf('shrinkage')
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['waste', 'expired', 1, 3, 0, 1_350, 0, 1_350],
      ['adjust', 'theft', 1, 2, 0, 900, 0, 900],
      ['adjust', 'found', 1, 0, 4, 0, 0, 0],
    ])
    expect(total?.cells).toEqual([null, null, 3, 5, 4, 2_250, 0, 2_250])
  })

  test('CREDIT-2 debts by age are all that is owed', () => {
    const { total } = tableOf('credit-ages')
    const [, owed, ...ages] = (total?.cells ?? []).slice(0, 6).map(Number)
    expect(owed).toBeGreaterThan(0)
    expect(ages.reduce((sum, age) => sum + age, 0)).toBe(owed)
  })

  test('ORDER-STAGE-2 what was delivered two days later took two days', () => {
    const [cells] = tableOf('lead-time').rows.map((row) => row.cells)
    expect(cells?.[0]).toBe('online')
    expect(Math.round(Number(cells?.[2]))).toBe(48)
  })

  test('FORECAST-1 four weeks from today with their bounds, error and method', () => {
    const { rows, notes } = tableOf('forecast')
    expect(rows.map(({ cells }) => cells[0])).toEqual([0, 7, 14, 21].map((days) => addDays(TODAY, days)))
    for (const { cells } of rows) {
      const [low, expected, high] = [Number(cells[2]), Number(cells[1]), Number(cells[3])]
      expect(low).toBeLessThanOrEqual(expected)
      expect(high).toBeGreaterThanOrEqual(expected)
      expect(cells[5]).toBeTypeOf('number')
    }
    expect(notes.map(({ code }) => code)).toEqual(['forecast-explained', 'forecast-trials'])
  })

  test('FORECAST-1 a young shop is told how long it has to wait', () => {
    const young = createProjectionState(emptyParts(0))
    const order = buildSale(
      { day: dayBefore(10), lines: [{ item: 1, quantity: 1, price: 500 }] },
      tillDeps('young'),
    )
    young.apply('orders', [{ id: order.id, content: order, deleted: false, pending: false, lwt: 0 }])
    expect(tableOf('forecast', {}, young)).toMatchObject({
      rows: [],
      notes: [{ code: 'forecast-too-little', tone: 'warning', params: { count: { value: 10 } } }],
    })
  })

  test('a customer’s row opens his orders, a small class of baskets its own', () => {
    expect(tableOf('best-customers').rows[0]?.opens).toMatchObject({
      to: 'orders',
      filters: { customer: [expect.any(String)] },
    })
    const april = tableOf('new-and-returning').rows.find(({ key }) => key === '20260401')
    expect(april?.opens).toEqual({ to: 'orders', range: { from: 20_260_401, to: 20_260_430 } })
    const march = tableOf('new-and-returning').rows.find(({ key }) => key === '20260301')
    expect(march?.opens).toEqual({ to: 'orders', range: { from: 20_260_302, to: 20_260_331 } })
    const { rows } = tableOf('basket-size')
    const opened = rows.flatMap(({ opens }) => (opens?.to === 'orders' ? (opens.orderIds ?? []) : []))
    expect(new Set(opened).size).toBe(
      column(tableOf('basket-size'), 'baskets').reduce((sum: number, cell) => sum + Number(cell), 0),
    )
  })
})
