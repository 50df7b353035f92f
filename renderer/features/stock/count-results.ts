import type { ShelfThenAndNow } from '@renderer/projections/projections.ts'
import type { TakenCount } from '@shared/domain/stock/count-progress.ts'
import type { CountLine } from '@shared/domain/stock/movement.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type Quantity, quantity } from '@shared/kernel/quantity.ts'

/** A line ready to be posted: what a person sees before he says yes. */
export interface CountResult {
  readonly variantId: Id
  readonly counted: number
  /** Sold, received and moved since it was counted; negative after sales. */
  readonly movedSince: number
  /** What is on the shelf now: counted, and moved since. More may have been sold than was counted, but never less than nothing is left. */
  readonly onShelf: Quantity
  /** What the ledger says now. */
  readonly expected: Quantity
  readonly difference: number
}

/** What the ledger says of a line at the session's place: for the moment when it was counted, and for now. */
export type LedgerAtCount = Pick<ShelfThenAndNow, 'onHandThen' | 'onHandNow'>

/**
 * Compares with the ledger, by variant id. A line is of the moment at which it was last counted: what was sold or received afterwards does not
 * change the difference (COUNT-1). The ledger is asked when the count is compared, because what another till sold before that moment may
 * only be known then.
 */
export function countResults(
  taken: readonly TakenCount[],
  ledger: ReadonlyMap<string, LedgerAtCount>,
): CountResult[] {
  return taken.map(({ variantId, counted }) => {
    const known = ledger.get(variantId)
    const expected = quantity(known?.onHandNow ?? 0)
    const movedSince = expected - (known?.onHandThen ?? 0)
    const onShelf = quantity(Math.max(0, counted + movedSince))
    return { variantId, counted, movedSince, onShelf, expected, difference: onShelf - expected }
  })
}

/** The lines of the count document (COUNT-1): what is on the shelf now against what the ledger says now. */
export const countLines = (results: readonly CountResult[], locationId: Id): CountLine[] =>
  results.map(({ variantId, onShelf, expected }) => ({ variantId, locationId, counted: onShelf, expected }))
