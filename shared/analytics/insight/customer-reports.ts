import type { OrderColumns } from '../order-columns.ts'
import { makeRowsOf } from '../report/cut-report.ts'
import {
  optionOf,
  type ReportCut,
  type ReportDefinition,
  type ReportOption,
  type ReportRequest,
} from '../report/report-definition.ts'
import {
  measureColumn,
  nameColumn,
  type ReportColumn,
  type ReportNote,
  type ReportRow,
  type ReportTable,
} from '../report/report-table.ts'
import { sortByAmount } from '../sort-by-amount.ts'
import { cohortsOf } from './cohorts.ts'
import { SEGMENTS, type Segment, type SegmentedCustomer, segmentCustomers } from './customer-segments.ts'
import {
  type BuyerTotals,
  bestCustomers,
  type CustomerSums,
  customerFigures,
  customerSums,
  totalOfBuyers,
} from './customer-sums.ts'
import { daySpan } from './day-span.ts'
import { type BuyerFigures, newAndReturning } from './new-and-returning.ts'
import {
  askedOf,
  before,
  daysOfPeriod,
  noteOf,
  param,
  perPiece,
  ratio,
  rowOf,
  SALE_FILTERS,
} from './report-cells.ts'

/** What the customer reports are computed from. */
export interface BuyerState {
  readonly orders: OrderColumns
  /** Null: not known here; the sale may have come before its customer. */
  readonly credit: { nameOf(customerId: string): string | null }
}

type Definition = ReportDefinition<BuyerState>
const PERIOD: ReportOption = { id: 'period', choices: ['month', 'week', 'day'] }
const isPeriod = (value: string): value is 'day' | 'week' => value === 'day' || value === 'week'

const namelessNote = ({ namelessOrders, orders }: BuyerFigures): ReportNote[] =>
  namelessOrders === 0
    ? []
    : [
        noteOf('nameless-sales', {
          count: param('count', namelessOrders),
          share: param('percent', ratio(namelessOrders, namelessOrders + orders)),
        }),
      ]

const nameOf = (state: BuyerState, customerId: string): string =>
  state.credit.nameOf(customerId) ?? customerId

/** BUYER-1. */
const newAndReturningReport: Definition = {
  id: 'new-and-returning',
  group: 'customers',
  filters: SALE_FILTERS,
  options: [PERIOD],
  needs: 'reports.view',
  time: 'range',
  run(state, request) {
    const chosen = optionOf(PERIOD, request)
    const period = isPeriod(chosen) ? chosen : 'month'
    const asked = askedOf(request, SALE_FILTERS)
    const { periods, total } = newAndReturning(state.orders, asked, period)
    const past = before(asked, request)
    const totalBefore = past && newAndReturning(state.orders, past, period).total
    return {
      columns: [
        nameColumn(period, period),
        measureColumn('buyers', 'count'),
        measureColumn('new-buyers', 'count'),
        measureColumn('returning-buyers', 'count'),
        measureColumn('returning-share', 'percent'),
        measureColumn('named-orders', 'count'),
        measureColumn('new-revenue', 'money'),
        measureColumn('returning-revenue', 'money'),
        measureColumn('nameless-orders', 'count', { better: 'less' }),
        measureColumn('nameless-revenue', 'money', { better: 'neither' }),
      ],
      rows: periods.map(({ start, ...figures }) =>
        rowOf(String(start), [start, ...buyerCells(figures)], {
          to: 'orders',
          range: daysOfPeriod(start, period, request.range),
        }),
      ),
      total: {
        cells: [null, ...buyerCells(total)],
        before: totalBefore && [null, ...buyerCells(totalBefore)],
        opens: { to: 'orders' },
      },
      chart: { kind: 'stacked', axis: period, series: ['new-buyers', 'returning-buyers'] },
      notes: [noteOf('buyers-count-once'), ...namelessNote(total)],
    }
  },
}

const buyerCells = (figures: BuyerFigures): (number | null)[] => [
  figures.buyers,
  figures.newBuyers,
  figures.buyers - figures.newBuyers,
  ratio(figures.buyers - figures.newBuyers, figures.buyers),
  figures.orders,
  figures.newRevenue,
  figures.returningRevenue,
  figures.namelessOrders,
  figures.namelessRevenue,
]

/** As many as anybody scrolls through; how many there are in all is said under the table. */
const MOST_CUSTOMERS = 1_000

