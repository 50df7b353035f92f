import { groupBy } from '@shared/analytics/insight/group-by.ts'
import { DEAD_TIME } from '@shared/analytics/owned-rows.ts'
import { startUnitCost, type UnitCost } from '@shared/domain/stock/unit-cost.ts'
import type { StockBook } from './stock-book.ts'
import {
  documentKey,
  documentOf,
  type LedgerParts,
  type StockLedger,
  variantByShelf,
} from './stock-ledger.ts'

const NOT_BOUGHT = -1

interface KeptCosts {
  readonly bookVersion: number
  readonly costs: Map<string, UnitCost>
  /** By number of the variant: when something with a cost was last bought or taken back. */
  readonly lastAt: Map<number, number>
}

const kept = new WeakMap<StockLedger, KeptCosts>()

/**
 * `allCosts`, kept. What happened to a variant after its last posting with a cost changes no cost, and that is what most sales are: only
 * variants of which something older or with a cost has come are counted anew.
 */
export function keptCosts(ledger: StockLedger, book: StockBook): ReadonlyMap<string, UnitCost> {
  const touched = ledger.takeTouched()
  const known = kept.get(ledger)
  if (!known) {
    const all = foldCosts(ledger, book, null)
    kept.set(ledger, { ...all, bookVersion: book.version })
    return all.costs
  }
  const isBookTheSame = known.bookVersion === book.version
  const stale = [...touched].flatMap(([variant, at]) =>
    isBookTheSame && at > (known.lastAt.get(variant) ?? Number.NEGATIVE_INFINITY) ? [] : [variant],
  )
  if (stale.length > 0) {
    const anew = foldCosts(ledger, book, new Set(stale))
    for (const variant of stale) {
      known.lastAt.delete(variant)
      known.costs.delete(ledger.variants.values[variant] ?? '')
    }
    for (const [variant, at] of anew.lastAt) known.lastAt.set(variant, at)
    for (const [variantId, cost] of anew.costs) known.costs.set(variantId, cost)
  }
  kept.set(ledger, { ...known, bookVersion: book.version })
  return known.costs
}

/** Cost of every variant that was ever bought at a known cost (COST-1). */
export const allCosts = (ledger: LedgerParts, book: StockBook): Map<string, UnitCost> =>
  foldCosts(ledger, book, null).costs

/**
 * A pass over the ledger to find the postings up to each variant's last one with a cost, eight bytes a posting while it runs; each
 * variant's are put in order only where they did not arrive in it.
 */
function foldCosts(
  ledger: LedgerParts,
  book: StockBook,
  only: ReadonlySet<number> | null,
): Pick<KeptCosts, 'costs' | 'lastAt'> {
  const { costByRow, placeOf, variants, lastAt } = boughtVariants(ledger, book, only)
  const { data, length } = ledger.rows.columns
  const { at, shelf, quantity } = data
  const placeOfShelf = Int32Array.from(variantByShelf(ledger), (variant) => placeOf[variant] ?? NOT_BOUGHT)
  const grouped = groupBy(length, variants.length, (row) => {
    const place = placeOfShelf[shelf[row] as number] as number // a row of the ledger, as below
    const time = at[row] as number
    const isOver = time === DEAD_TIME || time > (lastAt[place] ?? DEAD_TIME)
    return isOver ? NOT_BOUGHT : place
  })
  const costs = new Map<string, UnitCost>()
  variants.forEach((variant, i) => {
    const rows = grouped.rows.subarray(grouped.starts[i], grouped.starts[i + 1])
    putInOrder(ledger, rows)
    const fold = startUnitCost()
    for (const row of rows) fold.add(quantity[row] ?? 0, costByRow.get(row) ?? null)
    costs.set(ledger.variants.values[variant] ?? '', fold.cost())
  })
  return { costs, lastAt: new Map(variants.map((variant, i) => [variant, lastAt[i] ?? 0])) }
}

/** Rows that say a cost, and the variants they are of; `placeOf` by number of the variant. */
function boughtVariants(ledger: LedgerParts, book: StockBook, only: ReadonlySet<number> | null) {
  const costByRow = new Map<number, number>()
  const placeOf = new Int32Array(ledger.variants.values.length).fill(NOT_BOUGHT)
  const variants: number[] = []
  const lastAt: number[] = []
  const { ordinal, shelf, at } = ledger.rows.columns.data
  for (const [documentId, costs] of book.costs()) {
    const owner = ledger.documents.find(documentKey('stockMovements', documentId))
    if (owner === undefined) continue
    const first = ledger.spans.data.first[owner] ?? 0
    const end = first + (ledger.spans.data.count[owner] ?? 0)
    for (let row = first; row < end; row++) {
      const cost = costs.get(ordinal[row] ?? 0)
      const variant = ledger.shelves.flat[(shelf[row] ?? 0) * 2] ?? 0
      if (cost === undefined || (only && !only.has(variant))) continue
      costByRow.set(row, cost)
      if (placeOf[variant] === NOT_BOUGHT) placeOf[variant] = variants.push(variant) - 1
      const place = placeOf[variant] ?? 0
      lastAt[place] = Math.max(lastAt[place] ?? DEAD_TIME, at[row] ?? 0)
    }
  }
  return { costByRow, placeOf, variants, lastAt }
}

/** By time, then the document's id, then the place in it: as `foldUnitCost` has it. */
function putInOrder(ledger: LedgerParts, rows: Uint32Array): void {
  const { at, owner, ordinal } = ledger.rows.columns.data
  const idOf = (row: number): string => documentOf(ledger, owner[row] ?? 0).documentId
  const compare = (a: number, b: number): number => {
    const apart = (at[a] ?? 0) - (at[b] ?? 0)
    if (apart !== 0) return apart
    if (owner[a] === owner[b]) return (ordinal[a] ?? 0) - (ordinal[b] ?? 0)
    return idOf(a) < idOf(b) ? -1 : 1
  }
  for (let i = 1; i < rows.length; i++) {
    if (compare(rows[i - 1] ?? 0, rows[i] ?? 0) <= 0) continue
    rows.sort(compare)
    return
  }
}
