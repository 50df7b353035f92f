import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { type CostPosting, foldUnitCost } from '@shared/domain/stock/unit-cost.ts'
import type { Id } from '@shared/kernel/id.ts'
import { minor } from '@shared/kernel/money.ts'
import { PAGE_LIMIT } from './catalogue-search.ts'
import type { Paged, PurchaseRequest, PurchaseRow, PurchaseView, UnitCostAnswer } from './projections.ts'
import type { PurchaseEntry, StockBook } from './stock-book.ts'
import type { StockLedger } from './stock-ledger.ts'

const DEFAULT_LIMIT = 100
const OPEN: readonly PurchaseRow['stage'][] = ['draft', 'ordered', 'part-received']

/** Orders to suppliers, newest first. A shop has thousands of them at most, so every question looks at all. */
export function purchaseRows(book: StockBook, request: PurchaseRequest): Paged<PurchaseRow> {
  const words = foldText(request.text ?? '')
    .split(' ')
    .filter((word) => word !== '')
  const found = book.purchases().flatMap((entry) => {
    const text = foldText(`${entry.reference} ${entry.supplierName}`)
    if (!words.every((word) => text.includes(word))) return []
    const row = rowOf(entry, book)
    return request.openOnly === true && !OPEN.includes(row.stage) ? [] : [row]
  })
  const offset = request.offset ?? 0
  const limit = Math.min(request.limit ?? DEFAULT_LIMIT, PAGE_LIMIT)
  return { total: found.length, rows: found.slice(offset, offset + limit) }
}

/** One order with what arrived on it; null when this device does not have it. */
export function purchaseView(book: StockBook, purchaseId: Id): PurchaseView | null {
  const entry = book.purchase(purchaseId)
  if (!entry) return null
  const { lines } = book.progress(entry)
  const { note, details } = entry
  return { row: rowOf(entry, book), note, details, lines, arrivals: book.arrivals(purchaseId) }
}

/** COST-1 for a few variants: what they cost on average and lately. */
export function unitCosts(
  book: StockBook,
  ledger: StockLedger,
  variantIds: readonly Id[],
): readonly UnitCostAnswer[] {
  const postings = new Map<string, CostPosting[]>(variantIds.map((id) => [id, []]))
  for (const { variantId, documentId, ordinal, at, quantity } of ledger.postingsOf(variantIds))
    postings
      .get(variantId)
      ?.push({ documentId, ordinal, at, quantity, unitCost: book.costOf(documentId, ordinal) })
  return variantIds.map((variantId) => ({ variantId, ...foldUnitCost(postings.get(variantId) ?? []) }))
}

function rowOf(entry: PurchaseEntry, book: StockBook): PurchaseRow {
  const { lines, stage } = book.progress(entry)
  const sum = (of: 'ordered' | 'received' | 'left' | 'over') =>
    lines.reduce((total, line) => total + line[of], 0)
  const { details } = entry
  return {
    purchaseId: entry.id,
    reference: entry.reference,
    supplierId: details.supplierId,
    supplierName: entry.supplierName,
    at: entry.at,
    expectedDay: details.expectedDay,
    stage,
    units: sum('ordered'),
    received: sum('received'),
    left: sum('left'),
    over: sum('over'),
    currency: details.currency,
    total: minor(details.lines.reduce((total, line) => total + line.quantity * (line.unitCost ?? 0), 0)),
    pending: entry.pending,
  }
}
