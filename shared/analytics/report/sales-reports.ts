import type { OrderColumns } from '../order-columns.ts'
import {
  CATEGORY,
  CHANNEL,
  COUNTRY,
  DEVICE,
  type Dimension,
  HOUR,
  periodDimension,
  STAFF,
  TAX_RATE,
  WEEKDAY,
} from './dimensions.ts'
import { MEASURES, type Measure } from './measures.ts'
import { paymentReport } from './payment-report.ts'
import { REMARK_BY, remarkReport } from './remark-report.ts'
import type { ReportDefinition, ReportGroup } from './report-definition.ts'
import { FILTER_NAMES, type FilterName } from './report-filters.ts'
import type { ReportChart } from './report-table.ts'
import { salesTable } from './sales-table.ts'

/** What the sales reports are computed from. */
export interface SalesState {
  readonly orders: OrderColumns
}

const USUAL: readonly Measure[] = [
  MEASURES.orders,
  MEASURES.average,
  MEASURES.units,
  MEASURES.sales,
  MEASURES.returned,
  MEASURES.revenue,
  MEASURES.margin,
]
const SHARED: readonly Measure[] = [
  MEASURES.orders,
  MEASURES.average,
  MEASURES.units,
  MEASURES.revenue,
  MEASURES.share,
  MEASURES.returned,
  MEASURES.discount,
  MEASURES.margin,
  MEASURES.marginRate,
]
const TAXES: readonly Measure[] = [
  MEASURES.sales,
  MEASURES.returned,
  MEASURES.revenue,
  MEASURES.tax,
  MEASURES.net,
]
/** Filters that say something of money by itself, apart from goods. */
const PAYMENT_FILTERS: readonly FilterName[] = ['method', 'staff', 'device', 'channel', 'customer', 'weekday']

interface Grouped {
  readonly id: string
  readonly group: ReportGroup
  readonly dimension: Dimension
  readonly measures: readonly Measure[]
  readonly chart: ReportChart['kind']
  readonly shown?: string
}

/** A report that is sales grouped by one thing. */
const grouped = ({
  id,
  group,
  dimension,
  measures,
  chart,
  shown = 'revenue',
}: Grouped): ReportDefinition<SalesState> => ({
  id,
  group,
  filters: FILTER_NAMES,
  options: [],
  needs: 'reports.view',
  time: 'range',
  run({ orders }, request, cut) {
    const picture = {
      kind: chart,
      axis: dimension.id,
      series: [shown],
      ...(chart === 'lying-bar' ? { first: 10 } : {}),
    }
    return salesTable(orders, request, { dimension, measures, chart: picture }, cut)
  },
})

const period = (name: 'day' | 'week' | 'month', chart: ReportChart['kind']): ReportDefinition<SalesState> =>
  grouped({
    id: `sales-by-${name}`,
    group: 'sales',
    dimension: periodDimension(name),
    measures: USUAL,
    chart,
  })

export const SALES_REPORTS: readonly ReportDefinition<SalesState>[] = [
  period('day', 'line'),
  period('week', 'bar'),
  period('month', 'bar'),
  grouped({ id: 'sales-by-weekday', group: 'sales', dimension: WEEKDAY, measures: USUAL, chart: 'bar' }),
  grouped({ id: 'sales-by-hour', group: 'sales', dimension: HOUR, measures: USUAL, chart: 'bar' }),
  grouped({
    id: 'sales-by-channel',
    group: 'sales',
    dimension: CHANNEL,
    measures: SHARED,
    chart: 'lying-bar',
  }),
  grouped({
    id: 'sales-by-country',
    group: 'sales',
    dimension: COUNTRY,
    measures: SHARED,
    chart: 'lying-bar',
  }),
  {
    id: 'discounts',
    group: 'sales',
    filters: FILTER_NAMES,
    options: [REMARK_BY],
    needs: 'reports.view',
    time: 'range',
    run: ({ orders }, request) => remarkReport(orders, request, 'discount'),
  },
  {
    id: 'returns',
    group: 'sales',
    filters: FILTER_NAMES,
    options: [REMARK_BY],
    needs: 'reports.view',
    time: 'range',
    run: ({ orders }, request) => remarkReport(orders, request, 'return'),
  },
  grouped({
    id: 'category-performance',
    group: 'products',
    dimension: CATEGORY,
    measures: SHARED,
    chart: 'lying-bar',
  }),
  {
    id: 'payments',
    group: 'money',
    filters: PAYMENT_FILTERS,
    options: [],
    needs: 'reports.view',
    time: 'range',
    run: ({ orders }, request) => paymentReport(orders, request),
  },
  grouped({ id: 'taxes', group: 'money', dimension: TAX_RATE, measures: TAXES, chart: 'bar', shown: 'tax' }),
  grouped({ id: 'sales-by-staff', group: 'team', dimension: STAFF, measures: SHARED, chart: 'lying-bar' }),
  grouped({ id: 'sales-by-device', group: 'team', dimension: DEVICE, measures: SHARED, chart: 'lying-bar' }),
]
