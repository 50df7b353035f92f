import { breach, firstRefusal, refuseAny } from '@shared/domain/refusals.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import {
  dispatchDetailsSchema,
  transferReceiptDetailsSchema,
  transferSettlementDetailsSchema,
} from '@shared/schemas/stock-details.schema.ts'
import { stepIdOf, stepPostingIdOf, transitLocationId } from './transfer.ts'

/** Every rule of a step of a transfer. One without steps, from place to place at once, has none. */
export function checkTransferStep(movement: StockMovement): Refusal | null {
  const step = movement.details?.step
  if (movement.kind === 'adjust') return step === 'settle' ? checkSettlement(movement) : wrong()
  if (movement.kind !== 'transfer') return wrong()
  return step === 'dispatch' ? checkDispatch(movement) : checkReceipt(movement)
}

const wrong = (field = 'details'): Refusal => breach('TRANSFER-1', { field })

/** TRANSFER-1: what leaves one place is in transit, and nowhere else. */
function checkDispatch({ shopId, details, postings }: StockMovement): Refusal | null {
  const read = dispatchDetailsSchema.safeParse(details)
  if (!read.success) return wrong()
  const { fromLocationId, toLocationId } = read.data
  const transit = transitLocationId(shopId)
  const isOdd = [fromLocationId, toLocationId].includes(transit) || fromLocationId === toLocationId
  return isOdd ? wrong() : checkLegs(postings, fromLocationId, transit)
}

/** TRANSFER-1: what is found comes out of transit. TRANSFER-3: and has the ids that follow from it. */
function checkReceipt(movement: StockMovement): Refusal | null {
  const read = transferReceiptDetailsSchema.safeParse(movement.details)
  if (!read.success) return wrong()
  const { transferId, round, toLocationId } = read.data
  const transit = transitLocationId(movement.shopId)
  return firstRefusal(
    () => (toLocationId === transit ? wrong() : null),
    () => checkLegs(movement.postings, transit, toLocationId),
    () => checkIds(movement, stepIdOf(transferId, 'receipt', round)),
  )
}

/** TRANSFER-2: only what is in transit is settled. */
function checkSettlement(movement: StockMovement): Refusal | null {
  const read = transferSettlementDetailsSchema.safeParse(movement.details)
  if (!read.success) return wrong()
  const { transferId, round } = read.data
  const transit = transitLocationId(movement.shopId)
  return firstRefusal(
    () => (movement.postings.every(({ locationId }) => locationId === transit) ? null : wrong('postings')),
    () => checkIds(movement, stepIdOf(transferId, 'settle', round)),
  )
}

function checkLegs(postings: StockMovement['postings'], from: string, to: string): Refusal | null {
  return refuseAny(postings, ({ locationId, quantity }) =>
    locationId === (quantity < 0 ? from : to) ? null : wrong('postings'),
  )
}

function checkIds({ id, postings }: StockMovement, expected: StockMovement['id']): Refusal | null {
  if (id !== expected) return breach('TRANSFER-3', { field: 'id' })
  return refuseAny(postings, (posting) =>
    posting.id === stepPostingIdOf(id, posting) ? null : breach('TRANSFER-3', { field: 'postings' }),
  )
}