const bestCustomersReport: Definition = {
  id: 'best-customers',
  group: 'customers',
  filters: SALE_FILTERS,
  options: [],
  needs: 'reports.view',
  time: 'range',
  run(state, request) {
    const asked = askedOf(request, SALE_FILTERS)
    const sums = customerSums(state.orders, asked)
    const past = before(asked, request)
    const sumsBefore = past && customerSums(state.orders, past)
    const best = bestCustomers(state.orders, sums, MOST_CUSTOMERS)
    const whole = totalOfBuyers(sums)
    const cellsBefore = (customerId: string) => {
      const number = state.orders.customers.find(customerId)
      if (!sumsBefore || number === undefined) return null
      const { orders, sales, revenue } = customerFigures(state.orders, sumsBefore, number)
      return [null, orders, revenue, perPiece(sales, orders), null, null, null]
    }
    return {
      columns: [
        nameColumn('customer', 'text'),
        measureColumn('orders', 'count', { only: 'sales' }),
        measureColumn('revenue', 'money'),
        measureColumn('average', 'money', { only: 'sales' }),
        measureColumn('share', 'percent', { better: 'neither' }),
        nameColumn('first-purchase', 'day'),
        nameColumn('last-purchase', 'day'),
      ],
      rows: best.map((one) => ({
        key: one.customerId,
        cells: [
          nameOf(state, one.customerId),
          one.orders,
          one.revenue,
          perPiece(one.sales, one.orders),
          ratio(one.revenue, whole.revenue),
          one.firstDay,
          one.lastDay,
        ],
        before: cellsBefore(one.customerId),
        opens: { to: 'orders', filters: { customer: [one.customerId] } },
      })),
      total: {
        cells: [null, whole.orders, whole.revenue, perPiece(whole.sales, whole.orders), null, null, null],
        before: sumsBefore && totalBefore(totalOfBuyers(sumsBefore)),
        // All orders would be more than these.
        opens: null,
      },
      chart: { kind: 'lying-bar', axis: 'customer', series: ['revenue'], first: 15 },
      notes: [
        noteOf('customers-with-name-only'),
        ...(whole.customers > best.length
          ? [
              noteOf('customers-cut-off', {
                shown: param('count', best.length),
                count: param('count', whole.customers),
              }),
            ]
          : []),
      ],
    }
  },
}

const totalBefore = ({ orders, revenue, sales }: BuyerTotals) => [
  null,
  orders,
  revenue,
  perPiece(sales, orders),
  null,
  null,
  null,
]

/** Months after the first purchase that are shown; more would not be read. */
const COHORT_MONTHS = 12
const monthColumn = (month: number): ReportColumn =>
  measureColumn(`month-${month}`, 'percent', { better: 'neither' })

/** BUYER-2. */
const cohortReport: Definition = {
  id: 'cohorts',
  group: 'customers',
  filters: SALE_FILTERS,
  options: [],
  needs: 'reports.view',
  time: 'range',
  run(state, request) {
    const cohorts = cohortsOf(state.orders, askedOf(request, SALE_FILTERS))
    const months = Math.min(COHORT_MONTHS, Math.max(0, ...cohorts.map(({ active }) => active.length - 1)))
    const later = Array.from({ length: months }, (_, i) => i + 1)
    /** Of the cohorts that are old enough to have had that month. */
    const kept = (month: number): number | null => {
      const old = cohorts.filter(({ active }) => active.length > month)
      return ratio(
        old.reduce((sum, { active }) => sum + (active[month] ?? 0), 0),
        old.reduce((sum, { size }) => sum + size, 0),
      )
    }
    return {
      columns: [
        nameColumn('cohort', 'month'),
        measureColumn('cohort-size', 'count'),
        ...later.map(monthColumn),
      ],
      rows: cohorts.map(({ month, size, active }) =>
        rowOf(
          String(month),
          [month, size, ...later.map((at) => (at < active.length ? (active[at] ?? 0) / size : null))],
          {
            to: 'report',
            id: 'new-and-returning',
            range: daysOfPeriod(month, 'month', { from: month, to: request.range.to }),
            options: { period: 'day' },
          },
        ),
      ),
      total:
        cohorts.length === 0
          ? null
          : {
              cells: [null, cohorts.reduce((sum, { size }) => sum + size, 0), ...later.map(kept)],
              before: null,
              opens: null,
            },
      chart: null,
      notes: [noteOf('cohorts-to-end-of-range')],
    }
  },
}

const SEGMENT_VIEW: ReportOption = { id: 'segment-view', choices: ['segments', 'customers'] }

