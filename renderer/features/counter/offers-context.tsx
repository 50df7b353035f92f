import { useDeps, useDocument, useSettings, useShop } from '@renderer/db/hooks.ts'
import type { Offers } from '@shared/domain/offers/apply-offers.ts'
import { type OfferMoment, offerMomentOf } from '@shared/domain/offers/offer-moment.ts'
import type { Cart } from '@shared/domain/orders/pricing.ts'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { CounterCart } from './cart.ts'
import { useCounter } from './counter-context.tsx'
import { offerCart } from './offered-cart.ts'

interface OfferedCart {
  /** The cart on the counter as it would be sold now. */
  readonly offered: Cart
  /** The same of a cart that was read a moment ago. */
  offer(cart: CounterCart): Cart
}

const OffersContext = createContext<OfferedCart | null>(null)

/** How often is looked whether an hour has begun or ended. */
const LOOK_MS = 10_000

/** What the shop offers and what this customer pays, kept on this device: it counts without a connection. */
export function OffersProvider({ children }: { children: ReactNode }) {
  const cart = useCounter((state) => state.cart)
  const offers = useOffers(cart)
  const moment = useMoment()
  const value = useMemo(
    (): OfferedCart => ({
      offered: offerCart(cart, offers, moment),
      offer: (other) => offerCart(other, offers, moment),
    }),
    [cart, offers, moment],
  )
  return <OffersContext.Provider value={value}>{children}</OffersContext.Provider>
}

/** Only inside the Counter screen. */
export function useOfferedCart(): OfferedCart {
  const value = useContext(OffersContext)
  if (!value) throw new Error('useOfferedCart needs the Counter screen above it')
  return value
}

function useOffers({ customerId }: CounterCart): Offers {
  const promotions = useSettings('promotion')
  const lists = useSettings('price-list')
  const listId = useDocument('customers', customerId)?.priceListId
  return useMemo(
    () => ({
      promotions: promotions ?? [],
      priceList: (listId && lists?.find(({ id }) => id === listId)) || null,
    }),
    [promotions, lists, listId],
  )
}

/** The moment to the minute: the same object until the minute is over. */
function useMoment(): OfferMoment {
  const { clock } = useDeps()
  const { utcOffsetMinutes } = useShop()
  const [moment, setMoment] = useState(() => offerMomentOf(clock.now(), utcOffsetMinutes))
  useEffect(() => {
    const look = (): void =>
      setMoment((known) => {
        const now = offerMomentOf(clock.now(), utcOffsetMinutes)
        return now.minute === known.minute && now.day === known.day ? known : now
      })
    look()
    const timer = setInterval(look, LOOK_MS)
    return () => clearInterval(timer)
  }, [clock, utcOffsetMinutes])
  return moment
}
