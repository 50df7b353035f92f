import type { Json, MergeRule } from '@shared/merge/merge-rule.ts'
import { APPEND, DEEP, FLAG, LATEST, mapById, SCALAR, setOf } from '@shared/merge/merge-rule.ts'
import { mergeValue } from '@shared/merge/merge-value.ts'
import { type Clash, isSame, known, UNKNOWN, type Value } from '@shared/merge/sides.ts'
import { describe, expect, it } from 'vitest'

interface Outcome {
  readonly value: Value
  readonly clashes: Clash[]
}

const merge = (rule: MergeRule, base: Value, mine: Value, theirs: Value): Outcome => {
  const clashes: Clash[] = []
  return { value: mergeValue(rule, { base: known(base), mine, theirs }, { path: ['f'], clashes }), clashes }
}

const mergeBlind = (rule: MergeRule, mine: Value, theirs: Value): Outcome => {
  const clashes: Clash[] = []
  return { value: mergeValue(rule, { base: UNKNOWN, mine, theirs }, { path: ['f'], clashes }), clashes }
}

function* triples<T>(values: readonly T[]): Generator<readonly [T, T, T]> {
  for (const base of values)
    for (const mine of values) for (const theirs of values) yield [base, mine, theirs]
}

/** Every subset of some words, as lists. */
const subsets = (words: readonly string[]): string[][] =>
  Array.from({ length: 2 ** words.length }, (_, mask) => words.filter((_word, i) => mask & (1 << i)))

/** Every state of a list of two objects with one field each: not there, or there with one of two values. */
const itemLists: Json[][] = [null, 0, 1].flatMap((p) =>
  [null, 0, 1].map((q) => [
    ...(p === null ? [] : [{ id: 'p', v: p }]),
    ...(q === null ? [] : [{ id: 'q', v: q }]),
  ]),
)

/** Every state of an object of two keys, one of them an object again. */
const records: Json[] = [undefined, 0, 1].flatMap((a) =>
  [undefined, 0, 1].map((b) => ({
    ...(a === undefined ? {} : { a }),
    ...(b === undefined ? {} : { n: { b } }),
  })),
)

const scalars: Value[] = [undefined, null, false, '', 'a', 7, ['x'], { k: 1 }]
const sortedSet = (value: Value): Json[] => (Array.isArray(value) ? [...value] : []).sort()

const domains: readonly { name: string; rule: MergeRule; values: readonly Value[] }[] = [
  { name: 'scalar', rule: SCALAR, values: scalars },
  { name: 'set', rule: setOf(9), values: subsets(['x', 'y', 'z']) },
  { name: 'list by id', rule: mapById(9), values: itemLists },
  { name: 'record', rule: DEEP, values: records },
]

describe.each(domains)('merging a $name, every combination of base, mine and theirs', ({ rule, values }) => {
  it('MERGE-1 a change on one side only survives, without a clash', () => {
    for (const base of values)
      for (const changed of values) {
        expect(merge(rule, base, changed, base)).toEqual({ value: changed, clashes: [] })
        expect(merge(rule, base, base, changed)).toEqual({ value: changed, clashes: [] })
      }
  })

  it('MERGE-2 the same change on both sides is no clash, whether the base is known or not', () => {
    for (const base of values)
      for (const changed of values) {
        expect(merge(rule, base, changed, changed)).toEqual({ value: changed, clashes: [] })
        expect(mergeBlind(rule, changed, changed)).toEqual({ value: changed, clashes: [] })
      }
  })

  it('MERGE-3 is deterministic, and merging the outcome again changes nothing and clashes with nothing', () => {
    for (const [base, mine, theirs] of triples(values)) {
      const first = merge(rule, base, mine, theirs)
      expect(merge(rule, base, mine, theirs)).toEqual(first)
      expect(merge(rule, theirs, first.value, theirs)).toEqual({ value: first.value, clashes: [] })
      expect(isSame(merge(rule, base, first.value, theirs).value, first.value)).toBe(true)
    }
  })

  it('MERGE-4 without a base theirs stands, and what differs is a clash', () => {
    for (const mine of values)
      for (const theirs of values) {
        const { value, clashes } = mergeBlind(rule, mine, theirs)
        if (rule.type === 'record') expect(clashes.length > 0 || isSame(mine, theirs)).toBe(true)
        else expect([value, clashes.length]).toEqual([theirs, isSame(mine, theirs) ? 0 : 1])
      }
  })
})

describe('merging a scalar', () => {
  it('MERGE-4 clashes exactly when both changed to different values, keeps theirs and tells all three', () => {
    for (const [base, mine, theirs] of triples(scalars)) {
      const { value, clashes } = merge(SCALAR, base, mine, theirs)
      const isClash = !isSame(mine, base) && !isSame(theirs, base) && !isSame(mine, theirs)
      expect(clashes).toEqual(
        isClash ? [{ path: ['f'], base: base ?? null, mine: mine ?? null, theirs: theirs ?? null }] : [],
      )
      if (isClash) expect(value).toEqual(theirs)
    }
  })
})

describe('merging a set', () => {
  const sets = subsets(['x', 'y', 'z'])

  it('MERGE-1 every word is decided by itself: whoever added or took it away is followed', () => {
    for (const [base, mine, theirs] of triples(sets)) {
      const { value, clashes } = merge(setOf(9), base, mine, theirs)
      expect(clashes).toEqual([])
      for (const word of ['x', 'y', 'z']) {
        const [was, m, t] = [base, mine, theirs].map((list) => list.includes(word))
        expect(Array.isArray(value) && value.includes(word)).toBe(m === was ? t : m)
      }
      expect(sortedSet(value)).toEqual(sortedSet(merge(setOf(9), base, theirs, mine).value))
    }
  })

  it('MERGE-4 a union that no longer fits counts as one value, so nothing is cut off silently', () => {
    expect(merge(setOf(2), ['x'], ['x', 'y'], ['x', 'z'])).toEqual({
      value: ['x', 'z'],
      clashes: [{ path: ['f'], base: ['x'], mine: ['x', 'y'], theirs: ['x', 'z'] }],
    })
  })
})

