import { checkAppended } from '@shared/domain/append-only.ts'
import { breach, firstRefusal, immutable, refuseAny } from '@shared/domain/refusals.ts'
import { checkTill, isTillKind } from '@shared/domain/till/check-till.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { MoneyMovement, StockMovement } from '@shared/schemas/movements.schema.ts'
import { checkCountClosing, checkCountPage, checkCountSession } from './check-count.ts'
import { checkLotPostings, lotsThatMoved } from './check-lots.ts'
import { checkMovementDetails, checkPurchase } from './check-purchase.ts'
import { stockKey } from './postings.ts'

/** What may be corrected in a movement once it is posted: the words about it. Everything else takes a counter-movement. */
export const MOVEMENT_WORDS: readonly string[] = ['note', 'reference', 'supplierName']

/** Every rule of a stock movement that the server checks again. */
export function checkStockMovement(before: StockMovement | null, after: StockMovement): Refusal | null {
  return firstRefusal(
    () => checkUnchanged(before, after, STOCK_FIELDS),
    () => (after.atInv === invertTime(after.at) ? null : breach('MERGE-7', { field: 'atInv' })),
    () => checkByKind(before, after),
  )
}

function checkByKind(before: StockMovement | null, after: StockMovement): Refusal | null {
  switch (after.kind) {
    case 'purchase-order':
      return checkPurchase(before, after)
    case 'count-session':
      return checkCountSession(before, after)
    case 'count-page':
      return checkCountPage(before, after)
    default:
      return checkPosted(before, after)
  }
}

/** Rules of a movement that posts: all but plans. */
function checkPosted(before: StockMovement | null, after: StockMovement): Refusal | null {
  return firstRefusal(
    () => checkUnchanged(before, after, ['details']),
    () => checkAppended('postings', before?.postings ?? [], after.postings),
    () => (after.kind === 'count' ? checkCountClosing(after) : checkMovementDetails(after)),
    () => checkPostings(after),
    () => checkLotPostings(after.postings, SAYS_DAYS.includes(after.kind)),
    () => (after.kind === 'transfer' ? checkTransfer(after) : null),
    () => (after.kind === 'count' ? checkCount(after) : checkNotCounted(after)),
  )
}

/** Every rule of a money movement that the server checks again. */
export function checkMoneyMovement(before: MoneyMovement | null, after: MoneyMovement): Refusal | null {
  const sum = after.postings.reduce((total, { amount }) => total + amount, 0)
  return firstRefusal(
    () => checkUnchanged(before, after, MONEY_FIELDS),
    () => checkAppended('postings', before?.postings ?? [], after.postings),
    () => (after.atInv === invertTime(after.at) ? null : breach('MERGE-7', { field: 'atInv' })),
    () => (sum === 0 ? null : breach('LEDGER-2', { sum })),
    () => (isTillKind(after.kind) ? checkTill(before, after) : null),
    () =>
      refuseAny(after.postings, ({ account, id }) => (OF_SALES.includes(account) ? unexplained(id) : null)),
  )
}

/** LEDGER-5: what a sale brought only a sale explains. */
const OF_SALES: readonly string[] = ['sales', 'tax', 'shipping']

const STOCK_FIELDS = [
  'at',
  'businessDay',
  'kind',
  'reason',
  'counted',
  'countSessionId',
  'postings',
  'archived',
] as const
const MONEY_FIELDS = [
  'at',
  'businessDay',
  'kind',
  'reason',
  'currency',
  'shiftId',
  'customerId',
  'vendorId',
  'postings',
  'denominations',
  'archived',
] as const

/** LEDGER-3: a posted movement stands, and is not archived out of sight either. */
function checkUnchanged<D extends object>(
  before: D | null,
  after: D & { archived: boolean },
  fields: readonly (keyof D & string)[],
): Refusal | null {
  if (!before) return after.archived ? immutable('archived', { rule: 'LEDGER-3' }) : null
  const changed = fields.find((field) => !isSameContent(before[field], after[field]))
  return changed === undefined ? null : immutable(changed, { rule: 'LEDGER-3' })
}

const unexplained = (id: string): Refusal => breach('LEDGER-5', { field: 'postings', id })

/** A posting is of its movement's kind and goes the way that kind goes. */
function checkPostings({ kind, postings, reason }: StockMovement): Refusal | null {
  if (postings.length === 0 && kind !== 'count') return breach('LEDGER-5', { field: 'postings' })
  if ((kind === 'adjust' || kind === 'waste') && reason.trim() === '')
    return breach('STOCK-1', { field: 'reason' })
  return refuseAny(postings, (posting) => {
    if (posting.kind !== kind || posting.quantity === 0) return unexplained(posting.id)
    if (kind === 'receive' && posting.quantity < 0) return unexplained(posting.id)
    return kind === 'waste' && posting.quantity > 0 ? unexplained(posting.id) : null
  })
}

/** LOT-3: goods that come in say their day. */
const SAYS_DAYS: readonly string[] = ['receive', 'adjust']

/** LEDGER-4: a transfer moves goods and makes none, variant by variant. */
function checkTransfer({ postings }: StockMovement): Refusal | null {
  const sums = new Map<string, number>()
  for (const { variantId, quantity } of postings) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity)
  const odd = [...sums].find(([, sum]) => sum !== 0)
  if (odd !== undefined) return breach('LEDGER-4', { variantId: odd[0] })
  return lotsThatMoved(postings).every((sum) => sum === 0) ? null : breach('LOT-2', { field: 'postings' })
}

/** STOCK-2: a count posts exactly counted − expected on each shelf. */
function checkCount({ counted, postings }: StockMovement): Refusal | null {
  if (counted.length === 0) return breach('STOCK-2', { field: 'counted' })
  const difference = new Map<string, number>()
  for (const { variantId, locationId, counted: found, expected } of counted) {
    const shelf = stockKey(variantId, locationId)
    if (difference.has(shelf)) return breach('STOCK-2', { variantId })
    difference.set(shelf, found - expected)
  }
  for (const { id, variantId, locationId, quantity } of postings) {
    const shelf = stockKey(variantId, locationId)
    if (!difference.has(shelf)) return unexplained(id)
    difference.set(shelf, (difference.get(shelf) ?? 0) - quantity)
  }
  return [...difference.values()].every((left) => left === 0)
    ? null
    : breach('STOCK-2', { field: 'postings' })
}

const checkNotCounted = ({ counted }: StockMovement): Refusal | null =>
  counted.length === 0 ? null : breach('STOCK-2', { field: 'counted' })
