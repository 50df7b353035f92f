import { compareText } from '@shared/analytics/insight/compare-text.ts'
import { type DaySpan, isWithin } from '@shared/analytics/insight/day-span.ts'
import { DEAD_TIME } from '@shared/analytics/owned-rows.ts'
import type { StockBook } from './stock-book.ts'
import { documentOf, type LedgerParts, POSTING_KINDS } from './stock-ledger.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** What changes stock without being bought, sold or moved. */
export const CORRECTIONS = ['adjust', 'waste', 'count'] as const
export type Correction = (typeof CORRECTIONS)[number]

/**
 * SHRINK-1: what was taken off and put on the shelves by hand, for one reason; `kind` says by which act. What takes a delivery
 * back, and what a shop began with, is neither lost nor found.
 */
export interface ShrinkageFigures {
  readonly kind: Correction
  readonly reason: string
  readonly documents: number
  /** Units, both above zero. */
  readonly lost: number
  readonly found: number
  /** At the cost of today; what has no cost is not in it. */
  readonly lostValue: number
  readonly foundValue: number
  readonly unitsWithoutCost: number
}

type Sums = { -readonly [Figure in keyof ShrinkageFigures]: ShrinkageFigures[Figure] } & {
  readonly owners: Set<number>
}

/** One pass over the postings. Most was lost first; `worthOf` is null for what has no cost, undefined for what is not asked for. */
export function shrinkage(
  ledger: LedgerParts,
  book: StockBook,
  span: DaySpan,
  utcOffsetMinutes: number,
  worthOf: (variantId: string, units: number) => number | null | undefined,
): ShrinkageFigures[] {
  const byReason = new Map<string, Sums>()
  const correctionOf = POSTING_KINDS.map((kind) => CORRECTIONS.find((one) => one === kind))
  const { data, length } = ledger.rows.columns
  for (let row = 0; row < length; row++) {
    const kind = correctionOf[data.kind[row] as number] // row < length
    if (kind === undefined || data.at[row] === DEAD_TIME) continue
    const on = Math.floor(((data.at[row] ?? 0) + utcOffsetMinutes * MINUTE_MS) / DAY_MS)
    if (!isWithin(on, span)) continue
    const owner = data.owner[row] ?? 0
    const reason = book.correctionReasonOf(documentOf(ledger, owner).documentId)
    if (reason === null) continue
    const units = data.quantity[row] ?? 0
    const variant = ledger.shelves.flat[(data.shelf[row] ?? 0) * 2] ?? 0
    const value = worthOf(ledger.variants.values[variant] ?? '', Math.abs(units))
    if (value !== undefined) add(sumsOf(byReason, kind, reason), owner, units, value)
  }
  return [...byReason.values()]
    .map(({ owners, ...sums }) => ({ ...sums, documents: owners.size }))
    .sort((a, b) => b.lostValue - a.lostValue || b.lost - a.lost || compareText(keyOf(a), keyOf(b)))
}

const keyOf = ({ kind, reason }: Pick<ShrinkageFigures, 'kind' | 'reason'>): string => `${kind} ${reason}`

function sumsOf(byReason: Map<string, Sums>, kind: Correction, reason: string): Sums {
  const key = keyOf({ kind, reason })
  const known = byReason.get(key)
  if (known) return known
  const sums = {
    kind,
    reason,
    documents: 0,
    lost: 0,
    found: 0,
    lostValue: 0,
    foundValue: 0,
    unitsWithoutCost: 0,
    owners: new Set<number>(),
  }
  byReason.set(key, sums)
  return sums
}

function add(sums: Sums, owner: number, units: number, value: number | null): void {
  sums.owners.add(owner)
  if (units < 0) sums.lost -= units
  else sums.found += units
  if (value === null) sums.unitsWithoutCost += Math.abs(units)
  else if (units < 0) sums.lostValue += value
  else sums.foundValue += value
}
