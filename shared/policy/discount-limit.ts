import { promotedOf } from '@shared/domain/offers/promoted.ts'
import { grossOf } from '@shared/domain/orders/pricing.ts'
import type { OrderLine } from '@shared/schemas/orders.schema.ts'
import type { Actor } from './actor.ts'
import { can } from './can.ts'

/** Largest discount of a sale for those who may discount but not without limit, in basis points of the undiscounted goods. */
export const DISCOUNT_LIMIT = 2_000

/**
 * Whether somebody may take that much, in minor units, off goods of that worth. The limit is on the whole sale, so that
 * moving a discount between its lines gives nothing.
 */
export function mayDiscount(
  actor: Pick<Actor, 'role' | 'permissions'>,
  gross: number,
  discount: number,
): boolean {
  if (discount <= 0 || can(actor, 'orders.discount-any')) return true
  return can(actor, 'orders.discount') && discount * 10_000 <= gross * DISCOUNT_LIMIT
}

/** The most, in whole minor units, that somebody may take off goods of that worth: `mayDiscount` to the unit. */
export function mostDiscount(actor: Pick<Actor, 'role' | 'permissions'>, gross: number): number {
  if (can(actor, 'orders.discount-any')) return gross
  return can(actor, 'orders.discount') ? Math.floor((gross * DISCOUNT_LIMIT) / 10_000) : 0
}

/** Worth of the goods before, and everything a person took off: by line and off the whole. What promotions give needs no leave. */
export function discountOf(order: {
  readonly lines: readonly (Pick<OrderLine, 'quantity' | 'unitPrice' | 'pricePer' | 'discount'> &
    Parameters<typeof promotedOf>[0])[]
  readonly discount: number
}): { gross: number; discount: number } {
  return order.lines.reduce(
    (sum, line) => {
      const promoted = promotedOf(line)
      return {
        gross: sum.gross + grossOf(line) - promoted,
        discount: sum.discount + (line.discount ?? 0) - promoted,
      }
    },
    { gross: 0, discount: order.discount },
  )
}
