import { PRODUCT_REPORTS } from '@shared/analytics/report/product-reports.ts'
import type { ReportDefinition } from '@shared/analytics/report/report-definition.ts'
import { SALES_REPORTS } from '@shared/analytics/report/sales-reports.ts'
import { INSIGHT_REPORTS } from './insight-reports.ts'
import type { ProjectionState } from './projection-state.ts'

/** Every report there is, in the order in which the list shows them within their group. A report stands here and in its texts, nowhere else. */
export const REPORTS: readonly ReportDefinition<ProjectionState>[] = [
  ...SALES_REPORTS,
  ...PRODUCT_REPORTS,
  ...INSIGHT_REPORTS,
]
