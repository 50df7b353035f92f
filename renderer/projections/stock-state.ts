import type { StockRow } from './projections.ts'

/** How a shelf stands: below zero and empty are said plainly, `low` needs a threshold. */
export function stockStateOf(onHand: number, threshold: number | null): StockRow['state'] {
  if (onHand < 0) return 'negative'
  if (onHand === 0) return 'out'
  return threshold !== null && onHand <= threshold ? 'low' : 'ok'
}
