import { useVariants } from '@renderer/projections/hooks.ts'
import type { StockRow } from '@renderer/projections/projections.ts'
import { stockStateOf } from '@renderer/projections/stock-state.ts'
import type { Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'

export interface ShelfAddress {
  readonly variantId: Id
  readonly locationId: Id
}

/** The shelf that an address names, as the list would show it; null while it is read, or when there is none. */
export function useShelfRow(address: ShelfAddress | null): StockRow | null {
  const variant = useVariants(address ? [address.variantId] : [], address?.locationId)?.[0]
  if (!address || !variant) return null
  const onHand = variant.onHand ?? quantity(0)
  const { variantId, productId, name, sku, categoryId, unit, lowStockThreshold, cost, currency } = variant
  return {
    ...{ variantId, productId, name, sku, categoryId, unit, lowStockThreshold, cost, currency },
    locationId: address.locationId,
    locationName: '',
    categoryName: '',
    onHand,
    state: stockStateOf(onHand, lowStockThreshold),
  }
}
