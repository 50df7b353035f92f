import { type Minor, minor } from '@shared/kernel/money.ts'
import type { PaymentMethod } from '@shared/schemas/postings.ts'

/**
 * EXCHANGE-1: what goods that come back pay of a new sale leaves the old order and enters the new one by this method, with
 * the other one's number as its reference. Its account is even afterwards, and no cash moved.
 */
export const EXCHANGE_METHOD: PaymentMethod = 'other'

/** How an exchange is settled; amounts in minor units. */
export interface ExchangeTerms {
  /** What the returned goods pay of the new sale. */
  readonly used: Minor
  /** What the customer still pays. */
  readonly due: Minor
  /** What the customer gets back. */
  readonly paidOut: Minor
}

/** `credit` is what the return brings the customer, `total` what the new goods cost. */
export function exchangeTerms(credit: Minor, total: Minor): ExchangeTerms {
  const used = Math.min(credit, total)
  return { used: minor(used), due: minor(total - used), paidOut: minor(credit - used) }
}
