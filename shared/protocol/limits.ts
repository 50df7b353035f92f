/** One document as canonical JSON. An invoice of 1,114 lines is 0.4 MB. */
export const MAX_DOCUMENT_BYTES = 1_000_000
/** One request's body. */
export const MAX_BODY_BYTES = 4_000_000
export const MAX_PUSH_ROWS = 100
export const MAX_PUSH_BYTES = 2_000_000
export const MAX_PULL_ROWS = 500
export const MAX_PULL_BYTES = 4_000_000
/** Largest revision, epoch or count: what 32 bits of the database hold. */
export const MAX_COUNT = 2_147_483_647
/** Deepest nesting of objects and arrays in a document. */
export const MAX_DEPTH = 12
