import { z } from 'zod'
import { assert } from './assert.ts'
import { brandOutput } from './brand.ts'

/** An integer count of a variant's smallest unit (a piece, or a gram for goods sold by weight). May be negative in postings. */
export type Quantity = number & { readonly __brand: 'Quantity' }

export const MAX_QUANTITY = 1_000_000_000

export const quantitySchema = brandOutput<Quantity, number>(
  z.number().int().min(-MAX_QUANTITY).max(MAX_QUANTITY),
)
export const positiveQuantitySchema = brandOutput<Quantity, number>(z.number().int().min(1).max(MAX_QUANTITY))

/** Brands an integer as a quantity. Throws on a fraction, NaN or infinity: a bug of the caller. */
export function quantity(value: number): Quantity {
  assert(Number.isSafeInteger(value), `${value} is not an integer quantity`)
  return (value === 0 ? 0 : value) as Quantity
}
