import { type CurrencyCode, type Minor, minor } from '@shared/kernel/money.ts'

const EURO_LIKE = [20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1]

/** Notes and coins in use, largest first, in minor units. */
const IN_USE: Readonly<Record<CurrencyCode, readonly number[]>> = {
  XOF: [10_000, 5_000, 2_000, 1_000, 500, 250, 200, 100, 50, 25, 10, 5, 1],
  XAF: [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25, 10, 5, 2, 1],
  GNF: [20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25, 10, 5, 1],
  EUR: EURO_LIKE,
  GBP: EURO_LIKE.filter((value) => value <= 5_000),
  USD: [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25, 10, 5, 1],
  MAD: [20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 1],
  NGN: [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50],
  GHS: [20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 1],
  TND: [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5],
}

/** What a drawer is counted by. */
export const denominationsOf = (currency: CurrencyCode): Minor[] => IN_USE[currency].map(minor)

/** So many notes or coins of one value. */
export interface CountedDenomination {
  readonly value: Minor
  readonly count: number
}

/** Most pieces of one value that anybody counts. */
export const MAX_PIECES = 100_000

/** What was counted, in minor units. */
export const sumCounted = (counted: readonly CountedDenomination[]): Minor =>
  minor(counted.reduce((sum, { value, count }) => sum + value * count, 0))
