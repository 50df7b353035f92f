import type { Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { DocumentSource, StoredDocument } from './document-source.ts'
import { postingAt, readPlaces } from './posting-documents.ts'
import type { Paged, StockHistoryRequest, StockHistoryRow } from './projections.ts'
import type { LedgerEntry, StockLedger } from './stock-ledger.ts'

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
  const documents = await readPlaces(source, page)
  return {
    total: entries.length,
    rows: page.flatMap((entry) => historyRow(entry, documents.get(entry.documentId)) ?? []),
  }
}

function historyRow(entry: LedgerEntry, document: StoredDocument | undefined): StockHistoryRow | null {
  const found = postingAt(entry, document)
  if (!found) return null
  const { posting, isOrder, pending, label, text } = found
  return {
    collection: entry.collection,
    documentId: entry.documentId as Id, // a stored document's own id
    documentLabel: label,
    reason: isOrder ? '' : text('reason'),
    note: text('note'),
    pending,
    posting,
    onHandAfter: quantity(entry.onHandAfter),
  }
}
