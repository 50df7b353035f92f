import type { Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { DocumentSource, StoredDocument } from './document-source.ts'
import type { Paged, StockHistoryRequest, StockHistoryRow } from './projections.ts'
import { arePostings, type LedgerEntry, type PostingCollection, type StockLedger } from './stock-ledger.ts'

const DEFAULT_LIMIT = 50
const PAGE_LIMIT = 500

/** The ledger knows where each posting stands; who, when and why is read from the documents of the page asked for. */
export async function readHistoryPage(
  ledger: StockLedger,
  source: DocumentSource,
  variantId: Id,
  request: StockHistoryRequest,
): Promise<Paged<StockHistoryRow>> {
  const entries = ledger.history(variantId, request.locationId)
  const offset = request.offset ?? 0
  const page = entries.slice(offset, offset + Math.min(request.limit ?? DEFAULT_LIMIT, PAGE_LIMIT))
  const documents = new Map([
    ...(await readDocuments(source, 'orders', page)),
    ...(await readDocuments(source, 'stockMovements', page)),
  ])
  return {
    total: entries.length,
    rows: page.flatMap((entry) => historyRow(entry, documents.get(entry.documentId)) ?? []),
  }
}

async function readDocuments(
  source: DocumentSource,
  collection: PostingCollection,
  page: readonly LedgerEntry[],
): Promise<[string, StoredDocument][]> {
  const ids = new Set(
    page.filter((entry) => entry.collection === collection).map(({ documentId }) => documentId),
  )
  if (ids.size === 0) return []
  const found = await source.readByIds(collection, [...ids])
  return found
    .flatMap((document) => (document ? [[document.id, document] as const] : []))
    .map(([id, one]) => [id, one])
}

type Fields = Readonly<Record<string, unknown>>
const textOf = (fields: Fields, name: string): string => {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

function historyRow(entry: LedgerEntry, document: StoredDocument | undefined): StockHistoryRow | null {
  if (!document) return null
  const content = document.content as Fields // the source gives out objects only
  const isOrder = entry.collection === 'orders'
  const postings = isOrder ? content.stockPostings : content.postings
  const posting = arePostings(postings) ? postings[entry.ordinal] : undefined
  if (!posting) return null
  return {
    collection: entry.collection,
    documentId: entry.documentId as Id, // a stored document's own id
    documentLabel: textOf(content, isOrder ? 'number' : 'reference'),
    reason: isOrder ? '' : textOf(content, 'reason'),
    note: textOf(content, 'note'),
    pending: document.pending,
    posting,
    onHandAfter: quantity(entry.onHandAfter),
  }
}
