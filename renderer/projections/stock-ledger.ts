import type { Columns } from '@shared/analytics/columns.ts'
import { createColumns } from '@shared/analytics/columns.ts'
import type { Dictionary, TupleDictionary } from '@shared/analytics/dictionary.ts'
import { createDictionary, createTupleDictionary } from '@shared/analytics/dictionary.ts'
import { createIdDictionary, type IdDictionary } from '@shared/analytics/id-dictionary.ts'
import type { OwnedRows } from '@shared/analytics/owned-rows.ts'
import { createOwnedRows, DEAD_TIME, type RowSpan } from '@shared/analytics/owned-rows.ts'
import { isId } from '@shared/kernel/id.ts'
import { STOCK_POSTING_KINDS, type StockPosting, type StockPostingKind } from '@shared/schemas/postings.ts'

/** `ordinal` is the posting's place in its document; a dead row's time is `DEAD_TIME`. */
export const POSTING_SPEC = {
  owner: 'u32',
  shelf: 'count',
  quantity: 'amount',
  ordinal: 'count',
  kind: 'u8',
  at: 'f64',
} as const
/** By number, as rows hold it; a kind of a later version has one that is not here. */
export const POSTING_KINDS: readonly StockPostingKind[] = STOCK_POSTING_KINDS
const UNKNOWN_KIND = 255
const COUNT_KIND = POSTING_KINDS.indexOf('count')
export const POSTING_DOCUMENT_SPEC = { first: 'u32', count: 'count' } as const

export type PostingCollection = 'orders' | 'stockMovements'

export interface LedgerParts {
  /** Collection and id of each document that posted, by `documentKey`. */
  readonly documents: IdDictionary
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
  /** Variants of which postings came or went since this was last asked, each with the time of the oldest of these. */
  takeTouched(): ReadonlyMap<number, number>
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
    documents: createIdDictionary(),
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
  let touched = new Map<number, number>()
  const touch = (first: number, count: number) => {
    const { shelf, at } = parts.rows.columns.data
    for (let row = first; row < first + count; row++) {
      const variant = parts.shelves.flat[(shelf[row] ?? 0) * 2] ?? 0
      const time = at[row] ?? 0
      if (time < (touched.get(variant) ?? Number.POSITIVE_INFINITY)) touched.set(variant, time)
    }
  }
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
      touch(span.first, span.count)
      const kept = firstOfEachId(postings)
      const start = parts.rows.replace(span, kept.length)
      kept.forEach(({ posting, ordinal }, i) => {
        const shelf = shelfOf(posting.variantId, posting.locationId)
        writeRow(parts, start + i, { posting, ordinal, shelf, owner })
      })
      sumUp(parts, onHandByShelf, start, kept.length, 1)
      touch(start, kept.length)
      first[owner] = start
      parts.spans.put('count', owner, kept.length)
      parts.rows.compact({
        length: parts.spans.length,
        spanOf: (one) => ({ first: first[one] ?? 0, count: parts.spans.data.count[one] ?? 0 }),
        moved(one, to) {
          first[one] = to
        },
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
    takeTouched() {
      const taken = touched
      touched = new Map()
      return taken
    },
    soldSince: (at) => soldSince(parts, at),
    history(variantId, locationId) {
      const location = locationNumber(locationId)
      return historyOf(parts, new Set(shelvesOf(variantId).filter((shelf) => isAt(shelf, location))))
    },
  }
}

/** The variant of each shelf, by number. */
export const variantByShelf = ({ shelves }: LedgerParts): Uint32Array =>
  Uint32Array.from({ length: shelves.size }, (_, shelf) => shelves.flat[shelf * 2] ?? 0)

const MARKS: Record<PostingCollection, string> = { orders: 'o', stockMovements: 'm' }
/** Orders are by far the most: their ids stand for themselves, and so take the least room. */
export const documentKey = (collection: PostingCollection, id: string): string =>
  collection === 'orders' && isId(id) ? id : MARKS[collection] + id

/** Which document a number of the ledger's documents is of. */
export function documentOf(
  { documents }: LedgerParts,
  number: number,
): { readonly collection: PostingCollection; readonly documentId: string } {
  const key = documents.textOf(number)
  if (isId(key)) return { collection: 'orders', documentId: key }
  const collection = key.startsWith(MARKS.orders) ? 'orders' : 'stockMovements'
  return { collection, documentId: key.slice(1) }
}

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
  { rows: { columns } }: LedgerParts,
  row: number,
  {
    posting,
    ordinal,
    shelf,
    owner,
  }: { readonly posting: StockPosting } & Readonly<Record<'ordinal' | 'shelf' | 'owner', number>>,
): void {
  const { data } = columns
  data.owner[row] = owner
  columns.put('shelf', row, shelf)
  columns.put('quantity', row, posting.quantity)
  columns.put('ordinal', row, ordinal)
  const kind = STOCK_POSTING_KINDS.indexOf(posting.kind)
  data.kind[row] = kind < 0 ? UNKNOWN_KIND : kind
  data.at[row] = posting.at
}

