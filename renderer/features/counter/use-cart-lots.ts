import { useShop } from '@renderer/db/hooks.ts'
import { useLotsAt } from '@renderer/projections/hooks.ts'
import type { Cart } from '@shared/domain/orders/pricing.ts'
import { assignLots, isExpired, type LotStock } from '@shared/domain/stock/lots.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import { useMemo } from 'react'
import { useToday } from '../lots/public.ts'
import type { CounterCart } from './cart.ts'
import { useCounter } from './counter-context.tsx'

/** A lot in the cart whose last day is over. */
export interface ExpiredShare {
  readonly name: string
  readonly share: LotShare
}

/** The lots of the cart as they would be sold now. */
export interface CartLots {
  readonly byLine: ReadonlyMap<Id, readonly LotShare[]>
  readonly expired: readonly ExpiredShare[]
}

/** Variants of the cart that are told apart. */
export const lotVariants = (cart: CounterCart): Id[] => [
  ...new Set(cart.lines.flatMap(({ tracking, variantId, lots }) => (tracking || lots ? [variantId] : []))),
]

/** LOT-5: what the cashier chose stands, the rest is first expiring first out. */
export function planLots(cart: CounterCart, stock: readonly LotStock[], today: BusinessDay): CartLots {
  const tracked = cart.lines.filter(({ tracking, lots }) => tracking !== undefined || lots !== undefined)
  const assigned = assignLots(tracked, stock)
  return {
    byLine: new Map(tracked.map(({ id }, i) => [id, assigned[i] ?? []])),
    expired: tracked.flatMap(({ name }, i) =>
      (assigned[i] ?? []).flatMap((share) => (isExpired(share.expiry, today) ? [{ name, share }] : [])),
    ),
  }
}

/** The cart to be sold, each line with its lots. */
export const withLots = (cart: Cart, { byLine }: CartLots): Cart => ({
  ...cart,
  lines: cart.lines.map((line) => {
    const lots = byLine.get(line.id as Id) // a counter line's own id
    return lots && lots.length > 0 ? { ...line, lots } : line
  }),
})

export function useCartLots(): CartLots {
  const cart = useCounter((state) => state.cart)
  const { locationId } = useShop()
  const today = useToday()
  const variantIds = useMemo(() => lotVariants(cart), [cart])
  const stock = useLotsAt(variantIds, locationId)
  return useMemo(() => planLots(cart, stock ?? [], today), [cart, stock, today])
}
