import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import type { DayRange } from '../figures.ts'
import type { BuiltDefinition } from './built-definition.ts'
import type { FilterName, ReportFilters } from './report-filters.ts'
import type { ReportTable } from './report-table.ts'

export interface ReportRequest {
  readonly range: DayRange
  readonly compare: DayRange | null
  readonly currency: CurrencyCode
  readonly filters: ReportFilters
  /** By option id; the first choice where it is left out. */
  readonly options: Readonly<Record<string, string>>
  /** Of the built report: what stands in it. */
  readonly built?: BuiltDefinition
  /** The shop's business day now: what "since" and "coming weeks" are told from. */
  readonly today: BusinessDay
}

/** Which rows are wanted; of the question, not of the report. */
export interface ReportCut {
  readonly sort?: { readonly column: string; readonly direction: 'asc' | 'desc' }
  readonly limit?: number
}

export const REPORT_GROUPS = ['sales', 'products', 'customers', 'stock', 'money', 'team'] as const
export type ReportGroup = (typeof REPORT_GROUPS)[number]

/** `reports:option.<id>.label`, and each choice `reports:option.<id>.<choice>`; the first choice is the usual one. */
export interface ReportOption {
  readonly id: string
  readonly choices: readonly string[]
}

/** What the list of reports says of one: `reports:report.<id>.title` and `.about`. */
export interface ReportDescription {
  readonly id: string
  readonly group: ReportGroup
  readonly filters: readonly FilterName[]
  readonly options: readonly ReportOption[]
  /** Who may not, does not see it in the list. */
  readonly needs: 'reports.view' | 'reports.view-margin'
  /** `range`: figures of the days asked for. `now`: as things stand, whatever the days; no range is offered and none compared. */
  readonly time: 'range' | 'now'
}

/**
 * A report is one pure function of what the worker holds (`State`: no more of it than it needs) and of the request, one line in the
 * registry, and its texts. It asks nothing else and keeps nothing.
 */
export interface ReportDefinition<State> extends ReportDescription {
  /** `cut` says which rows will be looked at: a report of many makes only those, and says how many there are (`rowCount`). */
  readonly run: (state: State, request: ReportRequest, cut?: ReportCut) => ReportTable
}

/** The chosen value of an option, or its usual one. */
export function optionOf(option: ReportOption, request: ReportRequest): string {
  const chosen = request.options[option.id]
  return chosen !== undefined && option.choices.includes(chosen) ? chosen : (option.choices[0] ?? '')
}
