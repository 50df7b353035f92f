import { canonicalJson } from '@shared/kernel/canonical.ts'
import { deriveId } from '@shared/kernel/id.ts'
import { findShapeProblem } from '@shared/protocol/document-shape.ts'
import { MAX_DOCUMENT_BYTES } from '@shared/protocol/limits.ts'
import {
  type AnyDocument,
  COLLECTIONS,
  type CollectionName,
  type DocumentOf,
} from '@shared/schemas/registry.ts'
import { upgradeDocument } from '@shared/schemas/upgrade-document.ts'
import type { z } from 'zod'
import type { QuarantinedRecord, RecordTable } from './local-tables.ts'

/** A document as this device holds it. `pending`: 1 while the server has not acknowledged it (SYNC-4). */
export type LocalDocument<Name extends CollectionName> = DocumentOf<Name> & { readonly pending: 0 | 1 }

/** What the store holds before it has been checked. */
export interface StoredRecord {
  id: string
  pending: number
  /** Fingerprints of the pending states it was made on, oldest first: what of its own this device had before its eyes. */
  trail?: readonly string[]
  [field: string]: unknown
}

/** So many edits of one document go back that far while nothing of it is acknowledged; of older ones there is no proof. */
const LONGEST_TRAIL = 20

/** The trail of an edit that is made on what stands in the store. */
export function trailOn(standing: StoredRecord, document: AnyDocument): readonly string[] {
  return standing.pending === 1 ? longer(standing.trail ?? [], [document]) : []
}

export const longer = (trail: readonly string[], documents: readonly AnyDocument[]): readonly string[] =>
  [...trail, ...documents.map(fingerprintOf)].slice(-LONGEST_TRAIL)

/** The same for the same content on every machine, whichever revision the server made of it. */
export const fingerprintOf = (document: AnyDocument): string =>
  deriveId('state', canonicalJson({ ...document, rev: 0 }))

/** Written here, and not acknowledged by the server. */
export const toPending = (document: object, trail: readonly string[] = []): StoredRecord => ({
  ...(document as StoredRecord), // it was checked as a document
  pending: 1,
  ...(trail.length > 0 && { trail }),
})

export type Parsed<Name extends CollectionName> =
  | { readonly ok: true; readonly document: DocumentOf<Name> }
  | { readonly ok: false; readonly issues: readonly string[] }

/**
 * Checks what is said to be a document of a collection, from the server, the journal or the store. One of an earlier version
 * is brought up; fields that this program does not know stay in it, so that what a newer program wrote survives an edit
 * made here (VERSION-2).
 */
export function parseDocument<Name extends CollectionName>(name: Name, raw: unknown): Parsed<Name> {
  const problem = findShapeProblem(raw)
  if (problem !== null) return { ok: false, issues: [problem] }
  const current = isRecord(raw) ? upgradeDocument(name, raw) : raw
  const parsed = COLLECTIONS[name].schema.safeParse(current)
  if (parsed.success) return { ok: true, document: parsed.data as DocumentOf<Name> } // the schema at `name` produced it
  const { issues } = parsed.error
  if (issues.every(isUnknownField)) return { ok: true, document: current as DocumentOf<Name> } // all it knows fits
  const told = issues.slice(0, 20)
  return { ok: false, issues: told.map((issue) => `${issue.path.join('.')}: ${issue.message}`) }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isUnknownField = (issue: z.core.$ZodIssue): boolean => issue.code === 'unrecognized_keys'

/** The document without the fields that only this device has. */
export function withoutLocalFields<Document extends object>(
  document: Document,
): Omit<Document, 'pending' | 'trail'> {
  const { pending: _, trail: __, ...rest } = document as Document & { pending?: unknown; trail?: unknown }
  return rest
}

/** Puts what cannot be read aside, once per content, and never loses it. */
export interface Quarantine {
  keep(found: Pick<QuarantinedRecord, 'collection' | 'source' | 'raw' | 'issues' | 'wasSent'>): Promise<void>
  /** The document it was about is whole again. */
  release(id: string): Promise<void>
}

export function createQuarantine(table: RecordTable<QuarantinedRecord>, now: () => number): Quarantine {
  const known = new Set<string>()
  return {
    async keep({ collection, source, raw: found, issues, wasSent = false }) {
      const raw = keepable(found)
      const id = deriveId('quarantine', collection, source, canonicalJson(raw))
      if (known.has(id)) return
      known.add(id)
      const documentId = idOf(raw)
      await table.put({ id, collection, documentId, source, raw, issues, wasSent, at: now() })
    },
    async release(id) {
      await table.delete(id)
      known.delete(id)
    },
  }
}

/** A text longer than two documents, and nesting that cannot even be written as one, is no lost work of anybody. */
const MAX_KEPT_CHARACTERS = 2 * MAX_DOCUMENT_BYTES
const MAX_KEPT_DEPTH = 200

/** What can be kept of what was found; of something monstrous only which document it said it was. */
function keepable(found: unknown): unknown {
  const isWritable =
    !isDeeperThan(found, MAX_KEPT_DEPTH) && JSON.stringify(found ?? null).length <= MAX_KEPT_CHARACTERS
  return isWritable ? found : { id: idOf(found).slice(0, 64) }
}

const isDeeperThan = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1))
}

function idOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return ''
  return typeof raw.id === 'string' ? raw.id : ''
}
