import { canonicalJson } from '@shared/kernel/canonical.ts'
import { deriveId } from '@shared/kernel/id.ts'
import { COLLECTIONS, type CollectionName, type DocumentOf } from '@shared/schemas/registry.ts'
import type { QuarantinedRecord, RecordTable } from './local-tables.ts'

/** A document as this device holds it. `pending`: 1 while the server has not acknowledged it (SYNC-4). */
export type LocalDocument<Name extends CollectionName> = DocumentOf<Name> & { readonly pending: 0 | 1 }

/** What the store holds before it has been checked. */
export interface StoredRecord {
  id: string
  pending: number
  [field: string]: unknown
}

export type Parsed<Name extends CollectionName> =
  | { readonly ok: true; readonly document: DocumentOf<Name> }
  | { readonly ok: false; readonly issues: readonly string[] }

/** Checks what is said to be a document of a collection, from the server, the journal or the store. */
export function parseDocument<Name extends CollectionName>(name: Name, raw: unknown): Parsed<Name> {
  const parsed = COLLECTIONS[name].schema.safeParse(raw)
  if (parsed.success) return { ok: true, document: parsed.data as DocumentOf<Name> } // the schema at `name` produced it
  const issues = parsed.error.issues.slice(0, 20)
  return { ok: false, issues: issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) }
}

/** The document without the field that only this device has. */
export function withoutPending<Document extends object>(document: Document): Omit<Document, 'pending'> {
  const { pending: _, ...rest } = document as Document & { pending?: unknown }
  return rest
}

/** Puts what cannot be read aside, once per content, and never loses it. */
export interface Quarantine {
  keep(found: Pick<QuarantinedRecord, 'collection' | 'source' | 'raw' | 'issues'>): Promise<void>
}

export function createQuarantine(table: RecordTable<QuarantinedRecord>, now: () => number): Quarantine {
  const known = new Set<string>()
  return {
    async keep({ collection, source, raw, issues }) {
      const id = deriveId('quarantine', collection, source, canonicalJson(raw))
      if (known.has(id)) return
      known.add(id)
      const documentId = idOf(raw)
      await table.put({ id, collection, documentId, source, raw, issues, at: now() })
    },
  }
}

function idOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return ''
  return typeof raw.id === 'string' ? raw.id : ''
}
