import type { ReturnWish } from '@shared/domain/orders/returns.ts'
import type { Minor } from '@shared/kernel/money.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import type { Refund } from './refund-fields.tsx'

/** What is said of one line; `restock` is null and `reason` empty where what holds for all holds for it. */
export interface LineDraft {
  readonly count: number
  readonly restock: boolean | null
  readonly reason: string
  /** Which lots or serial numbers somebody ticked; the first ones when nobody did. */
  readonly lots?: readonly string[]
}

export interface ReturnDraft {
  /** By line id; lines that stay are left out. */
  readonly lines: Readonly<Record<string, LineDraft>>
  readonly restock: boolean
  readonly reason: string
  readonly refund: Refund
}

/** A return that is to pay for new goods: nothing is recorded until they are sold. */
export interface ReturnWishes {
  readonly lines: readonly FullWish[]
  /** What it brings the customer, beyond what he still owes on the order. */
  readonly credit: Minor
  readonly refund: Refund
}

/** A line that comes back, with its own fate and reason. */
export type FullWish = Required<Omit<ReturnWish, 'lots'>> & Pick<ReturnWish, 'lots'>

export const UNTOUCHED_LINE: LineDraft = { count: 0, restock: null, reason: '' }

export const emptyDraft = (): ReturnDraft => ({
  lines: {},
  restock: true,
  reason: '',
  refund: { method: 'cash', reference: '' },
})

/** The lines that come back, each with its own fate and reason; every one needs a reason. */
export function wishesOf(draft: ReturnDraft): { lines: FullWish[]; needsReason: boolean } {
  const lines = Object.entries(draft.lines)
    .filter(([, { count }]) => count > 0)
    .map(([lineId, { count, restock, reason, lots }]) => ({
      lineId,
      quantity: quantity(count),
      restock: restock ?? draft.restock,
      reason: reason.trim() || draft.reason.trim(),
      ...(lots === undefined ? {} : { lots }),
    }))
  const needsReason =
    lines.length === 0 ? draft.reason.trim() === '' : lines.some(({ reason }) => reason === '')
  return { lines, needsReason }
}
