import { countPageOf, countSessionOf } from '@shared/domain/stock/count-session.ts'
import {
  type Arrival,
  arrivalOf,
  type PurchaseProgress,
  progressOf,
} from '@shared/domain/stock/purchase-progress.ts'
import {
  type Dispatch,
  dispatchOf,
  type TransferProgress,
  type TransferStep,
  transferProgressOf,
  transferStepOf,
} from '@shared/domain/stock/transfer-progress.ts'
import { type Id, isId } from '@shared/kernel/id.ts'
import {
  type CountClosingDetails,
  type CountPageDetails,
  type CountSessionDetails,
  countClosingDetailsSchema,
} from '@shared/schemas/count-details.schema.ts'
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

/** What is kept of goods that were sent off. */
export interface TransferEntry extends Dispatch {
  readonly pending: boolean
}

/** What is kept of a count that was begun. */
export interface CountEntry extends CountSessionDetails {
  readonly id: Id
  readonly at: number
  readonly openedBy: Id
}

/** What is kept of a page of a count. */
export interface PageEntry extends CountPageDetails {
  readonly documentId: Id
  readonly at: number
}

/** What is kept of a count that closed its session. */
export interface ClosingEntry extends CountClosingDetails {
  readonly documentId: Id
  readonly sessionId: Id
  readonly at: number
  readonly closedBy: Id
  /** Shelves of which it posted a difference. */
  readonly differing: number
}

/** What is kept between two starts. */
export interface StockBookParts {
  readonly transfers: readonly TransferEntry[]
  readonly steps: readonly TransferStep[]
  readonly purchases: readonly PurchaseEntry[]
  readonly arrivals: readonly Arrival[]
  readonly counts: readonly CountEntry[]
  readonly countPages: readonly PageEntry[]
  readonly closings: readonly ClosingEntry[]
  /** Document, then pairs of a posting's place and the cost of one unit. */
  readonly costs: readonly (readonly [string, readonly (readonly [number, number])[]])[]
  /** Document, then why it corrected stock. */
  readonly reasons: readonly (readonly [string, string])[]
}

/**
 * What movements say beside their postings: orders to suppliers, what arrived on them (PURCHASE-4), what is on its
 * way from place to place (TRANSFER-2), what is being counted (COUNT-2), and what goods cost (COST-1). Applying a document replaces what it said, so that repetition and order of arrival do not matter.
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
  /** Newest first. */
  transfers(): readonly TransferEntry[]
  transfer(transferId: string): TransferEntry | undefined
  transferProgress(entry: TransferEntry): TransferProgress
  /** Oldest first. */
  steps(transferId: string): readonly TransferStep[]
  /** Newest first. */
  counts(): readonly CountEntry[]
  count(sessionId: string): CountEntry | undefined
  /** Oldest first. */
  countPages(sessionId: string): readonly PageEntry[]
  closing(sessionId: string): ClosingEntry | null
  /** What one unit of this posting cost; null when it says nothing. */
  costOf(documentId: string, ordinal: number): number | null
  /** Every posting's cost that is known, by document and the posting's place in it. */
  costs(): Iterable<readonly [documentId: string, costs: ReadonlyMap<number, number>]>
  /** Why a document corrected, wasted or counted stock, '' where it says nothing; null when it did none of that (SHRINK-1). */
  correctionReasonOf(documentId: string): string | null
  parts(): StockBookParts
}

const NO_PARTS: StockBookParts = {
  purchases: [],
  arrivals: [],
  counts: [],
  countPages: [],
  closings: [],
  transfers: [],
  steps: [],
  costs: [],
  reasons: [],
}

interface Lists {
  readonly purchases: readonly PurchaseEntry[]
  readonly transfers: readonly TransferEntry[]
  readonly counts: readonly CountEntry[]
}

