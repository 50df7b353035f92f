import type { Id } from '@shared/kernel/id.ts'
import type { Minor } from '@shared/kernel/money.ts'
import type { Order, OrderStatus } from '@shared/schemas/orders.schema.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'

interface Step {
  readonly id: string
  readonly at: number
  readonly by: Id
  readonly deviceId: Id
}

/** One thing that happened to an order. */
export type TimelineEntry = Step &
  (
    | { readonly kind: 'placed' }
    | { readonly kind: 'status'; readonly to: OrderStatus; readonly text: string }
    /** `name` is empty when it is the discount of the whole. */
    | { readonly kind: 'discount'; readonly name: string; readonly amount: Minor; readonly reason: string }
    | { readonly kind: 'note'; readonly text: string }
    | { readonly kind: 'print' }
    | {
        readonly kind: 'payment' | 'refund'
        readonly method: PaymentMethod
        readonly amount: Minor
        readonly reference: string
        readonly status: 'declared' | 'confirmed' | 'failed'
      }
    | {
        readonly kind: 'return'
        readonly total: Minor
        readonly count: number
        readonly restock: boolean
        readonly reason: string
      }
  )

/** The sale itself, and what was taken off it. */
function placingOf(order: Order): TimelineEntry[] {
  const placed = { at: order.placedAt, by: order.createdBy, deviceId: order.deviceId }
  const discounts = [...order.lines, { ...order, name: '' }].flatMap(
    ({ id, name, discount, discountReason = '' }): TimelineEntry[] =>
      discount ? [{ kind: 'discount', id, name, amount: discount, reason: discountReason, ...placed }] : [],
  )
  return [{ kind: 'placed', id: order.id, ...placed }, ...discounts]
}

/** Everything that happened, oldest first: from the events, the payments and the returns of the document. */
export function timelineOf(order: Order): TimelineEntry[] {
  const entries = placingOf(order)
  for (const { id, at, by, deviceId, kind, to, text = '' } of order.events) {
    const step = { id, at, by, deviceId }
    if (kind === 'status' && to !== undefined) entries.push({ ...step, kind, to, text })
    else if (kind === 'note') entries.push({ ...step, kind, text })
    else if (kind === 'print') entries.push({ ...step, kind })
  }
  for (const { id, at, by, deviceId, kind, method, amount, status, reference = '' } of order.payments)
    entries.push({ id, at, by, deviceId, kind, method, amount, reference, status })
  for (const { id, at, by, deviceId, total, lines, restock, reason } of order.returns) {
    const count = lines.reduce((sum, line) => sum + line.quantity, 0)
    entries.push({ id, at, by, deviceId, kind: 'return', total, count, restock, reason })
  }
  // The sort is stable: what happened at one moment stays in the order it is written above.
  return entries.sort((a, b) => a.at - b.at)
}
