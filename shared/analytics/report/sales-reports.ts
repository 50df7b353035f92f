import type { OrderColumns } from '../order-columns.ts'
import type { ReportDefinition } from './report-definition.ts'

/** What the sales reports are computed from. */
export interface SalesState {
  readonly orders: OrderColumns
}

export const SALES_REPORTS: readonly ReportDefinition<SalesState>[] = []