export function createStockBook(initial: StockBookParts = NO_PARTS): StockBook {
  const purchases = new Map<string, PurchaseEntry>(initial.purchases.map((entry) => [entry.id, entry]))
  const transfers = new Map<string, TransferEntry>(initial.transfers.map((one) => [one.transferId, one]))
  const costs = new Map<string, ReadonlyMap<number, number>>(
    initial.costs.map(([id, pairs]) => [id, new Map(pairs)]),
  )
  const arrivals = createFollowUps<Arrival>((arrival) => arrival.purchaseOrderId, initial.arrivals)
  const steps = createFollowUps<TransferStep>((step) => step.transferId, initial.steps)
  const reasons = new Map<string, string>(initial.reasons)
  const counts = new Map<string, CountEntry>(initial.counts.map((entry) => [entry.id, entry]))
  const pages = createFollowUps<PageEntry>((page) => page.sessionId, initial.countPages)
  const closings = createFollowUps<ClosingEntry>((closing) => closing.sessionId, initial.closings)
  const held = [purchases, transfers, costs, reasons, arrivals, steps, counts, pages, closings]
  let version = 0
  let lists: Lists | null = null
  const inOrder = (): Lists => {
    lists ??= {
      purchases: [...purchases.values()].sort((a, b) => b.at - a.at || compareText(b.id, a.id)),
      transfers: [...transfers.values()].sort(
        (a, b) => b.at - a.at || compareText(b.transferId, a.transferId),
      ),
      counts: [...counts.values()].sort((a, b) => b.at - a.at || compareText(b.id, a.id)),
    }
    return lists
  }
  return {
    get version() {
      return version
    },
    apply(documentId, content, pending) {
      const read = readMovement(content, pending)
      const known = held.map((part) => part.delete(documentId))
      if (read.purchase) purchases.set(documentId, read.purchase)
      if (read.transfer) transfers.set(documentId, read.transfer)
      if (read.arrival) arrivals.set(documentId, read.arrival)
      if (read.step) steps.set(documentId, read.step)
      if (read.costs.size > 0) costs.set(documentId, read.costs)
      if (read.count) counts.set(documentId, read.count)
      if (read.page) pages.set(documentId, read.page)
      if (read.closing) closings.set(documentId, read.closing)
      if (read.reason !== null) reasons.set(documentId, read.reason)
      if (known.includes(true) || read !== NOTHING) version++
      lists = null
      return read.isReadable
    },
    purchases: () => inOrder().purchases,
    purchase: (purchaseId) => purchases.get(purchaseId),
    progress: ({ id, details }) => progressOf(details, arrivals.of(id)),
    arrivals: arrivals.of,
    transfers: () => inOrder().transfers,
    transfer: (transferId) => transfers.get(transferId),
    transferProgress: (entry) => transferProgressOf(entry, steps.of(entry.transferId)),
    steps: steps.of,
    counts: () => inOrder().counts,
    count: (sessionId) => counts.get(sessionId),
    countPages: pages.of,
    closing: (sessionId) => closings.of(sessionId)[0] ?? null,
    costOf: (documentId, ordinal) => costs.get(documentId)?.get(ordinal) ?? null,
    costs: () => costs,
    correctionReasonOf: (documentId) => reasons.get(documentId) ?? null,
    parts: () => ({
      purchases: [...purchases.values()],
      arrivals: arrivals.values(),
      transfers: [...transfers.values()],
      steps: steps.values(),
      counts: [...counts.values()],
      countPages: pages.values(),
      closings: closings.values(),
      costs: [...costs].map(([id, pairs]) => [id, [...pairs]] as const),
      reasons: [...reasons],
    }),
  }
}

interface FollowUp {
  readonly documentId: string
  readonly at: number
}

