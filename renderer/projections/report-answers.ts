import { BUILT_REPORT } from '@shared/analytics/report/built-definition.ts'
import { builtReport } from '@shared/analytics/report/built-report.ts'
import { cutReport } from '@shared/analytics/report/cut-report.ts'
import type {
  ReportCut,
  ReportDescription,
  ReportRequest,
} from '@shared/analytics/report/report-definition.ts'
import type { ReportAnswer, ReportTable } from '@shared/analytics/report/report-table.ts'
import { dayOfNumber } from '@shared/analytics/sale-facts.ts'
import { knownDays } from '@shared/analytics/scan-acts.ts'
import type { ProjectionState } from './projection-state.ts'
import { REPORTS } from './report-registry.ts'

/** What can be asked for; the definitions' functions stay in the worker. */
export const reportDescriptions = (): readonly ReportDescription[] =>
  REPORTS.map(({ run: _run, ...description }) => description)

/** Null when there is no such report: a saved one may be of a newer program. */
export function answerReport(
  state: ProjectionState,
  id: string,
  request: ReportRequest,
  cut: ReportCut,
): ReportAnswer | null {
  const table = runReport(state, id, request)
  if (!table) return null
  const known = knownDays(state.orders)
  return {
    ...cutReport(table, cut),
    rowCount: table.rows.length,
    known: known && { from: dayOfNumber(known.first), to: dayOfNumber(known.last) },
  }
}

function runReport(state: ProjectionState, id: string, request: ReportRequest): ReportTable | null {
  if (id !== BUILT_REPORT) return REPORTS.find((one) => one.id === id)?.run(state, request) ?? null
  const { orders, catalogue, credit } = state
  const names = {
    productName: (variantId: string) => catalogue.variant(variantId)?.product.name,
    customerName: (customerId: string) => credit.nameOf(customerId) ?? undefined,
  }
  return request.built ? builtReport({ orders, ...names }, request, request.built) : null
}
