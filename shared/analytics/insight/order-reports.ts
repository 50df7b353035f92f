import type { OrderColumns } from '../order-columns.ts'
import type { ReportDefinition } from '../report/report-definition.ts'
import { measureColumn, nameColumn } from '../report/report-table.ts'
import { type LeadFigures, leadTimes, orderStages } from './order-stages.ts'
import { askedOf, noteOf, opensOrders, ratio } from './report-cells.ts'

type Definition = ReportDefinition<{ readonly orders: OrderColumns }>

/** ORDER-STAGE-1. */
const orderStatusReport: Definition = {
  id: 'order-status',
  group: 'sales',
  filters: [],
  options: [],
  needs: 'reports.view',
  time: 'range',
  run({ orders }, request) {
    const stages = orderStages(orders, askedOf(request, []))
    const past = request.compare && orderStages(orders, { ...askedOf(request, []), range: request.compare })
    const countOf = (rows: typeof stages) => rows.reduce((sum, one) => sum + one.orders, 0)
    const moneyOf = (rows: typeof stages) => rows.reduce((sum, { revenue }) => sum + revenue, 0)
    return {
      columns: [
        nameColumn('status', 'code'),
        measureColumn('orders', 'count', { better: 'neither' }),
        measureColumn('orders-share', 'percent', { better: 'neither' }),
        measureColumn('revenue', 'money', { better: 'neither' }),
      ],
      rows: stages.map((one) => {
        const then = past?.find(({ status }) => status === one.status)
        return {
          key: one.status,
          cells: [one.status, one.orders, ratio(one.orders, countOf(stages)), one.revenue],
          before: past && [
            null,
            then?.orders ?? 0,
            ratio(then?.orders ?? 0, countOf(past)),
            then?.revenue ?? 0,
          ],
          opens: opensOrders(one.orderIds),
        }
      }),
      total: {
        cells: [null, countOf(stages), null, moneyOf(stages)],
        before: past && [null, countOf(past), null, moneyOf(past)],
        opens: { to: 'orders' },
      },
      chart: { kind: 'lying-bar', axis: 'status', series: ['orders'] },
      notes: [noteOf('status-by-order-day')],
    }
  },
}

/** ORDER-STAGE-2. */
const leadTimeReport: Definition = {
  id: 'lead-time',
  group: 'sales',
  filters: [],
  options: [],
  needs: 'reports.view',
  time: 'range',
  run({ orders }, request) {
    const leads = leadTimes(orders, askedOf(request, []))
    const past = request.compare && leadTimes(orders, { ...askedOf(request, []), range: request.compare })
    return {
      columns: [
        nameColumn('channel', 'channel'),
        measureColumn('delivered', 'count'),
        measureColumn('lead-median', 'decimal', { better: 'less' }),
        measureColumn('lead-ninth', 'decimal', { better: 'less' }),
        measureColumn('lead-slowest', 'decimal', { better: 'less' }),
      ],
      rows: leads.byChannel.map((one) => {
        const then = past?.byChannel.find(({ channel }) => channel === one.channel)
        return {
          key: one.channel,
          cells: [one.channel, ...leadCells(one)],
          before: then ? [null, ...leadCells(then)] : null,
          opens: opensOrders(one.orderIds),
        }
      }),
      total: leads.all && {
        cells: [null, ...leadCells(leads.all)],
        before: past?.all ? [null, ...leadCells(past.all)] : null,
        opens: opensOrders(leads.all.orderIds),
      },
      chart: null,
      notes: [noteOf(leads.all === null ? 'no-deliveries' : 'lead-time-explained')],
    }
  },
}

const HOUR_MINUTES = 60
const leadCells = ({ delivered, medianMinutes, ninthMinutes, slowestMinutes }: LeadFigures): number[] => [
  delivered,
  medianMinutes / HOUR_MINUTES,
  ninthMinutes / HOUR_MINUTES,
  slowestMinutes / HOUR_MINUTES,
]

export const ORDER_REPORTS: readonly Definition[] = [orderStatusReport, leadTimeReport]
