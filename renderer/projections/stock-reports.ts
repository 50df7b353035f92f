import { ABC_CLASSES, abcClasses, type Ranked } from '@shared/analytics/insight/abc-classes.ts'
import { type DaySpan, daySpan } from '@shared/analytics/insight/day-span.ts'
import { type ItemSales, itemSales } from '@shared/analytics/insight/item-sales.ts'
import { noteOf, param, ratio, rowOf } from '@shared/analytics/insight/report-cells.ts'
import {
  deadStock,
  PACES,
  type StockFacts,
  sumValue,
  turnoverOf,
} from '@shared/analytics/insight/stock-figures.ts'
import { makeRowsOf } from '@shared/analytics/report/cut-report.ts'
import {
  optionOf,
  type ReportCut,
  type ReportDefinition,
  type ReportOption,
  type ReportRequest,
} from '@shared/analytics/report/report-definition.ts'
import {
  measureColumn,
  nameColumn,
  type ReportNote,
  type ReportTable,
} from '@shared/analytics/report/report-table.ts'
import { dayNumberOf, dayOfNumber } from '@shared/analytics/sale-facts.ts'
import { knownDays } from '@shared/analytics/scan-acts.ts'
import { shrinkage } from './shrinkage.ts'
import { type StockState, stockFacts } from './stock-facts.ts'

type Definition = ReportDefinition<StockState>

const ITEM = [nameColumn('item', 'text'), nameColumn('sku', 'text'), nameColumn('category', 'category')]
const itemCells = ({ name, sku, categoryId }: StockFacts) => [name, sku, categoryId ?? '']
const opensProduct = ({ productId }: StockFacts) => ({ to: 'product', productId }) as const
const hasStock = ({ onHand }: StockFacts): boolean => onHand !== 0

const BY: ReportOption = { id: 'stock-by', choices: ['item', 'category'] }

/** STOCK-VALUE-1. */
const stockValueReport: Definition = {
  id: 'stock-value',
  group: 'stock',
  filters: [],
  options: [BY],
  needs: 'reports.view-margin',
  time: 'now',
  run(state, request, cut) {
    const facts = stockFacts(state, request, 'worth').filter(hasStock)
    const notes = valueNotes(facts)
    return optionOf(BY, request) === 'category'
      ? valueByCategory(facts, notes)
      : valueByItem(facts, notes, cut)
  },
}

function valueNotes(facts: readonly StockFacts[]): ReportNote[] {
  const { withoutCost, unitsWithoutCost, belowZero } = sumValue(facts)
  const fromCatalogue = facts.filter(({ onHand, costFrom }) => onHand > 0 && costFrom === 'catalogue').length
  return [
    ...(withoutCost > 0
      ? [
          noteOf(
            'without-cost',
            { count: param('count', withoutCost), units: param('quantity', unitsWithoutCost) },
            'warning',
          ),
        ]
      : []),
    ...(belowZero > 0 ? [noteOf('below-zero', { count: param('count', belowZero) }, 'warning')] : []),
    ...(fromCatalogue > 0 ? [noteOf('cost-from-catalogue', { count: param('count', fromCatalogue) })] : []),
  ]
}

function valueByItem(
  facts: readonly StockFacts[],
  notes: readonly ReportNote[],
  cut: ReportCut | undefined,
): ReportTable {
  const { value } = sumValue(facts)
  const columns = [
    ...ITEM,
    measureColumn('on-hand', 'quantity', { better: 'neither' }),
    measureColumn('unit-cost', 'money', { better: 'neither' }),
    nameColumn('cost-from', 'code'),
    measureColumn('stock-value', 'money', { better: 'neither' }),
    measureColumn('stock-value-share', 'percent', { better: 'neither' }),
  ]
  const sorted = [...facts].sort(byValue)
  const make = (item: StockFacts) =>
    rowOf(
      item.variantId,
      [
        ...itemCells(item),
        item.onHand,
        item.unitCost,
        item.costFrom,
        item.value,
        item.value === null ? null : ratio(item.value, value),
      ],
      opensProduct(item),
    )
  return {
    columns,
    ...makeRowsOf(columns, sorted, make, cut),
    total: { cells: [null, null, null, null, null, null, value, null], before: null, opens: null },
    chart: { kind: 'lying-bar', axis: 'item', series: ['stock-value'], first: 15 },
    notes,
  }
}

/** What has no cost comes last. */
const byValue = (a: StockFacts, b: StockFacts): number =>
  (b.value ?? -1) - (a.value ?? -1) || (a.variantId < b.variantId ? -1 : 1)

