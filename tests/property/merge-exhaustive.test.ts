import { tagDocument } from '@shared/domain/tagged-document.ts'
import { canonicalJson, isSameContent } from '@shared/kernel/canonical.ts'
import { withDerivedFields } from '@shared/merge/derived-fields.ts'
import { FIELD_RULES } from '@shared/merge/field-rules.ts'
import { type Merged, mergeDocument } from '@shared/merge/merge-document.ts'
import { type Json, type MergeRule, SCALAR } from '@shared/merge/merge-rule.ts'
import { type AnyDocument, COLLECTION_NAMES, type CollectionName } from '@shared/schemas/registry.ts'
import { describe, expect, test } from 'vitest'
import { mustFit } from '../unit/shared/builders.ts'
import { domainOf, idNamed, itemFieldsOf, smallDocument } from './merge-domains.ts'
import { expectedMerge, inAnyOrder } from './merge-reference.ts'

/*
 * Not a sample: every combination of base (or none), mine and theirs over a small domain of every field of every
 * collection, and of every field inside its lists, compared with a second, plain reading of the rules.
 */

type Document = Readonly<Record<string, unknown>>

/** One field whose values are enumerated while everything else stands still. */
interface Axis {
  readonly field: string
  readonly rule: MergeRule
  readonly values: readonly Json[]
  /** Facts inside: no honest device takes away what stood. */
  readonly onlyGrows?: boolean
}

const rulesOf = (collection: CollectionName) => Object.entries<MergeRule>(FIELD_RULES[collection])

function axesOf(collection: CollectionName): Axis[] {
  return rulesOf(collection).flatMap(([field, rule]) => {
    const values = domainOf(collection, field, rule)
    const inside = rule.type === 'mapById' ? itemFieldsOf(collection, field, rule, SCALAR) : []
    const inner = inside.map((one) => ({
      field,
      rule,
      values: one.lists,
      onlyGrows: one.rule.type === 'append',
    }))
    return [{ field, rule, values }, ...inner]
  })
}

const axes = new Map(COLLECTION_NAMES.map((collection) => [collection, axesOf(collection)]))
/** What stood, if anybody knows, and what both made of it, as places among the values. */
type Places = readonly [base: number | null, mine: number, theirs: number]

function* placesOf({ values, onlyGrows }: Axis): Generator<Places> {
  const isWithin = (base: number, later: number) => {
    const said = new Set(leavesOf(values[later]))
    return [...leavesOf(values[base])].every((leaf) => said.has(leaf))
  }
  const all = [...values.keys()]
  for (const base of [null, ...all])
    for (const mine of all)
      for (const theirs of all)
        if (!onlyGrows || base === null || (isWithin(base, mine) && isWithin(base, theirs)))
          yield [base, mine, theirs]
}

const casesOf = (axis: Axis): number => [...placesOf(axis)].length
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
const countOf = (collection: CollectionName): number => sum((axes.get(collection) ?? []).map(casesOf))
const TOTAL = sum(COLLECTION_NAMES.map(countOf))

const EDITS = { base: idNamed('edit-0'), mine: idNamed('edit-1'), theirs: idNamed('edit-2') } as const
const REVS = { base: 3, mine: 3, theirs: 4 } as const

/** Three states of one document that differ in one field, frozen so that a merge which writes into them throws. */
function makeSide(collection: CollectionName) {
  const plain: Document = smallDocument(collection)
  return (side: keyof typeof EDITS, field: string, value: unknown): Document =>
    freeze({ ...plain, [field]: value, editId: EDITS[side], rev: REVS[side], deviceId: idNamed(side) })
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const inner of Object.values(value)) freeze(inner)
    Object.freeze(value)
  }
  return value
}

/** The compiler cannot follow a collection's name through a table of all of them. */
const merge = (
  collection: CollectionName,
  base: Document | null,
  mine: Document,
  theirs: Document,
): Merged<CollectionName> => mergeDocument(collection, base as never, mine as never, theirs as never)

const valueIn = (document: object, field: string): Json => Reflect.get(document, field)
const pathsOf = ({ clashes }: Merged<CollectionName>): string[] =>
  clashes.map(({ path }) => path.join('/')).sort()
const content = (value: unknown): string => canonicalJson(inAnyOrder(value as Json)) // documents are JSON

/** Everything that is said in a value, one text each. */
function* leavesOf(value: unknown, path = ''): Generator<string> {
  if (typeof value !== 'object' || value === null) return yield `${path}=${JSON.stringify(value)}`
  for (const [key, inner] of Object.entries(value)) {
    const id = typeof inner === 'object' && inner !== null && Array.isArray(value) ? inner.id : undefined
    yield* leavesOf(inner, `${path}/${Array.isArray(value) ? (id ?? '') : key}`)
  }
}

interface Case {
  readonly collection: CollectionName
  readonly axis: Axis
  readonly base: Document | null
  readonly mine: Document
  readonly theirs: Document
}

