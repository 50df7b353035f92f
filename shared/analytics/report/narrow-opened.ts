import type { DayRange } from '../figures.ts'
import { mergeFilters } from './report-filters.ts'
import type { Drill, ReportColumn } from './report-table.ts'

type ToOrders = Extract<Drill, { to: 'orders' }>

/** What a figure opens: what its row opens, narrowed by what its column stands for. */
export function narrowOpened(row: ToOrders, { opens }: Pick<ReportColumn, 'opens'>): ToOrders {
  if (!opens) return row
  const range = row.range && opens.range ? common(row.range, opens.range) : (row.range ?? opens.range)
  return {
    ...row,
    filters: mergeFilters(row.filters ?? {}, opens.filters),
    ...(range === undefined ? {} : { range }),
  }
}

const common = (a: DayRange, b: DayRange): DayRange => ({
  from: a.from > b.from ? a.from : b.from,
  to: a.to < b.to ? a.to : b.to,
})
