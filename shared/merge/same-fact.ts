import type { TaggedDocument } from '@shared/domain/tagged-document.ts'
import type { AnyDocument } from '@shared/schemas/registry.ts'

const DERIVED_STEPS: readonly unknown[] = ['receipt', 'settle']

/**
 * TRANSFER-3: one fact that two people recorded apart, under the id that follows from it. That they did so at different minutes
 * is no quarrel: mine takes their moment. What they found is compared as always.
 */
export function withTheirMoment(mine: TaggedDocument, theirs: AnyDocument): AnyDocument {
  if (mine.collection !== 'stockMovements' || !('atInv' in theirs)) return mine.document
  if (!DERIVED_STEPS.includes(mine.document.details?.step)) return mine.document
  const { at, atInv, businessDay } = theirs
  return { ...mine.document, at, atInv, businessDay }
}
