import { ORDER_STATUSES, type Order } from '@shared/schemas/orders.schema.ts'

const MINUTE_MS = 60_000
/** Not delivered, or handed over at the counter, or from before this shop kept books here. */
export const NO_LEAD = -1

/** Where an order stands, as a small number. */
export const statusNumberOf = (order: Pick<Order, 'status'>): number => ORDER_STATUSES.indexOf(order.status)

/**
 * Minutes from the order to its delivery, by the first note of a delivery; a clock that ran behind makes it nothing, not less. Goods
 * that were handed over when they were sold have no such note.
 */
export function leadMinutesOf({
  status,
  placedAt,
  events,
}: Pick<Order, 'status' | 'placedAt' | 'events'>): number {
  if (status !== 'delivered') return NO_LEAD
  let deliveredAt = Number.POSITIVE_INFINITY
  for (const { kind, to, at } of events)
    if (kind === 'status' && to === 'delivered' && at < deliveredAt) deliveredAt = at
  if (deliveredAt === Number.POSITIVE_INFINITY) return NO_LEAD
  return Math.max(0, Math.round((deliveredAt - placedAt) / MINUTE_MS))
}
