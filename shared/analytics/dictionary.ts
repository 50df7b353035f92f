/** Gives each distinct text a small number, so that columns hold numbers. Numbers are never given back. */
export interface Dictionary {
  readonly values: readonly string[]
  /** The text's number; a new one when it was not known. */
  intern(value: string): number
  find(value: string): number | undefined
}

export function createDictionary(initial: readonly string[] = []): Dictionary {
  const values = [...initial]
  const indexByValue = new Map(values.map((value, index) => [value, index]))
  return {
    values,
    find: (value) => indexByValue.get(value),
    intern(value) {
      const known = indexByValue.get(value)
      if (known !== undefined) return known
      indexByValue.set(value, values.length)
      return values.push(value) - 1
    },
  }
}

/** The same for tuples of small numbers: a number for each distinct combination. */
export interface TupleDictionary {
  /** `width` numbers a tuple, one after the other. */
  readonly flat: readonly number[]
  readonly width: number
  readonly size: number
  intern(tuple: readonly number[]): number
}

/** Numbers in a tuple, and tuples, stay below this: two of them fit one exact integer. */
const LIMIT = 67_108_864

export function createTupleDictionary(width: number, initial: readonly number[] = []): TupleDictionary {
  const flat: number[] = []
  // A tree with one level a place: walking it makes no garbage, as a text key for each line would.
  const levels = Array.from({ length: width }, () => new Map<number, number>())
  /** By a tuple's first number: the tuple that came last with it. Most come again. */
  const lastWith: number[] = []
  const isTuple = (number: number, tuple: readonly number[]): boolean => {
    for (let place = 0; place < width; place++)
      if (flat[number * width + place] !== tuple[place]) return false
    return true
  }
  const intern = (tuple: readonly number[]): number => {
    const first = tuple[0] ?? 0
    const last = lastWith[first]
    if (last !== undefined && isTuple(last, tuple)) return last
    const number = find(tuple)
    lastWith[first] = number
    return number
  }
  const find = (tuple: readonly number[]): number => {
    let node = 0
    for (let place = 0; place < width; place++) {
      const level = levels[place] as Map<number, number> // place < width
      const key = node * LIMIT + (tuple[place] ?? 0)
      const known = level.get(key)
      node = known ?? level.size
      if (known === undefined) level.set(key, node)
    }
    // New leaves are numbered in a row, so that a leaf's number is its tuple's.
    if (node * width === flat.length) flat.push(...tuple)
    return node
  }
  for (let at = 0; at < initial.length; at += width) intern(initial.slice(at, at + width))
  return {
    flat,
    width,
    get size() {
      return flat.length / width
    },
    intern,
  }
}