function valueByCategory(facts: readonly StockFacts[], notes: readonly ReportNote[]): ReportTable {
  const byCategory = new Map<string, StockFacts[]>()
  for (const item of facts) {
    const key = item.categoryId ?? ''
    const items = byCategory.get(key)
    if (items) items.push(item)
    else byCategory.set(key, [item])
  }
  const whole = sumValue(facts)
  const rows = [...byCategory]
    .map(([categoryId, items]) => ({ categoryId, sums: sumValue(items) }))
    .sort((a, b) => b.sums.value - a.sums.value || (a.categoryId < b.categoryId ? -1 : 1))
  return {
    columns: [
      nameColumn('category', 'category'),
      measureColumn('items', 'count', { better: 'neither' }),
      measureColumn('items-without-cost', 'count', { better: 'less' }),
      measureColumn('stock-value', 'money', { better: 'neither' }),
      measureColumn('stock-value-share', 'percent', { better: 'neither' }),
    ],
    rows: rows.map(({ categoryId, sums }) =>
      rowOf(categoryId, [
        categoryId,
        sums.items,
        sums.withoutCost,
        sums.value,
        ratio(sums.value, whole.value),
      ]),
    ),
    total: { cells: [null, whole.items, whole.withoutCost, whole.value, null], before: null, opens: null },
    chart: { kind: 'lying-bar', axis: 'category', series: ['stock-value'], first: 15 },
    notes,
  }
}

/** STOCK-TURN-1. The fastest first; what was not sold at all is last. */
const turnoverReport: Definition = {
  id: 'stock-turnover',
  group: 'stock',
  filters: [],
  options: [],
  needs: 'reports.view',
  time: 'range',
  run(state, request, cut) {
    const facts = stockFacts(state, request, 'movement')
    const days = daysOf(daySpan(request.range), request, firstDayOf(state, facts))
    const items = facts
      .filter((item) => hasStock(item) || item.sold !== 0 || item.opening !== 0)
      .map((item) => {
        const turnover = turnoverOf(item, days)
        return { item, turnover, rank: PACES.indexOf(turnover.pace) }
      })
      .sort(
        (a, b) =>
          a.rank - b.rank || b.item.sold - a.item.sold || (a.item.variantId < b.item.variantId ? -1 : 1),
      )
    const columns = [
      ...ITEM,
      nameColumn('pace', 'code'),
      measureColumn('units', 'quantity'),
      measureColumn('on-hand', 'quantity', { better: 'neither' }),
      measureColumn('days-of-stock', 'days', { better: 'neither' }),
      measureColumn('turns-per-year', 'decimal'),
      measureColumn('sell-through', 'percent'),
      measureColumn('received', 'quantity', { better: 'neither' }),
    ]
    const make = ({
      item,
      turnover: { pace, daysLeft, turnsPerYear, sellThrough },
    }: (typeof items)[number]) =>
      rowOf(
        item.variantId,
        [
          ...itemCells(item),
          pace,
          item.sold,
          item.onHand,
          daysLeft === null ? null : Math.round(daysLeft),
          turnsPerYear,
          sellThrough,
          item.received,
        ],
        { to: 'orders', filters: { variant: [item.variantId] } },
      )
    return {
      columns,
      ...makeRowsOf(columns, items, make, cut),
      total: null,
      chart: null,
      notes: [noteOf('turnover-explained', { days: param('days', days) })],
    }
  },
}

/** Days of the range that are over, today with them, from the first on that anything is known of: on others nothing could be sold. */
const daysOf = ({ first, last }: DaySpan, { today }: ReportRequest, firstDay: number): number =>
  Math.max(1, Math.min(last, dayNumberOf(today)) - Math.max(first, firstDay) + 1)

function firstDayOf({ orders }: StockState, facts: readonly StockFacts[]): number {
  const posted = facts.map(({ firstPostedDay }) => firstPostedDay ?? Number.POSITIVE_INFINITY)
  return posted.reduce((a, b) => Math.min(a, b), knownDays(orders)?.first ?? Number.POSITIVE_INFINITY)
}

const IDLE: ReportOption = { id: 'idle-days', choices: ['90', '30', '60', '180', '365'] }

