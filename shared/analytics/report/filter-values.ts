import { PAYMENT_METHODS } from '@shared/schemas/postings.ts'
import { CELL_AT, type OrderColumns } from '../order-columns.ts'
import { placesOf } from './group-sums.ts'
import type { FilterName } from './report-filters.ts'

/** Values that occur in what was sold. Articles and customers are searched, not listed: there may be thousands. */
export function filterValues(columns: OrderColumns, name: FilterName): readonly string[] {
  switch (name) {
    case 'category':
      return columns.categories.values
    case 'staff':
      return columns.staff.values
    case 'device':
      return columns.devices.values
    case 'channel':
      return columns.channels.values
    case 'country':
      return columns.countries.values
    case 'method':
      return PAYMENT_METHODS
    case 'hour':
      return numbered([...new Set(columns.acts.columns.data.hour.subarray(0, columns.acts.columns.length))])
    case 'weekday':
      return numbered([0, 1, 2, 3, 4, 5, 6])
    case 'taxRate':
      return numbered([...new Set(placesOf(columns.cells.flat, columns.cells.width, CELL_AT.taxRate))])
    case 'variant':
    case 'customer':
      return []
  }
}

const numbered = (values: readonly number[]): string[] => [...values].sort((a, b) => a - b).map(String)
