import type { PurchaseInput } from '@shared/domain/stock/purchase-order.ts'
import { isoToDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import { minor } from '@shared/kernel/money.ts'
import { positiveQuantitySchema } from '@shared/kernel/quantity.ts'
import type { StockLine } from './stock-lines.ts'

/** What the form of an order holds until it is saved. */
export interface PurchaseDraft {
  readonly supplierId: Id | null
  readonly locationId: Id
  /** As the date field writes it, or empty. */
  readonly expected: string
  readonly note: string
  readonly lines: readonly StockLine[]
}

export type PurchaseProblem = 'noSupplier' | 'noLines' | 'noQuantity'

/** What keeps the draft from being saved, or null. */
export function purchaseProblem({ supplierId, lines }: PurchaseDraft): PurchaseProblem | null {
  if (supplierId === null) return 'noSupplier'
  if (lines.length === 0) return 'noLines'
  return lines.some(({ quantity }) => quantity < 1) ? 'noQuantity' : null
}

export const purchaseTotal = (lines: readonly Pick<StockLine, 'quantity' | 'unitCost'>[]) =>
  minor(lines.reduce((sum, { quantity, unitCost }) => sum + quantity * (unitCost ?? 0), 0))

/** The draft as the domain writes it; only for one without a problem. */
export function purchaseInput(
  draft: PurchaseDraft,
  known: { readonly supplierName: string; readonly reference: string; readonly currency: CurrencyCode },
): PurchaseInput | null {
  const { supplierId, locationId, expected, note, lines } = draft
  if (supplierId === null) return null
  return {
    ...known,
    supplierId,
    locationId,
    expectedDay: isoToDay(expected),
    note: note.trim(),
    lines: lines.map(({ variantId, name, sku, quantity, unitCost }) => ({
      variantId,
      name,
      sku,
      quantity: positiveQuantitySchema.parse(quantity),
      unitCost,
    })),
  }
}
