import { i18n } from '@renderer/i18n/index.ts'
import {
  createProjectionState,
  emptyParts,
  type ProjectionState,
} from '@renderer/projections/projection-state.ts'
import { answerReport, reportDescriptions } from '@renderer/projections/report-answers.ts'
import { REPORTS } from '@renderer/projections/report-registry.ts'
import { AXES, BUILT_REPORT, FIRST_BUILT, MEASURE_IDS } from '@shared/analytics/report/built-definition.ts'
import type { ReportRequest } from '@shared/analytics/report/report-definition.ts'
import { CELL_KINDS, REST } from '@shared/analytics/report/report-table.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { describe, expect, test } from 'vitest'
import { buildSale, tillDeps } from '../analytics/build-sales.ts'

const DAY = 20_260_305 as BusinessDay // a known calendar day
const NAMESPACES = ['salesReports', 'insightReports', 'reportBuilder']

const ASKED: ReportRequest = {
  range: { from: DAY, to: DAY },
  compare: { from: DAY, to: DAY },
  currency: 'XOF',
  filters: {},
  options: {},
  today: DAY,
}

function stateWith(orders: readonly Parameters<ProjectionState['orders']['apply']>[0][]): ProjectionState {
  const state = createProjectionState(emptyParts(0))
  for (const order of orders) state.orders.apply(order)
  return state
}

const aSale = () =>
  buildSale({ day: DAY, lines: [{ item: 1, quantity: 2, price: 500, discount: 100 }] }, tillDeps('a'))

const hasText = (language: string, key: string): boolean =>
  NAMESPACES.some((ns) =>
    [key, `${key}_other`].some((one) => i18n.getResource(language, ns, one) !== undefined),
  )

describe.each(REPORTS.map(({ id }) => id))('the report %s', (id) => {
  const definition = REPORTS.find((one) => one.id === id)
  if (!definition) throw new Error(`no report ${id}`)

  test('has words for everything it shows, in both languages', () => {
    const table = definition.run(stateWith([aSale()]), ASKED)
    const keys = [
      `report.${id}.title`,
      `report.${id}.about`,
      ...table.columns.map((column) => `column.${column.id}`),
      ...table.notes.map(({ code }) => `note.${code}`),
      ...definition.options.flatMap((option) =>
        ['label', ...option.choices].map((choice) => `option.${option.id}.${choice}`),
      ),
      ...table.columns.flatMap((column, at) =>
        column.kind === 'code'
          ? table.rows.flatMap(({ cells }) => (cells[at] === null ? [] : [`code.${column.id}.${cells[at]}`]))
          : [],
      ),
    ]
    for (const language of ['fr', 'en'])
      expect(
        keys.filter((key) => !hasText(language, key)),
        language,
      ).toEqual([])
  })

  test('has a cell for every column, and a picture of columns that it has', () => {
    for (const orders of [[], [aSale()]]) {
      const table = definition.run(stateWith(orders), ASKED)
      const ids = table.columns.map((column) => column.id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const { kind } of table.columns) expect(CELL_KINDS).toContain(kind)
      for (const row of [...table.rows, ...(table.total ? [table.total] : [])]) {
        expect(row.cells).toHaveLength(ids.length)
        if (row.before) expect(row.before).toHaveLength(ids.length)
      }
      expect(new Set(table.rows.map(({ key }) => key)).size).toBe(table.rows.length)
      if (table.chart) expect(ids).toEqual(expect.arrayContaining([table.chart.axis, ...table.chart.series]))
    }
  })

  test('answers for reversed days, ten years and a currency nobody sold in', () => {
    const state = stateWith([aSale()])
    const reversed = { from: 20_260_310 as BusinessDay, to: 20_260_301 as BusinessDay } // known calendar days
    const decade = { from: 20_160_101 as BusinessDay, to: 20_261_231 as BusinessDay } // known calendar days
    for (const range of [reversed, decade])
      for (const currency of ['XOF', 'TND'] as const)
        for (const compare of [null, range])
          expect(() => definition.run(state, { ...ASKED, range, compare, currency })).not.toThrow()
  })
})

