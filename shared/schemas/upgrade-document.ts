import { COLLECTIONS, type CollectionName } from './registry.ts'

/**
 * A document of any earlier version as one of the present version (VERSION-2). A field that a newer program added is left
 * alone; a current document comes back as it is. Total: what is no document stays none, and the validator says so.
 */
export function upgradeDocument<Document extends Readonly<Record<string, unknown>>>(
  collection: CollectionName,
  document: Document,
): Document {
  return COLLECTIONS[collection].migrations.reduce(
    (older, migrate) => migrate(older),
    document as Readonly<Record<string, unknown>>,
  ) as Document // a migration adds what the type already has
}
