import { mergeList } from './merge-list.ts'
import type { Json, JsonRecord, MergeRule, MergeRules } from './merge-rule.ts'
import {
  type Base,
  further,
  isRecord,
  known,
  type MergeContext,
  mergeScalar,
  type Sides,
  UNKNOWN,
  undisputed,
  type Value,
  valueAt,
  within,
} from './sides.ts'

/** Merges one value by its rule. Pure but for noting clashes. */
export function mergeValue(rule: MergeRule, sides: Sides, context: MergeContext): Value {
  switch (rule.type) {
    case 'scalar':
      return mergeScalar(sides, context)
    case 'record':
      return mergeRecord(rule, sides, context)
    case 'set':
    case 'mapById':
    case 'append':
      return mergeList(rule, sides, context, mergeFields)
    case 'lifecycle':
      return mergeLifecycle(rule, sides)
    case 'latest':
      return mergeLatest(sides)
    case 'flag':
      return sides.base.known ? mergeScalar(sides, context) : sides.mine === true || sides.theirs === true
    case 'derived':
    case 'server':
      return sides.theirs
  }
}

function mergeRecord(
  rule: Extract<MergeRule, { type: 'record' }>,
  sides: Sides,
  context: MergeContext,
): Value {
  const { base, mine, theirs } = sides
  if (!isRecord(mine) || !isRecord(theirs)) return mergeScalar(sides, context)
  return mergeFields(rule.fields ?? {}, rule.rest, { base, mine, theirs }, context)
}

/** Merges two objects key by key. A key that one side took away and the other left alone goes. */
export function mergeFields(
  rules: MergeRules,
  rest: MergeRule,
  { base, mine, theirs }: { readonly base: Base; readonly mine: JsonRecord; readonly theirs: JsonRecord },
  context: MergeContext,
): JsonRecord {
  const before = base.known && isRecord(base.value) ? base.value : {}
  const entries: [string, Json][] = []
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const rule = (Object.hasOwn(rules, key) ? rules[key] : undefined) ?? rest
    const sides = {
      base: base.known ? known(valueAt(before, key)) : UNKNOWN,
      mine: valueAt(mine, key),
      theirs: valueAt(theirs, key),
    }
    const value = mergeValue(rule, sides, within(context, key))
    if (value !== undefined) entries.push([key, value])
  }
  // Defines own properties whatever they are called, so that no name reaches a prototype.
  return Object.fromEntries(entries)
}

function mergeLifecycle({ ranks, reopens }: Extract<MergeRule, { type: 'lifecycle' }>, sides: Sides): Value {
  const agreed = reopens ? undisputed(sides) : undefined
  return agreed ? agreed.value : further(ranks, sides.mine, sides.theirs)
}

function mergeLatest({ mine, theirs }: Sides): Value {
  if (typeof mine !== 'number') return theirs
  return typeof theirs === 'number' && theirs >= mine ? theirs : mine
}
