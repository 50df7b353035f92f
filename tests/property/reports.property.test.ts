import { createOrderColumns, emptyOrderParts, type OrderColumns } from '@shared/analytics/order-columns.ts'
import { loadOrderColumns, saveOrderColumns } from '@shared/analytics/order-snapshot.ts'
import { type AxisId, type BuiltDefinition, MEASURE_IDS } from '@shared/analytics/report/built-definition.ts'
import { builtReport } from '@shared/analytics/report/built-report.ts'
import { cutReport } from '@shared/analytics/report/cut-report.ts'
import { findOrders } from '@shared/analytics/report/find-orders.ts'
import { narrowOpened } from '@shared/analytics/report/narrow-opened.ts'
import { PRODUCT_REPORTS, type ProductState } from '@shared/analytics/report/product-reports.ts'
import type { ReportDefinition, ReportRequest } from '@shared/analytics/report/report-definition.ts'
import { mergeFilters, type ReportFilters } from '@shared/analytics/report/report-filters.ts'
import {
  ALL_TOGETHER,
  type Drill,
  REST,
  type ReportColumn,
  type ReportTable,
} from '@shared/analytics/report/report-table.ts'
import { SALES_REPORTS } from '@shared/analytics/report/sales-reports.ts'
import { rangeBefore } from '@shared/analytics/report-days.ts'
import { addDays, type BusinessDay } from '@shared/kernel/business-day.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bringBack, buildSale, cancelAll, id, tillDeps } from '../unit/analytics/build-sales.ts'
import { type LineEvent, lineEvents, naiveGroups, paymentEvents } from '../unit/analytics/naive-reports.ts'

const FIRST_DAY = 20_260_220 as BusinessDay // a known calendar day
const METHODS = ['cash', 'wave', 'card'] as const
const REASONS = ['geste', 'fin de série']
/** Four of these no longer fit 32 bits. */
const DEAR = 560_000_000

const REPORTS: readonly ReportDefinition<ProductState>[] = [...SALES_REPORTS, ...PRODUCT_REPORTS]

const line = fc.record({
  item: fc.integer({ min: 0, max: 5 }),
  quantity: fc.integer({ min: 1, max: 4 }),
  price: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.constant(DEAR)),
  discount: fc.constantFrom(0, 0, 0, 100),
  taxRate: fc.constantFrom(0, 1_000, 1_800),
  cost: fc.option(fc.integer({ min: 0, max: 2_500 }), { nil: null }),
})
const history = fc.record({
  sale: fc.record({
    day: fc.integer({ min: 0, max: 40 }),
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
    discountShare: fc.constantFrom(0, 0, 0.1, 0.37),
    method: fc.constantFrom(...METHODS),
    pricesIncludeTax: fc.boolean(),
    device: fc.integer({ min: 1, max: 3 }),
    reason: fc.constantFrom(...REASONS),
  }),
  returns: fc.uniqueArray(
    fc.record({
      line: fc.integer({ min: 0, max: 2 }),
      after: fc.integer({ min: 0, max: 20 }),
      restock: fc.boolean(),
      reason: fc.constantFrom(...REASONS),
    }),
    { maxLength: 3, selector: (one) => one.line },
  ),
  isCancelled: fc.boolean(),
})
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never

function statesOf({ sale, returns, isCancelled }: History, seed: number): Order[] {
  const deps = tillDeps(`order ${seed}`)
  const lines = sale.lines.map((one) => ({
    ...one,
    discount: Math.min(one.discount, one.quantity * one.price),
  }))
  const gross = lines.reduce((sum, one) => sum + one.quantity * one.price - one.discount, 0)
  const discount = Math.floor(gross * sale.discountShare)
  const states = [buildSale({ ...sale, lines, day: addDays(FIRST_DAY, sale.day), discount }, deps)]
  let day = sale.day
  for (const back of returns) {
    const current = states.at(-1)
    if (!current?.lines[back.line]) continue
    day = Math.max(day, sale.day + back.after)
    states.push(bringBack(current, { ...back, quantity: 1, day: addDays(FIRST_DAY, day) }, deps))
  }
  const last = states.at(-1)
  if (isCancelled && last) states.push(cancelAll(last, addDays(FIRST_DAY, day), deps))
  return states
}

