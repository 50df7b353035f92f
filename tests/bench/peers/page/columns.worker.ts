import type { SalesReportRequest } from '@shared/analytics/figures.ts'
import { createOrderColumns, emptyOrderParts } from '@shared/analytics/order-columns.ts'
import { salesReport } from '@shared/analytics/sales-report.ts'
import { pastOrders } from './past-orders.ts'
import { answerCalls } from './worker-calls.ts'

/* The product's columns and its whole dashboard, asked the way the peers are asked. */

const columns = createOrderColumns(emptyOrderParts(0))

const calls = {
  load(lines: number, linesPerOrder: number): number {
    for (const order of pastOrders(lines / linesPerOrder, linesPerOrder)) columns.apply(order)
    return columns.lines.columns.length
  },
  report: (request: SalesReportRequest) => salesReport(columns, request),
}

export type ColumnsCalls = typeof calls
answerCalls(calls)
