import type { LinePromotion } from '@shared/schemas/offers.schema.ts'

/** How much of a line's discount promotions gave. */
export const promotedOf = ({
  promotions = [],
}: {
  readonly promotions?: readonly LinePromotion[] | undefined
}): number => promotions.reduce((sum, { amount }) => sum + amount, 0)
