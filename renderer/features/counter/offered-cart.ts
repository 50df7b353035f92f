import { applyOffers, type Offers } from '@shared/domain/offers/apply-offers.ts'
import type { OfferMoment } from '@shared/domain/offers/offer-moment.ts'
import { type Cart, type CartLine, grossOf } from '@shared/domain/orders/pricing.ts'
import { minor } from '@shared/kernel/money.ts'
import { type CounterCart, discountWithin, toDomainCart } from './cart.ts'

/** The cart as it would be sold at that moment, with the customer's prices and the shop's promotions. Percentages follow them. */
export function offerCart(cart: CounterCart, offers: Offers, moment: OfferMoment): Cart {
  const offered = applyOffers(toDomainCart(cart), offers, moment)
  const lines = offered.lines.map((line, at): CartLine => {
    const typed = cart.lines[at]
    if (!typed || line.promotions || line.discount === 0) return line
    return { ...line, discount: discountWithin(typed, grossOf(line)) }
  })
  const subtotal = minor(lines.reduce((sum, line) => sum + grossOf(line) - line.discount, 0))
  return { ...offered, lines, discount: discountWithin(cart, subtotal) }
}
