import { canonicalJson } from '@shared/kernel/canonical.ts'
import type { Json, JsonRecord, MergeRule, MergeRules } from '@shared/merge/merge-rule.ts'

/*
 * What README.md of shared/merge says, a second time and as plainly as possible, to compare the product's merge with.
 * Lists come out in any order: their order is a law of its own.
 */

type Value = Json | undefined

/** `base: 'unknown'` when nobody knows what stood before. */
export interface Three {
  readonly base: Value | 'unknown'
  readonly mine: Value
  readonly theirs: Value
}

export interface Expected {
  readonly value: Value
  /** Where both changed to different values, as `key/key`. */
  readonly clashes: readonly string[]
}

const textOf = (value: Value): string => (value === undefined ? 'nothing' : canonicalJson(value))
const same = (a: Value, b: Value): boolean => textOf(a) === textOf(b)
const isObject = (value: Value): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: Value): value is Json[] => Array.isArray(value)
const idOf = (item: Json): string => (isObject(item) && typeof item.id === 'string' ? item.id : textOf(item))

/** The value that the rules ask for, and the places of all clashes. */
export function expectedMerge(rule: MergeRule, three: Three, path: string): Expected {
  const { base, mine, theirs } = three
  const isKnown = base !== 'unknown'
  switch (rule.type) {
    case 'scalar':
      return whole(three, path)
    case 'flag':
      return isKnown ? whole(three, path) : { value: mine === true || theirs === true, clashes: [] }
    case 'latest':
      return { value: greatest(mine, theirs), clashes: [] }
    case 'lifecycle': {
      const rank = (state: Value) => rule.ranks.indexOf(String(state))
      const oneSided = isKnown && (same(mine, base) || same(theirs, base))
      if (rule.reopens && oneSided) return whole(three, path)
      return { value: rank(mine) > rank(theirs) ? mine : theirs, clashes: [] }
    }
    case 'append':
      return isList(mine) && isList(theirs) ? union(rule, mine, theirs) : whole(three, path)
    case 'set':
      return isList(mine) && isList(theirs) && isKnown && isList(base)
        ? words(base, mine, theirs)
        : whole(three, path)
    case 'mapById':
      return isList(mine) && isList(theirs) && isKnown && isList(base)
        ? objects(rule.fields ?? {}, { base, mine, theirs }, path)
        : whole(three, path)
    case 'record':
      return isObject(mine) && isObject(theirs)
        ? keys(rule.fields ?? {}, rule.rest, { base, mine, theirs }, path)
        : whole(three, path)
    case 'derived':
    case 'server':
      return { value: theirs, clashes: [] }
  }
}

function whole({ base, mine, theirs }: Three, path: string): Expected {
  if (same(mine, theirs)) return { value: theirs, clashes: [] }
  if (base !== 'unknown' && same(mine, base)) return { value: theirs, clashes: [] }
  if (base !== 'unknown' && same(theirs, base)) return { value: mine, clashes: [] }
  return { value: theirs, clashes: [path] }
}

function greatest(mine: Value, theirs: Value): Value {
  if (typeof mine !== 'number') return theirs
  return typeof theirs === 'number' ? Math.max(mine, theirs) : mine
}

function words(base: readonly Json[], mine: readonly Json[], theirs: readonly Json[]): Expected {
  const all = new Map([...base, ...mine, ...theirs].map((word) => [textOf(word), word]))
  const has = (list: readonly Json[], word: Json) => list.some((other) => same(other, word))
  const value = [...all.values()].filter((word) =>
    has(mine, word) === has(base, word) ? has(theirs, word) : has(mine, word),
  )
  return { value, clashes: [] }
}

function union(
  { progress }: Extract<MergeRule, { type: 'append' }>,
  mine: readonly Json[],
  theirs: readonly Json[],
): Expected {
  const entries = new Map(mine.map((entry) => [idOf(entry), entry]))
  for (const entry of theirs) {
    const other = entries.get(idOf(entry))
    entries.set(idOf(entry), entry)
    if (!progress || !isObject(entry) || !isObject(other)) continue
    const { field, ranks } = progress
    const isFurther = ranks.indexOf(String(other[field])) > ranks.indexOf(String(entry[field]))
    if (isFurther) entries.set(idOf(entry), { ...entry, [field]: other[field] ?? null })
  }
  return { value: [...entries.values()], clashes: [] }
}

function objects(
  fields: MergeRules,
  { base, mine, theirs }: { readonly [Side in 'base' | 'mine' | 'theirs']: readonly Json[] },
  path: string,
): Expected {
  const value: Json[] = []
  const clashes: string[] = []
  const find = (list: readonly Json[], id: string) => list.find((item) => idOf(item) === id)
  for (const id of new Set([...base, ...mine, ...theirs].map(idOf))) {
    const item = { base: find(base, id), mine: find(mine, id), theirs: find(theirs, id) }
    const decided = whole(item, `${path}/${id}`)
    const isOpen = decided.clashes.length > 0 && isObject(item.mine) && isObject(item.theirs)
    // Added on both sides under one id: nobody knows what stood before inside it.
    const inside: Three = item.base === undefined ? { ...item, base: 'unknown' } : item
    const merged = isOpen ? keys(fields, { type: 'scalar' }, inside, `${path}/${id}`) : decided
    if (merged.value !== undefined) value.push(merged.value)
    clashes.push(...merged.clashes)
  }
  return { value, clashes }
}

function keys(fields: MergeRules, rest: MergeRule, { base, mine, theirs }: Three, path: string): Expected {
  const value: Record<string, Json> = {}
  const clashes: string[] = []
  const at = (side: Value, key: string) =>
    isObject(side) && Object.hasOwn(side, key) ? side[key] : undefined
  const names = new Set([mine, theirs].flatMap((side) => (isObject(side) ? Object.keys(side) : [])))
  for (const key of names) {
    const before = base === 'unknown' ? base : at(base, key)
    const inner = { base: before, mine: at(mine, key), theirs: at(theirs, key) }
    const merged = expectedMerge(fields[key] ?? rest, inner, `${path}/${key}`)
    if (merged.value !== undefined) value[key] = merged.value
    clashes.push(...merged.clashes)
  }
  return { value, clashes }
}

/** The same value with its lists in one order, so that only what is in them counts. */
export function inAnyOrder(value: Value): Value {
  if (isList(value)) {
    return value
      .map((item) => inAnyOrder(item) ?? null)
      .sort((a, b) => (idOf(a) + textOf(a) < idOf(b) + textOf(b) ? -1 : 1))
  }
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inAnyOrder(inner) ?? null]))
}
