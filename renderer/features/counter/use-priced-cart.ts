import { useShop } from '@renderer/db/hooks.ts'
import { type PricedCart, priceCart } from '@shared/domain/orders/pricing.ts'
import { useMemo } from 'react'
import { toDomainCart } from './cart.ts'
import { useCounter } from './counter-context.tsx'

/** What the cart comes to, by the same rule that the sale is stored and checked with (ORDER-1). */
export function usePricedCart(): PricedCart {
  const cart = useCounter((state) => state.cart)
  const { currency, pricesIncludeTax } = useShop()
  return useMemo(
    () => priceCart(toDomainCart(cart), { currency, pricesIncludeTax }),
    [cart, currency, pricesIncludeTax],
  )
}
