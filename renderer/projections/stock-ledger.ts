import type { Columns } from '@shared/analytics/columns.ts'
import { createColumns } from '@shared/analytics/columns.ts'
import type { Dictionary, TupleDictionary } from '@shared/analytics/dictionary.ts'
import { createDictionary, createTupleDictionary } from '@shared/analytics/dictionary.ts'
import type { OwnedRows } from '@shared/analytics/owned-rows.ts'
import { createOwnedRows, DEAD_DAY, type RowSpan } from '@shared/analytics/owned-rows.ts'
import { STOCK_POSTING_KINDS, type StockPosting, type StockPostingKind } from '@shared/schemas/postings.ts'

/** `ordinal` is the posting's place in its document; `day` only marks dead rows. */
export const POSTING_SPEC = {
  owner: 'u32',
  day: 'i32',
  shelf: 'u32',
  quantity: 'i32',
  ordinal: 'u32',
  kind: 'u8',
  at: 'f64',
} as const
/** By number, as rows hold it; a kind of a later version has one that is not here. */
export const POSTING_KINDS: readonly StockPostingKind[] = STOCK_POSTING_KINDS
const UNKNOWN_KIND = 255
const COUNT_KIND = POSTING_KINDS.indexOf('count')
export const POSTING_DOCUMENT_SPEC = { first: 'u32', count: 'u32' } as const

export type PostingCollection = 'orders' | 'stockMovements'

export interface LedgerParts {
  /** Collection and id of each document that posted. */
  readonly documents: Dictionary
  readonly spans: Columns<typeof POSTING_DOCUMENT_SPEC>
  readonly rows: OwnedRows<typeof POSTING_SPEC>
  /** `[variant, location]` */
  readonly shelves: TupleDictionary
  readonly variants: Dictionary
  readonly locations: Dictionary
}

export interface LedgerEntry {
  readonly collection: PostingCollection
  readonly documentId: string
  readonly ordinal: number
  readonly onHandAfter: number
}

/** A posting as it stands in the ledger, for who folds something else than on hand. */
export interface LedgerPosting {
  readonly variantId: string
  readonly documentId: string
  readonly ordinal: number
  readonly at: number
  readonly quantity: number
}

/**
 * On hand and history of every shelf, folded from the postings of orders and movements (LEDGER-1). Applying a document
 * replaces what it posted, and a posting id counts once in it, so that repetition and order of arrival do not matter.
 */
export interface StockLedger extends LedgerParts {
  readonly version: number
  apply(collection: PostingCollection, documentId: string, postings: readonly StockPosting[]): void
  onHand(variantId: string, locationId?: string): number
  /**
   * On hand at a moment, for each shelf its own, each shelf at most once. Every count is in it, whenever it was posted: it moved no goods, it
   * says what had been wrong, and nobody is to find that again (COUNT-1).
   */
  onHandAt(
    moments: readonly { readonly variantId: string; readonly locationId: string; readonly at: number }[],
  ): number[]
  /** Locations at which the variant was ever posted. */
  locationsOf(variantId: string): readonly string[]
  /** Newest first; on hand after is that of the posting's own location. */
  history(variantId: string, locationId?: string): LedgerEntry[]
  /** Everything that was ever posted for these variants, in no order. */
  postingsOf(variantIds: readonly string[]): LedgerPosting[]
  /** By variant: what orders took since then, less what came back, and when it was first posted at all. */
  soldSince(at: number): Map<string, { readonly sold: number; readonly firstAt: number }>
}

const NO_SHELVES: readonly number[] = []
const UNKNOWN = -1

export function emptyLedgerParts(): LedgerParts {
  return {
    documents: createDictionary(),
    spans: createColumns(POSTING_DOCUMENT_SPEC),
    rows: createOwnedRows(createColumns(POSTING_SPEC)),
    shelves: createTupleDictionary(2),
    variants: createDictionary(),
    locations: createDictionary(),
  }
}

