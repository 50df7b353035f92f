import { insightReports } from './insight-reports.ts'

export const salesReports = {
  report: { ...insightReports.report },
  column: { ...insightReports.column },
  option: { ...insightReports.option },
  note: { ...insightReports.note },
  code: { ...insightReports.code },
} as const
