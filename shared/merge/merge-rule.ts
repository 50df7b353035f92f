import type { z } from 'zod'

/** What documents are made of. */
export type Json = z.core.util.JSONType
export type JsonRecord = Readonly<Record<string, Json>>

/**
 * How one field is merged.
 * - `scalar`: as a whole; changed apart to different values is a clash.
 * - `set`: a list of words without order of its own: what either side added or took away counts.
 * - `record`: an object, key by key; `fields` for keys with a rule of their own, `rest` for the others.
 * - `mapById`: a list of objects with an `id`, object by object, key by key.
 * - `append`: facts that happened: the union by id, never a clash (MERGE-5). `progress` is a field that moves on along
 *   its ranks inside an entry that otherwise never changes.
 * - `lifecycle`: a state that moves along ranks; the further one wins (MERGE-6). With `reopens` a step back that only one
 *   side made is kept.
 * - `latest`: a number that only grows.
 * - `flag`: a boolean that, where nobody knows what was before, stays set.
 * - `derived`: computed again from the merged fields (MERGE-7).
 * - `server`: the server's, always.
 */
export type MergeRule =
  | { readonly type: 'scalar' }
  | { readonly type: 'set'; readonly max: number }
  | { readonly type: 'record'; readonly fields?: MergeRules; readonly rest: MergeRule }
  | { readonly type: 'mapById'; readonly max: number; readonly fields?: MergeRules }
  | {
      readonly type: 'append'
      readonly progress?: { readonly field: string; readonly ranks: readonly string[] }
    }
  | { readonly type: 'lifecycle'; readonly ranks: readonly string[]; readonly reopens: boolean }
  | { readonly type: 'latest' }
  | { readonly type: 'flag' }
  | { readonly type: 'derived' }
  | { readonly type: 'server' }

export type MergeRules = { readonly [field: string]: MergeRule }

export const SCALAR: MergeRule = { type: 'scalar' }
/** An object of any shape, however deep; lists in it count as a whole. */
export const DEEP: MergeRule = {
  type: 'record',
  get rest() {
    return DEEP
  },
}
export const FLAT: MergeRule = { type: 'record', rest: SCALAR }
export const APPEND: MergeRule = { type: 'append' }
export const DERIVED: MergeRule = { type: 'derived' }
export const SERVER: MergeRule = { type: 'server' }
export const FLAG: MergeRule = { type: 'flag' }
export const LATEST: MergeRule = { type: 'latest' }
export const setOf = (max: number): MergeRule => ({ type: 'set', max })
export const mapById = (max: number, fields: MergeRules = {}): MergeRule => ({ type: 'mapById', max, fields })
