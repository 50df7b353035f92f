import { create } from 'zustand'
import type { PackedHistory } from '../packed-history/packed-history.ts'
import type { Projections } from '../projections/projections.ts'
import type { OpenShop } from '../sync/open-shop.ts'

/** The shop's data on this device, from the first session to the end of the page. */
export type ShopState =
  | { readonly state: 'closed' }
  | { readonly state: 'opening' }
  | {
      readonly state: 'open'
      readonly shopId: string
      readonly shop: OpenShop
      readonly projections: Projections
      readonly packed: PackedHistory
    }
  | { readonly state: 'already-open' }
  | { readonly state: 'failed'; readonly detail: string }

export const useShopState = create<ShopState>()(() => ({ state: 'closed' }))

export const setShopState = (next: ShopState): void => useShopState.setState(next, true)