/** The laws of one case, as the name of what is broken; null when all hold. */
function findBroken(one: Case, restOf: (document: object) => string): string | null {
  const { collection, axis, base, mine, theirs } = one
  const { field, rule } = axis
  const merged = merge(collection, base, mine, theirs)
  const [value, m, t] = [merged.document, mine, theirs].map((side) => valueIn(side, field))
  if (merged.document !== theirs && restOf(merged.document) !== restOf(theirs))
    return 'changes a field that nobody changed'
  if (hasStaleFields(collection, merged.document)) return 'MERGE-7 derived fields'
  if (merged.document.rev !== theirs.rev) return 'rev is the server’s'
  if (rule.type === 'derived') return merged.clashes.length === 0 ? null : 'MERGE-7 a derived field clashes'
  const before = base === null ? ('unknown' as const) : valueIn(base, field)
  const expected = expectedMerge(rule, { base: before, mine: m, theirs: t }, field)
  if (content(value) !== content(expected.value))
    return `value ${content(value)}, by the rules ${content(expected.value)}`
  if (!isSameContent(pathsOf(merged), [...expected.clashes].sort()))
    return `MERGE-4 clashes ${pathsOf(merged)}, by the rules ${expected.clashes}`
  const said = new Set([...leavesOf(m), ...leavesOf(t)])
  for (const leaf of leavesOf(value)) if (!said.has(leaf)) return `says ${leaf}, which neither side said`
  return findUnstable(one, merged) ?? findLostFact(rule, value, m, t)
}

/** MERGE-7: a field that follows from others says something else than they. */
function hasStaleFields(collection: CollectionName, document: AnyDocument): boolean {
  const derived = withDerivedFields(tagDocument(collection, document as never))
  return rulesOf(collection).some(
    ([name, rule]) =>
      rule.type === 'derived' && !isSameContent(valueIn(derived, name), valueIn(document, name)),
  )
}

/** MERGE-3: merging the outcome again changes nothing. Who comes first only decides who stands in a clash. */
function findUnstable({ collection, axis, base, mine, theirs }: Case, merged: Merged<CollectionName>) {
  const { document } = merged
  const { field } = axis
  const again = merge(collection, theirs, document, theirs)
  const value = content(valueIn(document, field))
  if (content(valueIn(again.document, field)) !== value || again.clashes.length > 0)
    return 'MERGE-3 on top of theirs'
  const late = merge(collection, base, document, theirs)
  if (content(valueIn(late.document, field)) !== content(valueIn(document, field)))
    return 'MERGE-3 on the base'
  const swapped = merge(collection, base, theirs, { ...mine, rev: theirs.rev })
  if (!isSameContent(pathsOf(swapped), pathsOf(merged))) return 'the two sides see different clashes'
  const agree = content(valueIn(swapped.document, field)) === value
  return agree || merged.clashes.length > 0 ? null : 'the two sides do not agree'
}

/** Said once more without any base: facts are never lost, a life never goes back, nothing archived comes back by itself. */
function findLostFact(rule: MergeRule, value: unknown, mine: unknown, theirs: unknown): string | null {
  if (rule.type === 'append') {
    const ids = (list: unknown) => (list as { id: string }[]).map(({ id }) => id).sort()
    const union = [...new Set([...ids(mine), ...ids(theirs)])].sort()
    return isSameContent(ids(value), union) ? null : 'MERGE-5 facts are no union'
  }
  if (rule.type !== 'lifecycle' || rule.reopens) return null
  const rank = (state: unknown) => rule.ranks.indexOf(String(state))
  return rank(value) === Math.max(rank(mine), rank(theirs)) ? null : 'MERGE-6 the life went back'
}

/** Content of everything but one field, what follows from others, and the signature. */
function restReader(collection: CollectionName, field: string): (document: object) => string {
  const aside = new Set(['rev', 'editId', 'deviceId', 'updatedAt', 'updatedBy', field])
  for (const [name, rule] of rulesOf(collection)) if (rule.type === 'derived') aside.add(name)
  const known = new WeakMap<object, string>()
  return (document) => {
    const rest =
      known.get(document) ??
      canonicalJson(Object.fromEntries(Object.entries(document).filter(([name]) => !aside.has(name))))
    known.set(document, rest)
    return rest
  }
}

function* casesAlong(collection: CollectionName, axis: Axis): Generator<Case> {
  const side = makeSide(collection)
  const sides = (name: keyof typeof EDITS) => axis.values.map((value) => side(name, axis.field, value))
  const [bases, mines, others] = [sides('base'), sides('mine'), sides('theirs')]
  for (const [at, m, t] of placesOf(axis)) {
    const [base, mine, theirs] = [at === null ? null : bases[at], mines[m], others[t]]
    if (base !== undefined && mine && theirs) yield { collection, axis, base, mine, theirs }
  }
}

