/** What is taken off, and why. */
interface Discounted {
  readonly discount?: number | undefined
  readonly discountReason?: string | undefined
}

const isUnexplained = ({ discount = 0, discountReason = '' }: Discounted): boolean =>
  discount > 0 && discountReason.trim() === ''

/** ORDER-7: the first discount that nobody gave a reason for; `lineId` is null when it is that of the whole. */
export function findUnexplained(
  order: Discounted & { readonly lines: readonly (Discounted & { readonly id: string })[] },
): { readonly lineId: string | null } | undefined {
  const line = order.lines.find(isUnexplained)
  if (line) return { lineId: line.id }
  return isUnexplained(order) ? { lineId: null } : undefined
}
