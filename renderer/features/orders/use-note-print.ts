import { useActor, useAuthor, useDeps, useStore } from '@renderer/db/hooks.ts'
import { notePrint } from '@shared/domain/orders/printing.ts'
import type { Id } from '@shared/kernel/id.ts'
import { ok } from '@shared/kernel/result.ts'
import { can } from '@shared/policy/can.ts'

/** A paper that left the printer is part of the order's history (RECEIPT-2). */
export function useNotePrint(): (orderId: Id) => void {
  const db = useStore()
  const actor = useActor()
  const author = useAuthor()
  const deps = useDeps()
  return (orderId) => {
    const mayNote = (['orders.sell', 'orders.edit', 'orders.ship'] as const).some((each) => can(actor, each))
    // A paper that could not be noted is out all the same: nothing to tell the customer or the cashier.
    if (mayNote) void db.edit('orders', orderId, (order) => ok(notePrint(order, author, deps)))
  }
}