/** DEAD-1. */
const deadStockReport: Definition = {
  id: 'dead-stock',
  group: 'stock',
  filters: [],
  options: [IDLE],
  needs: 'reports.view',
  time: 'now',
  run(state, request, cut) {
    const days = Number(optionOf(IDLE, request))
    const dead = deadStock(stockFacts(state, request, 'idle'), dayNumberOf(request.today), days)
    const sums = sumValue(dead.map(({ item }) => item))
    const columns = [
      ...ITEM,
      nameColumn('last-sale', 'day'),
      measureColumn('idle-days', 'days', { better: 'less' }),
      measureColumn('on-hand', 'quantity', { better: 'less' }),
      measureColumn('stock-value', 'money', { better: 'less', needs: 'reports.view-margin' }),
    ]
    const make = ({ item, idleDays }: (typeof dead)[number]) =>
      rowOf(
        item.variantId,
        [
          ...itemCells(item),
          item.lastSoldDay === null ? null : dayOfNumber(item.lastSoldDay),
          idleDays,
          item.onHand,
          item.value,
        ],
        opensProduct(item),
      )
    return {
      columns,
      ...makeRowsOf(columns, dead, make, cut),
      total: {
        cells: [null, null, null, null, null, null, sums.value],
        before: null,
        opens: null,
      },
      chart: null,
      notes: [
        noteOf('dead-stock-explained', { days: param('days', days) }),
        ...(sums.withoutCost > 0
          ? [noteOf('without-cost-short', { count: param('count', sums.withoutCost) }, 'warning')]
          : []),
      ],
    }
  },
}

const ABC_VIEW: ReportOption = { id: 'abc-view', choices: ['classes', 'items'] }

/** ABC-1. */
const abcReport: Definition = {
  id: 'abc-classes',
  group: 'products',
  filters: [],
  options: [ABC_VIEW],
  needs: 'reports.view',
  time: 'range',
  run(state, request, cut) {
    const { orders } = state
    const idOf = ({ item }: ItemSales): string => orders.items.variants.values[item] ?? ''
    const sold = itemSales(orders, orders.currencies.find(request.currency), daySpan(request.range))
    const ranked = abcClasses(sold, ({ revenue }) => revenue, idOf)
    return optionOf(ABC_VIEW, request) === 'items'
      ? abcItems(ranked, state, cut)
      : abcSums(ranked, idOf, state, request)
  },
}

/** What each class brings, and what of the stock it ties up: much of it in class C is money that lies still. */
function abcSums(
  ranked: readonly Ranked<ItemSales>[],
  idOf: (sales: ItemSales) => string,
  state: StockState,
  request: ReportRequest,
): ReportTable {
  const classOf = new Map(ranked.map(({ item, abc }) => [idOf(item), abc]))
  const facts = stockFacts(state, request, 'worth')
  const revenue = (of: readonly Ranked<ItemSales>[]) => of.reduce((sum, one) => sum + one.revenue, 0)
  const stock = (wanted: string) =>
    sumValue(facts.filter((item) => classOf.get(item.variantId) === wanted)).value
  const worth = sumValue(facts)
  const whole = worth.value
  const rows = ABC_CLASSES.map((abc) => {
    const members = ranked.filter((one) => one.abc === abc)
    return rowOf(
      abc,
      [
        abc,
        members.length,
        ratio(members.length, ranked.length),
        revenue(members),
        ratio(revenue(members), revenue(ranked)),
        stock(abc),
        ratio(stock(abc), whole),
      ],
      { to: 'report', id: 'abc-classes', options: { 'abc-view': 'items' } },
    )
  })
  return {
    columns: [
      nameColumn('abc', 'code'),
      measureColumn('items', 'count', { better: 'neither' }),
      measureColumn('items-share', 'percent', { better: 'neither' }),
      measureColumn('revenue', 'money'),
      measureColumn('share', 'percent', { better: 'neither' }),
      measureColumn('stock-value', 'money', { better: 'neither', needs: 'reports.view-margin' }),
      measureColumn('stock-value-share', 'percent', { better: 'neither', needs: 'reports.view-margin' }),
    ],
    rows: ranked.length === 0 ? [] : rows,
    total: {
      cells: [null, ranked.length, null, revenue(ranked), null, whole, null],
      before: null,
      opens: { to: 'orders' },
    },
    chart: { kind: 'bar', axis: 'abc', series: ['share', 'items-share'] },
    notes: [
      noteOf('abc-explained'),
      ...(worth.withoutCost > 0
        ? [noteOf('without-cost-short', { count: param('count', worth.withoutCost) }, 'warning')]
        : []),
    ],
  }
}