const range = fc
  .tuple(fc.integer({ min: -5, max: 30 }), fc.integer({ min: 0, max: 40 }))
  .map(([from, length]) => ({
    from: addDays(FIRST_DAY, from),
    to: addDays(FIRST_DAY, from + length),
  }))

const filters: fc.Arbitrary<ReportFilters> = fc.record(
  {
    category: fc.subarray(['', id('category', 1), id('category', 2)], { minLength: 1 }),
    variant: fc.subarray(
      [0, 1, 2, 3, 4].map((item) => String(id('variant', item))),
      { minLength: 1 },
    ),
    taxRate: fc.subarray(['0', '1000', '1800'], { minLength: 1 }),
    staff: fc.subarray(
      [1, 2, 3].map((staff) => String(id('staff', staff))),
      { minLength: 1 },
    ),
    device: fc.subarray(
      [1, 2, 3].map((device) => String(id('device', device))),
      { minLength: 1 },
    ),
    method: fc.subarray([...METHODS], { minLength: 1 }),
    hour: fc.subarray(['8', '9', '10'], { minLength: 1 }),
    weekday: fc.subarray(['0', '1', '2', '3', '4', '5', '6'], { minLength: 3 }),
  },
  { requiredKeys: [] },
)

const request: fc.Arbitrary<ReportRequest> = fc
  .record({
    range,
    isCompared: fc.boolean(),
    filters: fc.oneof(fc.constant<ReportFilters>({}), filters),
    by: fc.constantFrom('reason', 'staff', 'item'),
  })
  .map((drawn) => ({
    range: drawn.range,
    compare: drawn.isCompared ? rangeBefore(drawn.range) : null,
    currency: 'XOF',
    filters: drawn.filters,
    options: { by: drawn.by },
    today: addDays(FIRST_DAY, 60),
  }))

const histories = fc.array(history, { minLength: 1, maxLength: 6 })

function columnsOf(orders: readonly Order[]): OrderColumns {
  const columns = createOrderColumns(emptyOrderParts(0))
  for (const order of orders) columns.apply(order)
  return columns
}

/** A shop whose goods are all kept in stock, ten of each. */
const stateOf = (orders: OrderColumns): ProductState => ({
  orders,
  catalogue: {
    variant: (variantId) => ({
      product: { name: `product of ${variantId}` },
      variant: { tracked: !variantId.endsWith('0') },
    }),
  },
  ledger: { onHand: () => 10 },
})

const latest = (all: readonly (readonly Order[])[]): Order[] => all.flatMap((states) => states.slice(-1))
const at = (table: ReportTable, column: string): number => table.columns.findIndex((one) => one.id === column)
const figure = (table: ReportTable, cells: readonly unknown[] | null | undefined, column: string) =>
  cells?.[at(table, column)] ?? null

