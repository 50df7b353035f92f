import type { Id } from '@shared/kernel/id.ts'
import { type Minor, minor } from '@shared/kernel/money.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import { bundlesBack } from './bundle-lines.ts'
import { cancelPostingIds } from './order-postings.ts'
import { discountShares } from './pricing.ts'
import { returnedByLine } from './returned.ts'

/** What one line gave back more often than it was sold. */
export interface OverReturn {
  readonly lineId: string
  readonly variantId: Id
  readonly sold: number
  /** Units taken back by returns and by a cancellation, together. */
  readonly back: number
  /** What was given for returned units beyond all that the line is worth, tax as in the order's prices. */
  readonly excess: Minor
}

/**
 * Lines of which more came back than was sold: two tills that could not hear each other both took the goods back and both
 * paid the refund. Both happened, so both are kept (MERGE-5); this is how somebody gets to know.
 */
export function overReturned(order: Order): OverReturn[] {
  const returned = returnedByLine(order)
  const shares = discountShares(order.lines, order.discount)
  const cancelled = new Map(
    order.stockPostings
      .filter(({ kind }) => kind === 'cancel')
      .map((posting) => [posting.id, posting.quantity]),
  )
  return order.lines.flatMap((line, at) => {
    if (line.quantity <= 0) return []
    const returns = returned.get(line.id)
    const byCancel = [
      ...cancelPostingIds(order.id, line).map((id) => cancelled.get(id) ?? 0),
      bundlesBack(order, line),
    ]
    const back = byCancel.reduce((sum, units) => sum + units, returns?.quantity ?? 0)
    if (back <= line.quantity) return []
    const excess = minor(Math.max(0, (returns?.amount ?? 0) - (line.total - (shares[at] ?? 0))))
    return { lineId: line.id, variantId: line.variantId, sold: line.quantity, back, excess }
  })
}
