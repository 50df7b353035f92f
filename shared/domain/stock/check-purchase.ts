import { breach, firstRefusal, immutable } from '@shared/domain/refusals.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import {
  type PurchaseDetails,
  purchaseDetailsSchema,
  receiptDetailsSchema,
} from '@shared/schemas/stock-details.schema.ts'
import { checkTransferStep } from './check-transfer.ts'
import { mayBecome, purchaseOf } from './purchase-order.ts'

/** Every rule of an order to a supplier that the document alone can tell. */
export function checkPurchase(before: StockMovement | null, after: StockMovement): Refusal | null {
  const read = purchaseDetailsSchema.safeParse(after.details)
  if (!read.success) return breach('PURCHASE-1', { field: 'details' })
  const details = read.data
  const was = before && purchaseOf(before)
  const isEmpty = after.postings.length === 0 && after.counted.length === 0
  return firstRefusal(
    () => (isEmpty ? null : breach('PURCHASE-2', { field: 'postings' })),
    () => checkLines(details),
    () => ((details.orderedAt === null) === (details.state === 'draft') ? null : checkNeverOrdered(details)),
    () => (was ? checkMoved(was, details) : null),
  )
}

/** PURCHASE-1: each of the goods stands once. */
function checkLines({ lines }: PurchaseDetails): Refusal | null {
  const isOnce = new Set(lines.map(({ variantId }) => variantId)).size === lines.length
  return isOnce ? null : breach('PURCHASE-1', { field: 'details.lines' })
}

/** Only a draft was cancelled before it was ordered. */
const checkNeverOrdered = ({ state }: PurchaseDetails): Refusal | null =>
  state === 'cancelled' ? null : breach('PURCHASE-1', { field: 'details.orderedAt' })

/** PURCHASE-3: it never goes back, and what was ordered stays as it was ordered. */
function checkMoved(was: PurchaseDetails, is: PurchaseDetails): Refusal | null {
  if (!mayBecome(was.state, is.state)) return breach('PURCHASE-3', { field: 'details.state' })
  if (was.state === 'draft') return null
  const { state: _was, ...promised } = was
  const { state: _is, ...now } = is
  return isSameContent(promised, now) ? null : immutable('details', { rule: 'PURCHASE-3' })
}

/** What else a movement may say of itself: which order it arrived on, or which step of a transfer it is. */
export function checkMovementDetails(movement: StockMovement): Refusal | null {
  const { kind, details } = movement
  if (details === undefined) return null
  if ('step' in details || kind === 'transfer') return checkTransferStep(movement)
  const mayArrive = kind === 'receive' || kind === 'adjust'
  return mayArrive && receiptDetailsSchema.safeParse(details).success
    ? null
    : breach('PURCHASE-4', { field: 'details' })
}
