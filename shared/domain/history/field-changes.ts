import { isSameContent } from '@shared/kernel/canonical.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { ENVELOPE_FIELDS } from '@shared/schemas/envelope.ts'
import { z } from 'zod'

/**
 * One value that an edit changed: the way to it by keys and by ids of list items, what stood there and what stands there
 * since. A side that is left out was not there.
 */
export const fieldChangeSchema = z.strictObject({
  path: z.array(z.string()).min(1),
  from: z.json().optional(),
  to: z.json().optional(),
})
export type FieldChange = z.infer<typeof fieldChangeSchema>

/** Somebody changed this value again: taking the edit back would take that back as well. */
export interface ChangedSince {
  readonly type: 'ChangedSince'
  readonly path: readonly string[]
}

type Json = z.infer<ReturnType<typeof z.json>>
type Fields = Readonly<Record<string, unknown>>
type Item = Fields & { readonly id: string }

/** What an edit cannot be about: its envelope, and what only one device keeps beside the document. */
const NO_FIELDS: readonly string[] = [...ENVELOPE_FIELDS, 'pending', 'trail']

/** HISTORY-1: everything in which two states of a document differ, value by value. The order of a list says nothing. */
export function fieldChanges(before: object, after: object): FieldChange[] {
  const [was, is] = [{ ...before } as Fields, { ...after } as Fields] // documents are plain data
  return keysOf(was, is)
    .filter((key) => !NO_FIELDS.includes(key) && !key.startsWith('_'))
    .flatMap((key) => differences(was[key], is[key], [key]))
}

function differences(from: unknown, to: unknown, path: readonly string[]): FieldChange[] {
  if (isSame(from, to)) return []
  if (isFields(from) && isFields(to))
    return keysOf(from, to).flatMap((key) => differences(from[key], to[key], [...path, key]))
  if (isItems(from) && isItems(to)) {
    const ids = new Set([...from, ...to].map(({ id }) => id))
    return [...ids].flatMap((id) => differences(itemOf(from, id), itemOf(to, id), [...path, id]))
  }
  return [
    {
      path: [...path],
      ...(from !== undefined && { from: from as Json }), // a document's value is JSON
      ...(to !== undefined && { to: to as Json }),
    },
  ]
}

/**
 * HISTORY-2: takes an edit back as one new edit: every value it changed is as it was before, and nothing else is touched. When
 * one of them has been changed since, nothing is. What was added and can be archived is archived: it may have been used.
 */
export function revertChanges<D extends object>(
  current: D,
  changes: readonly FieldChange[],
): Result<D, ChangedSince> {
  for (const { path, to } of changes) {
    // What was around it may be gone as well: then there is nowhere to put it back.
    const isPlaceThere = valueAt(current, path.slice(0, -1)) !== undefined
    if (!isPlaceThere || !isSame(valueAt(current, path), to)) return err({ type: 'ChangedSince', path })
  }
  const reverted = changes.reduce<unknown>((state, { path, from, to }) => {
    const isAddition = from === undefined && isFields(to) && typeof to.archived === 'boolean'
    return withValue(state, path, isAddition ? { ...to, archived: true } : from)
  }, current)
  return ok(reverted as D) // the same document with values that it had before
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (isItems(inner)) return itemOf(inner, step)
    return isFields(inner) ? inner[step] : undefined
  }, value)
}

/** The same value with one part replaced, added at the end, or taken out where `part` is undefined. */
function withValue(value: unknown, [step, ...rest]: readonly string[], part: unknown): unknown {
  if (step === undefined) return part
  if (Array.isArray(value)) {
    const items = value as readonly Item[] // the path was made on a list of items
    const changed = withValue(itemOf(items, step), rest, part)
    if (changed === undefined) return items.filter(({ id }) => id !== step)
    const isThere = items.some(({ id }) => id === step)
    return isThere ? items.map((item) => (item.id === step ? changed : item)) : [...items, changed]
  }
  const { [step]: held, ...others } = isFields(value) ? value : {}
  const changed = withValue(held, rest, part)
  if (changed === undefined) return others
  return isFields(value) ? { ...value, [step]: changed } : { [step]: changed }
}

const isSame = (a: unknown, b: unknown): boolean =>
  a === undefined || b === undefined ? a === b : isSameContent(a, b)

const keysOf = (a: Fields, b: Fields): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])]

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A list whose entries have ids of their own is compared entry by entry; every other list as a whole. An empty one is both. */
function isItems(value: unknown): value is readonly Item[] {
  if (!Array.isArray(value)) return false
  const ids = value.map((item) => (isFields(item) && typeof item.id === 'string' ? item.id : null))
  return !ids.includes(null) && new Set(ids).size === ids.length
}

const itemOf = (items: readonly Item[], id: string): Item | undefined => items.find((item) => item.id === id)
