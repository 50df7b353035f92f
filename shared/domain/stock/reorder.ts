/** What is known of one variant over all places of the shop. */
export interface ReorderFacts {
  readonly onHand: number
  /** Still to come on orders that are written, drafts included. */
  readonly onOrder: number
  /** Sold less what came back, in the days looked at. */
  readonly sold: number
  /** How many days were looked at: fewer for goods that are new. */
  readonly days: number
  /** From the order to the goods. */
  readonly leadTimeDays: number
  /** What a person set: below or at it, goods are ordered whatever they sell. */
  readonly reorderPoint: number | null
  /** The least that a person wants ordered at a time. */
  readonly reorderQuantity: number | null
}

/** How the shop orders. */
export interface ReorderTerms {
  /** Kept beyond the time of delivery, for a late one. */
  readonly safetyDays: number
  /** How long what is ordered shall last. */
  readonly coverDays: number
}

/** What to order, and why. */
export interface ReorderSuggestion {
  readonly quantity: number
  readonly perDay: number
  /** How long what is on hand lasts at this speed; null when nothing sells. */
  readonly daysLeft: number | null
  /** At or below this much, on hand and to come, it is time to order. */
  readonly point: number
}

export const REORDER_TERMS: ReorderTerms = { safetyDays: 3, coverDays: 21 }

/**
 * REORDER-1: it is time to order when what is on hand and to come would not last until a delivery that is a little late, or is at
 * the point that a person set. REORDER-2: what is ordered then lasts for `coverDays` and takes the goods above that point, so that
 * the same question asked again suggests nothing.
 */
export function suggestReorder(
  facts: ReorderFacts,
  terms: ReorderTerms = REORDER_TERMS,
): ReorderSuggestion | null {
  const { onHand, onOrder, leadTimeDays, reorderPoint, reorderQuantity } = facts
  const sold = Math.max(0, facts.sold)
  const days = Math.max(1, facts.days)
  if (sold === 0 && reorderPoint === null) return null
  const unitsFor = (span: number): number => Math.ceil((sold * span) / days)
  const point = Math.max(reorderPoint ?? 0, unitsFor(leadTimeDays + terms.safetyDays))
  const available = onHand + onOrder
  if (available > point) return null
  const target = Math.max(point + 1, point + unitsFor(terms.coverDays))
  const quantity = Math.max(target - available, reorderQuantity ?? 0)
  const perDay = sold / days
  const daysLeft = sold === 0 ? null : Math.floor((Math.max(0, onHand) * days) / sold)
  return { quantity, perDay, daysLeft, point }
}
