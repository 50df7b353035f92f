import { MAX_DEPTH } from './limits.ts'

/** Values in one document; the largest order has a third of it. */
const MAX_VALUES = 150_000
/** Names that reach an object's prototype where somebody copies without care. */
const UNSAFE_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype']
/** Outside of it a number takes hundreds of digits once it is written out, as PostgreSQL does. */
const SMALLEST = 1e-15
const LARGEST = 1e21

/**
 * Why something that says it is a document must not even be looked at by a validator: nested too deep, too many values,
 * keys that reach prototypes, numbers that are none. Null when it may. Never throws, whatever it is given.
 */
export const findShapeProblem = (value: unknown): string | null => look(value, 1, { values: 0 })

function look(value: unknown, depth: number, seen: { values: number }): string | null {
  if (++seen.values > MAX_VALUES) return `more than ${MAX_VALUES} values`
  if (typeof value === 'number') return isPlainNumber(value) ? null : 'a number out of range'
  if (typeof value !== 'object' || value === null) return null
  if (depth > MAX_DEPTH) return `deeper than ${MAX_DEPTH} levels`
  for (const key of Object.keys(value)) {
    if (UNSAFE_KEYS.includes(key)) return `the key ${key} is not allowed`
    const problem = look(Reflect.get(value, key), depth + 1, seen)
    if (problem) return problem
  }
  return null
}

function isPlainNumber(value: number): boolean {
  const size = Math.abs(value)
  return size === 0 || (size >= SMALLEST && size < LARGEST)
}
