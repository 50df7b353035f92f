import type { PurchaseView } from '@renderer/projections/projections.ts'
import type { MovementInput } from '@shared/domain/stock/movement.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import { clampQuantity } from './stock-lines.ts'

/** One of the goods of a delivery, beside what the order still awaits. */
export interface ArrivalLine {
  readonly variantId: Id
  readonly name: string
  readonly sku: string
  readonly isOrdered: boolean
  readonly awaited: number
  readonly quantity: number
  readonly unitCost: Minor | null
  /** Lots or serial numbers that somebody typed or scanned. */
  readonly lots?: readonly LotShare[]
}

/** Everything still awaited, at the costs of the order. */
export function arrivalLines({ lines }: Pick<PurchaseView, 'lines'>): ArrivalLine[] {
  return lines
    .filter(({ ordered }) => ordered > 0)
    .map(({ variantId, name, sku, left, unitCost }) => ({
      variantId,
      name,
      sku,
      isOrdered: true,
      awaited: left,
      quantity: left,
      unitCost,
    }))
}

/** One more of it was scanned; goods that were not ordered join the delivery. */
export function scanArrival(
  lines: readonly ArrivalLine[],
  variant: Pick<ArrivalLine, 'variantId' | 'name' | 'sku' | 'unitCost'>,
): ArrivalLine[] {
  const known = lines.find(({ variantId }) => variantId === variant.variantId)
  if (known) return changeArrival(lines, variant.variantId, { quantity: clampQuantity(known.quantity + 1) })
  const { variantId, name, sku, unitCost } = variant
  return [...lines, { variantId, name, sku, unitCost, isOrdered: false, awaited: 0, quantity: 1 }]
}

export const changeArrival = (
  lines: readonly ArrivalLine[],
  variantId: Id,
  changes: Partial<ArrivalLine>,
): ArrivalLine[] => lines.map((line) => (line.variantId === variantId ? { ...line, ...changes } : line))

export const resetArrival = (lines: readonly ArrivalLine[], to: 'awaited' | 'zero'): ArrivalLine[] =>
  lines.map((line) => ({ ...line, quantity: to === 'zero' ? 0 : line.awaited }))

export type ArrivalOutcome =
  | { readonly type: 'exact' | 'unordered' }
  | { readonly type: 'short' | 'over'; readonly count: number }

/** How a line compares with what is awaited. */
export function outcomeOf({ isOrdered, awaited, quantity: now }: ArrivalLine): ArrivalOutcome {
  if (!isOrdered) return { type: 'unordered' }
  if (now === awaited) return { type: 'exact' }
  return now < awaited ? { type: 'short', count: awaited - now } : { type: 'over', count: now - awaited }
}

/** The delivery as the domain records it; null when nothing has arrived. */
export function arrivalInput(
  lines: readonly ArrivalLine[],
  { row, details }: Pick<PurchaseView, 'row' | 'details'>,
  known: { readonly businessDay: BusinessDay; readonly reference: string },
): MovementInput | null {
  const arrived = lines.filter((line) => line.quantity > 0)
  if (arrived.length === 0) return null
  return {
    kind: 'receive',
    purchaseOrderId: row.purchaseId,
    supplierName: row.supplierName,
    businessDay: known.businessDay,
    reference: known.reference.trim(),
    lines: arrived.map((line) => ({
      variantId: line.variantId,
      locationId: details.locationId,
      quantity: quantity(line.quantity),
      unitCost: line.unitCost,
      lots: line.lots ?? [],
    })),
  }
}
