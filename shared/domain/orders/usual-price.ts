import type { Id } from '@shared/kernel/id.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'

/** What somebody should confirm before goods go at a typed price. */
export type PriceDoubt =
  | { readonly type: 'Free' }
  /** Often a nought too many. */
  | { readonly type: 'FarAbove'; readonly usual: Minor }

/** So many times the usual price is far above it. */
const FAR = 3

export function priceDoubt(price: Minor, usual: Minor | null): PriceDoubt | null {
  if (price === 0) return { type: 'Free' }
  return usual !== null && usual > 0 && price > usual * FAR ? { type: 'FarAbove', usual } : null
}

/** The median of what was asked for an article in these orders, for as many units; null when it was never sold so. */
export function usualPriceOf(
  orders: readonly Pick<Order, 'status' | 'lines'>[],
  article: { readonly variantId: Id; readonly pricePer?: number | undefined },
): Minor | null {
  const prices = orders
    .filter(({ status }) => status !== 'held')
    .flatMap(({ lines }) => lines)
    .filter(
      ({ variantId, pricePer = 1, unitPrice }) =>
        variantId === article.variantId && pricePer === (article.pricePer ?? 1) && unitPrice > 0,
    )
    .map(({ unitPrice }) => unitPrice)
    .sort((a, b) => a - b)
  const middle = prices[Math.floor(prices.length / 2)]
  return middle === undefined ? null : minor(middle)
}
