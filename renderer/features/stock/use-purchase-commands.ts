import { useAuthor, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import {
  movePurchase,
  newPurchaseOrder,
  type PurchaseInput,
  rewritePurchase,
} from '@shared/domain/stock/purchase-order.ts'
import { businessDayOf, dayToIso } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { PurchaseState } from '@shared/schemas/stock-details.schema.ts'
import { writeFailure } from '../products/public.ts'

/** Why nothing was written; null when it is durable. */
type Outcome = Promise<{ readonly type: string } | null>

interface PurchaseCommands {
  /** A number for the next order of this device: its code, the day, and which one of that day. */
  nextNumber(): Promise<string>
  create(input: PurchaseInput): Outcome
  rewrite(purchaseId: Id, input: PurchaseInput): Outcome
  move(purchaseId: Id, to: PurchaseState): Outcome
}

export function usePurchaseCommands(): PurchaseCommands {
  const store = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const projections = useProjections()
  const { deviceCode, utcOffsetMinutes } = useShop()
  const today = () => businessDayOf(deps.clock.now(), utcOffsetMinutes)
  return {
    async nextNumber() {
      await projections.settled() // an order written a moment ago is counted
      const day = dayToIso(today()).slice(2).replaceAll('-', '')
      const prefix = `${deviceCode}-${day}-`
      const { total } = await projections.purchases({ text: prefix, limit: 1 })
      return `${prefix}${total + 1}`
    },
    async create(input) {
      const order = newPurchaseOrder(input, today(), author, deps)
      return order.ok ? writeFailure(store.insert('stockMovements', order.value)) : order.error
    },
    async rewrite(purchaseId, input) {
      const edited = await store.edit('stockMovements', purchaseId, (order) => rewritePurchase(order, input))
      return edited.ok ? null : edited.error
    },
    async move(purchaseId, to) {
      const moved = await store.edit('stockMovements', purchaseId, (order) =>
        movePurchase(order, to, deps.clock.now()),
      )
      return moved.ok ? null : moved.error
    },
  }
}