describe('the registry', () => {
  test('has each report once, and says of each all but how it is computed', () => {
    const descriptions = reportDescriptions()
    expect(new Set(descriptions.map(({ id }) => id)).size).toBe(REPORTS.length)
    expect(structuredClone(descriptions)).toEqual(descriptions)
  })

  test('answers the same question once while nothing changes, and anew as soon as something does', () => {
    const state = stateWith([aSale()])
    const ask = (cut: Parameters<typeof answerReport>[3] = {}) =>
      answerReport(state, 'sales-by-day', ASKED, cut)
    const first = ask()
    expect(ask()).toBe(first)
    expect(ask({ limit: 1 })).not.toBe(first)
    const sold = buildSale({ day: DAY, lines: [{ item: 2, quantity: 1, price: 300 }] }, tillDeps('later'))
    state.apply('orders', [{ id: sold.id, content: sold, deleted: false, pending: false, lwt: 0 }])
    const later = ask()
    const at = later?.columns.findIndex(({ id }) => id === 'revenue') ?? -1
    expect(first?.total?.cells[at]).toBe(900)
    expect(later?.total?.cells[at]).toBe(1_200)
  })

  test('knows nothing of a report of another program, and cuts and sorts the others', () => {
    const state = stateWith([
      buildSale(
        {
          day: DAY,
          lines: [
            { item: 1, quantity: 1, price: 500 },
            { item: 3, quantity: 1, price: 900 },
            { item: 5, quantity: 1, price: 700 },
          ],
        },
        tillDeps('b'),
      ),
    ])
    expect(answerReport(state, 'tomorrow', ASKED, {})).toBeNull()
    const revenues = (cut: Parameters<typeof answerReport>[3]) => {
      const answer = answerReport(state, 'sku-performance', ASKED, cut)
      const at = answer?.columns.findIndex(({ id }) => id === 'revenue') ?? -1
      return { count: answer?.rowCount, shown: answer?.rows.map(({ cells }) => cells[at]) }
    }
    expect(revenues({ limit: 2 })).toEqual({ count: 3, shown: [900, 700] })
    expect(revenues({ limit: 2, sort: { column: 'revenue', direction: 'asc' } })).toEqual({
      count: 3,
      shown: [500, 700],
    })
  })
})

describe('a report that is put together', () => {
  test('has words for everything it may show, in both languages', () => {
    const state = stateWith([aSale()])
    for (const rows of AXES) {
      const built = { ...FIRST_BUILT, rows, measures: MEASURE_IDS }
      const answer = answerReport(state, BUILT_REPORT, { ...ASKED, built }, {})
      const keys = [
        ...(answer?.columns ?? []).map(({ id }) => `column.${id}`),
        ...['rest-rows', 'rest-columns', 'too-many-rows'].map((code) => `note.${code}`),
      ]
      for (const language of ['fr', 'en'])
        expect(
          keys.filter((key) => !hasText(language, key)),
          `${rows} in ${language}`,
        ).toEqual([])
    }
    expect(answerReport(state, BUILT_REPORT, ASKED, {})).toBeNull()
  })

  test('BUILT-2 too large for a table keeps whole totals, and says what it put together', () => {
    const sales = [0, 1, 2, 3].map((part) =>
      buildSale(
        {
          day: DAY,
          lines: Array.from({ length: 100 }, (_, i) => ({
            item: part * 100 + i,
            quantity: 1,
            price: 10 + i,
          })),
        },
        tillDeps(`large ${part}`),
      ),
    )
    const state = stateWith(sales)
    const [measures, columnLimit] = [MEASURE_IDS.slice(0, 8), 40]
    const built = { ...FIRST_BUILT, rows: 'item', columns: 'device', measures, columnLimit } as const
    const answer = answerReport(state, BUILT_REPORT, { ...ASKED, compare: null, built }, {})
    const cut = answerReport(state, 'sku-performance', { ...ASKED, compare: null }, {})
    const revenueAt = (of: typeof answer) =>
      of?.columns.findLastIndex(({ id, under }) => (under?.measure ?? id) === 'revenue') ?? -1
    expect(answer?.rowCount).toBeLessThan(400)
    expect(answer?.rows.at(-1)?.key).toBe(REST)
    expect(answer?.notes.find(({ code }) => code === 'too-many-rows')?.tone).toBe('warning')
    const total = cut?.total?.cells[revenueAt(cut)]
    expect(answer?.total?.cells[revenueAt(answer)]).toBe(total)
    const parts = answer?.rows.map(({ cells }) => Number(cells[revenueAt(answer)])) ?? []
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
    const sorted = answerReport(
      state,
      BUILT_REPORT,
      { ...ASKED, compare: null, built },
      { sort: { column: answer?.columns.at(-1)?.id ?? '', direction: 'asc' } },
    )
    expect(sorted?.rows.at(-1)?.key).toBe(REST)
  })
})
