/**
 * What a report can be narrowed by. Values are ids or numbers as text, '' for none; several values of one filter are "or",
 * several filters are "and".
 * `variant`, `category` and `taxRate` keep lines; all others keep whole sales and returns. `method` keeps what was paid, at least in part, by it.
 */
export const FILTER_NAMES = [
  'category',
  'variant',
  'taxRate',
  'staff',
  'device',
  'channel',
  'country',
  'customer',
  'method',
  'hour',
  'weekday',
] as const
export type FilterName = (typeof FILTER_NAMES)[number]
export type ReportFilters = Readonly<Partial<Record<FilterName, readonly string[]>>>

/** Both: where both name the same filter, the second one's values stand. */
export const mergeFilters = (a: ReportFilters, b: ReportFilters | undefined): ReportFilters => ({
  ...a,
  ...b,
})
