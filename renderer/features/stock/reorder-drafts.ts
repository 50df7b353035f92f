import type { Locale } from '@renderer/i18n/locale.ts'
import type { ReorderRow } from '@renderer/projections/projections.ts'
import type { Id } from '@shared/kernel/id.ts'
import { MAX_PURCHASE_LINES } from '@shared/schemas/stock-details.schema.ts'

/** What one supplier is to be asked for. */
export interface ReorderDraft {
  readonly supplierId: Id
  readonly rows: readonly ReorderRow[]
}

/**
 * One order for each supplier, and a further one where there are more lines than an order holds. What was never ordered goes to
 * `fallback`, or is left out.
 */
export function reorderDrafts(rows: readonly ReorderRow[], fallback: Id | null): ReorderDraft[] {
  const bySupplier = new Map<Id, ReorderRow[]>()
  for (const row of rows) {
    const supplierId = row.supplierId ?? fallback
    if (supplierId === null) continue
    const known = bySupplier.get(supplierId)
    if (known) known.push(row)
    else bySupplier.set(supplierId, [row])
  }
  return [...bySupplier].flatMap(([supplierId, all]) => {
    const drafts: ReorderDraft[] = []
    for (let from = 0; from < all.length; from += MAX_PURCHASE_LINES)
      drafts.push({ supplierId, rows: all.slice(from, from + MAX_PURCHASE_LINES) })
    return drafts
  })
}

/** A speed a person can picture: two a day, or a third of one. */
export const speedText = (perDay: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: perDay < 10 ? 1 : 0 }).format(perDay)
