import { suggestReorder } from '@shared/domain/stock/reorder.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type VariantEntry, variantName } from './catalogue-entry.ts'
import type { CatalogueIndex, FoundVariant } from './catalogue-index.ts'
import type { ReorderRequest, ReorderRow } from './projections.ts'
import type { StockBook } from './stock-book.ts'
import type { StockLedger } from './stock-ledger.ts'

const DAY_MS = 86_400_000
/** How far back sales are looked at, and the fewest days from which a speed is told. */
export const SPEED_DAYS = 28
const FEWEST_DAYS = 7
/** More than anybody goes through at once; the most urgent ones come first. */
const MAX_ROWS = 1_000

/** What to order again (REORDER-1), the most urgent first: what is sold out, then by how long it lasts. */
export function reorderRows(
  index: CatalogueIndex,
  ledger: StockLedger,
  book: StockBook,
  request: ReorderRequest,
): readonly ReorderRow[] {
  const speeds = ledger.soldSince(request.now - SPEED_DAYS * DAY_MS)
  const orders = ordersByVariant(book)
  const rows: ReorderRow[] = []
  for (const product of index.byName()) {
    if (product.archived || !product.active) continue
    for (const variant of product.variants) {
      if (!variant.tracked || variant.archived) continue
      const row = rowOf({ product, variant }, { ledger, orders, speeds }, request)
      if (row) rows.push(row)
    }
  }
  return rows.sort((a, b) => urgency(a) - urgency(b)).slice(0, MAX_ROWS)
}

interface Known {
  readonly ledger: StockLedger
  readonly orders: ReadonlyMap<string, VariantOrders>
  readonly speeds: ReturnType<StockLedger['soldSince']>
}

function rowOf(found: FoundVariant, known: Known, request: ReorderRequest): ReorderRow | null {
  const { product, variant } = found
  const speed = known.speeds.get(variant.id)
  const orders = known.orders.get(variant.id)
  const supplierId = orders?.supplierId ?? null
  const leadTime = supplierId === null ? undefined : request.leadTimeDays[supplierId]
  const facts = {
    onHand: known.ledger.onHand(variant.id),
    onOrder: orders?.awaited ?? 0,
    sold: speed?.sold ?? 0,
    days: daysOf(speed?.firstAt, request.now),
    leadTimeDays: leadTime ?? request.usualLeadTimeDays,
    ...setBy(variant),
  }
  const suggestion = suggestReorder(facts)
  if (!suggestion) return null
  return {
    ...facts,
    ...suggestion,
    variantId: variant.id,
    name: variantName(product, variant),
    sku: variant.sku,
    supplierId,
    isLeadTimeKnown: leadTime !== undefined,
  }
}

const setBy = ({ reorderPoint, reorderQuantity }: VariantEntry) => ({
  reorderPoint: reorderPoint ?? null,
  reorderQuantity: reorderQuantity ?? null,
})

/** Goods that came a few days ago have sold for those days only. */
function daysOf(firstAt: number | undefined, now: number): number {
  if (firstAt === undefined) return SPEED_DAYS
  return Math.max(FEWEST_DAYS, Math.min(SPEED_DAYS, Math.ceil((now - firstAt) / DAY_MS)))
}

const urgency = ({ onHand, daysLeft }: ReorderRow): number => (onHand <= 0 ? -1 : (daysLeft ?? Infinity))

interface VariantOrders {
  /** From whom it was ordered last. */
  readonly supplierId: Id
  readonly awaited: number
}

function ordersByVariant(book: StockBook): Map<string, VariantOrders> {
  const byVariant = new Map<string, VariantOrders>()
  for (const entry of book.purchases()) {
    const { state, supplierId } = entry.details
    if (state === 'cancelled') continue
    const isAwaited = state === 'draft' || state === 'ordered'
    for (const { variantId, ordered, left } of book.progress(entry).lines) {
      if (ordered === 0) continue
      const newer = byVariant.get(variantId)
      byVariant.set(variantId, {
        supplierId: newer?.supplierId ?? supplierId,
        awaited: (newer?.awaited ?? 0) + (isAwaited ? left : 0),
      })
    }
  }
  return byVariant
}
