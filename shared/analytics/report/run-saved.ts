import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { SavedReport } from '@shared/schemas/report.schema.ts'
import type { BuiltState } from './built-axes.ts'
import { BUILT_REPORT, readBuilt, type UnknownWord } from './built-definition.ts'
import { builtReport } from './built-report.ts'
import type { ReportRequest } from './report-definition.ts'
import type { ReportTable } from './report-table.ts'
import { SALES_REPORTS } from './sales-reports.ts'
import { comparedRange, savedComparison, savedFilters, savedRange, unknownWord } from './saved-report.ts'

/** Reports that follow from sales alone, and so can be worked out wherever the orders are: on a till and on the server. */
export const SERVER_REPORTS: readonly string[] = [BUILT_REPORT, ...SALES_REPORTS.map(({ id }) => id)]

/** What a saved report asks on that day; refused when it names something that this program does not know. */
export function savedRequest(
  saved: SavedReport,
  today: BusinessDay,
  currency: CurrencyCode,
): Result<ReportRequest, UnknownWord> {
  const word = unknownWord(saved)
  if (word !== null) return err({ type: 'UnknownWord', word })
  const range = savedRange(saved.days, today)
  const request: ReportRequest = {
    range,
    compare: comparedRange(range, savedComparison(saved)),
    currency,
    filters: savedFilters(saved),
    options: saved.options ?? {},
    today,
  }
  if (saved.report !== BUILT_REPORT) return ok(request)
  if (!saved.built) return err({ type: 'UnknownWord', word: BUILT_REPORT })
  const built = readBuilt(saved.built)
  return built.ok ? ok({ ...request, built: built.value }) : built
}

/** Null when it is not one of the reports that follow from sales alone. */
export function runFromSales(state: BuiltState, report: string, request: ReportRequest): ReportTable | null {
  if (report === BUILT_REPORT) return request.built ? builtReport(state, request, request.built) : null
  const definition = SALES_REPORTS.find(({ id }) => id === report)
  if (!definition) return null
  const isKnown = (name: string) => definition.filters.some((one) => one === name)
  const filters = Object.fromEntries(Object.entries(request.filters).filter(([name]) => isKnown(name)))
  return definition.run(state, { ...request, filters })
}
