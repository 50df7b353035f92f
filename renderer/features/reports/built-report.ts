import {
  AXES,
  type AxisId,
  BUILT_REPORT,
  type BuiltChart,
  type BuiltDefinition,
  MEASURE_IDS,
  PERIOD_AXES,
} from '@shared/analytics/report/built-definition.ts'
import { MEASURES, type MeasureId } from '@shared/analytics/report/measures.ts'
import type { ReportDescription } from '@shared/analytics/report/report-definition.ts'
import { FILTER_NAMES } from '@shared/analytics/report/report-filters.ts'
import type { SavedReport } from '@shared/schemas/report.schema.ts'

/** What the list and the filters know of a report that somebody has put together. */
export const BUILT_DESCRIPTION: ReportDescription = {
  id: BUILT_REPORT,
  group: 'sales',
  filters: FILTER_NAMES,
  options: [],
  needs: 'reports.view',
  time: 'range',
}

/** What somebody may ask for: figures on margins only who may see them. */
export const offeredMeasures = (maySeeMargin: boolean): readonly MeasureId[] =>
  MEASURE_IDS.filter((id) => maySeeMargin || !('needs' in MEASURES[id].column))

/** What can stand across: anything else than the rows. */
export const offeredColumns = (rows: AxisId): readonly AxisId[] => AXES.filter((one) => one !== rows)

export const usualChart = (rows: AxisId): BuiltChart => (PERIOD_AXES.includes(rows) ? 'line' : 'lying-bar')

/** Other rows: columns that would say the same go, and a picture that was the usual one stays so. */
export function withRows(built: BuiltDefinition, rows: AxisId): BuiltDefinition {
  return {
    ...built,
    rows,
    columns: built.columns === rows ? null : built.columns,
    chart: built.chart === usualChart(built.rows) ? usualChart(rows) : built.chart,
  }
}

/** Figures stay in the order in which all of them are offered. */
export function withMeasure(built: BuiltDefinition, id: MeasureId, isWanted: boolean): BuiltDefinition {
  const measures = MEASURE_IDS.filter((one) => (one === id ? isWanted : built.measures.includes(one)))
  const isSortLost = built.sort !== null && built.sort.by !== 'name' && built.sort.by === id && !isWanted
  return { ...built, measures, sort: isSortLost ? null : built.sort }
}

/** As it is stored. */
export const storedBuilt = (built: BuiltDefinition): NonNullable<SavedReport['built']> => ({
  ...built,
  measures: [...built.measures],
})
