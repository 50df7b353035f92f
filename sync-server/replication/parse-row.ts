import type { Id } from '@shared/kernel/id.ts'
import { findShapeProblem } from '@shared/protocol/document-shape.ts'
import { MAX_DOCUMENT_BYTES } from '@shared/protocol/limits.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { PushRequest, WireDocument } from '@shared/protocol/sync.ts'
import { type AnyDocument, COLLECTIONS, type CollectionName } from '@shared/schemas/registry.ts'
import { upgradeDocument } from '@shared/schemas/upgrade-document.ts'

export type Assumed = PushRequest['rows'][number]['assumed']

/** A pushed row before anything is known of what the server holds. */
export type ParsedRow =
  | { readonly ok: true; readonly id: Id; readonly assumed: Assumed; readonly next: AnyDocument }
  | { readonly ok: false; readonly id: string; readonly refusal: Refusal; readonly raw: WireDocument }

const MAX_ISSUES = 10
/** Longest text of an issue or its path: both may quote what was pushed. */
const MAX_ISSUE_CHARACTERS = 200

/** Takes a row apart with the collection's own validator. Never throws: whatever came is a row or a refusal. */
export function parseRow(
  row: PushRequest['rows'][number],
  request: { readonly collection: CollectionName; readonly shopId: Id },
): ParsedRow {
  const raw = row.next
  const id = typeof raw.id === 'string' ? raw.id.slice(0, 64) : ''
  const refuse = (refusal: Refusal): ParsedRow => ({ ok: false, id, refusal, raw })
  const shape = checkShape(raw)
  if (shape) return refuse(shape)
  // Of an older program: the current rules judge current documents.
  const parsed = COLLECTIONS[request.collection].schema.safeParse(upgradeDocument(request.collection, raw))
  if (!parsed.success) return refuse(invalid(parsed.error.issues.slice(0, MAX_ISSUES).map(shortened)))
  const next: AnyDocument = parsed.data
  if (next.shopId !== request.shopId) return refuse({ code: 'SERVER_FIELD', params: { field: 'shopId' } })
  return { ok: true, id: next.id, assumed: row.assumed, next }
}

const shortened = (issue: { path: readonly PropertyKey[]; message: string }) => ({
  path: issue.path.join('.').slice(0, MAX_ISSUE_CHARACTERS),
  message: issue.message.slice(0, MAX_ISSUE_CHARACTERS),
})

const invalid = (issues: { path: string; message: string }[]): Refusal => ({
  code: 'INVALID',
  params: { issues },
})

/** Depth, keys and size: bounds that hold before a validator walks the document. */
function checkShape(raw: WireDocument): Refusal | null {
  // First of all the depth: writing as text what is nested a million times deep ends in an exception.
  const problem = findShapeProblem(raw)
  if (problem) return invalid([{ path: '', message: problem }])
  const bytes = Buffer.byteLength(JSON.stringify(raw))
  if (bytes <= MAX_DOCUMENT_BYTES) return null
  return { code: 'TOO_LARGE', params: { bytes, limit: MAX_DOCUMENT_BYTES } }
}
