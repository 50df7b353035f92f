import { useAuthor, useDeps, useDocuments, useShop, useStore } from '@renderer/db/hooks.ts'
import type { LocalDocument } from '@renderer/db/store.ts'
import { useProjections } from '@renderer/projections/hooks.ts'
import { toast } from '@renderer/ui/toast.ts'
import { goodsOf } from '@shared/domain/orders/bundle-lines.ts'
import { closeHeld, holdCart, resumeHeld } from '@shared/domain/orders/sell.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import { ok } from '@shared/kernel/result.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { EMPTY_CART, fromDomainCart, toDomainCart } from './cart.ts'
import { useCounter, useCounterTools } from './counter-context.tsx'
import { useSaleErrorText } from './sale-failure.tsx'

const MOST_HELD = 200

/** Carts put aside in this shop, on any counter, newest first. */
export function useHeldCarts(): readonly LocalDocument<'orders'>[] | undefined {
  const held = useDocuments('orders', HELD)
  const current = useCounter((state) => state.cart.heldOrderId)
  // The one that is on the counter again may not be archived yet.
  return useMemo(() => held?.filter((order) => !order.archived && order.id !== current), [held, current])
}

const HELD = { selector: { status: 'held' }, sort: ['status', 'placedInv'], limit: MOST_HELD } as const

/** Puts the cart aside: it leaves the counter only once it is stored. True when it did. */
export function useHoldCart(): () => Promise<boolean> {
  const { t } = useTranslation(['counter', 'returns'])
  const { session, scanFieldRef } = useCounterTools()
  const db = useStore()
  const author = useAuthor()
  const deps = useDeps()
  const shop = useShop()
  const errorText = useSaleErrorText()
  const close = useCloseHeld()
  return async () => {
    const { cart } = session.store.getState()
    if (cart.exchange) {
      toast.warning(t('returns:exchange.holdFirst'))
      return false
    }
    const held = holdCart(
      {
        cart: toDomainCart(cart),
        businessDay: businessDayOf(deps.clock.now(), shop.utcOffsetMinutes),
        locationId: shop.locationId,
        shiftId: null,
        terms: { currency: shop.currency, pricesIncludeTax: shop.pricesIncludeTax },
      },
      author,
      deps,
    )
    if (!held.ok) {
      toast.warning(errorText(held.error))
      return false
    }
    try {
      await db.insert('orders', held.value)
    } catch {
      toast.error(t('held.failed'), { description: t('failure.cartKept') })
      return false
    }
    // Lines scanned while it was being stored stay on the counter.
    const stored = new Set<string>(held.value.lines.map((line) => line.id))
    session.store.getState().change((current) => ({
      ...EMPTY_CART,
      lines: current.lines.filter((line) => !stored.has(line.id)),
    }))
    if (cart.heldOrderId) await close(cart.heldOrderId)
    toast.success(t('held.done'))
    scanFieldRef.current?.focus()
    return true
  }
}

/** Takes a held cart off the list of every counter. */
export function useCloseHeld(): (orderId: Order['id']) => Promise<boolean> {
  const db = useStore()
  const author = useAuthor()
  const deps = useDeps()
  return async (orderId) => {
    const closed = await db.edit('orders', orderId, (order) =>
      ok(order.archived ? order : closeHeld(order, author, deps)),
    )
    return closed.ok
  }
}

/** Brings a held cart back to the counter; what stands there is put aside first. True when it is there. */
export function useResumeHeld(): (order: Order) => Promise<boolean> {
  const { t } = useTranslation('counter')
  const { session } = useCounterTools()
  const projections = useProjections()
  const { ids } = useDeps()
  const hold = useHoldCart()
  const close = useCloseHeld()
  return async (order) => {
    const { cart } = session.store.getState()
    if ((cart.lines.length > 0 || cart.exchange) && !(await hold())) return false
    const sold = order.lines.flatMap((line) => [
      line.variantId,
      ...goodsOf([line]).map((one) => one.variantId),
    ])
    const facts = await projections.variants(sold).catch(() => [])
    const factsById = new Map(facts.map((variant) => [variant.variantId, variant]))
    const resumed = fromDomainCart(
      resumeHeld(order),
      order.id,
      (line) => {
        const known = factsById.get(line.variantId)
        return {
          id: ids.next(),
          tracked: known?.tracked ?? false,
          unit: line.unit ?? known?.unit ?? 'piece',
          ...(known?.tracking ? { tracking: known.tracking } : {}),
          openPrice: line.unitPrice !== known?.price || (line.pricePer ?? 1) !== (known.pricePer ?? 1),
        }
      },
      (variantId) => factsById.get(variantId)?.tracked ?? false,
    )
    session.store.getState().change(() => resumed)
    if (!(await close(order.id))) toast.warning(t('held.stillListed'))
    return true
  }
}