function sumUp(parts: LedgerParts, onHand: number[], first: number, count: number, sign: 1 | -1): void {
  const { shelf, quantity, at: time } = parts.rows.columns.data
  for (let row = first; row < first + count; row++) {
    if (time[row] === DEAD_TIME) continue
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
    if (data.at[row] === DEAD_TIME || until === undefined) continue
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
    if (data.at[row] === DEAD_TIME || !shelves.has(shelf)) continue
    found.push({
      variantId: parts.variants.values[parts.shelves.flat[shelf * 2] ?? 0] ?? '',
      documentId: documentOf(parts, data.owner[row] ?? 0).documentId,
      ordinal: data.ordinal[row] ?? 0,
      at: data.at[row] ?? 0,
      quantity: data.quantity[row] ?? 0,
    })
  }
  return found
}

function soldSince(parts: LedgerParts, since: number): Map<string, { sold: number; firstAt: number }> {
  const { data, length } = parts.rows.columns
  const isOrder = orderDocuments(parts)
  const sold = new Array<number>(parts.variants.values.length).fill(0)
  const firstAt = new Array<number>(parts.variants.values.length).fill(Infinity)
  for (let row = 0; row < length; row++) {
    if (data.at[row] === DEAD_TIME) continue
    const variant = parts.shelves.flat[(data.shelf[row] ?? 0) * 2] ?? 0
    const at = data.at[row] ?? 0
    firstAt[variant] = Math.min(firstAt[variant] ?? Infinity, at)
    if (at >= since && isOrder[data.owner[row] ?? 0] === 1)
      sold[variant] = (sold[variant] ?? 0) - (data.quantity[row] ?? 0)
  }
  return new Map(
    parts.variants.values.map((id, at) => [id, { sold: sold[at] ?? 0, firstAt: firstAt[at] ?? 0 }]),
  )
}

/** By number of the document: whether it is an order. Only what is no id has to be looked at. */
function orderDocuments(parts: LedgerParts): Uint8Array {
  const isOrder = new Uint8Array(parts.documents.size).fill(1)
  for (const [number] of parts.documents.others)
    isOrder[number] = documentOf(parts, number).collection === 'orders' ? 1 : 0
  return isOrder
}

function historyOf(parts: LedgerParts, shelves: ReadonlySet<number>): LedgerEntry[] {
  const { data, length } = parts.rows.columns
  const rows: number[] = []
  for (let row = 0; row < length; row++)
    if (data.at[row] !== DEAD_TIME && shelves.has(data.shelf[row] ?? 0)) rows.push(row)
  const documents = new Map(
    rows.map((row) => [data.owner[row] ?? 0, documentOf(parts, data.owner[row] ?? 0)] as const),
  )
  const idOf = (row: number): string => documents.get(data.owner[row] ?? 0)?.documentId ?? ''
  rows.sort(
    (a, b) =>
      (data.at[a] ?? 0) - (data.at[b] ?? 0) ||
      compareText(idOf(a), idOf(b)) ||
      (data.ordinal[a] ?? 0) - (data.ordinal[b] ?? 0),
  )
  const running = new Map<number, number>()
  const entries = rows.map((row) => {
    const shelf = data.shelf[row] ?? 0
    const onHandAfter = (running.get(shelf) ?? 0) + (data.quantity[row] ?? 0)
    running.set(shelf, onHandAfter)
    const document = documentOf(parts, data.owner[row] ?? 0)
    return { ...document, ordinal: data.ordinal[row] ?? 0, onHandAfter }
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
