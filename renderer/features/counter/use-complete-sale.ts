import { useAuthor, useDeps, useShop, useStore } from '@renderer/db/hooks.ts'
import { sell } from '@shared/domain/orders/sell.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { useCashDrawer } from '../printing/public.ts'
import { useOpenShift } from '../till/public.ts'
import { toDomainCart } from './cart.ts'
import { useCounterTools } from './counter-context.tsx'
import type { SaleFailureCause } from './sale-failure.tsx'
import { type TenderPlan, toPayments } from './tender.ts'

/**
 * Makes the sale durable, then empties the cart and shows the receipt: "Sold" never comes before the write (decision 6). Answers
 * why it failed, with the cart untouched, or null.
 */
export function useCompleteSale(): (plan: TenderPlan) => Promise<SaleFailureCause | null> {
  const { session } = useCounterTools()
  const db = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const openShift = useOpenShift()
  const openDrawer = useCashDrawer()
  const { locationId, currency, pricesIncludeTax, utcOffsetMinutes } = useShop()

  return async (plan) => {
    const counter = session.store.getState()
    const cart = toDomainCart(counter.cart)
    counter.setSaving(true)
    try {
      const result = await db.insertSale((receipt) =>
        sell(
          {
            cart,
            payments: toPayments(plan),
            receipt,
            businessDay: businessDayOf(deps.clock.now(), utcOffsetMinutes),
            locationId,
            shiftId: openShift?.id ?? null,
            terms: { currency, pricesIncludeTax },
          },
          author,
          deps,
        ),
      )
      if (!result.ok) return result.error
      openDrawer(result.value)
      session.store.getState().sold(result.value)
      return null
    } catch (thrown) {
      return { type: 'StorageFailed', detail: thrown instanceof Error ? thrown.message : '' }
    } finally {
      session.store.getState().setSaving(false)
    }
  }
}
