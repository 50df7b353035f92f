/** What other screens may use of the dashboard: the choice of days, how fresh figures are, and how amounts and periods are written. */
export { changeOf } from './changes.ts'
export { useChartColours } from './chart-colours.ts'
export { FreshnessLine } from './freshness-line.tsx'
export { periodName, shortPeriodName } from './period-names.ts'
export { type ChosenRange, RANGE_CHOICES, type StartRange, useChosenRange } from './range-state.ts'
export { RangeFields } from './range-toolbar.tsx'
export { plainAmount } from './report-file.ts'
