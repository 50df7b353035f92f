import { groupBy } from '@shared/analytics/insight/group-by.ts'
import { DEAD_TIME } from '@shared/analytics/owned-rows.ts'
import { startUnitCost, type UnitCost } from '@shared/domain/stock/unit-cost.ts'
import type { StockBook } from './stock-book.ts'
import { documentKey, documentOf, type LedgerParts, type StockLedger } from './stock-ledger.ts'

const NOT_BOUGHT = -1

const kept = new WeakMap<StockLedger, { stamp: string; costs: ReadonlyMap<string, UnitCost> }>()

/** `allCosts`, kept for as long as no posting changes. */
export function keptCosts(ledger: StockLedger, book: StockBook): ReadonlyMap<string, UnitCost> {
  const stamp = `${ledger.version} ${book.version}`
  const known = kept.get(ledger)
  if (known?.stamp === stamp) return known.costs
  const costs = allCosts(ledger, book)
  kept.set(ledger, { stamp, costs })
  return costs
}

/**
 * Cost of every variant that was ever bought at a known cost (COST-1). A pass over the ledger to find their postings, eight bytes a
 * posting while it runs; each variant's are put in order only where they did not arrive in it.
 */
export function allCosts(ledger: LedgerParts, book: StockBook): Map<string, UnitCost> {
  const { costByRow, placeOf, variants } = boughtVariants(ledger, book)
  const { data, length } = ledger.rows.columns
  const { at, shelf, quantity } = data
  const grouped = groupBy(length, variants.length, (row) =>
    at[row] === DEAD_TIME
      ? NOT_BOUGHT
      : (placeOf[ledger.shelves.flat[(shelf[row] as number) * 2] ?? 0] ?? NOT_BOUGHT),
  )
  const costs = new Map<string, UnitCost>()
  variants.forEach((variant, i) => {
    const rows = grouped.rows.subarray(grouped.starts[i], grouped.starts[i + 1])
    putInOrder(ledger, rows)
    const fold = startUnitCost()
    for (const row of rows) fold.add(quantity[row] ?? 0, costByRow.get(row) ?? null)
    costs.set(ledger.variants.values[variant] ?? '', fold.cost())
  })
  return costs
}

/** Rows that say a cost, and the variants they are of; `placeOf` by number of the variant. */
function boughtVariants(ledger: LedgerParts, book: StockBook) {
  const costByRow = new Map<number, number>()
  const placeOf = new Int32Array(ledger.variants.values.length).fill(NOT_BOUGHT)
  const variants: number[] = []
  const { ordinal, shelf } = ledger.rows.columns.data
  for (const [documentId, costs] of book.costs()) {
    const owner = ledger.documents.find(documentKey('stockMovements', documentId))
    if (owner === undefined) continue
    const first = ledger.spans.data.first[owner] ?? 0
    const end = first + (ledger.spans.data.count[owner] ?? 0)
    for (let row = first; row < end; row++) {
      const cost = costs.get(ordinal[row] ?? 0)
      if (cost === undefined) continue
      costByRow.set(row, cost)
      const variant = ledger.shelves.flat[(shelf[row] ?? 0) * 2] ?? 0
      if (placeOf[variant] !== NOT_BOUGHT) continue
      placeOf[variant] = variants.length
      variants.push(variant)
    }
  }
  return { costByRow, placeOf, variants }
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
