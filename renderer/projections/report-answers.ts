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
import { canonicalJson } from '@shared/kernel/canonical.ts'
import type { ProjectionState } from './projection-state.ts'
import { REPORTS } from './report-registry.ts'

/** What can be asked for; the definitions' functions stay in the worker. */
export const reportDescriptions = (): readonly ReportDescription[] =>
  REPORTS.map(({ run: _run, ...description }) => description)

/** What was answered of a shop that has not changed since, the last few of them. */
interface Kept {
  readonly stamp: string
  readonly answers: Map<string, ReportAnswer | null>
}

const kept = new WeakMap<ProjectionState['orders'], Kept>()
const KEPT_ANSWERS = 4

/** Null when there is no such report: a saved one may be of a newer program. The same question to an unchanged shop is answered once. */
export function answerReport(
  state: ProjectionState,
  id: string,
  request: ReportRequest,
  cut: ReportCut,
): ReportAnswer | null {
  const { answers } = keptFor(state)
  const question = canonicalJson([id, request, cut])
  const known = answers.get(question)
  if (known !== undefined) return known
  const answer = computeReport(state, id, request, cut)
  if (answers.size >= KEPT_ANSWERS) answers.delete(answers.keys().next().value ?? '')
  answers.set(question, answer)
  return answer
}

function keptFor({ orders, ledger, book, lots, credit, catalogue }: ProjectionState): Kept {
  const stamp = [orders, ledger, book, lots, credit, catalogue].map(({ version }) => version).join(' ')
  const before = kept.get(orders)
  if (before?.stamp === stamp) return before
  const anew = { stamp, answers: new Map() }
  kept.set(orders, anew)
  return anew
}

function computeReport(
  state: ProjectionState,
  id: string,
  request: ReportRequest,
  cut: ReportCut,
): ReportAnswer | null {
  const table = runReport(state, id, request, cut)
  if (!table) return null
  const known = knownDays(state.orders)
  const { rowCount } = table
  return {
    ...(rowCount === undefined ? cutReport(table, cut) : table),
    rowCount: rowCount ?? table.rows.length,
    known: known && { from: dayOfNumber(known.first), to: dayOfNumber(known.last) },
  }
}

function runReport(
  state: ProjectionState,
  id: string,
  request: ReportRequest,
  cut: ReportCut,
): ReportTable | null {
  if (id !== BUILT_REPORT) return REPORTS.find((one) => one.id === id)?.run(state, request, cut) ?? null
  const { orders, catalogue, credit } = state
  const names = {
    productName: (variantId: string) => catalogue.variant(variantId)?.product.name,
    customerName: (customerId: string) => credit.nameOf(customerId) ?? undefined,
  }
  return request.built ? builtReport({ orders, ...names }, request, request.built) : null
}
