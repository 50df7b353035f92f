/*
 * Many records of one kind as columns of plain JSON: a word that repeats is written once, times as steps, what is the same in
 * all of them once. It knows nothing of what the records hold, so a new field needs nothing here. Undefined counts as left out.
 */

type Fields = Readonly<Record<string, unknown>>

export type Packed =
  | { readonly k: 'same'; readonly n: number; readonly v: unknown }
  /** 0 left out, 1 null, 2 there; `of` holds those that are there. */
  | { readonly k: 'gaps'; readonly at: readonly number[]; readonly of: Packed }
  | { readonly k: 'numbers'; readonly of: readonly number[] }
  | { readonly k: 'steps'; readonly of: readonly number[] }
  | { readonly k: 'texts'; readonly of: readonly string[] }
  | { readonly k: 'words'; readonly words: readonly string[]; readonly of: readonly number[] }
  | { readonly k: 'lists'; readonly sizes: Packed; readonly of: Packed }
  | { readonly k: 'rows'; readonly n: number; readonly fields: Readonly<Record<string, Packed>> }
  | { readonly k: 'json'; readonly of: readonly unknown[] }

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isInteger = (value: unknown): value is number => Number.isSafeInteger(value)
const isText = (value: unknown): value is string => typeof value === 'string'

export function packRecords(values: readonly unknown[]): Packed {
  const [first] = values
  if (!isObject(first) && values.every((value) => value === first))
    return { k: 'same', n: values.length, v: first }
  if (values.some((value) => value === undefined || value === null)) return packGaps(values)
  if (values.every(isInteger)) return packNumbers(values)
  if (values.every(isText)) return packTexts(values)
  if (values.every((value) => Array.isArray(value)))
    return {
      k: 'lists',
      sizes: packRecords(values.map((list) => list.length)),
      of: packRecords(values.flat()),
    }
  if (values.every(isFields)) return packRows(values)
  return { k: 'json', of: values }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

const packGaps = (values: readonly unknown[]): Packed => ({
  k: 'gaps',
  at: values.map((value) => (value === undefined ? 0 : value === null ? 1 : 2)),
  of: packRecords(values.filter((value) => value !== undefined && value !== null)),
})

/** As differences where those are smaller: times of orders that lie in order. */
function packNumbers(values: readonly number[]): Packed {
  const steps = values.map((value, i) => value - (i === 0 ? 0 : (values[i - 1] ?? 0)))
  const size = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + Math.abs(value), 0)
  return size(steps) < size(values) ? { k: 'steps', of: steps } : { k: 'numbers', of: values }
}

function packTexts(values: readonly string[]): Packed {
  const indexByWord = new Map<string, number>()
  for (const value of values) if (!indexByWord.has(value)) indexByWord.set(value, indexByWord.size)
  if (indexByWord.size * 2 > values.length) return { k: 'texts', of: values }
  return {
    k: 'words',
    words: [...indexByWord.keys()],
    of: values.map((value) => indexByWord.get(value) ?? 0),
  }
}

function packRows(values: readonly Fields[]): Packed {
  const names = new Set(values.flatMap((value) => Object.keys(value)))
  const fields = [...names]
    .sort()
    .map(
      (name) =>
        [
          name,
          packRecords(values.map((value) => (Object.hasOwn(value, name) ? value[name] : undefined))),
        ] as const,
    )
  return { k: 'rows', n: values.length, fields: Object.fromEntries(fields) }
}

/** What does not hold together as packed columns. */
export class UnreadablePack extends Error {}

/** Back again. Throws `UnreadablePack` for what this function's other half has not made. */
export function unpackRecords(packed: unknown): unknown[] {
  if (!isFields(packed)) throw new UnreadablePack('not a column')
  const { of } = packed
  switch (packed.k) {
    case 'same':
      return new Array(count(packed.n)).fill(packed.v)
    case 'gaps':
      return fillGaps(numbers(packed.at), unpackRecords(of))
    case 'numbers':
      return numbers(of)
    case 'steps':
      return addUp(numbers(of))
    case 'texts':
      return texts(of)
    case 'words':
      return lookUp(texts(packed.words), numbers(of))
    case 'lists':
      return cutUp(numbers(unpackRecords(packed.sizes)), unpackRecords(of))
    case 'rows':
      return joinRows(count(packed.n), packed.fields)
    case 'json':
      return list(of)
    default:
      throw new UnreadablePack('an unknown kind of column')
  }
}

/** More than any piece of history holds: a made-up size must not take the memory. */
const MOST_VALUES = 20_000_000

function count(value: unknown): number {
  if (!isInteger(value) || value < 0 || value > MOST_VALUES) throw new UnreadablePack('not a size')
  return value
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new UnreadablePack('not a list')
  return value
}

function numbers(value: unknown): number[] {
  const found = list(value)
  if (!found.every(isInteger)) throw new UnreadablePack('not numbers')
  return found
}

function texts(value: unknown): string[] {
  const found = list(value)
  if (!found.every(isText)) throw new UnreadablePack('not texts')
  return found
}

function fillGaps(at: readonly number[], present: readonly unknown[]): unknown[] {
  let next = 0
  const filled = at.map((kind) => {
    if (kind !== 2) return kind === 1 ? null : undefined
    return present[next++]
  })
  if (next !== present.length) throw new UnreadablePack('gaps of another size')
  return filled
}

function addUp(steps: readonly number[]): number[] {
  let sum = 0
  return steps.map((step) => {
    sum += step
    return sum
  })
}

function lookUp(words: readonly string[], indexes: readonly number[]): string[] {
  return indexes.map((index) => {
    const word = words[index]
    if (word === undefined) throw new UnreadablePack('a word that is not there')
    return word
  })
}

function cutUp(sizes: readonly number[], values: readonly unknown[]): unknown[][] {
  let at = 0
  const lists = sizes.map((size) => {
    const cut = values.slice(at, at + count(size))
    at += size
    return cut
  })
  if (at !== values.length) throw new UnreadablePack('lists of another size')
  return lists
}

function joinRows(length: number, fields: unknown): Fields[] {
  if (!isFields(fields)) throw new UnreadablePack('not fields')
  const rows: Record<string, unknown>[] = Array.from({ length }, () => ({}))
  for (const [name, packed] of Object.entries(fields)) {
    if (name === '__proto__') throw new UnreadablePack('not the name of a field')
    const column = unpackRecords(packed)
    if (column.length !== length) throw new UnreadablePack('a column of another size')
    for (let i = 0; i < length; i++) {
      const row = rows[i]
      const value = column[i]
      if (row && value !== undefined) row[name] = value
    }
  }
  return rows
}