const describeCase = ({ axis, base, mine, theirs }: Case, broken: string): string => {
  const [b, m, t] = [base, mine, theirs].map((side) =>
    side === null ? 'unknown' : canonicalJson(valueIn(side, axis.field)),
  )
  return `${axis.field} (${axis.rule.type}): ${broken}\n  base ${b}\n  mine ${m}\n  theirs ${t}`
}

describe(`every combination of base, mine and theirs: ${TOTAL} cases`, () => {
  test.each(COLLECTION_NAMES.map((collection) => [collection, countOf(collection)] as const))(
    'MERGE-1…7 %s, %i cases',
    (collection) => {
      const found: string[] = []
      let cases = 0
      for (const axis of axes.get(collection) ?? []) {
        const restOf = restReader(collection, axis.field)
        for (const one of casesAlong(collection, axis)) {
          cases++
          const broken = findBroken(one, restOf)
          if (broken !== null) found.push(describeCase(one, broken))
        }
      }
      expect(found.slice(0, 5)).toEqual([])
      expect(cases).toBe(countOf(collection))
    },
  )

  test('covers every rule there is, each with at least two values', () => {
    const all = [...axes.values()].flat()
    expect(all.filter(({ values }) => new Set(values.map(canonicalJson)).size < 2)).toEqual([])
    const types = new Set(all.map(({ rule }) => rule.type))
    expect([...types].sort()).toEqual(
      ['append', 'derived', 'flag', 'latest', 'lifecycle', 'mapById', 'record', 'scalar', 'set'].sort(),
    )
  })

  test('the enumerated documents are documents of their collections', () => {
    for (const [collection, list] of axes) {
      const side = makeSide(collection)
      for (const { field, values } of list)
        for (const value of values) {
          mustFit(collection, side('mine', field, value))
        }
    }
  })
})

const isMerged = ({ rule }: Axis): boolean => rule.type !== 'derived'

describe('two edits of different fields', () => {
  test.each(COLLECTION_NAMES)('MERGE-1 both survive, whichever two fields of %s they are', (collection) => {
    const side = makeSide(collection)
    const fields = (axes.get(collection) ?? []).filter(isMerged)
    for (const one of fields)
      for (const other of fields) {
        if (one.field === other.field) continue
        const [was, is] = [one.values[0], one.values[1]]
        const [before, after] = [other.values[0], other.values[1]]
        const base = { ...side('base', one.field, was), [other.field]: before }
        const mine = { ...base, [one.field]: is, editId: EDITS.mine }
        const theirs = { ...base, [other.field]: after, editId: EDITS.theirs, rev: REVS.theirs }
        const { document, clashes } = merge(collection, base, mine, theirs)
        const where = `${one.field} and ${other.field}`
        expect([content(valueIn(document, one.field)), where]).toEqual([content(is), where])
        expect([content(valueIn(document, other.field)), where]).toEqual([content(after), where])
        expect(clashes).toEqual([])
      }
  })
})

const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const

/** One axis for each way in which a rule looks at values. */
const KINDS = [
  ...new Map(
    [...axes].flatMap(([collection, list]) =>
      list
        .filter(isMerged)
        .map((axis) => [`${axis.rule.type} of ${axis.values.length}`, { collection, axis }] as const),
    ),
  ).values(),
].filter(({ axis }) => axis.values.length <= 7)

/** Every choice of three, also of the same; all orders of a choice are tried by whoever uses it. */
function* triplesOf<Value>(values: readonly Value[]): Generator<readonly [Value, Value, Value]> {
  for (const [i, a] of values.entries())
    for (const [j, b] of values.slice(i).entries()) for (const c of values.slice(i + j)) yield [a, b, c]
}

describe('three devices that edited apart', () => {
  test(`come to the same document in whatever order they arrive, unless two clash: ${KINDS.length} kinds of fields`, () => {
    let compared = 0
    const disagreeing: string[] = []
    for (const { collection, axis } of KINDS) {
      const side = makeSide(collection)
      const documents = axis.values.map((value) => side('mine', axis.field, value))
      for (const base of documents)
        for (const edits of triplesOf(documents)) {
          const ends = endsOf(collection, base, edits, axis.field)
          if (ends === null) continue
          compared++
          if (ends.length > 1) disagreeing.push(`${collection}.${axis.field}: ${ends.join(' or ')}`)
        }
    }
    expect(disagreeing.slice(0, 5)).toEqual([])
    expect(compared).toBeGreaterThan(500)
  })
})

/** The different contents of a field that come of all orders of arrival; null when there is a clash in any of them. */
function endsOf(
  collection: CollectionName,
  base: Document,
  edits: readonly [Document, Document, Document],
  field: string,
): string[] | null {
  const ends = new Set<string>()
  for (const order of ORDERS) {
    let document = base
    for (const at of order) {
      const merged = merge(collection, base, edits[at], document)
      if (merged.clashes.length > 0) return null
      document = { ...merged.document }
    }
    ends.add(content(valueIn(document, field)))
  }
  return [...ends]
}
