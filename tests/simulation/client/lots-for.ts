import { quantity } from '@shared/kernel/quantity.ts'
import type { LotShare } from '@shared/schemas/postings.ts'

/** Every third operation names a lot of one unit, by its number alone: a schedule that was kept stays as it is. */
export const lotsFor = ({ number }: { readonly number: number }): LotShare[] =>
  number % 3 === 0 ? [{ lot: `L${number % 4}`, quantity: quantity(1) }] : []
