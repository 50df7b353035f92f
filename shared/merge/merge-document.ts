import { tagDocument } from '@shared/domain/tagged-document.ts'
import { isSameContent } from '@shared/kernel/canonical.ts'
import { ENVELOPE_FIELDS } from '@shared/schemas/envelope.ts'
import type { CollectionName, DocumentOf } from '@shared/schemas/registry.ts'
import { withDerivedFields } from './derived-fields.ts'
import { FIELD_RULES } from './field-rules.ts'
import { keepUnique } from './keep-unique.ts'
import { type JsonRecord, type MergeRules, SCALAR, SERVER } from './merge-rule.ts'
import { mergeFields } from './merge-value.ts'
import { withTheirMoment } from './same-fact.ts'
import { type Clash, known, UNKNOWN } from './sides.ts'

export { applyChoice } from './apply-choice.ts'
export type { Clash } from './sides.ts'

/** What comes of a merge. */
export interface Merged<Name extends CollectionName> {
  readonly document: DocumentOf<Name>
  /** What two people changed apart; `theirs` stands in `document` until a person settles it (MERGE-4). */
  readonly clashes: Clash[]
}

/**
 * Merges my edit with theirs, field by field (the rules are in `field-rules.ts`). `base` is what both started from, by the
 * server's revision history; null when it is not known: then theirs stands, facts are united, every other difference is
 * a clash, and nothing archived comes back.
 *
 * Deterministic and total for valid documents (MERGE-3); the result fits the schema and passes `checkDocument` on top of
 * `theirs` when `mine` did on top of `base`. It carries the server's `rev` and, where something of mine is in it, my
 * edit's signature; otherwise it is exactly theirs.
 */
export function mergeDocument<Name extends CollectionName>(
  collection: Name,
  base: DocumentOf<Name> | null,
  mine: DocumentOf<Name>,
  theirs: DocumentOf<Name>,
): Merged<Name> {
  const clashes: Clash[] = []
  const apart = base ? mine : withTheirMoment(tagDocument(collection, mine), theirs)
  const rules: MergeRules = { ...FIELD_RULES[collection], ...ENVELOPE_RULES }
  const fields = mergeFields(
    rules,
    SCALAR,
    { base: base ? known(asJson(base)) : UNKNOWN, mine: asJson(apart), theirs: asJson(theirs) },
    { path: [], clashes },
  )
  // Field by field each value is one side's own or a union of both, of the type which the rule's schema gave it.
  const raw = fields as unknown as DocumentOf<Name>
  const unique = keepUnique(tagDocument(collection, raw), tagDocument(collection, theirs))
  const derived = withDerivedFields(tagDocument(collection, unique.document as DocumentOf<Name>)) // the same collection in and out
  const document = sign(derived as DocumentOf<Name>, mine, theirs) // as above
  return { document, clashes: [...clashes, ...unique.clashes] }
}

const ENVELOPE_RULES: MergeRules = Object.fromEntries(ENVELOPE_FIELDS.map((field) => [field, SERVER]))

/** Documents are JSON by their schemas; `undefined` fields count as not there. */
const asJson = (document: object): JsonRecord => document as JsonRecord

/** Fields that say whose edit it is. */
const SIGNATURE = ['editId', 'updatedAt', 'updatedBy', 'deviceId'] as const

function sign<D extends { [Field in (typeof SIGNATURE)[number]]: unknown }>(
  merged: D,
  mine: D,
  theirs: D,
): D {
  if (isSameContent(merged, theirs)) return theirs
  return {
    ...merged,
    editId: mine.editId,
    updatedAt: mine.updatedAt,
    updatedBy: mine.updatedBy,
    deviceId: mine.deviceId,
  }
}
