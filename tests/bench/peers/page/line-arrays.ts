import { dayNumberOf } from '@shared/analytics/sale-facts.ts'
import { pastOrders } from './past-orders.ts'

/** The lines of the past, one array a column: days since 1970, numbers for items and shelves, units, revenue. */
export interface LineArrays {
  readonly day: Int32Array
  readonly item: Int32Array
  readonly category: Int32Array
  readonly units: Int32Array
  readonly revenue: Float64Array
}

export function lineArrays(count: number, linesPerOrder: number): LineArrays {
  const arrays = {
    day: new Int32Array(count),
    item: new Int32Array(count),
    category: new Int32Array(count),
    units: new Int32Array(count),
    revenue: new Float64Array(count),
  }
  const items = createNumbers()
  const categories = createNumbers()
  let i = 0
  for (const { businessDay, lines } of pastOrders(count / linesPerOrder, linesPerOrder)) {
    for (const { variantId, categoryId, quantity, total } of lines) {
      arrays.day[i] = dayNumberOf(businessDay)
      arrays.item[i] = items(variantId)
      arrays.category[i] = categories(categoryId ?? '')
      arrays.units[i] = quantity
      arrays.revenue[i] = total
      i++
    }
  }
  return arrays
}

function createNumbers(): (key: string) => number {
  const numbers = new Map<string, number>()
  return (key) => {
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, numbers.size)
    return numbers.size - 1
  }
}