export function createStockLedger(parts: LedgerParts = emptyLedgerParts()): StockLedger {
  const onHandByShelf: number[] = []
  const shelvesByVariant: number[][] = []
  let version = 0
  const shelfOf = (variantId: string, locationId: string): number => {
    const variant = parts.variants.intern(variantId)
    const known = parts.shelves.size
    const shelf = parts.shelves.intern([variant, parts.locations.intern(locationId)])
    if (shelf === known) noteShelf(shelf)
    return shelf
  }
  const noteShelf = (shelf: number) => {
    const variant = parts.shelves.flat[shelf * 2] ?? 0
    const shelves = shelvesByVariant[variant] ?? []
    shelves.push(shelf)
    shelvesByVariant[variant] = shelves
    onHandByShelf[shelf] ??= 0
  }
  for (let shelf = 0; shelf < parts.shelves.size; shelf++) noteShelf(shelf)
  sumUp(parts, onHandByShelf, 0, parts.rows.columns.length, 1)

  const shelvesOf = (variantId: string): readonly number[] => {
    const variant = parts.variants.find(variantId)
    return (variant === undefined ? undefined : shelvesByVariant[variant]) ?? NO_SHELVES
  }
  const isAt = (shelf: number, location: number | undefined) =>
    location === undefined || parts.shelves.flat[shelf * 2 + 1] === location
  /** `UNKNOWN` for a place where nothing was ever posted: no shelf is there. */
  const locationNumber = (locationId: string | undefined) =>
    locationId === undefined ? undefined : (parts.locations.find(locationId) ?? UNKNOWN)

  return {
    ...parts,
    get version() {
      return version
    },
    apply(collection, documentId, postings) {
      const key = documentKey(collection, documentId)
      if (postings.length === 0 && parts.documents.find(key) === undefined) return
      const owner = parts.documents.intern(key)
      if (owner === parts.spans.length) parts.spans.append(1)
      const { first, count } = parts.spans.data
      const span: RowSpan = { first: first[owner] ?? 0, count: count[owner] ?? 0 }
      sumUp(parts, onHandByShelf, span.first, span.count, -1)
      const kept = firstOfEachId(postings)
      const start = parts.rows.replace(owner, span, kept.length)
      kept.forEach(({ posting, ordinal }, i) => {
        writeRow(parts, start + i, posting, ordinal, shelfOf(posting.variantId, posting.locationId))
      })
      sumUp(parts, onHandByShelf, start, kept.length, 1)
      first[owner] = start
      count[owner] = kept.length
      parts.rows.compact((moved, to) => {
        first[moved] = to
      })
      version++
    },
    onHand(variantId, locationId) {
      const location = locationNumber(locationId)
      let sum = 0
      // Asked for every row of long lists, so it makes no garbage.
      for (const shelf of shelvesOf(variantId)) if (isAt(shelf, location)) sum += onHandByShelf[shelf] ?? 0
      return sum
    },
    onHandAt(moments) {
      const shelves = moments.map(({ variantId, locationId }) => {
        const location = locationNumber(locationId)
        return shelvesOf(variantId).find((shelf) => isAt(shelf, location)) ?? UNKNOWN
      })
      const atByShelf = new Map(shelves.map((shelf, i) => [shelf, moments[i]?.at ?? 0]))
      const sums = sumUntil(parts, atByShelf)
      return shelves.map((shelf) => sums.get(shelf) ?? 0)
    },
    locationsOf: (variantId) =>
      shelvesOf(variantId).map(
        (shelf) => parts.locations.values[parts.shelves.flat[shelf * 2 + 1] ?? 0] ?? '',
      ),
    postingsOf: (variantIds) => postingsOf(parts, new Set(variantIds.flatMap(shelvesOf))),
    soldSince: (at) => soldSince(parts, at),
    history(variantId, locationId) {
      const location = locationNumber(locationId)
      return historyOf(parts, new Set(shelvesOf(variantId).filter((shelf) => isAt(shelf, location))))
    },
  }
}

const MARKS: Record<PostingCollection, string> = { orders: 'o', stockMovements: 'm' }
const documentKey = (collection: PostingCollection, id: string): string => MARKS[collection] + id

/** LEDGER-1: a posting that is repeated, in whatever place, posts once. */
function firstOfEachId(
  postings: readonly StockPosting[],
): { readonly posting: StockPosting; readonly ordinal: number }[] {
  const seen = new Set<string>()
  const kept: { posting: StockPosting; ordinal: number }[] = []
  postings.forEach((posting, ordinal) => {
    if (!seen.has(posting.id)) kept.push({ posting, ordinal })
    seen.add(posting.id)
  })
  return kept
}

function writeRow(
  parts: LedgerParts,
  row: number,
  posting: StockPosting,
  ordinal: number,
  shelf: number,
): void {
  const { data } = parts.rows.columns
  data.day[row] = 0
  data.shelf[row] = shelf
  data.quantity[row] = posting.quantity
  data.ordinal[row] = ordinal
  const kind = STOCK_POSTING_KINDS.indexOf(posting.kind)
  data.kind[row] = kind < 0 ? UNKNOWN_KIND : kind
  data.at[row] = posting.at
}

