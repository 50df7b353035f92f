import type { ShelfThenAndNow } from '@renderer/projections/projections.ts'
import type { CountLine } from '@shared/domain/stock/movement.ts'
import { type Id, idSchema } from '@shared/kernel/id.ts'
import { MAX_QUANTITY, type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { z } from 'zod'

/**
 * A count in progress. It survives a reload, because a shelf is not counted twice with pleasure.
 * A line is of the moment at which it was last counted: the difference found is what was counted less what the ledger says for
 * that moment, and what is sold or received afterwards does not change it (COUNT-1). The ledger is asked when the count is
 * compared, because what another till sold before that moment may only be known then. `onHandThen` is what it said at once.
 */
const countLineSchema = z.strictObject({
  variantId: idSchema,
  name: z.string(),
  sku: z.string(),
  counted: z.number().int().min(0).max(MAX_QUANTITY),
  onHandThen: z.number().int(),
  countedAt: z.number().int(),
})
export type SessionLine = z.infer<typeof countLineSchema>

export const countSessionSchema = z.strictObject({
  id: idSchema,
  locationId: idSchema,
  startedAt: z.number().int(),
  /** The category whose variants are listed to be counted; null for a count by scan alone. */
  categoryId: idSchema.nullable(),
  lines: z.array(countLineSchema).max(5_000),
})
export type CountSession = z.infer<typeof countSessionSchema>

interface Counted {
  readonly variantId: Id
  readonly name: string
  readonly sku: string
  readonly onHand: number
}

/** One more of it was scanned. */
export const countOneMore = (session: CountSession, variant: Counted, now: number): CountSession =>
  setCounted(session, variant, (counted) => counted + 1, now)

/** The number was typed: it replaces what was counted so far. */
export const countTyped = (
  session: CountSession,
  variant: Counted,
  typed: number,
  now: number,
): CountSession => setCounted(session, variant, () => typed, now)

function setCounted(
  session: CountSession,
  { variantId, name, sku, onHand }: Counted,
  next: (counted: number) => number,
  now: number,
): CountSession {
  const known = session.lines.find((line) => line.variantId === variantId)
  const line: SessionLine = {
    variantId,
    name,
    sku,
    counted: Math.max(0, Math.min(MAX_QUANTITY, next(known?.counted ?? 0))),
    onHandThen: onHand,
    countedAt: now,
  }
  const lines = known
    ? session.lines.map((other) => (other.variantId === variantId ? line : other))
    : [...session.lines, line]
  return { ...session, lines }
}

export const uncount = (session: CountSession, variantId: Id): CountSession => ({
  ...session,
  lines: session.lines.filter((line) => line.variantId !== variantId),
})

/** A line ready to be posted: what a person sees before he says yes. */
export interface CountResult {
  readonly variantId: Id
  readonly name: string
  readonly sku: string
  readonly counted: number
  /** Sold, received and moved since it was counted; negative after sales. */
  readonly movedSince: number
  /** What is on the shelf now: counted, and moved since. More may have been sold than was counted, but never less than nothing is left. */
  readonly onShelf: Quantity
  /** What the ledger says now. */
  readonly expected: Quantity
  readonly difference: number
}

/** What the ledger says of a line at the session's location: for the moment when it was counted, and for now. */
export type LedgerAtCount = Pick<ShelfThenAndNow, 'onHandThen' | 'onHandNow'>

/** Compares with the ledger, by variant id. */
export function countResults(
  session: CountSession,
  ledger: ReadonlyMap<string, LedgerAtCount>,
): CountResult[] {
  return session.lines.map(({ variantId, name, sku, counted, onHandThen }) => {
    const known = ledger.get(variantId)
    const expected = quantity(known?.onHandNow ?? onHandThen)
    const movedSince = expected - (known?.onHandThen ?? onHandThen)
    const onShelf = quantity(Math.max(0, counted + movedSince))
    return { variantId, name, sku, counted, movedSince, onShelf, expected, difference: onShelf - expected }
  })
}

/** The lines of the count document (COUNT-1): what is on the shelf now against what the ledger says now. */
export const countLines = (results: readonly CountResult[], locationId: Id): CountLine[] =>
  results.map(({ variantId, onShelf, expected }) => ({ variantId, locationId, counted: onShelf, expected }))
