import { type Cart, type CartLine, grossOf } from '@shared/domain/orders/pricing.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type Minor, minor, scaleMinor } from '@shared/kernel/money.ts'
import type { LinePromotion, PriceList } from '@shared/schemas/offers.schema.ts'
import { isRunning, isValidOn, type OfferMoment } from './offer-moment.ts'
import { type NamedPromotion, promote } from './promote.ts'
import { promotedOf } from './promoted.ts'

/** What the shop offers; the list is the customer's. */
export interface Offers {
  readonly promotions: readonly NamedPromotion[]
  readonly priceList: { readonly id: Id; readonly value: PriceList } | null
}

export const NO_OFFERS: Offers = { promotions: [], priceList: null }

/**
 * The cart as it is sold at that moment: at the customer's prices (PRICE-1), less what promotions take off. A line of which a
 * person took something off stays as that person left it (PROMO-3). Applied to the cart as it was typed, never to its own result.
 */
export function applyOffers(cart: Cart, offers: Offers, moment: OfferMoment): Cart {
  const priced = cart.lines.map((line) => atListPrice(line, offers.priceList, moment))
  const running = offers.promotions.filter(({ value }) => isRunning(value, moment))
  if (running.length === 0) return { ...cart, lines: priced }
  const given = promote(
    priced.filter(({ discount, quantity, unitPrice }) => discount === 0 && quantity > 0 && unitPrice > 0),
    running,
  )
  return { ...cart, lines: priced.map((line) => promoteLine(line, given.get(line.id) ?? [])) }
}

function atListPrice(line: CartLine, list: Offers['priceList'], { day }: OfferMoment): CartLine {
  if (list === null || line.openPrice === true || !isValidOn(list.value, day)) return line
  const price = listPriceOf(line, list.value)
  if (price === line.unitPrice) return line
  const priced = { ...line, unitPrice: price, priceList: { id: list.id, name: list.value.name } }
  // What a person took off stays, as far as the goods still cost that much.
  return { ...priced, discount: minor(Math.min(line.discount, grossOf(priced))) }
}

const listPriceOf = ({ variantId, unitPrice }: CartLine, { prices, rate }: PriceList): Minor =>
  prices.find((one) => one.variantId === variantId)?.price ?? scaleMinor(unitPrice, 10_000 - rate, 10_000)

function promoteLine(line: CartLine, promotions: readonly LinePromotion[]): CartLine {
  if (promotions.length === 0) return line
  return {
    ...line,
    promotions,
    discount: minor(promotedOf({ promotions })),
    // So that whoever knows no promotions still reads why (ORDER-7).
    discountReason: reasonOf(promotions),
  }
}

/** The bound of the reason in an order's schema. */
const MAX_REASON = 200

function reasonOf(promotions: readonly LinePromotion[]): string {
  let reason = ''
  for (const { name } of promotions) {
    const longer = reason === '' ? name : `${reason} + ${name}`
    if (longer.length <= MAX_REASON) reason = longer
  }
  return reason
}
