import { foldLots, type LotStock, lotKey } from '@shared/domain/stock/lots.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { StockPosting } from '@shared/schemas/postings.ts'
import type { PostingCollection } from './stock-ledger.ts'

/** A posting that names a lot, and where it stands. */
export interface LotEntry {
  readonly collection: PostingCollection
  readonly documentId: Id
  readonly ordinal: number
  readonly id: Id
  readonly variantId: Id
  readonly locationId: Id
  readonly quantity: StockPosting['quantity']
  readonly at: number
  readonly lot: string
  readonly expiry?: BusinessDay
  readonly serial?: true
}

/**
 * What there is of every lot, folded from the postings that name one (LOT-1); a shop without lots keeps nothing. Applying a document
 * replaces what it posted, so that repetition and order of arrival do not matter.
 */
export interface LotBook {
  /** Rises with every change. */
  readonly version: number
  apply(collection: PostingCollection, documentId: string, postings: readonly StockPosting[]): void
  /** Every lot of the variant that was ever posted, place by place. */
  lotsOf(variantId: string): readonly LotStock[]
  /** Variants of which a lot was ever posted. */
  variantIds(): Iterable<string>
  /** Variants that have a lot or serial number of that name. */
  variantsWith(lot: string): readonly string[]
  /** What became of one lot, oldest first. */
  entriesOf(variantId: string, lot: string): readonly LotEntry[]
  parts(): readonly LotEntry[]
}

const NONE: readonly never[] = []

export function createLotBook(initial: readonly LotEntry[] = []): LotBook {
  const byVariant = new Map<string, Map<string, LotEntry[]>>()
  const variantsByDocument = new Map<string, Set<string>>()
  const folded = new Map<string, readonly LotStock[]>()
  let version = 0
  const put = (entry: LotEntry): void => {
    const key = entry.collection + entry.documentId
    const documents = byVariant.get(entry.variantId) ?? new Map<string, LotEntry[]>()
    byVariant.set(entry.variantId, documents.set(key, [...(documents.get(key) ?? []), entry]))
    variantsByDocument.set(key, (variantsByDocument.get(key) ?? new Set()).add(entry.variantId))
    folded.delete(entry.variantId)
  }
  const take = (key: string): void => {
    for (const variantId of variantsByDocument.get(key) ?? []) {
      byVariant.get(variantId)?.delete(key)
      folded.delete(variantId)
    }
    variantsByDocument.delete(key)
  }
  const entriesOf = (variantId: string): LotEntry[] =>
    [...(byVariant.get(variantId)?.values() ?? NONE)].flat()
  for (const entry of initial) put(entry)
  return {
    get version() {
      return version
    },
    apply(collection, documentId, postings) {
      const key = collection + documentId
      // Most shops have no lots, and most postings name none: they cost this one look.
      if (!postings.some(namesLot) && !variantsByDocument.has(key)) return
      const entries = entriesIn(collection, documentId as Id, postings) // a stored document's own id
      take(key)
      for (const entry of entries) put(entry)
      version++
    },
    lotsOf(variantId) {
      const known = folded.get(variantId) ?? foldLots(entriesOf(variantId))
      if (byVariant.has(variantId)) folded.set(variantId, known)
      return known
    },
    variantIds: () => byVariant.keys(),
    variantsWith: (lot) =>
      [...byVariant.keys()].filter((variantId) => entriesOf(variantId).some((entry) => entry.lot === lot)),
    entriesOf: (variantId, lot) =>
      entriesOf(variantId)
        .filter((entry) => lotKey(variantId, entry.lot) === lotKey(variantId, lot))
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
    parts: () => [...byVariant.keys()].flatMap(entriesOf),
  }
}

const namesLot = ({ lot }: StockPosting): boolean => lot !== undefined && lot !== ''

/** LEDGER-1: a posting that is repeated in its document posts once. */
function entriesIn(
  collection: PostingCollection,
  documentId: Id,
  postings: readonly StockPosting[],
): LotEntry[] {
  const seen = new Set<string>()
  return postings.flatMap(({ id, variantId, locationId, quantity, at, lot, expiry, serial }, ordinal) => {
    if (typeof lot !== 'string' || lot === '' || seen.has(id)) return []
    seen.add(id)
    const known = { ...(expiry === undefined ? {} : { expiry }), ...(serial === undefined ? {} : { serial }) }
    return { collection, documentId, ordinal, id, variantId, locationId, quantity, at, lot, ...known }
  })
}
