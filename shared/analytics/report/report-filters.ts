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
/**
 * What a row may narrow by although nobody is asked for it: `paidBy` keeps what was paid by that method alone, by several (`several`),
 * or not at all ('').
 */
export const ROW_FILTERS = ['paidBy'] as const
export type ReportFilters = Readonly<
  Partial<Record<FilterName | (typeof ROW_FILTERS)[number], readonly string[]>>
>

/**
 * What passes both. Of a filter that both name only the common values stay: a row for a product opens its variants, and of those only the
 * ones that the report was narrowed to. Where they have none in common the second one's stand.
 */
export function mergeFilters(a: ReportFilters, b: ReportFilters = {}): ReportFilters {
  const merged: { -readonly [Name in keyof ReportFilters]: ReportFilters[Name] } = { ...a, ...b }
  for (const name of [...FILTER_NAMES, ...ROW_FILTERS]) {
    const wanted = a[name]
    const common = b[name]?.filter((value) => wanted?.includes(value))
    if (common && common.length > 0) merged[name] = common
  }
  return merged
}
