import type { Id } from '@shared/kernel/id.ts'
import { MAX_DEPTH, MAX_DOCUMENT_BYTES } from '@shared/protocol/limits.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { PushRequest, WireDocument } from '@shared/protocol/sync.ts'
import { type AnyDocument, COLLECTIONS, type CollectionName } from '@shared/schemas/registry.ts'

export type Assumed = PushRequest['rows'][number]['assumed']

/** A pushed row before anything is known of what the server holds. */
export type ParsedRow =
  | { readonly ok: true; readonly id: Id; readonly assumed: Assumed; readonly next: AnyDocument }
  | { readonly ok: false; readonly id: string; readonly refusal: Refusal; readonly raw: WireDocument }

const MAX_ISSUES = 10
const UNSAFE_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype']

/** Takes a row apart with the collection's own validator. Never throws: whatever came is a row or a refusal. */
export function parseRow(
  row: PushRequest['rows'][number],
  request: { readonly collection: CollectionName; readonly schemaVersion: number; readonly shopId: Id },
): ParsedRow {
  const raw = row.next
  const id = typeof raw.id === 'string' ? raw.id.slice(0, 64) : ''
  const refuse = (refusal: Refusal): ParsedRow => ({ ok: false, id, refusal, raw })
  const shape = checkShape(raw)
  if (shape) return refuse(shape)
  const migrated = migrateUp(request.collection, request.schemaVersion, raw)
  if (!migrated) return refuse(invalid([{ path: '', message: 'not convertible to the current version' }]))
  const parsed = COLLECTIONS[request.collection].schema.safeParse(migrated)
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, MAX_ISSUES)
    return refuse(invalid(issues.map(({ path, message }) => ({ path: path.join('.'), message }))))
  }
  const next: AnyDocument = parsed.data
  if (next.shopId !== request.shopId) return refuse({ code: 'SERVER_FIELD', params: { field: 'shopId' } })
  return { ok: true, id: next.id, assumed: row.assumed, next }
}

const invalid = (issues: { path: string; message: string }[]): Refusal => ({
  code: 'INVALID',
  params: { issues },
})

/** Size, depth and keys: bounds that hold before a validator walks the document. */
function checkShape(raw: WireDocument): Refusal | null {
  const bytes = Buffer.byteLength(JSON.stringify(raw))
  if (bytes > MAX_DOCUMENT_BYTES) {
    return { code: 'TOO_LARGE', params: { bytes, limit: MAX_DOCUMENT_BYTES } }
  }
  const problem = findShapeProblem(raw, 1)
  return problem ? invalid([{ path: '', message: problem }]) : null
}

function findShapeProblem(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null) return null
  if (depth > MAX_DEPTH) return `deeper than ${MAX_DEPTH} levels`
  for (const [key, field] of Object.entries(value)) {
    if (UNSAFE_KEYS.includes(key)) return `the key ${key} is not allowed`
    const problem = findShapeProblem(field, depth + 1)
    if (problem) return problem
  }
  return null
}

/** Documents of an older program version become current ones before the current rules judge them. */
function migrateUp(collection: CollectionName, from: number, raw: WireDocument): WireDocument | null {
  const { version, migrations } = COLLECTIONS[collection]
  let document = raw
  for (let next = from + 1; next <= version; next++) {
    const step = migrations[next]
    if (!step) return null
    document = step(document)
  }
  return document
}
