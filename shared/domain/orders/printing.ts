import { type Author, type DomainDeps, sign } from '@shared/domain/authoring.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'

/**
 * RECEIPT-2: whether a paper of this order must say that it is a copy. The original is printed once, and by the device that
 * sold: two devices that cannot hear each other can therefore never print two.
 */
export function isCopy(order: Pick<Order, 'events' | 'receipt'>, deviceCode: string): boolean {
  const isElsewhere = order.receipt !== null && order.receipt.deviceCode !== deviceCode
  return isElsewhere || order.events.some(({ kind }) => kind === 'print')
}

/** Notes in the order's history that a paper left a printer. Events are only ever added (LEDGER-3), so this stays said. */
export function notePrint(order: Order, author: Author, deps: DomainDeps): Order {
  const event = { id: deps.ids.next(), kind: 'print' as const, ...sign(author, deps) }
  return { ...order, events: [...order.events, event] }
}
