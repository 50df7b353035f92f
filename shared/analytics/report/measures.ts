import { roundHalfAway } from '@shared/kernel/money.ts'
import { AT, type Sums, sumAt } from '../sums.ts'
import { type Cell, measureColumn, type ReportColumn } from './report-table.ts'

/** A figure of a group of sales: its column and how it follows from the group's sums and from the total's. */
export interface Measure {
  readonly column: ReportColumn
  readonly of: (figure: (at: number) => number, total: (at: number) => number) => Cell
}

const ratio = (part: number, whole: number): Cell => (whole === 0 ? null : part / whole)
type Figure = (at: number) => number
const revenueOf = (figure: Figure): number => figure(AT.sales) - figure(AT.returned)
/** What says something of the lines whose cost is known; null when that is none of them. */
const ifCostKnown = (figure: Figure, value: Cell): Cell =>
  figure(AT.marginRevenue) === 0 && figure(AT.cost) === 0 ? null : value

const MARGIN = { needs: 'reports.view-margin' } as const

export const MEASURES = {
  orders: {
    column: measureColumn('orders', 'count', { only: 'sales' }),
    of: (figure) => figure(AT.orders),
  },
  returns: {
    column: measureColumn('returns', 'count', { only: 'returns', better: 'less' }),
    of: (figure) => figure(AT.returns),
  },
  lines: { column: measureColumn('lines', 'count'), of: (figure) => figure(AT.lines) },
  units: { column: measureColumn('units', 'quantity'), of: (figure) => figure(AT.units) },
  sales: {
    column: measureColumn('sales', 'money', { only: 'sales' }),
    of: (figure) => figure(AT.sales),
  },
  returned: {
    column: measureColumn('returned', 'money', { only: 'returns', better: 'less' }),
    of: (figure) => figure(AT.returned),
  },
  revenue: { column: measureColumn('revenue', 'money'), of: revenueOf },
  share: {
    column: measureColumn('share', 'percent', { better: 'neither' }),
    of: (figure, total) => ratio(revenueOf(figure), revenueOf(total)),
  },
  average: {
    column: measureColumn('average', 'money', { only: 'sales' }),
    of: (figure) => (figure(AT.orders) === 0 ? null : roundHalfAway(figure(AT.sales) / figure(AT.orders))),
  },
  discount: {
    column: measureColumn('discount', 'money', { only: 'discounts', better: 'less' }),
    of: (figure) => figure(AT.discount),
  },
  discountRate: {
    column: measureColumn('discount-rate', 'percent', { only: 'discounts', better: 'less' }),
    of: (figure) => ratio(figure(AT.discount), figure(AT.sales) + figure(AT.discount)),
  },
  returnRate: {
    column: measureColumn('return-rate', 'percent', { only: 'returns', better: 'less' }),
    of: (figure) => ratio(figure(AT.returned), figure(AT.sales)),
  },
  tax: { column: measureColumn('tax', 'money', { better: 'neither' }), of: (figure) => figure(AT.tax) },
  net: {
    column: measureColumn('net', 'money'),
    of: (figure) => revenueOf(figure) - figure(AT.tax),
  },
  cost: {
    column: measureColumn('cost', 'money', { ...MARGIN, better: 'neither' }),
    of: (figure) => ifCostKnown(figure, figure(AT.cost)),
  },
  margin: {
    column: measureColumn('margin', 'money', MARGIN),
    of: (figure) => ifCostKnown(figure, figure(AT.margin)),
  },
  marginRate: {
    column: measureColumn('margin-rate', 'percent', MARGIN),
    of: (figure) => ifCostKnown(figure, ratio(figure(AT.margin), figure(AT.margin) + figure(AT.cost))),
  },
} as const satisfies Record<string, Measure>

export type MeasureId = keyof typeof MEASURES

export const figureAt =
  (sums: Sums, record: number): Figure =>
  (at) =>
    sumAt(sums, record, at)

/** The figures of one group after the other, without anything made anew for each. */
export function createFigureReader(sums: Sums): { readonly figure: Figure; moveTo(record: number): void } {
  let record = 0
  return {
    figure: (at) => sumAt(sums, record, at),
    moveTo(next) {
      record = next
    },
  }
}
