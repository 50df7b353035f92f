import { ID_LENGTH } from '@shared/kernel/id.ts'
import { z } from 'zod'
import { COLLECTIONS, type CollectionName } from './registry.ts'

/** The part of a JSON schema that the local store reads: the bounds of what is indexed. */
export interface StoreSchema {
  readonly version: number
  readonly primaryKey: 'id'
  readonly type: 'object'
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly required: readonly string[]
  readonly indexes: readonly (readonly string[])[]
}

/** Longest text that can stand in an index. */
const INDEX_TEXT = 120

/**
 * Version of the store's own layout, not of the documents: those are brought up when they are read. It changes with an index
 * only, and then documents have to be moved, which must not happen while anything is unsent (R13).
 */
export const STORE_VERSION = 0

/**
 * Derives the local store's schema from the collection's validator, so that there is one source (SCHEMA-1). It names only
 * what is indexed: a field that is added to a document leaves the store as it is, with all that waits in it (VERSION-2).
 * `pending` is the device's own field: 1 while the server has not acknowledged the document (SYNC-4).
 */
export function storeSchemaOf(name: CollectionName): StoreSchema {
  const { schema, indexes } = COLLECTIONS[name]
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const indexed = new Set(indexes.flat())
  const properties: Record<string, Record<string, unknown>> = {}
  for (const [field, fieldSchema] of Object.entries(json.properties ?? {})) {
    if (indexed.has(field)) properties[field] = reduceField(fieldSchema)
  }
  properties.id = { type: 'string', maxLength: ID_LENGTH }
  properties.pending = { type: 'integer', minimum: 0, maximum: 1, multipleOf: 1 }
  return {
    version: STORE_VERSION,
    primaryKey: 'id',
    type: 'object',
    properties,
    required: [...new Set(['id', 'pending', ...indexed])],
    indexes: [...indexes, ['pending']],
  }
}

function reduceField(fieldSchema: unknown): Record<string, unknown> {
  const { type, maxLength, minimum, maximum } = fieldSchema as {
    type?: string
    maxLength?: number
    minimum?: number
    maximum?: number
  } // toJSONSchema's own output
  if (type === 'string') return { type, maxLength: Math.min(maxLength ?? INDEX_TEXT, INDEX_TEXT) }
  return {
    type: 'integer',
    minimum: minimum ?? 0,
    maximum: maximum ?? Number.MAX_SAFE_INTEGER,
    multipleOf: 1,
  }
}
