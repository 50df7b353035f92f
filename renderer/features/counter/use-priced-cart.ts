import { useShop } from '@renderer/db/hooks.ts'
import { type PricedCart, priceCart } from '@shared/domain/orders/pricing.ts'
import { useMemo } from 'react'
import { useOfferedCart } from './offers-context.tsx'

/** What the cart comes to, by the same rule that the sale is stored and checked with (ORDER-1). */
export function usePricedCart(): PricedCart {
  const { offered } = useOfferedCart()
  const { currency, pricesIncludeTax } = useShop()
  return useMemo(
    () => priceCart(offered, { currency, pricesIncludeTax }),
    [offered, currency, pricesIncludeTax],
  )
}
