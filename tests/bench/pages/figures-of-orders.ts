import type { Order } from '@shared/schemas/orders.schema.ts'

/** What a plain program would do for a dashboard: revenue by day, by category, by item and by method, from documents. */
export function figuresOfOrders(orders: readonly Order[]) {
  const byDay = new Map<number, number>()
  const byCategory = new Map<string, number>()
  const byItem = new Map<string, { units: number; revenue: number }>()
  const byMethod = new Map<string, number>()
  for (const { businessDay, lines, payments } of orders) {
    for (const { variantId, categoryId, quantity, total } of lines) {
      add(byDay, businessDay, total)
      add(byCategory, categoryId ?? '', total)
      const item = byItem.get(variantId) ?? { units: 0, revenue: 0 }
      item.units += quantity
      item.revenue += total
      byItem.set(variantId, item)
    }
    for (const { method, kind, amount } of payments)
      add(byMethod, method, kind === 'refund' ? -amount : amount)
  }
  const best = [...byItem].sort(([, a], [, b]) => b.revenue - a.revenue).slice(0, 50)
  return { byDay, byCategory, byMethod, best }
}

const add = <Key>(sums: Map<Key, number>, key: Key, amount: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + amount)
}
