import { z } from 'zod'
import { assert } from './assert.ts'
import { brandOutput } from './brand.ts'

/** An integer number of a currency's smallest unit (XOF: francs, EUR and GBP: cents). The currency stands beside it. */
export type Minor = number & { readonly __brand: 'Minor' }

/** Decimals of each currency the product knows. Source: ISO 4217. */
const DECIMALS = { XOF: 0, XAF: 0, GNF: 0, EUR: 2, GBP: 2, USD: 2, MAD: 2, NGN: 2, GHS: 2, TND: 3 } as const

export type CurrencyCode = keyof typeof DECIMALS
export const CURRENCIES = Object.keys(DECIMALS) as [CurrencyCode, ...CurrencyCode[]]
export const currencySchema = z.enum(CURRENCIES)

/** Largest amount accepted anywhere: sums of a million such amounts still fit an exact integer. */
export const MAX_MINOR = 9_000_000_000

export const minorSchema = brandOutput<Minor, number>(z.number().int().min(-MAX_MINOR).max(MAX_MINOR))
export const nonNegativeMinorSchema = brandOutput<Minor, number>(z.number().int().min(0).max(MAX_MINOR))

export const decimalsOf = (currency: CurrencyCode): number => DECIMALS[currency]

/** Brands an integer as minor units. Throws on a fraction, NaN or infinity: a bug of the caller. */
export function minor(amount: number): Minor {
  assert(Number.isSafeInteger(amount), `${amount} is not an integer amount`)
  return (amount === 0 ? 0 : amount) as Minor
}

export const ZERO = minor(0)
export const addMinor = (a: Minor, b: Minor): Minor => minor(a + b)
export const subtractMinor = (a: Minor, b: Minor): Minor => minor(a - b)
export const negateMinor = (a: Minor): Minor => minor(-a)
export const sumMinor = (amounts: Iterable<Minor>): Minor => {
  let total = 0
  for (const amount of amounts) total += amount
  return minor(total)
}

/** Half away from zero, the rounding shops expect on a receipt. */
export const roundHalfAway = (value: number): number => (value < 0 ? -Math.round(-value) : Math.round(value))

/** `amount × numerator ÷ denominator`, rounded half away from zero. Exact while the product fits 2^53. */
export function scaleMinor(amount: Minor, numerator: number, denominator: number): Minor {
  return minor(roundHalfAway((amount * numerator) / denominator))
}

/** Splits an amount by weights so that the parts sum to the whole (largest remainder; ties to the first). */
export function allocate(amount: Minor, weights: readonly number[]): Minor[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return weights.map((_, i) => (i === 0 ? amount : ZERO))
  const sign = amount < 0 ? -1 : 1
  const exact = weights.map((weight) => (Math.abs(amount) * weight) / total)
  const parts = exact.map(Math.floor)
  let rest = Math.abs(amount) - parts.reduce((sum, part) => sum + part, 0)
  const order = exact.map((value, i) => ({ i, remainder: value - Math.floor(value) }))
  order.sort((a, b) => b.remainder - a.remainder || a.i - b.i)
  for (const { i } of order) {
    if (rest <= 0) break
    parts[i] = (parts[i] ?? 0) + 1
    rest--
  }
  return parts.map((part) => minor(part * sign))
}
