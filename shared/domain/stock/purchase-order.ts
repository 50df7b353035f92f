import { type Author, type DomainDeps, newEnvelope } from '@shared/domain/authoring.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { MAX_QUANTITY } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { invertTime } from '@shared/schemas/envelope.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import {
  MAX_PURCHASE_LINES,
  type PurchaseDetails,
  type PurchaseState,
  purchaseDetailsSchema,
} from '@shared/schemas/stock-details.schema.ts'

/** What is wanted from whom. */
export interface PurchaseInput
  extends Pick<PurchaseDetails, 'supplierId' | 'locationId' | 'currency' | 'expectedDay' | 'lines'> {
  readonly supplierName: string
  /** The order's own number. */
  readonly reference: string
  readonly note: string
}

/** Why nothing is written; `index` is that of the line at fault. */
export type PurchaseError =
  | { readonly type: 'NoLines' }
  | { readonly type: 'TooManyLines'; readonly max: number }
  | { readonly type: 'InvalidQuantity'; readonly index: number }
  | { readonly type: 'DuplicateLine'; readonly index: number }
  | { readonly type: 'NotPossible'; readonly from: PurchaseState; readonly to: PurchaseState }

/** What may follow what (PURCHASE-3); a state always stays possible. */
const NEXT: Readonly<Record<PurchaseState, readonly PurchaseState[]>> = {
  draft: ['ordered', 'cancelled'],
  ordered: ['closed', 'cancelled'],
  closed: [],
  cancelled: [],
}

export const mayBecome = (from: PurchaseState, to: PurchaseState): boolean =>
  from === to || NEXT[from].includes(to)

/** An order to a supplier, still a draft. It posts nothing: goods are posted when they arrive (PURCHASE-2). */
export function newPurchaseOrder(
  input: PurchaseInput,
  businessDay: BusinessDay,
  author: Author,
  deps: DomainDeps,
): Result<StockMovement, PurchaseError> {
  const refused = refuseLines(input)
  if (refused) return err(refused)
  const envelope = newEnvelope(author, deps)
  return ok({
    ...envelope,
    at: envelope.createdAt,
    atInv: invertTime(envelope.createdAt),
    businessDay,
    kind: 'purchase-order',
    reason: '',
    postings: [],
    counted: [],
    countSessionId: null,
    ...wordsOf(input),
    details: { ...plannedOf(input), state: 'draft', orderedAt: null },
  })
}

/** The draft rewritten. What was ordered is a promise and stays as it is (PURCHASE-3). */
export function rewritePurchase(
  order: StockMovement,
  input: PurchaseInput,
): Result<StockMovement, PurchaseError> {
  const details = purchaseOf(order)
  if (details?.state !== 'draft')
    return err({ type: 'NotPossible', from: details?.state ?? 'cancelled', to: 'draft' })
  const refused = refuseLines(input)
  if (refused) return err(refused)
  return ok({ ...order, ...wordsOf(input), details: { ...details, ...plannedOf(input) } })
}

/** The order moved on: ordered at the supplier's, closed although not all has come, or cancelled. */
export function movePurchase(
  order: StockMovement,
  to: PurchaseState,
  now: number,
): Result<StockMovement, PurchaseError> {
  const details = purchaseOf(order)
  const from = details?.state ?? 'cancelled'
  if (!details || from === to || !mayBecome(from, to)) return err({ type: 'NotPossible', from, to })
  const orderedAt = to === 'ordered' ? now : details.orderedAt
  return ok({ ...order, details: { ...details, state: to, orderedAt } })
}

/** What an order says; null for another movement, or for one that cannot be read. */
export function purchaseOf({
  kind,
  details,
}: Pick<StockMovement, 'kind' | 'details'>): PurchaseDetails | null {
  if (kind !== 'purchase-order') return null
  const read = purchaseDetailsSchema.safeParse(details)
  return read.success ? read.data : null
}

const wordsOf = ({ supplierName, reference, note }: PurchaseInput) => ({ supplierName, reference, note })

const plannedOf = ({ supplierId, locationId, currency, expectedDay, lines }: PurchaseInput) => ({
  supplierId,
  locationId,
  currency,
  expectedDay,
  lines: lines.map((line) => ({ ...line })),
})

function refuseLines({ lines }: Pick<PurchaseInput, 'lines'>): PurchaseError | null {
  if (lines.length === 0) return { type: 'NoLines' }
  if (lines.length > MAX_PURCHASE_LINES) return { type: 'TooManyLines', max: MAX_PURCHASE_LINES }
  const variants = new Set<Id>()
  for (const [index, { variantId, quantity }] of lines.entries()) {
    if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY)
      return { type: 'InvalidQuantity', index }
    if (variants.has(variantId)) return { type: 'DuplicateLine', index }
    variants.add(variantId)
  }
  return null
}
