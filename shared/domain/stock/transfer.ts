import type { Author, DomainDeps } from '@shared/domain/authoring.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { StockPosting } from '@shared/schemas/postings.ts'
import { MAX_TRANSFER_LINES } from '@shared/schemas/stock-details.schema.ts'
import { type MovementError, type MovementLine, pieceKey, recordMovement } from './movement.ts'

/** Where goods are that have left one place and not reached the other: one place for the whole shop. */
export const transitLocationId = (shopId: Id): Id => deriveId(shopId, 'location', 'transit')

/** Units of one variant, and of which lots they are. */
export type TransferLine = Pick<MovementLine, 'variantId' | 'quantity' | 'lots'>

/** Goods that leave one place for another. */
export interface DispatchInput {
  readonly fromLocationId: Id
  readonly toLocationId: Id
  readonly lines: readonly TransferLine[]
  readonly businessDay: BusinessDay
  readonly note?: string
}

/** Which transfer something happened to, and how many things had happened to it where that was known. */
interface Follows {
  readonly transferId: Id
  readonly round: number
  readonly businessDay: BusinessDay
  readonly note?: string
}

/** What was found where the goods were to arrive, or where they went back to. */
export interface TransferReceiptInput extends Follows {
  readonly toLocationId: Id
  readonly lines: readonly TransferLine[]
}

/** What is left in transit and will not come, and why; below zero where more arrived than had left. */
export interface TransferSettlementInput extends Follows {
  readonly reason: string
  readonly left: readonly TransferLine[]
}

/** TRANSFER-1: a first fact, made where the goods leave. They are in transit until somebody finds them. */
export function dispatchTransfer(
  input: DispatchInput,
  author: Author,
  deps: DomainDeps,
): Result<StockMovement, MovementError> {
  const { fromLocationId, toLocationId, lines, ...said } = input
  if (lines.length > MAX_TRANSFER_LINES) return err({ type: 'TooManyLines', max: MAX_TRANSFER_LINES })
  if (fromLocationId === toLocationId) return err({ type: 'SameLocation', index: 0 })
  const legs = lines.map((line) => ({
    ...line,
    locationId: fromLocationId,
    toLocationId: transitLocationId(author.shopId),
  }))
  const moved = recordMovement({ ...said, kind: 'transfer', lines: legs }, author, deps)
  if (!moved.ok) return moved
  return ok({ ...moved.value, details: { step: 'dispatch', fromLocationId, toLocationId } })
}

/**
 * TRANSFER-1: the second fact, made where the goods are found. TRANSFER-3: its ids follow from the transfer and the round, so
 * that two people who take in the same goods apart take them in once.
 */
export function receiveTransfer(
  input: TransferReceiptInput,
  author: Author,
  deps: DomainDeps,
): Result<StockMovement, MovementError> {
  const { transferId, round, toLocationId, lines, ...said } = input
  const twice = lines.findIndex(
    ({ variantId }, at) => lines.findIndex((one) => one.variantId === variantId) !== at,
  )
  if (twice >= 0) return err({ type: 'DuplicateLine', index: twice })
  const transit = transitLocationId(author.shopId)
  const legs = lines.map((line) => ({ ...line, locationId: transit, toLocationId }))
  const moved = recordMovement({ ...said, kind: 'transfer', lines: legs }, author, deps)
  if (!moved.ok) return moved
  const id = stepIdOf(transferId, 'receipt', round)
  const found = lines.map(({ variantId, quantity: units }) => ({ variantId, quantity: units }))
  return ok({
    ...moved.value,
    id,
    postings: withDerivedIds(id, moved.value.postings),
    details: { step: 'receipt', transferId, round, toLocationId, found },
  })
}

/** TRANSFER-2: takes out of transit what will not come, for a reason; nothing is in transit afterwards. */
export function settleTransfer(
  input: TransferSettlementInput,
  author: Author,
  deps: DomainDeps,
): Result<StockMovement, MovementError> {
  const { transferId, round, left, ...said } = input
  const locationId = transitLocationId(author.shopId)
  const lines = left.map((line) => ({ ...line, locationId, quantity: quantity(-line.quantity) }))
  const moved = recordMovement({ ...said, kind: 'adjust', lines }, author, deps)
  if (!moved.ok) return moved
  const id = stepIdOf(transferId, 'settle', round)
  return ok({
    ...moved.value,
    id,
    postings: withDerivedIds(id, moved.value.postings),
    details: { step: 'settle', transferId, round },
  })
}

/** The id of a receipt or settlement, wherever it is made. */
export const stepIdOf = (transferId: Id, step: 'receipt' | 'settle', round: number): Id =>
  deriveId(transferId, step, String(round))

/** The id of one of its postings: a lot of a variant leaves a place or comes to it once. */
export const stepPostingIdOf = (
  stepId: Id,
  posting: Pick<StockPosting, 'variantId' | 'locationId' | 'lot'>,
): Id => deriveId(stepId, ...pieceKey(posting, posting))

const withDerivedIds = (stepId: Id, postings: readonly StockPosting[]): StockPosting[] =>
  postings.map((posting) => ({ ...posting, id: stepPostingIdOf(stepId, posting) }))