function sumUp(parts: LedgerParts, onHand: number[], first: number, count: number, sign: 1 | -1): void {
  const { shelf, quantity, day } = parts.rows.columns.data
  for (let row = first; row < first + count; row++) {
    if (day[row] === DEAD_DAY) continue
    const at = shelf[row] ?? 0
    onHand[at] = (onHand[at] ?? 0) + sign * (quantity[row] ?? 0)
  }
}

function sumUntil(parts: LedgerParts, atByShelf: ReadonlyMap<number, number>): Map<number, number> {
  const { data, length } = parts.rows.columns
  const sums = new Map<number, number>()
  for (let row = 0; row < length; row++) {
    const shelf = data.shelf[row] ?? 0
    const until = atByShelf.get(shelf)
    if (data.day[row] === DEAD_DAY || until === undefined) continue
    if ((data.at[row] ?? 0) > until && data.kind[row] !== COUNT_KIND) continue
    sums.set(shelf, (sums.get(shelf) ?? 0) + (data.quantity[row] ?? 0))
  }
  return sums
}

function postingsOf(parts: LedgerParts, shelves: ReadonlySet<number>): LedgerPosting[] {
  const { data, length } = parts.rows.columns
  const found: LedgerPosting[] = []
  for (let row = 0; row < length; row++) {
    const shelf = data.shelf[row] ?? 0
    if (data.day[row] === DEAD_DAY || !shelves.has(shelf)) continue
    found.push({
      variantId: parts.variants.values[parts.shelves.flat[shelf * 2] ?? 0] ?? '',
      documentId: parts.documents.values[data.owner[row] ?? 0]?.slice(1) ?? '',
      ordinal: data.ordinal[row] ?? 0,
      at: data.at[row] ?? 0,
      quantity: data.quantity[row] ?? 0,
    })
  }
  return found
}

function soldSince(parts: LedgerParts, since: number): Map<string, { sold: number; firstAt: number }> {
  const { data, length } = parts.rows.columns
  const isOrder = parts.documents.values.map((key) => key.startsWith(MARKS.orders))
  const sold = new Array<number>(parts.variants.values.length).fill(0)
  const firstAt = new Array<number>(parts.variants.values.length).fill(Infinity)
  for (let row = 0; row < length; row++) {
    if (data.day[row] === DEAD_DAY) continue
    const variant = parts.shelves.flat[(data.shelf[row] ?? 0) * 2] ?? 0
    const at = data.at[row] ?? 0
    firstAt[variant] = Math.min(firstAt[variant] ?? Infinity, at)
    if (at >= since && isOrder[data.owner[row] ?? 0])
      sold[variant] = (sold[variant] ?? 0) - (data.quantity[row] ?? 0)
  }
  return new Map(
    parts.variants.values.map((id, at) => [id, { sold: sold[at] ?? 0, firstAt: firstAt[at] ?? 0 }]),
  )
}

function historyOf(parts: LedgerParts, shelves: ReadonlySet<number>): LedgerEntry[] {
  const { data, length } = parts.rows.columns
  const rows: number[] = []
  for (let row = 0; row < length; row++)
    if (data.day[row] !== DEAD_DAY && shelves.has(data.shelf[row] ?? 0)) rows.push(row)
  const keyOf = (row: number) => parts.documents.values[data.owner[row] ?? 0] ?? ''
  rows.sort(
    (a, b) =>
      (data.at[a] ?? 0) - (data.at[b] ?? 0) ||
      compareText(keyOf(a).slice(1), keyOf(b).slice(1)) ||
      (data.ordinal[a] ?? 0) - (data.ordinal[b] ?? 0),
  )
  const running = new Map<number, number>()
  const entries = rows.map((row) => {
    const shelf = data.shelf[row] ?? 0
    const onHandAfter = (running.get(shelf) ?? 0) + (data.quantity[row] ?? 0)
    running.set(shelf, onHandAfter)
    const key = keyOf(row)
    const collection: PostingCollection = key.startsWith(MARKS.orders) ? 'orders' : 'stockMovements'
    return { collection, documentId: key.slice(1), ordinal: data.ordinal[row] ?? 0, onHandAfter }
  })
  return entries.reverse()
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** Whether a stored value is a list of postings that can be summed. */
export function arePostings(value: unknown): value is readonly StockPosting[] {
  return Array.isArray(value) && value.every(isPosting)
}

function isPosting(value: unknown): boolean {
  if (!isFields(value)) return false
  const { id, variantId, locationId, quantity, at } = value
  if (typeof id !== 'string' || typeof variantId !== 'string' || typeof locationId !== 'string') return false
  return Number.isSafeInteger(quantity) && Number.isSafeInteger(at)
}
