import { CELL_AT, CELL_WIDTH, type OrderColumns } from '../order-columns.ts'
import { knownDays } from '../scan-acts.ts'
import { forEachActLines } from './act-lines.ts'
import type { DaySpan } from './day-span.ts'

/** What is summed for each day: what goods brought, less what came back, or how many units. */
export type DailyMeasure = 'revenue' | 'units'

export interface DailySeries {
  /** One value a day of the span, by number of the category. */
  readonly byCategory: readonly Float64Array[]
  readonly total: Float64Array
  readonly span: DaySpan
}

/** From the first day on which anything was sold (or `most` days before) up to `last`, every day a value, closed days zero. */
export function dailySeries(
  parts: OrderColumns,
  currency: number | undefined,
  measure: DailyMeasure,
  last: number,
  most: number,
): DailySeries {
  const known = knownDays(parts)
  const first = Math.max(known?.first ?? last + 1, last + 1 - most)
  const days = Math.max(0, last + 1 - first)
  const byCategory = parts.categories.values.map(() => new Float64Array(days))
  const seriesOf = seriesByCell(parts, currency, byCategory)
  const { data } = parts.lines.columns
  const { cell } = data
  const amount: ArrayLike<number> = measure === 'revenue' ? data.revenue : data.quantity
  forEachActLines(parts, (_act, day, from, to) => {
    if (day < first || day > last) return
    for (let row = from; row < to; row++) {
      const series = seriesOf[cell[row] as number] // a row of the lines
      if (series) series[day - first] = (series[day - first] as number) + (amount[row] as number)
    }
  })
  const total = new Float64Array(days)
  for (const series of byCategory)
    for (let i = 0; i < days; i++) total[i] = (total[i] as number) + (series[i] as number)
  return { byCategory, total, span: { first, last } }
}

/** Null for cells in another currency. */
function seriesByCell(
  parts: OrderColumns,
  currency: number | undefined,
  byCategory: readonly Float64Array[],
): (Float64Array | null)[] {
  const { flat, size } = parts.cells
  return Array.from({ length: size }, (_, cell) =>
    flat[cell * CELL_WIDTH + CELL_AT.currency] === currency
      ? (byCategory[flat[cell * CELL_WIDTH + CELL_AT.category] ?? 0] ?? null)
      : null,
  )
}