/** BUYER-3. */
const segmentReport: Definition = {
  id: 'customer-segments',
  group: 'customers',
  filters: SALE_FILTERS,
  options: [SEGMENT_VIEW],
  needs: 'reports.view',
  time: 'range',
  run(state, request, cut) {
    const sums = customerSums(state.orders, askedOf(request, SALE_FILTERS))
    const scored = segmentCustomers(sums)
    const isList = optionOf(SEGMENT_VIEW, request) === 'customers'
    return isList ? segmentList(state, sums, scored, request, cut) : segmentSums(sums, scored, request)
  },
}

/** Scores of fewer say nothing: with five each has one of its own. */
const FEW_BUYERS = 20

const segmentNotes = (scored: readonly SegmentedCustomer[]): ReportNote[] => [
  noteOf('segments-explained'),
  ...(scored.length > 0 && scored.length < FEW_BUYERS
    ? [noteOf('few-buyers', { count: param('count', scored.length) }, 'warning')]
    : []),
]

function segmentSums(
  sums: CustomerSums,
  scored: readonly SegmentedCustomer[],
  request: ReportRequest,
): ReportTable {
  const { last } = daySpan(request.range)
  const bySegment = new Map<Segment, SegmentedCustomer[]>(SEGMENTS.map((segment) => [segment, []]))
  for (const one of scored) bySegment.get(one.segment)?.push(one)
  const rows = [...bySegment].flatMap(([segment, members]): ReportRow[] => {
    if (members.length === 0) return []
    const total = (of: ArrayLike<number>) =>
      members.reduce((sum, { customer }) => sum + (of[customer] ?? 0), 0)
    const orders = total(sums.orders)
    const idle = members.length * last - total(sums.lastDay)
    return [
      rowOf(
        segment,
        [
          segment,
          members.length,
          members.length / scored.length,
          orders,
          total(sums.revenue),
          perPiece(total(sums.revenue), members.length),
          orders / members.length,
          Math.round(idle / members.length),
        ],
        { to: 'report', id: 'customer-segments', options: { 'segment-view': 'customers' } },
      ),
    ]
  })
  return {
    columns: [
      nameColumn('segment', 'code'),
      measureColumn('buyers', 'count', { better: 'neither' }),
      measureColumn('buyers-share', 'percent', { better: 'neither' }),
      measureColumn('orders', 'count'),
      measureColumn('revenue', 'money'),
      measureColumn('revenue-per-buyer', 'money'),
      measureColumn('orders-per-buyer', 'decimal'),
      measureColumn('idle-days', 'days', { better: 'less' }),
    ],
    rows,
    total: null,
    chart: { kind: 'lying-bar', axis: 'segment', series: ['buyers'] },
    notes: segmentNotes(scored),
  }
}

/** Best group first, within it by money. */
function segmentOrder(
  { orders }: BuyerState,
  { revenue }: CustomerSums,
  scored: readonly SegmentedCustomer[],
): SegmentedCustomer[] {
  const byNumber = new Map(scored.map((one) => [one.customer, one]))
  return SEGMENTS.flatMap((segment) => {
    const members = scored.flatMap((one) => (one.segment === segment ? [one.customer] : []))
    return sortByAmount(
      members,
      (customer) => revenue[customer] ?? 0,
      (customer) => orders.customers.values[customer] ?? '',
    ).flatMap((customer) => byNumber.get(customer) ?? [])
  })
}

function segmentList(
  state: BuyerState,
  sums: CustomerSums,
  scored: readonly SegmentedCustomer[],
  request: ReportRequest,
  cut: ReportCut | undefined,
): ReportTable {
  const { last } = daySpan(request.range)
  const columns = [
    nameColumn('customer', 'text'),
    nameColumn('segment', 'code'),
    measureColumn('orders', 'count'),
    measureColumn('revenue', 'money'),
    measureColumn('idle-days', 'days', { better: 'less' }),
    measureColumn('recency-score', 'count'),
    measureColumn('frequency-score', 'count'),
    measureColumn('money-score', 'count'),
  ]
  const make = ({ customer, segment, recency, frequency, money }: SegmentedCustomer): ReportRow => {
    const { customerId, orders, revenue } = customerFigures(state.orders, sums, customer)
    return rowOf(
      customerId,
      [
        nameOf(state, customerId),
        segment,
        orders,
        revenue,
        last - (sums.lastDay[customer] ?? 0),
        recency,
        frequency,
        money,
      ],
      { to: 'orders', filters: { customer: [customerId] } },
    )
  }
  return {
    columns,
    ...makeRowsOf(columns, segmentOrder(state, sums, scored), make, cut),
    total: null,
    chart: null,
    notes: segmentNotes(scored),
  }
}

export const CUSTOMER_REPORTS: readonly Definition[] = [
  newAndReturningReport,
  bestCustomersReport,
  segmentReport,
  cohortReport,
]
