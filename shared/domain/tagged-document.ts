import type { CollectionName, DocumentOf } from '@shared/schemas/registry.ts'

/** A document together with the collection it belongs to, so that a `switch` knows its shape. */
export type TaggedDocument = {
  [Name in CollectionName]: { readonly collection: Name; readonly document: DocumentOf<Name> }
}[CollectionName]

/** A document before (null: it did not exist) and after an edit. */
export type TaggedChange = {
  [Name in CollectionName]: {
    readonly collection: Name
    readonly before: DocumentOf<Name> | null
    readonly after: DocumentOf<Name>
  }
}[CollectionName]

/** Ties a document to its collection's name. */
export function tagDocument<Name extends CollectionName>(
  collection: Name,
  document: DocumentOf<Name>,
): TaggedDocument {
  return { collection, document } as TaggedDocument // `Name` ties both, which the compiler cannot follow through a union
}

/** Ties both sides of an edit to their collection's name. */
export function tagChange<Name extends CollectionName>(
  collection: Name,
  before: DocumentOf<Name> | null,
  after: DocumentOf<Name>,
): TaggedChange {
  return { collection, before, after } as TaggedChange // `Name` ties the three, as above
}
