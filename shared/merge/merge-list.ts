import { type Json, type JsonRecord, type MergeRule, type MergeRules, SCALAR } from './merge-rule.ts'
import {
  type Base,
  further,
  isRecord,
  isSame,
  known,
  type MergeContext,
  mergeScalar,
  noteClash,
  type Sides,
  UNKNOWN,
  undisputed,
  type Value,
  valueAt,
  within,
} from './sides.ts'

/** How the objects of a list are merged; handed in, because objects hold lists in their turn. */
export type MergeFields = (
  rules: MergeRules,
  rest: MergeRule,
  sides: { readonly base: Base; readonly mine: JsonRecord; readonly theirs: JsonRecord },
  context: MergeContext,
) => JsonRecord

type ListRule = Extract<MergeRule, { type: 'set' | 'mapById' | 'append' }>

/** Merges lists by what they are lists of. What is no list on both sides is merged as one value. */
export function mergeList(
  rule: ListRule,
  sides: Sides,
  context: MergeContext,
  mergeFields: MergeFields,
): Value {
  const { base, mine, theirs } = sides
  if (!Array.isArray(mine) || !Array.isArray(theirs)) return mergeScalar(sides, context)
  if (rule.type === 'append') return mergeAppended(rule, mine, theirs)
  const agreed = undisputed(sides)
  if (agreed) return agreed.value
  // Nobody can say what was added or taken away, so the list counts as a whole.
  if (!base.known || !Array.isArray(base.value)) return mergeScalar(sides, context)
  if (rule.type === 'set') return mergeSet(rule.max, base.value, sides, mine, theirs, context)
  const lists = { base: base.value, mine, theirs }
  return mergeById(rule, lists, context, (item, where) => mergeItem(rule, item, where, mergeFields))
}

function mergeSet(
  max: number,
  base: readonly Json[],
  sides: Sides,
  mine: readonly Json[],
  theirs: readonly Json[],
  context: MergeContext,
): Value {
  const has = (list: readonly Json[], word: Json) => list.some((other) => isSame(other, word))
  const kept = theirs.filter((word) => !(has(base, word) && !has(mine, word)))
  const added = mine.filter((word) => !has(base, word) && !has(kept, word))
  const merged = [...kept, ...added]
  return merged.length <= max ? merged : mergeScalar(sides, context)
}

/** MERGE-5: the union by id, theirs first. An entry never changes, but for the one field that may progress. */
function mergeAppended(
  { progress }: Extract<MergeRule, { type: 'append' }>,
  mine: readonly Json[],
  theirs: readonly Json[],
): Json[] {
  const mineById = byId(mine)
  const merged = theirs.map((entry) => {
    const other = mineById.get(idOf(entry))
    mineById.delete(idOf(entry))
    if (!progress || !isRecord(entry) || !isRecord(other)) return entry
    const state = further(progress.ranks, valueAt(other, progress.field), valueAt(entry, progress.field))
    return state === undefined ? entry : { ...entry, [progress.field]: state }
  })
  return [...merged, ...mineById.values()]
}

interface Item {
  readonly base: Json | undefined
  readonly mine: Json | undefined
  readonly theirs: Json | undefined
}

function mergeById(
  rule: Extract<MergeRule, { type: 'mapById' }>,
  { base, mine, theirs }: { readonly [Side in 'base' | 'mine' | 'theirs']: readonly Json[] },
  context: MergeContext,
  mergeOne: (item: Item, where: MergeContext) => Json | undefined,
): Json[] {
  const sides = { base: byId(base), mine: byId(mine), theirs: byId(theirs) }
  const mergedById = new Map<string, Json>()
  for (const id of new Set([...sides.theirs.keys(), ...sides.mine.keys()])) {
    const item = { base: sides.base.get(id), mine: sides.mine.get(id), theirs: sides.theirs.get(id) }
    const merged = mergeOne(item, within(context, id))
    if (merged === undefined) continue
    if (item.theirs === undefined && mergedById.size >= rule.max)
      noteClash({ base: known(item.base), mine: item.mine, theirs: undefined }, within(context, id))
    else mergedById.set(id, merged)
  }
  return orderOf(base, mine, theirs).flatMap((id) => mergedById.get(id) ?? [])
}

/** One item of a list. Taken away on one side and changed on the other is a clash: theirs stands, either way. */
function mergeItem(
  rule: Extract<MergeRule, { type: 'mapById' }>,
  item: Item,
  context: MergeContext,
  mergeFields: MergeFields,
): Json | undefined {
  const sides: Sides = { base: known(item.base), mine: item.mine, theirs: item.theirs }
  const agreed = undisputed(sides)
  if (agreed) return agreed.value
  const { mine, theirs } = item
  if (!isRecord(mine) || !isRecord(theirs)) return mergeScalar(sides, context)
  const base = item.base === undefined ? UNKNOWN : known(item.base)
  return mergeFields(rule.fields ?? {}, SCALAR, { base, mine, theirs }, context)
}

/** Theirs in their order, unless only mine was put in another one; what the other side added comes last. */
function orderOf(base: readonly Json[], mine: readonly Json[], theirs: readonly Json[]): string[] {
  const common = (list: readonly Json[]) => {
    const others = [base, mine, theirs].map((each) => new Set(each.map(idOf)))
    return list.map(idOf).filter((id) => others.every((ids) => ids.has(id)))
  }
  const onlyMineMoved = isSame(common(base), common(theirs)) && !isSame(common(base), common(mine))
  const [first, second] = onlyMineMoved ? [mine, theirs] : [theirs, mine]
  return [...new Set([...first, ...second].map(idOf))]
}

const byId = (list: readonly Json[]): Map<string, Json> => new Map(list.map((item) => [idOf(item), item]))

const idOf = (item: Json): string => {
  const id = isRecord(item) ? valueAt(item, 'id') : undefined
  return typeof id === 'string' ? id : JSON.stringify(item)
}