function abcItems(
  ranked: readonly Ranked<ItemSales>[],
  { orders }: StockState,
  cut: ReportCut | undefined,
): ReportTable {
  const columns = [
    nameColumn('item', 'text'),
    nameColumn('sku', 'text'),
    nameColumn('abc', 'code'),
    measureColumn('revenue', 'money'),
    measureColumn('share', 'percent', { better: 'neither' }),
    measureColumn('cumulative-share', 'percent', { better: 'neither' }),
    measureColumn('units', 'quantity'),
  ]
  const make = ({ item: { item, units }, revenue, share, cumulative, abc }: Ranked<ItemSales>) => {
    const variantId = orders.items.variants.values[item] ?? ''
    const { name = '', sku = '' } = orders.items.labels[item] ?? {}
    return rowOf(variantId, [name, sku, abc, revenue, share, cumulative, units], {
      to: 'orders',
      filters: { variant: [variantId] },
    })
  }
  return {
    columns,
    ...makeRowsOf(columns, ranked, make, cut),
    total: {
      cells: [null, null, null, ranked.reduce((sum, { revenue }) => sum + revenue, 0), null, null, null],
      before: null,
      opens: { to: 'orders' },
    },
    chart: null,
    notes: [noteOf('abc-explained')],
  }
}

/** SHRINK-1. */
const shrinkageReport: Definition = {
  id: 'shrinkage',
  group: 'stock',
  filters: [],
  options: [],
  needs: 'reports.view',
  time: 'range',
  run(state, request) {
    const facts = new Map(stockFacts(state, request, 'worth').map((item) => [item.variantId, item]))
    const worthOf = (variantId: string, units: number): number | null | undefined => {
      const known = state.catalogue.variant(variantId)
      if (known && known.product.currency !== request.currency) return undefined
      return worthOfUnits(facts.get(variantId), units)
    }
    const figuresOf = (span: DaySpan) =>
      shrinkage(state.ledger, state.book, span, state.orders.utcOffsetMinutes, worthOf)
    const figures = figuresOf(daySpan(request.range))
    const past = request.compare && figuresOf(daySpan(request.compare))
    const without = figures.reduce((sum, { unitsWithoutCost }) => sum + unitsWithoutCost, 0)
    return {
      columns: [
        nameColumn('correction', 'code'),
        nameColumn('stock-reason', 'code'),
        measureColumn('acts', 'count', { better: 'neither' }),
        measureColumn('units-lost', 'quantity', { better: 'less' }),
        measureColumn('units-found', 'quantity', { better: 'neither' }),
        measureColumn('lost-value', 'money', { better: 'less', needs: 'reports.view-margin' }),
        measureColumn('found-value', 'money', { better: 'neither', needs: 'reports.view-margin' }),
        measureColumn('net-loss', 'money', { better: 'less', needs: 'reports.view-margin' }),
      ],
      rows: figures.map((one) => {
        const then = past?.find(({ kind, reason }) => kind === one.kind && reason === one.reason)
        return {
          key: `${one.kind} ${one.reason}`,
          cells: [one.kind, one.reason === '' ? null : one.reason, ...lossCells(one)],
          before: past && [null, null, ...lossCells(then ?? NO_LOSS)],
          opens: null,
        }
      }),
      total: {
        cells: [null, null, ...lossCells(sumLosses(figures))],
        before: past && [null, null, ...lossCells(sumLosses(past))],
        opens: null,
      },
      chart: { kind: 'lying-bar', axis: 'stock-reason', series: ['units-lost'] },
      notes: [
        noteOf('shrinkage-explained'),
        ...(without > 0
          ? [noteOf('units-without-cost', { units: param('quantity', without) }, 'warning')]
          : []),
      ],
    }
  },
}

/** At what the goods cost today: what they cost then is not written on a correction. */
function worthOfUnits(item: StockFacts | undefined, units: number): number | null {
  if (!item || item.unitCost === null) return null
  return Math.round((item.unitCost * units) / item.costPer)
}

type Losses = Pick<
  ReturnType<typeof shrinkage>[number],
  'documents' | 'lost' | 'found' | 'lostValue' | 'foundValue'
>
const NO_LOSS: Losses = { documents: 0, lost: 0, found: 0, lostValue: 0, foundValue: 0 }

const sumLosses = (figures: readonly Losses[]): Losses =>
  figures.reduce(
    (sum, one) => ({
      documents: sum.documents + one.documents,
      lost: sum.lost + one.lost,
      found: sum.found + one.found,
      lostValue: sum.lostValue + one.lostValue,
      foundValue: sum.foundValue + one.foundValue,
    }),
    NO_LOSS,
  )

const lossCells = ({ documents, lost, found, lostValue, foundValue }: Losses): number[] => [
  documents,
  lost,
  found,
  lostValue,
  foundValue,
  lostValue - foundValue,
]

export const STOCK_REPORTS: readonly Definition[] = [
  stockValueReport,
  turnoverReport,
  deadStockReport,
  shrinkageReport,
]
export const PRODUCT_REPORTS: readonly Definition[] = [abcReport]