describe('merging a list by id', () => {
  const stateOf = (list: Value, id: string) =>
    Array.isArray(list)
      ? list.find((item) => typeof item === 'object' && item !== null && 'id' in item && item.id === id)
      : undefined

  it('MERGE-1 MERGE-4 every object is decided by itself; taken away here and changed there is a clash that keeps theirs', () => {
    for (const [base, mine, theirs] of triples(itemLists)) {
      const { value, clashes } = merge(mapById(9), base, mine, theirs)
      for (const id of ['p', 'q']) {
        const [was, m, t] = [base, mine, theirs].map((list) => stateOf(list, id))
        const isClash = !isSame(m, was) && !isSame(t, was) && !isSame(m, t)
        expect(stateOf(value, id)).toEqual(isSame(m, was) || isClash ? t : m)
        expect(clashes.some(({ path }) => path[1] === id)).toBe(isClash)
      }
    }
  })

  it('keeps an order that only one side changed, and puts what the other added behind', () => {
    const p = { id: 'p' }
    const q = { id: 'q' }
    const r = { id: 'r' }
    expect(merge(mapById(9), [p, q], [q, p], [p, q, r]).value).toEqual([q, p, r])
    expect(merge(mapById(9), [p, q], [p, q, r], [q, p]).value).toEqual([q, p, r])
  })

  it('MERGE-4 objects beyond the bound of the list are clashes', () => {
    const outcome = merge(mapById(1), [], [{ id: 'p' }], [{ id: 'q' }])
    expect(outcome).toEqual({
      value: [{ id: 'q' }],
      clashes: [{ path: ['f', 'p'], base: null, mine: { id: 'p' }, theirs: null }],
    })
  })
})

describe('merging facts', () => {
  const lists: Json[][] = subsets(['x', 'y', 'z']).map((ids) => ids.map((id) => ({ id, said: id })))

  it('MERGE-5 is the union by id, whatever the base, whoever is first', () => {
    for (const [base, mine, theirs] of triples(lists)) {
      const { value, clashes } = merge(APPEND, base, mine, theirs)
      const ids = (list: Value) => sortedSet(list).map((item) => JSON.stringify(item))
      expect(clashes).toEqual([])
      expect(ids(value).sort()).toEqual([...new Set([...ids(mine), ...ids(theirs)])].sort())
      expect(mergeBlind(APPEND, mine, theirs).value).toEqual(value)
    }
  })

  it('MERGE-5 an entry never changes, but for the field that moves along its ranks', () => {
    const rule: MergeRule = { type: 'append', progress: { field: 's', ranks: ['one', 'two', 'three'] } }
    for (const mine of ['one', 'two', 'three'])
      for (const theirs of ['one', 'two', 'three']) {
        const { value } = merge(
          rule,
          [],
          [{ id: 'e', s: mine, said: 'mine' }],
          [{ id: 'e', s: theirs, said: 'theirs' }],
        )
        const further = ['three', 'two', 'one'].find((state) => state === mine || state === theirs)
        expect(value).toEqual([{ id: 'e', s: further, said: 'theirs' }])
      }
  })
})

describe('merging states, numbers that grow, and flags', () => {
  const ranks = ['a', 'b', 'c']

  it('MERGE-6 a life cycle takes the further state of both, and never goes back', () => {
    const rule: MergeRule = { type: 'lifecycle', ranks, reopens: false }
    for (const [base, mine, theirs] of triples(ranks))
      expect(merge(rule, base, mine, theirs).value).toBe([mine, theirs].sort()[1])
  })

  it('MERGE-6 where reopening is allowed, a step that only one side made counts whichever way it goes', () => {
    const rule: MergeRule = { type: 'lifecycle', ranks, reopens: true }
    for (const [base, mine, theirs] of triples(ranks)) {
      const expected = mine === base ? theirs : theirs === base ? mine : [mine, theirs].sort()[1]
      expect(merge(rule, base, mine, theirs).value).toBe(expected)
    }
  })

  it('takes the larger of two numbers that only grow', () => {
    for (const [base, mine, theirs] of triples<Value>([null, 1, 2]))
      expect(merge(LATEST, base, mine, theirs).value).toBe(
        mine === null ? theirs : theirs === null ? mine : Math.max(Number(mine), Number(theirs)),
      )
  })

  it('MERGE-1 what was archived stays so unless one side alone brought it back', () => {
    for (const [base, mine, theirs] of triples([false, true]))
      expect(merge(FLAG, base, mine, theirs)).toEqual({ value: mine === base ? theirs : mine, clashes: [] })
    for (const [, mine, theirs] of triples([false, true]))
      expect(mergeBlind(FLAG, mine, theirs)).toEqual({ value: mine || theirs, clashes: [] })
  })
})

describe('merging hostile objects', () => {
  it('a key that is called like a prototype is a key like any other and reaches no prototype', () => {
    const mine = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
    const { value } = merge(DEEP, {}, mine, { safe: true })
    expect(JSON.parse(JSON.stringify(value))).toEqual({ ...mine, safe: true, ['__proto__']: { polluted: 1 } })
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect('polluted' in {}).toBe(false)
  })
})
