import { type Id, isId } from '@shared/kernel/id.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { LotShare } from '@shared/schemas/postings.ts'
import { dispatchDetailsSchema } from '@shared/schemas/stock-details.schema.ts'
import { mergeShares, sharesOfPosting, subtractShares } from './lots.ts'
import { transitLocationId } from './transfer.ts'

/** Goods that were sent off. */
export interface Dispatch {
  readonly transferId: Id
  readonly at: number
  readonly by: Id
  readonly note: string
  readonly fromLocationId: Id
  readonly toLocationId: Id
  readonly units: readonly TransferUnits[]
}

/** What happened to them since: found somewhere, or given up. */
export interface TransferStep {
  readonly documentId: Id
  readonly transferId: Id
  readonly at: number
  readonly step: 'receipt' | 'settle'
  /** Where they were found; null for a settlement. */
  readonly toLocationId: Id | null
  readonly reason: string
  /** Taken out of transit, by variant. */
  readonly units: readonly TransferUnits[]
}

export interface TransferUnits {
  readonly variantId: Id
  readonly quantity: number
  /** Their lot, where they have one. */
  readonly lots?: readonly LotShare[]
}

export interface TransferLineProgress {
  readonly variantId: Id
  readonly sent: number
  readonly received: number
  /** Found again where they came from. */
  readonly returned: number
  readonly settled: number
  /** Still in transit; below zero when more was found than was sent. */
  readonly left: number
  /** The lots of it that are still in transit. */
  readonly lots: readonly LotShare[]
}

/** `short` also where more was found than was sent: in both cases somebody has to look. */
export type TransferStage = 'in-transit' | 'short' | 'done'

export interface TransferProgress {
  readonly lines: readonly TransferLineProgress[]
  readonly stage: TransferStage
  /** How many receipts and settlements are known: the next one's round. */
  readonly round: number
}

type Moving = Pick<
  StockMovement,
  'id' | 'shopId' | 'kind' | 'at' | 'createdBy' | 'reason' | 'note' | 'postings' | 'details'
>

/** The dispatch that a movement is; null for everything else. */
export function dispatchOf(movement: Moving): Dispatch | null {
  if (movement.kind !== 'transfer' || movement.details?.step !== 'dispatch') return null
  const details = dispatchDetailsSchema.safeParse(movement.details)
  if (!details.success) return null
  const { id, at, createdBy, note } = movement
  const { fromLocationId, toLocationId } = details.data
  return {
    transferId: id,
    at,
    by: createdBy,
    note,
    fromLocationId,
    toLocationId,
    units: inTransit(movement, 1),
  }
}

/** The receipt or settlement that a movement is; null for everything else. */
export function transferStepOf(movement: Moving): TransferStep | null {
  const { id, at, reason, details } = movement
  const step = details?.step
  if ((step !== 'receipt' && step !== 'settle') || !isId(details?.transferId)) return null
  const toLocationId = isId(details.toLocationId) ? details.toLocationId : null
  const units = inTransit(movement, -1)
  return { documentId: id, transferId: details.transferId, at, step, toLocationId, reason, units }
}

/** TRANSFER-2: in transit is what was sent less what was found or given up, each document once, whatever came first. */
export function transferProgressOf(dispatch: Dispatch, known: Iterable<TransferStep>): TransferProgress {
  const steps = [...new Map([...known].map((step) => [step.documentId, step])).values()]
  const isBack = (step: TransferStep): boolean => step.toLocationId === dispatch.fromLocationId
  const sent = sumOf([dispatch])
  const settled = sumOf(steps.filter(({ step }) => step === 'settle'))
  const returned = sumOf(steps.filter((step) => step.step === 'receipt' && isBack(step)))
  const received = sumOf(steps.filter((step) => step.step === 'receipt' && !isBack(step)))
  const variants = new Set([sent, settled, returned, received].flatMap((sums) => [...sums.keys()]))
  const lines = [...variants].map((variantId) => {
    const of = (sums: ReadonlyMap<Id, number>): number => sums.get(variantId) ?? 0
    const line = { sent: of(sent), received: of(received), returned: of(returned), settled: of(settled) }
    const left = line.sent - line.received - line.returned - line.settled
    return {
      variantId,
      ...line,
      left,
      lots: subtractShares(lotsOf([dispatch], variantId), lotsOf(steps, variantId)),
    }
  })
  return { lines, stage: stageOf(lines, steps.length), round: steps.length }
}

function stageOf(lines: readonly TransferLineProgress[], steps: number): TransferStage {
  if (lines.every(({ left }) => left === 0)) return 'done'
  return steps === 0 ? 'in-transit' : 'short'
}

function sumOf(documents: readonly { readonly units: readonly TransferUnits[] }[]): Map<Id, number> {
  const sums = new Map<Id, number>()
  for (const { units } of documents)
    for (const { variantId, quantity } of units) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity)
  return sums
}

const lotsOf = (
  documents: readonly { readonly units: readonly TransferUnits[] }[],
  variantId: Id,
): LotShare[] =>
  mergeShares(
    documents.flatMap(({ units }) =>
      units.flatMap((one) => (one.variantId === variantId ? (one.lots ?? []) : [])),
    ),
  )

/** What a document brings into transit (`sign` 1) or takes out of it. */
function inTransit({ shopId, postings }: Moving, sign: 1 | -1): TransferUnits[] {
  const transit = transitLocationId(shopId)
  const once = [...new Map(postings.map((posting) => [posting.id, posting])).values()]
  return once
    .filter(({ locationId }) => locationId === transit)
    .map((posting) => {
      const lots = sharesOfPosting(posting)
      const units = { variantId: posting.variantId, quantity: sign * posting.quantity }
      return lots.length === 0 ? units : { ...units, lots }
    })
}
