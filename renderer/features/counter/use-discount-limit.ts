import { useActor } from '@renderer/db/hooks.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import { discountOf, mayDiscount, mostDiscount } from '@shared/policy/discount-limit.ts'

type Discounted = Parameters<typeof discountOf>[0]

interface DiscountLimit {
  /** Whether this person may sell the cart with all its discounts: what the server will ask, too. */
  allows(cart: Discounted): boolean
  /** The most that all discounts of the cart together may be. */
  most(cart: Discounted): Minor
}

/** How much this person may take off a sale, by the rule the server checks it with. */
export function useDiscountLimit(): DiscountLimit {
  const actor = useActor()
  return {
    allows(cart) {
      const { gross, discount } = discountOf(cart)
      return mayDiscount(actor, gross, discount)
    },
    most(cart) {
      const { gross } = discountOf(cart)
      return minor(mostDiscount(actor, gross))
    },
  }
}
