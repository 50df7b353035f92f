import { type Minor, minor } from '@shared/kernel/money.ts'

/** What is asked of an account: `balance` as far as this device or the server knows it. */
export interface CreditWish {
  readonly balance: Minor
  readonly limit: Minor
  /** What this sale would leave on credit. */
  readonly onCredit: Minor
}

/**
 * CREDIT-5: whether the sale takes the account beyond its limit. A sale that leaves nothing on credit never does, whatever
 * is owed already.
 */
export const exceedsLimit = ({ balance, limit, onCredit }: CreditWish): boolean =>
  onCredit > 0 && balance + onCredit > limit

/** What may still be left on credit; never below zero. */
export const creditLeft = ({ balance, limit }: Omit<CreditWish, 'onCredit'>): Minor =>
  minor(Math.max(0, limit - balance))
