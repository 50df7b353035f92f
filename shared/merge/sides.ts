import { isSameContent } from '@shared/kernel/canonical.ts'
import type { Json, JsonRecord } from './merge-rule.ts'

/** A field that two people changed apart to different values (MERGE-4). What was not there is null. */
export interface Clash {
  /** Keys, and ids of list items. */
  readonly path: string[]
  readonly base: Json
  readonly mine: Json
  readonly theirs: Json
}

/** A value that may not be there. */
export type Value = Json | undefined

/** What stood before both edits: known (perhaps that nothing stood), or not known at all. */
export type Base = { readonly known: true; readonly value: Value } | { readonly known: false }

/** Nobody knows what stood before. */
export const UNKNOWN: Base = { known: false }
/** What stood before; undefined when nothing did. */
export const known = (value: Value): Base => ({ known: true, value })

/** The three states of one value. */
export interface Sides {
  readonly base: Base
  readonly mine: Value
  readonly theirs: Value
}

/** Where clashes are noted while a document is merged. */
export interface MergeContext {
  readonly path: readonly string[]
  readonly clashes: Clash[]
}

/** The context of a key or an item inside. */
export const within = (context: MergeContext, key: string): MergeContext => ({
  path: [...context.path, key],
  clashes: context.clashes,
})

/** The side that changed (MERGE-1), or both when they say the same (MERGE-2); undefined when it is neither. */
export function undisputed({ base, mine, theirs }: Sides): { readonly value: Value } | undefined {
  if (isSame(mine, theirs)) return { value: theirs }
  if (!base.known) return undefined
  if (isSame(mine, base.value)) return { value: theirs }
  if (isSame(theirs, base.value)) return { value: mine }
  return undefined
}

/** Merges a value as a whole; theirs stands in a clash. */
export function mergeScalar(sides: Sides, context: MergeContext): Value {
  const agreed = undisputed(sides)
  if (agreed) return agreed.value
  noteClash(sides, context)
  return sides.theirs
}

/** Notes a clash at the place where the merge is. */
export function noteClash({ base, mine, theirs }: Sides, { path, clashes }: MergeContext): void {
  clashes.push({
    path: [...path],
    base: (base.known ? base.value : null) ?? null,
    mine: mine ?? null,
    theirs: theirs ?? null,
  })
}

/** Equal content; what is not there is not the same as null. */
export const isSame = (a: Value, b: Value): boolean =>
  a === undefined || b === undefined ? a === b : isSameContent(a, b)

/** Whether a value is an object with keys, not a list. */
export const isRecord = (value: Value): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Own keys only, so that no key named like something inherited reads what is not there. */
export const valueAt = (record: JsonRecord, key: string): Value =>
  Object.hasOwn(record, key) ? record[key] : undefined

/** The state that is further along; theirs when neither is. */
export function further(ranks: readonly string[], mine: Value, theirs: Value): Value {
  const rank = (state: Value) => (typeof state === 'string' ? ranks.indexOf(state) : -1)
  return rank(mine) > rank(theirs) ? mine : theirs
}
