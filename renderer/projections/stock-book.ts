import {
  type Arrival,
  arrivalOf,
  type PurchaseProgress,
  progressOf,
} from '@shared/domain/stock/purchase-progress.ts'
import { isId } from '@shared/kernel/id.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { PurchaseDetails } from '@shared/schemas/stock-details.schema.ts'
import { purchaseDetailsSchema } from '@shared/schemas/stock-details.schema.ts'
import { arePostings } from './stock-ledger.ts'

/** What is kept of an order to a supplier. */
export interface PurchaseEntry
  extends Pick<StockMovement, 'id' | 'at' | 'reference' | 'supplierName' | 'note'> {
  readonly pending: boolean
  readonly details: PurchaseDetails
}

/** What is kept between two starts. */
export interface StockBookParts {
  readonly purchases: readonly PurchaseEntry[]
  readonly arrivals: readonly Arrival[]
  /** Document, then pairs of a posting's place and the cost of one unit. */
  readonly costs: readonly (readonly [string, readonly (readonly [number, number])[]])[]
}

/**
 * What movements say beside their postings: orders to suppliers, what arrived on them (PURCHASE-4), and what goods cost
 * (COST-1). Applying a document replaces what it said, so that repetition and order of arrival do not matter.
 */
export interface StockBook {
  /** Rises with every change. */
  readonly version: number
  /** Null: the document is gone. False when an order cannot be read. */
  apply(documentId: string, content: unknown, pending: boolean): boolean
  /** Newest first. */
  purchases(): readonly PurchaseEntry[]
  purchase(purchaseId: string): PurchaseEntry | undefined
  progress(entry: PurchaseEntry): PurchaseProgress
  /** Oldest first. */
  arrivals(purchaseId: string): readonly Arrival[]
  /** What one unit of this posting cost; null when it says nothing. */
  costOf(documentId: string, ordinal: number): number | null
  parts(): StockBookParts
}

const NO_PARTS: StockBookParts = { purchases: [], arrivals: [], costs: [] }

export function createStockBook(initial: StockBookParts = NO_PARTS): StockBook {
  const purchases = new Map<string, PurchaseEntry>(initial.purchases.map((entry) => [entry.id, entry]))
  const arrivals = new Map<string, Arrival>(initial.arrivals.map((one) => [one.documentId, one]))
  const costs = new Map<string, ReadonlyMap<number, number>>(
    initial.costs.map(([id, pairs]) => [id, new Map(pairs)]),
  )
  const idsByPurchase = new Map<string, Set<string>>()
  let version = 0
  let newestFirst: readonly PurchaseEntry[] | null = null
  const link = ({ purchaseOrderId, documentId }: Arrival) => {
    const ids = idsByPurchase.get(purchaseOrderId) ?? new Set()
    idsByPurchase.set(purchaseOrderId, ids.add(documentId))
  }
  for (const arrival of arrivals.values()) link(arrival)

  const forget = (documentId: string): boolean => {
    const arrival = arrivals.get(documentId)
    if (arrival) idsByPurchase.get(arrival.purchaseOrderId)?.delete(documentId)
    const known = [purchases, arrivals, costs].map((held) => held.delete(documentId))
    return known.includes(true)
  }
  const arrivalsOf = (purchaseId: string): Arrival[] =>
    [...(idsByPurchase.get(purchaseId) ?? [])]
      .flatMap((id) => arrivals.get(id) ?? [])
      .sort((a, b) => a.at - b.at || (a.documentId < b.documentId ? -1 : 1))

  return {
    get version() {
      return version
    },
    apply(documentId, content, pending) {
      const read = readMovement(content, pending)
      const changed = forget(documentId)
      if (read.purchase) purchases.set(documentId, read.purchase)
      if (read.arrival) {
        arrivals.set(documentId, read.arrival)
        link(read.arrival)
      }
      if (read.costs.size > 0) costs.set(documentId, read.costs)
      if (changed || read.purchase || read.arrival || read.costs.size > 0) version++
      newestFirst = null
      return read.isReadable
    },
    purchases() {
      newestFirst ??= [...purchases.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
      return newestFirst
    },
    purchase: (purchaseId) => purchases.get(purchaseId),
    progress: ({ id, details }) => progressOf(details, arrivalsOf(id)),
    arrivals: arrivalsOf,
    costOf: (documentId, ordinal) => costs.get(documentId)?.get(ordinal) ?? null,
    parts: () => ({
      purchases: [...purchases.values()],
      arrivals: [...arrivals.values()],
      costs: [...costs].map(([id, pairs]) => [id, [...pairs]] as const),
    }),
  }
}

interface Read {
  readonly isReadable: boolean
  readonly purchase: PurchaseEntry | null
  readonly arrival: Arrival | null
  readonly costs: ReadonlyMap<number, number>
}

const NO_COSTS: ReadonlyMap<number, number> = new Map()
const NOTHING: Read = { isReadable: true, purchase: null, arrival: null, costs: NO_COSTS }

function readMovement(content: unknown, pending: boolean): Read {
  if (!isMovement(content)) return NOTHING
  if (content.kind === 'purchase-order') {
    const purchase = readPurchase(content, pending)
    return { ...NOTHING, isReadable: purchase !== null, purchase }
  }
  return { ...NOTHING, arrival: arrivalOf(content), costs: costsOf(content) }
}

function readPurchase(movement: StockMovement, pending: boolean): PurchaseEntry | null {
  const details = purchaseDetailsSchema.safeParse(movement.details)
  if (!details.success) return null
  const { id, at, reference, supplierName, note } = movement
  return { id, at, reference, supplierName, note, pending, details: details.data }
}

/** Goods that were bought, and what takes them back: everything else leaves the average as it is. */
function costsOf({ kind, postings }: StockMovement): ReadonlyMap<number, number> {
  if (kind !== 'receive' && kind !== 'adjust') return NO_COSTS
  return new Map(
    postings.flatMap(({ unitCost, quantity }, ordinal) =>
      unitCost === undefined || (kind === 'adjust' && quantity > 0) ? [] : [[ordinal, unitCost] as const],
    ),
  )
}

/** Whether a stored value has what is read here of a movement. Cheaper than the validator, as for orders. */
function isMovement(value: unknown): value is StockMovement {
  if (typeof value !== 'object' || value === null) return false
  const { id, kind, at, reference, supplierName, note, postings } = value as Readonly<Record<string, unknown>>
  const areTexts = [kind, reference, supplierName, note].every((text) => typeof text === 'string')
  return isId(id) && areTexts && Number.isSafeInteger(at) && arePostings(postings)
}
