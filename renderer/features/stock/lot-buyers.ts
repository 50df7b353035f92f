import type { LotEvent } from '@renderer/projections/projections.ts'
import type { Id } from '@shared/kernel/id.ts'

/** Somebody who still has goods of a lot. */
export interface Buyer {
  readonly orderId: Id
  readonly label: string
  readonly customerId: Id | null
  readonly name: string
  readonly at: number
  readonly units: number
}

/** Who bought of a lot and has not brought all of it back, oldest first. */
export function buyersOf(story: readonly LotEvent[]): Buyer[] {
  const byOrder = new Map<Id, Buyer>()
  for (const { collection, documentId, label, customerId, customerName, posting } of story) {
    if (collection !== 'orders') continue
    const known = byOrder.get(documentId)
    const units = (known?.units ?? 0) - posting.quantity
    const at = Math.min(known?.at ?? posting.at, posting.at)
    byOrder.set(documentId, { orderId: documentId, label, customerId, name: customerName, at, units })
  }
  return [...byOrder.values()].filter(({ units }) => units > 0).sort((a, b) => a.at - b.at)
}