/** Documents that happened to another one, found by that other one's id, oldest first. */
function createFollowUps<One extends FollowUp>(subjectOf: (one: One) => string, initial: readonly One[]) {
  const byId = new Map<string, One>()
  const idsBySubject = new Map<string, Set<string>>()
  const set = (documentId: string, one: One): void => {
    byId.set(documentId, one)
    const ids = idsBySubject.get(subjectOf(one)) ?? new Set()
    idsBySubject.set(subjectOf(one), ids.add(documentId))
  }
  for (const one of initial) set(one.documentId, one)
  return {
    set,
    delete(documentId: string): boolean {
      const one = byId.get(documentId)
      if (one) idsBySubject.get(subjectOf(one))?.delete(documentId)
      return byId.delete(documentId)
    },
    of: (subjectId: string): One[] =>
      [...(idsBySubject.get(subjectId) ?? [])]
        .flatMap((id) => byId.get(id) ?? [])
        .sort((a, b) => a.at - b.at || compareText(a.documentId, b.documentId)),
    values: (): One[] => [...byId.values()],
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

interface Read {
  readonly isReadable: boolean
  readonly purchase: PurchaseEntry | null
  readonly arrival: Arrival | null
  readonly transfer: TransferEntry | null
  readonly step: TransferStep | null
  readonly count: CountEntry | null
  readonly page: PageEntry | null
  readonly closing: ClosingEntry | null
  readonly costs: ReadonlyMap<number, number>
  readonly reason: string | null
}

const NO_COSTS: ReadonlyMap<number, number> = new Map()
const NOTHING: Read = {
  isReadable: true,
  purchase: null,
  arrival: null,
  transfer: null,
  step: null,
  count: null,
  page: null,
  closing: null,
  costs: NO_COSTS,
  reason: null,
}

function readMovement(content: unknown, pending: boolean): Read {
  if (!isMovement(content)) return NOTHING
  if (content.kind === 'purchase-order') {
    const purchase = readPurchase(content, pending)
    return { ...NOTHING, isReadable: purchase !== null, purchase }
  }
  if (content.kind === 'count-session') {
    const count = readCount(content)
    return { ...NOTHING, isReadable: count !== null, count }
  }
  if (content.kind === 'count-page') {
    const page = readPage(content)
    return { ...NOTHING, isReadable: page !== null, page }
  }
  const closing = readClosing(content)
  const dispatch = dispatchOf(content)
  const arrival = arrivalOf(content)
  const step = transferStepOf(content)
  const costs = costsOf(content)
  const takesBackGoods = arrival !== null || costs.size > 0
  const reason = isCorrection(content) && !takesBackGoods ? content.reason : null
  if (!dispatch && !arrival && !step && !closing && costs.size === 0 && reason === null) return NOTHING
  return { ...NOTHING, arrival, step, costs, reason, closing, transfer: dispatch && { ...dispatch, pending } }
}

function readPurchase(movement: StockMovement, pending: boolean): PurchaseEntry | null {
  const details = purchaseDetailsSchema.safeParse(movement.details)
  if (!details.success) return null
  const { id, at, reference, supplierName, note } = movement
  return { id, at, reference, supplierName, note, pending, details: details.data }
}

function readCount(movement: StockMovement): CountEntry | null {
  const details = countSessionOf(movement)
  return details && { ...details, id: movement.id, at: movement.at, openedBy: movement.createdBy }
}

function readPage(movement: StockMovement): PageEntry | null {
  const details = countPageOf(movement)
  return details && { ...details, documentId: movement.id, at: movement.at }
}

/** Counts of one person from before pages have no details, and close their session as well. */
function readClosing({ id, kind, countSessionId, details, at, createdBy, postings }: StockMovement) {
  if (kind !== 'count' || !isId(countSessionId)) return null
  const read = countClosingDetailsSchema.safeParse(details)
  const { pages = [], leftOut = [] } = read.data ?? {}
  return {
    documentId: id,
    sessionId: countSessionId,
    at,
    closedBy: createdBy,
    differing: postings.length,
    pages,
    leftOut,
  }
}

/** What a shop begins with was not found, and is no correction. */
const isCorrection = ({ kind, reason }: StockMovement): boolean =>
  (kind === 'adjust' || kind === 'waste' || kind === 'count') && reason !== 'opening-stock'

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
  const { id, shopId, kind, at, reason, reference, supplierName, note, postings } = value as Readonly<
    Record<string, unknown>
  >
  const areTexts = [shopId, kind, reason, reference, supplierName, note].every(
    (text) => typeof text === 'string',
  )
  return isId(id) && areTexts && Number.isSafeInteger(at) && arePostings(postings)
}
