import { countedVariants, type KnownPage, lateLines } from '@shared/domain/stock/count-progress.ts'
import type { Id } from '@shared/kernel/id.ts'
import { PAGE_LIMIT } from './catalogue-search.ts'
import type { CountRequest, CountRow, CountView, Paged } from './projections.ts'
import type { CountEntry, StockBook } from './stock-book.ts'

const DEFAULT_LIMIT = 100

/** Counts, newest first. A shop has hundreds of them at most, so every question looks at all. */
export function countRows(book: StockBook, request: CountRequest): Paged<CountRow> {
  const rows = book.counts().map((entry) => rowOf(entry, book))
  const found = request.openOnly === true ? rows.filter(({ stage }) => stage === 'open') : rows
  const offset = request.offset ?? 0
  const limit = Math.min(request.limit ?? DEFAULT_LIMIT, PAGE_LIMIT)
  return { total: found.length, rows: found.slice(offset, offset + limit) }
}

/** One count with all its pages; null when this device does not have it. */
export function countView(book: StockBook, sessionId: Id): CountView | null {
  const entry = book.count(sessionId)
  if (!entry) return null
  const pages = pagesOf(book, sessionId)
  const closing = book.closing(sessionId)
  return {
    row: rowOf(entry, book),
    pages,
    closing: closing && {
      countId: closing.documentId,
      at: closing.at,
      closedBy: closing.closedBy,
      differing: closing.differing,
      late: pages.reduce((sum, { pageId, lines }) => sum + lateLines(pageId, lines, closing).length, 0),
    },
  }
}

const pagesOf = (book: StockBook, sessionId: Id): KnownPage[] =>
  book.countPages(sessionId).map(({ documentId, staffId, deviceId, step, lines }) => ({
    pageId: documentId,
    staffId,
    deviceId,
    step,
    lines,
  }))

function rowOf(entry: CountEntry, book: StockBook): CountRow {
  const { id, at, openedBy, locationId, categoryId, blind, state } = entry
  const pages = pagesOf(book, id)
  return {
    sessionId: id,
    // Closed by one and given up by another who had not heard of it: it was closed.
    stage: book.closing(id) ? 'closed' : state,
    locationId,
    categoryId,
    blind,
    at,
    openedBy,
    staffIds: [...new Set(pages.map(({ staffId }) => staffId))],
    articles: countedVariants(pages).length,
  }
}
