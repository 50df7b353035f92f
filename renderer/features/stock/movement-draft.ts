import type { MovementInput } from '@shared/domain/stock/movement.ts'
import type { DispatchInput } from '@shared/domain/stock/transfer.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { type AdjustReason, type Direction, directionOf, type WasteReason } from './reasons.ts'
import type { StockLine } from './stock-lines.ts'

export type MovementMode = 'receive' | 'adjust' | 'waste' | 'transfer'

/** What a dialog holds until it is posted. */
export interface MovementDraft {
  readonly mode: MovementMode
  readonly locationId: Id
  readonly toLocationId: Id | null
  /** Only for transfers: received at once, or sent off and in transit until somebody receives them there. */
  readonly arrives: 'now' | 'later'
  readonly lines: readonly StockLine[]
  readonly adjustReason: AdjustReason
  readonly wasteReason: WasteReason
  readonly direction: Direction
  readonly supplierName: string
  readonly reference: string
  readonly note: string
}

export const newDraft = (mode: MovementMode, locationId: Id): MovementDraft => ({
  mode,
  locationId,
  toLocationId: null,
  arrives: 'now',
  lines: [],
  adjustReason: 'damaged',
  wasteReason: 'expired',
  direction: 'remove',
  supplierName: '',
  reference: '',
  note: '',
})

export type DraftProblem = 'noLines' | 'noQuantity' | 'noDestination' | 'noNote'

/** What keeps the draft from being posted, or null. */
export function draftProblem(draft: MovementDraft): DraftProblem | null {
  if (draft.lines.length === 0) return 'noLines'
  if (draft.lines.some((line) => line.quantity < 1)) return 'noQuantity'
  if (draft.mode === 'transfer' && (draft.toLocationId === null || draft.toLocationId === draft.locationId))
    return 'noDestination'
  const reason = reasonOf(draft)
  return reason === 'other' && draft.note.trim() === '' ? 'noNote' : null
}

/** What a line changes at the draft's own location: +3 received, −3 wasted or sent away. */
export function signOf(draft: MovementDraft): 1 | -1 {
  if (draft.mode === 'receive') return 1
  if (draft.mode === 'adjust') return directionOf(draft.adjustReason, draft.direction) === 'add' ? 1 : -1
  return -1
}

/** Whether the goods are only sent off. */
export const isDispatch = ({ mode, arrives }: MovementDraft): boolean =>
  mode === 'transfer' && arrives === 'later'

/** A transfer that is sent off, as the domain records it. */
export const dispatchInput = (
  { locationId, toLocationId, lines, note }: MovementDraft,
  businessDay: BusinessDay,
): DispatchInput => ({
  fromLocationId: locationId,
  toLocationId: toLocationId ?? locationId,
  businessDay,
  note: note.trim(),
  lines: lines.map(({ variantId, quantity: units, lots = [] }) => ({
    variantId,
    quantity: quantity(units),
    lots,
  })),
})

/** The draft as the domain records it. */
export function movementInput(draft: MovementDraft, businessDay: BusinessDay): MovementInput {
  const { mode, locationId, toLocationId, lines } = draft
  const sign = mode === 'adjust' ? signOf(draft) : 1
  return {
    kind: mode,
    businessDay,
    reason: reasonOf(draft),
    reference: draft.reference.trim(),
    supplierName: mode === 'receive' ? draft.supplierName.trim() : '',
    note: draft.note.trim(),
    lines: lines.map((line) => ({
      variantId: line.variantId,
      locationId,
      quantity: quantity(sign * line.quantity),
      lots: line.lots ?? [],
      ...(mode === 'transfer' && toLocationId !== null ? { toLocationId } : {}),
      ...(mode === 'receive' ? { unitCost: line.unitCost } : {}),
    })),
  }
}

function reasonOf({ mode, adjustReason, wasteReason }: MovementDraft): string {
  if (mode === 'adjust') return adjustReason
  return mode === 'waste' ? wasteReason : ''
}
