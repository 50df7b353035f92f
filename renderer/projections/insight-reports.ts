import { BASKET_REPORTS } from '@shared/analytics/insight/basket-reports.ts'
import { CUSTOMER_REPORTS } from '@shared/analytics/insight/customer-reports.ts'
import { FORECAST_REPORTS } from '@shared/analytics/insight/forecast-reports.ts'
import { ORDER_REPORTS } from '@shared/analytics/insight/order-reports.ts'
import type { ReportDefinition } from '@shared/analytics/report/report-definition.ts'
import { CREDIT_REPORTS } from './credit-reports.ts'
import type { ProjectionState } from './projection-state.ts'
import { PRODUCT_REPORTS, STOCK_REPORTS } from './stock-reports.ts'

/** What figures lead to: who comes back, what goes together, what lies too long, what is to come. */
export const INSIGHT_REPORTS: readonly ReportDefinition<ProjectionState>[] = [
  ...ORDER_REPORTS,
  ...FORECAST_REPORTS,
  ...PRODUCT_REPORTS,
  ...CUSTOMER_REPORTS,
  ...BASKET_REPORTS,
  ...STOCK_REPORTS,
  ...CREDIT_REPORTS,
]
