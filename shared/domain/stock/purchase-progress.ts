import { type Id, isId } from '@shared/kernel/id.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { PurchaseDetails, PurchaseLine, PurchaseState } from '@shared/schemas/stock-details.schema.ts'

/** What one document brought on an order: units by variant, below zero where it takes an arrival back. */
export interface Arrival {
  readonly documentId: Id
  readonly purchaseOrderId: Id
  readonly at: number
  readonly reference: string
  readonly units: readonly { readonly variantId: Id; readonly quantity: number }[]
}

/** A line of an order beside what has come of it. What was never ordered stands here with `ordered` 0. */
export interface PurchaseLineProgress extends Pick<PurchaseLine, 'variantId' | 'name' | 'sku' | 'unitCost'> {
  readonly ordered: number
  readonly received: number
  /** Still to come. */
  readonly left: number
  /** Came beyond what was ordered. */
  readonly over: number
}

/** How far an order is: its own state, and what has arrived. */
export type PurchaseStage = PurchaseState | 'part-received' | 'received'

export interface PurchaseProgress {
  readonly lines: readonly PurchaseLineProgress[]
  readonly stage: PurchaseStage
}

type Arriving = Pick<StockMovement, 'id' | 'kind' | 'at' | 'reference' | 'postings' | 'details'>

/** What a movement brings on an order; null when it names none. */
export function arrivalOf({ id, kind, at, reference, postings, details }: Arriving): Arrival | null {
  const purchaseOrderId = details?.purchaseOrderId
  if ((kind !== 'receive' && kind !== 'adjust') || !isId(purchaseOrderId)) return null
  const units = [...new Map(postings.map((posting) => [posting.id, posting])).values()]
  return {
    documentId: id,
    purchaseOrderId,
    at,
    reference,
    units: units.map(({ variantId, quantity }) => ({ variantId, quantity })),
  }
}

/** PURCHASE-4: received is the sum of what arrived on the order, each document once, in whatever order they are known. */
export function foldArrivals(arrivals: Iterable<Arrival>): Map<Id, number> {
  const receivedByVariant = new Map<Id, number>()
  const seen = new Set<Id>()
  for (const { documentId, units } of arrivals) {
    if (seen.has(documentId)) continue
    seen.add(documentId)
    for (const { variantId, quantity } of units)
      receivedByVariant.set(variantId, (receivedByVariant.get(variantId) ?? 0) + quantity)
  }
  return receivedByVariant
}

/** The order beside what has arrived on it. */
export function progressOf(
  { state, lines }: Pick<PurchaseDetails, 'state' | 'lines'>,
  arrivals: Iterable<Arrival>,
): PurchaseProgress {
  const received = foldArrivals(arrivals)
  const ordered = lines.map((line) => besideReceived(line, line.quantity, received.get(line.variantId) ?? 0))
  const known = new Set(lines.map(({ variantId }) => variantId))
  const unordered = [...received]
    .filter(([variantId, units]) => !known.has(variantId) && units !== 0)
    .map(([variantId, units]) => besideReceived({ variantId, name: '', sku: '', unitCost: null }, 0, units))
  return { lines: [...ordered, ...unordered], stage: stageOf(state, ordered, received) }
}

function besideReceived(
  { variantId, name, sku, unitCost }: Pick<PurchaseLine, 'variantId' | 'name' | 'sku' | 'unitCost'>,
  ordered: number,
  received: number,
): PurchaseLineProgress {
  const left = Math.max(0, ordered - received)
  const over = Math.max(0, received - ordered)
  return { variantId, name, sku, unitCost, ordered, received, left, over }
}

function stageOf(
  state: PurchaseState,
  ordered: readonly PurchaseLineProgress[],
  received: ReadonlyMap<Id, number>,
): PurchaseStage {
  if (state !== 'ordered') return state
  if (ordered.every(({ left }) => left === 0)) return 'received'
  return [...received.values()].some((units) => units > 0) ? 'part-received' : 'ordered'
}
