import { useShop } from '@renderer/db/hooks.ts'
import type { BuiltDefinition } from '@shared/analytics/report/built-definition.ts'
import type { ReportDescription, ReportRequest } from '@shared/analytics/report/report-definition.ts'
import { type FilterName, mergeFilters, type ReportFilters } from '@shared/analytics/report/report-filters.ts'
import { COMPARISONS, type Comparison, comparedRange } from '@shared/analytics/report/saved-report.ts'
import { useMemo, useState } from 'react'
import { type ChosenRange, type StartRange, useChosenRange } from '../dashboard/public.ts'

export { COMPARISONS }

/** What a person has chosen to look at; it stays while one report after the other is opened. */
export interface ReportChoice {
  readonly chosen: ChosenRange
  readonly comparison: Comparison
  readonly filters: ReportFilters
  readonly options: Readonly<Record<string, string>>
  setComparison(comparison: Comparison): void
  setFilter(name: FilterName, values: readonly string[]): void
  addFilters(filters: ReportFilters): void
  clearFilters(): void
  setOptions(choices: Readonly<Record<string, string>>): void
}

/** What is looked at first, where it was saved. */
export interface StartChoice extends Pick<ReportChoice, 'comparison' | 'filters' | 'options'> {
  readonly range: StartRange
}

export function useReportChoice(start?: StartChoice): ReportChoice {
  const chosen = useChosenRange(start?.range)
  const [comparison, setComparison] = useState<Comparison>(start?.comparison ?? 'none')
  const [filters, setFilters] = useState<ReportFilters>(start?.filters ?? {})
  const [options, setOptions] = useState<Readonly<Record<string, string>>>(start?.options ?? {})
  return {
    chosen,
    comparison,
    filters,
    options,
    setComparison,
    setFilter: (name, values) => {
      const { [name]: _dropped, ...others } = filters
      setFilters(values.length === 0 ? others : { ...others, [name]: values })
    },
    addFilters: (more) => setFilters(mergeFilters(filters, more)),
    clearFilters: () => setFilters({}),
    setOptions: (choices) => setOptions({ ...options, ...choices }),
  }
}

/** The choice as a question; filters that the report does not know are kept for the next one and not asked here. */
export function useReportRequest(
  report: ReportDescription,
  choice: ReportChoice,
  built?: BuiltDefinition,
): ReportRequest {
  const { currency } = useShop()
  const { chosen, comparison, filters, options } = choice
  return useMemo(() => {
    const { range, choice: days, today } = chosen
    return {
      range,
      compare: report.time === 'now' || days === 'all' ? null : comparedRange(range, comparison),
      currency,
      filters: knownFilters(report, filters),
      options,
      today,
      ...(built ? { built } : {}),
    }
  }, [report, chosen, comparison, filters, options, currency, built])
}

export const knownFilters = (report: ReportDescription, filters: ReportFilters): ReportFilters =>
  Object.fromEntries(report.filters.flatMap((name) => (filters[name] ? [[name, filters[name]]] : [])))
