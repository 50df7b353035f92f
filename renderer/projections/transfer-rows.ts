import type { Id } from '@shared/kernel/id.ts'
import { PAGE_LIMIT } from './catalogue-search.ts'
import type { Paged, TransferRequest, TransferRow, TransferView } from './projections.ts'
import type { StockBook, TransferEntry } from './stock-book.ts'

const DEFAULT_LIMIT = 100

/** Goods sent from place to place, newest first. */
export function transferRows(book: StockBook, request: TransferRequest): Paged<TransferRow> {
  const rows = book.transfers().map((entry) => rowOf(entry, book))
  const found = request.openOnly === true ? rows.filter(({ stage }) => stage !== 'done') : rows
  const offset = request.offset ?? 0
  const limit = Math.min(request.limit ?? DEFAULT_LIMIT, PAGE_LIMIT)
  return { total: found.length, rows: found.slice(offset, offset + limit) }
}

/** One transfer with what became of it; null when this device does not have it. */
export function transferView(book: StockBook, transferId: Id): TransferView | null {
  const entry = book.transfer(transferId)
  if (!entry) return null
  const { lines, round } = book.transferProgress(entry)
  return { row: rowOf(entry, book), note: entry.note, lines, round, steps: book.steps(transferId) }
}

function rowOf(entry: TransferEntry, book: StockBook): TransferRow {
  const { transferId, at, by, fromLocationId, toLocationId, pending } = entry
  const { lines, stage } = book.transferProgress(entry)
  const sum = (of: (line: (typeof lines)[number]) => number) =>
    lines.reduce((total, line) => total + of(line), 0)
  return {
    transferId,
    at,
    by,
    fromLocationId,
    toLocationId,
    stage,
    sent: sum((line) => line.sent),
    received: sum((line) => line.received),
    missing: sum((line) => Math.max(0, line.left)),
    over: sum((line) => Math.max(0, -line.left)),
    pending,
  }
}
