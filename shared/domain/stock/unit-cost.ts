import type { Minor } from '@shared/kernel/money.ts'
import { minor } from '@shared/kernel/money.ts'

/** One stock posting of a variant, as its cost sees it. */
export interface CostPosting {
  readonly documentId: string
  /** The posting's place in its document. */
  readonly ordinal: number
  readonly at: number
  readonly quantity: number
  /** What one unit cost; null for everything but goods that were bought, and what takes them back. */
  readonly unitCost: number | null
}

export interface UnitCost {
  /** Moving average over all that was bought, rounded; null while nothing was bought at a known cost. */
  readonly average: Minor | null
  /** What the last delivery cost. */
  readonly last: Minor | null
}

/** Averages are kept finer than the smallest coin, so that many small deliveries do not round them away. */
const FINE = 1_000

/**
 * COST-1: moving average and last cost of one variant over all locations. The postings are put in the order in which they
 * happened and each counts once, so that it is the same whatever came first. Goods that leave do so at the average; goods
 * that come without a cost come at the average; what meets an empty shelf, or one below zero, sets it anew.
 */
export function foldUnitCost(postings: readonly CostPosting[]): UnitCost {
  const fold = startUnitCost()
  for (const { quantity, unitCost } of inOrder(postings)) fold.add(quantity, unitCost)
  return fold.cost()
}

/** The same for postings that are handed over one by one, once each, in the order in which they happened. */
export interface UnitCostFold {
  add(quantity: number, unitCost: number | null): void
  cost(): UnitCost
}

export function startUnitCost(): UnitCostFold {
  let onHand = 0
  let average: number | null = null
  const bought: { quantity: number; unitCost: number }[] = []
  return {
    add(quantity, unitCost) {
      if (unitCost !== null) {
        average = averageAfter({ onHand, average }, quantity, unitCost * FINE)
        if (quantity > 0) bought.push({ quantity, unitCost })
        else takeBack(bought, -quantity, unitCost)
      }
      onHand += quantity
    },
    cost() {
      const last = bought.at(-1)
      return {
        average: average === null || bought.length === 0 ? null : minor(Math.round(average / FINE)),
        last: last === undefined ? null : minor(last.unitCost),
      }
    },
  }
}

/** COST-2: what is bought pulls the average towards its cost; what is taken back lets go of it. */
function averageAfter(
  { onHand, average }: { readonly onHand: number; readonly average: number | null },
  quantity: number,
  cost: number,
): number {
  if (average === null || (quantity > 0 && onHand <= 0)) return cost
  const left = onHand + quantity
  if (left <= 0) return average
  // As a share, so that no product of a large quantity and a large cost is ever made.
  return Math.max(0, Math.round(average + (cost - average) * (quantity / left)))
}

/** What was taken back is not the last delivery any more. */
function takeBack(
  bought: { quantity: number; unitCost: number }[],
  quantity: number,
  unitCost: number,
): void {
  const at = bought.findLastIndex((one) => one.quantity === quantity && one.unitCost === unitCost)
  if (at >= 0) bought.splice(at, 1)
}

function inOrder(postings: readonly CostPosting[]): CostPosting[] {
  const once = new Map(postings.map((one) => [`${one.documentId}:${one.ordinal}`, one]))
  return [...once.values()].sort(
    (a, b) => a.at - b.at || compareText(a.documentId, b.documentId) || a.ordinal - b.ordinal,
  )
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
