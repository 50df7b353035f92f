import { type Minor, minor } from '@shared/kernel/money.ts'
import type { OrderLine } from '@shared/schemas/orders.schema.ts'

/** What of each tax rate is in a sale, lowest rate first; goods without tax are left out. */
export function taxesByRate(lines: readonly OrderLine[]): { rate: number; tax: Minor }[] {
  const byRate = new Map<number, number>()
  for (const { taxRate = 0, tax = 0 } of lines) {
    if (taxRate > 0) byRate.set(taxRate, (byRate.get(taxRate) ?? 0) + tax)
  }
  return [...byRate].sort(([a], [b]) => a - b).map(([rate, tax]) => ({ rate, tax: minor(tax) }))
}
