import type { TaggedDocument } from '@shared/domain/tagged-document.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { AnyDocument } from '@shared/schemas/registry.ts'

const DERIVED_STEPS: readonly unknown[] = ['receipt', 'settle']

/**
 * TRANSFER-3: one fact that two people recorded apart, under the id that follows from it. That they did so at different minutes
 * is no quarrel: mine takes their moment. What they found is compared as always.
 */
export function withTheirMoment(mine: TaggedDocument, theirs: AnyDocument): AnyDocument {
  if (mine.collection !== 'stockMovements' || !('atInv' in theirs)) return mine.document
  if (mine.document.kind === 'count' && 'counted' in theirs) return withTheirCount(mine.document, theirs)
  if (!DERIVED_STEPS.includes(mine.document.details?.step)) return mine.document
  const { at, atInv, businessDay } = theirs
  return { ...mine.document, at, atInv, businessDay }
}

/**
 * COUNT-4: a session that two people closed apart was closed by the first of whom the server heard. What he had not heard of becomes a
 * task; what the other decided is in nobody's way, because the pages stand as they were written.
 */
function withTheirCount(mine: StockMovement, theirs: StockMovement): StockMovement {
  if (
    theirs.kind !== 'count' ||
    mine.countSessionId === null ||
    mine.countSessionId !== theirs.countSessionId
  )
    return mine
  const { at, atInv, businessDay, postings, counted, details, ...rest } = theirs
  const { details: _mine, ...words } = mine
  return {
    ...words,
    reason: rest.reason,
    at,
    atInv,
    businessDay,
    postings,
    counted,
    ...(details && { details }),
  }
}