describe('REPORT-3 every report follows the documents', () => {
  test('whatever order they came in, and from a snapshot', () => {
    fc.assert(
      fc.property(histories, request, (all, asked) => {
        const states = all.map(statesOf)
        const followed = columnsOf(states.flat())
        const rebuilt = columnsOf(latest(states))
        const loaded = loadOrderColumns(saveOrderColumns(rebuilt, 'shop', null), 'shop', 0)
        expect(loaded).not.toBeNull()
        for (const report of REPORTS) {
          const table = report.run(stateOf(rebuilt), asked)
          expect(report.run(stateOf(followed), asked), report.id).toEqual(table)
          expect(loaded && report.run(stateOf(loaded.columns), asked), report.id).toEqual(table)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('sorted and cut as it is asked for, it makes the rows that its whole table has there', () => {
    const cuts = fc.record({
      column: fc.nat({ max: 12 }),
      direction: fc.constantFrom('asc' as const, 'desc' as const),
      limit: fc.nat({ max: 4 }),
    })
    fc.assert(
      fc.property(histories, request, cuts, (all, asked, { column, direction, limit }) => {
        const state = stateOf(columnsOf(latest(all.map(statesOf))))
        for (const report of REPORTS) {
          const table = report.run(state, asked)
          const of = table.columns[column % table.columns.length]?.id ?? ''
          for (const cut of [{ limit }, { limit, sort: { column: of, direction } }]) {
            const made = report.run(state, asked, cut)
            const rows = made.rowCount === undefined ? cutReport(made, cut).rows : made.rows
            expect(rows, report.id).toEqual(cutReport(table, cut).rows)
            expect(made.rowCount ?? made.rows.length).toBe(table.rows.length)
          }
        }
      }),
      { numRuns: 30 },
    )
  })
})

/** Every figure that both know; a row that is missing has none. */
function expectFigures(
  table: ReportTable,
  cells: readonly unknown[] | null | undefined,
  wanted: Readonly<Record<string, number | null>>,
  what: string,
): void {
  expect(cells, what).toBeDefined()
  for (const [column, value] of Object.entries(wanted))
    if (at(table, column) !== -1) expect(figure(table, cells, column), `${what} ${column}`).toBe(value)
}

/** By which key of a naive line each report groups. */
const GROUPED: Readonly<Record<string, (event: LineEvent) => string | number>> = {
  'sales-by-day': ({ day }) => day,
  'sales-by-week': ({ week }) => week,
  'sales-by-month': ({ month }) => month,
  'sales-by-weekday': ({ weekday }) => weekday,
  'sales-by-hour': ({ hour }) => hour,
  'sales-by-channel': ({ channel }) => channel,
  'sales-by-staff': ({ staff }) => staff,
  'sales-by-device': ({ device }) => device,
  'category-performance': ({ category }) => category,
  'sku-performance': ({ variant }) => variant,
  'product-performance': ({ product }) => product,
  taxes: ({ taxRate }) => taxRate,
}

describe('REPORT-5 a report is what adding up the documents gives', () => {
  test('group by group and in all, now and before, under any filters', () => {
    fc.assert(
      fc.property(histories, request, (all, asked) => {
        const orders = latest(all.map(statesOf))
        const state = stateOf(columnsOf(orders))
        const events = lineEvents(orders)
        for (const report of REPORTS) {
          const keyOf = GROUPED[report.id]
          if (!keyOf) continue
          const table = report.run(state, asked)
          const naive = naiveGroups(events, asked.range, asked.filters, keyOf)
          const rowByKey = new Map(table.rows.map((row) => [row.key, row]))
          for (const [key, wanted] of naive.groups)
            expectFigures(table, rowByKey.get(key)?.cells, wanted, `${report.id} ${key}`)
          expectFigures(table, table.total?.cells, naive.total, `${report.id} total`)
          if (!asked.compare) continue
          const before = naiveGroups(events, asked.compare, asked.filters, keyOf)
          expectFigures(table, table.total?.before, before.total, `${report.id} before`)
        }
      }),
      { numRuns: 80 },
    )
  })

  test('discounts and returns by reason, person and article are those of the lines', () => {
    fc.assert(
      fc.property(histories, request, (all, asked) => {
        const orders = latest(all.map(statesOf))
        const state = stateOf(columnsOf(orders))
        const { groups } = naiveGroups(lineEvents(orders), asked.range, asked.filters, () => 'all')
        const sums = groups.get('all')
        for (const [id, column] of [
          ['discounts', 'discount'],
          ['returns', 'returned'],
        ] as const) {
          const table = REPORTS.find((one) => one.id === id)?.run(state, asked)
          if (!table) throw new Error(`no report ${id}`)
          expect(figure(table, table.total?.cells, column)).toBe(sums?.[column] ?? 0)
          const parts = table.rows.map(({ cells }) => Number(figure(table, cells, column)))
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(sums?.[column] ?? 0)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('payments by method are those that moved on these days', () => {
    fc.assert(
      fc.property(histories, range, (all, days) => {
        const orders = latest(all.map(statesOf))
        const asked = {
          range: days,
          compare: null,
          currency: 'XOF',
          filters: {},
          options: {},
          today: FIRST_DAY,
        } as const
        const table = REPORTS.find(({ id }) => id === 'payments')?.run(stateOf(columnsOf(orders)), asked)
        if (!table) throw new Error('no report of payments')
        const events = paymentEvents(orders).filter(({ day }) => day >= days.from && day <= days.to)
        for (const method of METHODS) {
          const row = table.rows.find(({ key }) => key === method)
          const of = events.filter((event) => event.method === method)
          expect(Number(figure(table, row?.cells, 'payments') ?? 0)).toBe(of.length)
          expect(Number(figure(table, row?.cells, 'balance') ?? 0)).toBe(
            of.reduce((sum, one) => sum + one.amount, 0),
          )
        }
      }),
      { numRuns: 60 },
    )
  })
})

const MONEY: readonly (readonly [column: string, only: 'sales' | 'returns' | 'discounts' | undefined])[] = [
  ['sales', 'sales'],
  ['returned', 'returns'],
  ['discount', 'discounts'],
  ['revenue', undefined],
]

/** As the screen opens a figure: the report's range and filters, narrowed by the row and by the column. */
function expectOpens(
  columns: OrderColumns,
  asked: ReportRequest,
  opens: Drill | null,
  only: 'sales' | 'returns' | 'discounts' | undefined,
  value: unknown,
): void {
  if (value === null || opens?.to !== 'orders') return
  const behind = findOrders(columns, {
    range: opens.range ?? asked.range,
    currency: asked.currency,
    filters: mergeFilters(asked.filters, opens.filters),
    ...(only === undefined ? {} : { only }),
    ...(opens.reason === undefined ? {} : { reason: opens.reason }),
  })
  expect(behind.amount).toBe(value)
  expect(behind.rows).toHaveLength(behind.count)
}

describe('REPORT-6 a figure opens exactly the orders behind it', () => {
  test('of a product that the report was narrowed to one variant of, that variant alone', () => {
    const sale = { day: FIRST_DAY, lines: [4, 5].map((item) => ({ item, quantity: 1, price: 100 + item })) }
    const columns = columnsOf([buildSale(sale, tillDeps('two variants of a product'))])
    const asked: ReportRequest = {
      range: { from: FIRST_DAY, to: FIRST_DAY },
      compare: null,
      currency: 'XOF',
      filters: { variant: [id('variant', 4)] },
      options: {},
      today: FIRST_DAY,
    }
    const table = REPORTS.find((one) => one.id === 'product-performance')?.run(stateOf(columns), asked)
    expectOpens(columns, asked, table?.rows[0]?.opens ?? null, undefined, 104)
    expect(table?.rows).toHaveLength(1)
  })

  test('their amounts add up to the figure that was opened', () => {
    fc.assert(
      fc.property(histories, request, (all, asked) => {
        const columns = columnsOf(latest(all.map(statesOf)))
        for (const report of REPORTS) {
          const table = report.run(stateOf(columns), asked)
          const rows = [...table.rows, ...(table.total ? [table.total] : [])]
          for (const row of rows)
            for (const [column, only] of MONEY)
              expectOpens(columns, asked, row.opens, only, figure(table, row.cells, column))
        }
      }),
      { numRuns: 60 },
    )
  })
})

const BUILT_KEYS: Readonly<Partial<Record<AxisId, (event: LineEvent) => string | number>>> = {
  day: ({ day }) => day,
  week: ({ week }) => week,
  month: ({ month }) => month,
  weekday: ({ weekday }) => weekday,
  hour: ({ hour }) => hour,
  category: ({ category }) => category,
  product: ({ product }) => product,
  item: ({ variant }) => variant,
  staff: ({ staff }) => staff,
  device: ({ device }) => device,
  channel: ({ channel }) => channel,
  customer: () => '',
  paidBy: ({ methods: [first, ...others] }) =>
    others.some((method) => method !== first) ? 'several' : (first ?? ''),
  taxRate: ({ taxRate }) => taxRate,
}
const BUILT_AXES = Object.keys(BUILT_KEYS) as AxisId[] // its own keys

const built: fc.Arbitrary<BuiltDefinition> = fc
  .record({
    axes: fc.shuffledSubarray(BUILT_AXES, { minLength: 1, maxLength: 2 }),
    columnLimit: fc.integer({ min: 1, max: 4 }),
    measures: fc
      .shuffledSubarray([...MEASURE_IDS], { maxLength: 3 })
      .map((some) => [...new Set([...some, 'orders' as const, 'revenue' as const])]),
    limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
    direction: fc.constantFrom('asc' as const, 'desc' as const),
    sorted: fc.constantFrom('measure', 'name', 'none'),
  })
  .map(({ axes: [rows = 'day', columns = null], measures, sorted, direction, ...rest }) => ({
    rows,
    columns,
    measures,
    ...rest,
    sort:
      sorted === 'none'
        ? null
        : { by: sorted === 'name' ? ('name' as const) : (measures[0] ?? 'revenue'), direction },
    chart: 'bar',
  }))

const run = (orders: OrderColumns, asked: ReportRequest, wanted: BuiltDefinition): ReportTable =>
  builtReport({ orders, productName: () => undefined, customerName: () => undefined }, asked, wanted)

const keyUnder = ({ id, under }: ReportColumn): string => id.slice((under?.measure ?? '').length + 1)

/** The naive sums of those lines whose keys are among the wanted ones. */
function naiveOf(
  events: readonly LineEvent[],
  asked: ReportRequest,
  isWanted: (event: LineEvent) => boolean,
): Readonly<Record<string, number | null>> {
  return naiveGroups(events.filter(isWanted), asked.range, asked.filters, () => 'all').total
}

/** Whether the line falls into the row or column of that key: its own, all, or none of those that stand by themselves. */
const falls = (axis: AxisId | null, key: string, shown: readonly string[]) => (event: LineEvent) => {
  if (axis === null || key === ALL_TOGETHER) return true
  const own = String(BUILT_KEYS[axis]?.(event))
  return key === REST ? !shown.includes(own) : own === key
}

function expectCells(
  table: ReportTable,
  { key, cells }: { readonly key: string; readonly cells: readonly unknown[] },
  naive: (columnKey: string) => Readonly<Record<string, number | null>>,
): void {
  for (const [i, column] of table.columns.entries()) {
    if (!column.isMeasure) continue
    const value = naive(column.under ? keyUnder(column) : ALL_TOGETHER)[column.under?.measure ?? column.id]
    if (value !== undefined) expect(cells[i], `${key} ${column.id}`).toBe(value)
  }
}

describe('BUILT-2 whatever is put together, every figure is that of the documents', () => {
  test('rows, columns, cells, what is put together, and the total', () => {
    fc.assert(
      fc.property(histories, request, built, (all, asked, wanted) => {
        const orders = latest(all.map(statesOf))
        const events = lineEvents(orders)
        const columns = columnsOf(orders)
        const table = run(columns, asked, wanted)
        const shownRows = table.rows.map(({ key }) => key)
        const shownColumns = table.columns.flatMap((column) => (column.under ? [keyUnder(column)] : []))
        const rows = [...table.rows, { key: ALL_TOGETHER, cells: table.total?.cells ?? [] }]
        for (const row of rows)
          expectCells(table, row, (column) => {
            const isInRow = falls(wanted.rows, row.key, shownRows)
            const isInColumn = falls(wanted.columns, column, shownColumns)
            return naiveOf(events, asked, (event) => isInRow(event) && isInColumn(event))
          })
        expect(new Set(table.columns.map(({ id: one }) => one)).size).toBe(table.columns.length)
        expect(new Set(shownRows).size).toBe(shownRows.length)
        if (wanted.limit !== null) expect(table.rows.length).toBeLessThanOrEqual(wanted.limit + 1)
        if (!asked.compare) return
        const before = naiveGroups(events, asked.compare, asked.filters, () => 'all').total
        const atEnd = table.columns.findLastIndex(
          (column) => (column.under?.measure ?? column.id) === 'revenue',
        )
        if (atEnd !== -1) expect(table.total?.before?.[atEnd]).toBe(before.revenue)
      }),
      { numRuns: 120 },
    )
  })

  test('and opens the orders that add up to it', () => {
    fc.assert(
      fc.property(histories, request, built, (all, asked, wanted) => {
        const columns = columnsOf(latest(all.map(statesOf)))
        const table = run(columns, asked, {
          ...wanted,
          measures: ['revenue', 'sales', 'returned', 'discount'],
        })
        for (const { cells, opens } of [...table.rows, ...(table.total ? [table.total] : [])])
          for (const [i, column] of table.columns.entries()) {
            if (opens?.to !== 'orders' || column.opens === null || !column.isMeasure || cells[i] === 0)
              continue
            const only = MONEY.find(([one]) => one === (column.under?.measure ?? column.id))?.[1]
            expectOpens(columns, asked, narrowOpened(opens, column), only, cells[i])
          }
      }),
      { numRuns: 60 },
    )
  })
})
