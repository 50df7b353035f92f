import type { StockPosting } from '@shared/schemas/postings.ts'
import type { DocumentSource, StoredDocument } from './document-source.ts'
import { arePostings, type PostingCollection } from './stock-ledger.ts'

/** Where a posting stands: the ledgers keep this, and who, when and why is read from the document. */
export interface PostingPlace {
  readonly collection: PostingCollection
  readonly documentId: string
  readonly ordinal: number
}

/** A posting with the document it stands in. */
export interface FoundPosting {
  readonly posting: StockPosting
  readonly isOrder: boolean
  readonly pending: boolean
  /** What the document calls itself. */
  readonly label: string
  /** A text of the document; empty where there is none. */
  readonly text: (name: string) => string
}

/** The documents of these places, by id, each read once. */
export async function readPlaces(
  source: DocumentSource,
  places: readonly PostingPlace[],
): Promise<ReadonlyMap<string, StoredDocument>> {
  const read = async (collection: PostingCollection): Promise<readonly (StoredDocument | null)[]> => {
    const ids = places.filter((place) => place.collection === collection).map(({ documentId }) => documentId)
    return ids.length === 0 ? [] : source.readByIds(collection, [...new Set(ids)])
  }
  const found = [...(await read('orders')), ...(await read('stockMovements'))]
  return new Map(found.flatMap((document) => (document ? [[document.id, document]] : [])))
}

/** Null when the document is gone or has no such posting (any more). */
export function postingAt(place: PostingPlace, document: StoredDocument | undefined): FoundPosting | null {
  if (!document) return null
  const content = document.content as Readonly<Record<string, unknown>> // the source gives out objects only
  const isOrder = place.collection === 'orders'
  const postings = isOrder ? content.stockPostings : content.postings
  const posting = arePostings(postings) ? postings[place.ordinal] : undefined
  if (!posting) return null
  const text = (name: string): string => {
    const value = content[name]
    return typeof value === 'string' ? value : ''
  }
  return { posting, isOrder, pending: document.pending, label: text(isOrder ? 'number' : 'reference'), text }
}
