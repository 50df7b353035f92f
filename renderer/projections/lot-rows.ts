import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { compareLots, isExpired, type LotStock } from '@shared/domain/stock/lots.ts'
import type { Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { variantName } from './catalogue-entry.ts'
import type { CatalogueIndex } from './catalogue-index.ts'
import { PAGE_LIMIT } from './catalogue-search.ts'
import type { DocumentSource, StoredDocument } from './document-source.ts'
import type { LotBook, LotEntry } from './lot-book.ts'
import { postingAt, readPlaces } from './posting-documents.ts'
import type { LotEvent, LotRequest, LotRow, Paged } from './projections.ts'

const DEFAULT_LIMIT = 100

/** Lots of which something is there, or of which more went than came; the first to expire first. */
export function lotRows(book: LotBook, index: CatalogueIndex, request: LotRequest): Paged<LotRow> {
  const words = foldText(request.text ?? '')
    .split(' ')
    .filter((word) => word !== '')
  const found: LotRow[] = []
  for (const variantId of request.variantIds ?? book.variantIds()) {
    const known = index.variant(variantId as Id) // a posting's variant
    const name = known ? variantName(known.product, known.variant) : ''
    for (const stock of book.lotsOf(variantId)) {
      if (!passes(stock, request)) continue
      const text = `${known?.product.text ?? ''}\n${foldText(stock.lot)}`
      if (words.every((word) => text.includes(word)))
        found.push({
          ...stock,
          quantity: quantity(stock.quantity),
          name,
          unit: known?.product.unit ?? 'piece',
        })
    }
  }
  found.sort((a, b) => compareLots(a, b) || (a.name < b.name ? -1 : 1))
  const offset = request.offset ?? 0
  const limit = Math.min(request.limit ?? DEFAULT_LIMIT, PAGE_LIMIT)
  return { total: found.length, rows: found.slice(offset, offset + limit) }
}

function passes(
  stock: LotStock,
  { locationId, today, until, state = 'all', text = '' }: LotRequest,
): boolean {
  if (locationId !== undefined && stock.locationId !== locationId) return false
  // What is looked for by name is found when it is all sold, too: somebody asks who bought it.
  if (stock.quantity === 0) return state === 'all' && text.trim() !== ''
  if (state === 'all') return true
  if (today === undefined || stock.expiry === null) return false
  if (state === 'expired') return isExpired(stock.expiry, today)
  return until !== undefined && !isExpired(stock.expiry, today) && stock.expiry <= until
}

/** A lot's or serial number's story: who, when and to whom is read from its documents. */
export async function readLotStory(
  book: LotBook,
  source: DocumentSource,
  variantId: Id,
  lot: string,
): Promise<LotEvent[]> {
  const entries = book.entriesOf(variantId, lot)
  const documents = await readPlaces(source, entries)
  return entries.flatMap((entry) => eventOf(entry, documents.get(entry.documentId)) ?? [])
}

function eventOf(entry: LotEntry, document: StoredDocument | undefined): LotEvent | null {
  const found = postingAt(entry, document)
  if (!found) return null
  const { posting, isOrder, pending, label, text } = found
  const customerId = isOrder ? text('customerId') : ''
  return {
    collection: entry.collection,
    documentId: entry.documentId,
    label,
    reason: isOrder ? '' : text('reason'),
    customerId: customerId === '' ? null : (customerId as Id), // an order's customer
    customerName: isOrder ? text('customerName') : '',
    supplierName: isOrder ? '' : text('supplierName'),
    posting,
    pending,
  }
}
