import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import type { Json, JsonRecord } from './merge-rule.ts'
import { isRecord, type Value, valueAt } from './sides.ts'

/** Facts and what follows from facts: no choice of a person changes them. */
const NOT_CHOSEN: readonly string[] = [
  'status',
  'paymentStatus',
  'payments',
  'returns',
  'stockPostings',
  'moneyPostings',
  'events',
  'postings',
]

/** Objects whose keys may be missing and are never null. */
const OPTIONAL_KEYS: readonly string[] = [
  'address',
  'deliveryAddress',
  'specifications',
  'preferences',
  'details',
]

/**
 * The document with one clash settled: the value that a person chose, at the clash's path (keys, and ids of list items).
 * Null takes a list item away. Paths that lead nowhere, and facts that nobody chooses, leave the document as it is.
 * The caller stamps it as a new edit (`touch`).
 */
export function applyChoice<D extends object>(document: D, path: readonly string[], value: Json): D {
  const [field] = path
  if (field === undefined || NOT_CHOSEN.includes(field)) return document
  const chosen = put(document as JsonRecord, path, value, '') // documents are JSON by their schemas
  const named = isRecord(chosen) ? withNameKey(chosen, field) : chosen
  return named as D // the same document but for one value of the same field
}

function withNameKey(document: JsonRecord, field: string): JsonRecord {
  const name = valueAt(document, 'name')
  const hasKey = field === 'name' && typeof name === 'string' && Object.hasOwn(document, 'nameKey')
  return hasKey ? { ...document, nameKey: foldText(name) } : document
}

function put(container: Value, path: readonly string[], value: Json, parent: string): Value {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(container)) return putItem(container, key, rest, value)
  if (!isRecord(container)) return container
  if (rest.length > 0) {
    const inner = valueAt(container, key)
    return inner === undefined ? container : replaceKey(container, key, put(inner, rest, value, key))
  }
  const isTakenAway = value === null && (OPTIONAL_KEYS.includes(parent) || !Object.hasOwn(container, key))
  return replaceKey(container, key, isTakenAway ? undefined : value)
}

function replaceKey(record: JsonRecord, key: string, value: Value): JsonRecord {
  const entries = Object.entries(record).filter(([name]) => name !== key)
  return Object.fromEntries(value === undefined ? entries : [...entries, [key, value]])
}

function putItem(list: readonly Json[], id: string, rest: readonly string[], value: Json): Json[] {
  const at = list.findIndex((item) => isRecord(item) && valueAt(item, 'id') === id)
  if (at < 0) return rest.length === 0 && isRecord(value) ? [...list, value] : [...list]
  const item = put(list[at], rest, value, '')
  return list.flatMap((other, i) =>
    i === at ? (item === null || item === undefined ? [] : [item]) : [other],
  )
}
