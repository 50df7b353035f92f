export const salesReports = {
  report: {},
  column: {},
  option: {},
  note: {},
  code: {},
} as const
