import { CELL_WIDTH, type OrderColumns } from '../order-columns.ts'
import { knownDays } from '../scan-acts.ts'
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
  const seriesOf = parts.cells.flat.length === 0 ? [] : seriesByCell(parts, currency, byCategory)
  const { data, length } = parts.lines.columns
  const { day, cell } = data
  const amount: ArrayLike<number> = measure === 'revenue' ? data.revenue : data.quantity
  for (let start = 0; start < length; start += parts.lineBlocks.size) {
    if (!parts.lineBlocks.mayHold(start / parts.lineBlocks.size, first, last)) continue
    const end = Math.min(length, start + parts.lineBlocks.size)
    for (let row = start; row < end; row++) {
      const on = day[row] as number // row < length, as below
      if (on < first || on > last) continue
      const series = seriesOf[cell[row] as number]
      if (series) series[on - first] = (series[on - first] as number) + (amount[row] as number)
    }
  }
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
    flat[cell * CELL_WIDTH + 2] === currency ? (byCategory[flat[cell * CELL_WIDTH + 1] ?? 0] ?? null) : null,
  )
}
