import type { Actor } from '@shared/policy/actor.ts'
import { canReadDocument, NOT_FOR_VENDORS, REPORT_TASK, readsReports } from '@shared/policy/read-scope.ts'
import type { WireDocument } from '@shared/protocol/sync.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'

/** The document as this person may see it; null when he may not. Pull, conflict answers and bases all pass here. */
export const readable = (
  actor: Actor,
  collection: CollectionName,
  document: AnyDocument,
): WireDocument | null => (canReadDocument(actor, collection, document) ? { ...document } : null)

/**
 * The same scope as a condition on `documents d`, so that pages are filled with what the reader may see (`canReadDocument`
 * says it for one document; a test holds the two together). `staffParameter` is the number of the staff id's parameter.
 */
export function readCondition(actor: Actor, collection: CollectionName, staffParameter: number): string {
  const staffId = `$${staffParameter}::text`
  const reports = `d.body->>'kind' <> '${REPORT_TASK}'`
  if (collection === 'tasks' && actor.role !== 'vendor' && !readsReports(actor))
    return `${staffId} is not null and ${reports}`
  if (actor.role !== 'vendor') return `${staffId} is not null`
  if (collection === 'products') return `d.body->>'vendorId' = ${staffId}`
  if (collection === 'staff') return `d.id = ${staffId}`
  if (collection === 'settings')
    return `${staffId} is not null and d.body->>'kind' not in (${NOT_FOR_VENDORS.map((kind) => `'${kind}'`).join(', ')})`
  if (collection !== 'tasks') return `${staffId} is not null`
  return `${reports} and (d.body->>'assigneeId' = ${staffId} or d.body->>'assigneeRole' = 'vendor' or d.body->>'createdBy' = ${staffId})`
}
