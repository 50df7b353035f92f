import type { CatalogueVariant } from '@renderer/projections/projections.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { MAX_QUANTITY, type Quantity } from '@shared/kernel/quantity.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import type { Unit } from '@shared/schemas/products.schema.ts'

/** A variant whose stock has been read. */
export interface StockedVariant extends CatalogueVariant {
  readonly onHand: Quantity
}

/** One variant in a dialog that posts stock, before it is posted. */
export interface StockLine {
  readonly variantId: Id
  readonly name: string
  readonly sku: string
  /** What its quantities count; pieces when left out. */
  readonly unit?: Unit
  /** Signed for adjustments, else positive. 0 while nothing has been typed yet. */
  readonly quantity: number
  readonly unitCost: Minor | null
  /** At the location of the dialog when the line was added. */
  readonly onHand: number
  /** Lots or serial numbers that somebody typed, scanned or chose. */
  readonly lots?: readonly LotShare[]
}

/** Adds what was scanned or chosen: a variant that is there already counts one more. */
export function addToLines(lines: readonly StockLine[], variant: StockedVariant, by = 1): StockLine[] {
  const known = lines.find(({ variantId }) => variantId === variant.variantId)
  if (known) return changeLine(lines, variant.variantId, { quantity: clampQuantity(known.quantity + by) })
  const line: StockLine = {
    variantId: variant.variantId,
    name: variant.name,
    sku: variant.sku,
    ...(variant.unit === 'piece' ? {} : { unit: variant.unit }),
    quantity: by,
    // A cost by the kilo is no cost of a gram.
    unitCost: (variant.pricePer ?? 1) === 1 ? variant.cost : null,
    onHand: variant.onHand,
  }
  return [...lines, line]
}

export const changeLine = (
  lines: readonly StockLine[],
  variantId: Id,
  changes: Partial<StockLine>,
): StockLine[] => lines.map((line) => (line.variantId === variantId ? { ...line, ...changes } : line))

export const removeLine = (lines: readonly StockLine[], variantId: Id): StockLine[] =>
  lines.filter((line) => line.variantId !== variantId)

export const clampQuantity = (value: number): number => Math.max(-MAX_QUANTITY, Math.min(MAX_QUANTITY, value))

export const totalQuantity = (lines: readonly { readonly quantity: number }[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0)
