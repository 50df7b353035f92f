import { deriveId } from '@shared/kernel/id.ts'
import type { Json, JsonRecord, MergeRule } from '@shared/merge/merge-rule.ts'
import { COLLECTIONS, type CollectionName, type DocumentOf } from '@shared/schemas/registry.ts'
import { SETTING_KINDS, SETTING_VALUES } from '@shared/schemas/settings.schema.ts'
import { z } from 'zod'

/*
 * Small domains for every field of every collection, read from the collection's own validator: a field that is added
 * tomorrow is enumerated tomorrow. Every value fits the schema at its place.
 */

/** The part of a JSON schema that is read here. */
interface Shape {
  readonly type?: string
  readonly const?: Json
  readonly enum?: readonly Json[]
  readonly anyOf?: readonly Shape[]
  readonly items?: Shape
  readonly minItems?: number
  readonly minLength?: number
  readonly minimum?: number
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Shape | boolean
}

const shapes = new Map<CollectionName, Shape>()

function shapeOf(collection: CollectionName): Shape {
  const options = { io: 'input', unrepresentable: 'any' } as const
  const shape = shapes.get(collection) ?? (z.toJSONSchema(COLLECTIONS[collection].schema, options) as Shape) // what it writes
  shapes.set(collection, shape)
  return shape
}

export const idNamed = (word: string) => deriveId('merge', word)

/** Settings whose value may be anything, so that kind and value can be enumerated apart. */
const OPEN_KINDS = SETTING_KINDS.filter((kind) => !(kind in SETTING_VALUES))

/** A valid document of the collection in which as little as possible is said. */
export function smallDocument<Name extends CollectionName>(collection: Name): DocumentOf<Name> {
  const sample = firstOf(shapeOf(collection)) as JsonRecord // a collection's schema describes an object
  const known: Record<string, Json> = { ...sample, id: idNamed(collection), rev: 3, archived: false }
  if (collection === 'orders') known.status = 'delivered'
  if (collection === 'settings') known.kind = OPEN_KINDS[0] ?? ''
  return COLLECTIONS[collection].schema.parse(known) as DocumentOf<Name> // that collection's own schema
}

/** Values of one field; a life cycle has all its states. */
export function domainOf(collection: CollectionName, field: string, rule: MergeRule): readonly Json[] {
  const shape = shapeOf(collection).properties?.[field]
  if (shape === undefined) throw new Error(`${collection} has no field ${field}`)
  if (rule.type === 'lifecycle') return rule.ranks
  if (collection === 'settings' && field === 'kind') return OPEN_KINDS.slice(0, 3)
  return shape.type === 'array' && isIdentified(shape) ? listsOf(shape, rule) : valuesOf(shape)
}

const firstOf = (shape: Shape): Json => valuesOf(shape)[0] ?? null

function valuesOf(shape: Shape): Json[] {
  if (shape.const !== undefined) return [shape.const]
  if (shape.enum) return [...shape.enum].slice(0, 3)
  if (shape.anyOf) return anyOf(shape.anyOf)
  switch (shape.type) {
    case 'boolean':
      return [false, true]
    case 'integer':
    case 'number':
      return [0, 1, 2].map((step) => Math.max(shape.minimum ?? 0, 0) + step)
    case 'string':
      return textsOf(shape)
    case 'array':
      return arraysOf(shape)
    case 'object':
      return shape.properties ? objectsOf(shape) : recordsOf(shape)
    default:
      return [1, 2]
  }
}

/** Null is one of the values where it may be. */
function anyOf(shapes: readonly Shape[]): Json[] {
  const values = shapes.filter(({ type }) => type !== 'null').flatMap(valuesOf)
  return shapes.some(({ type }) => type === 'null') ? [null, ...values.slice(0, 2)] : values.slice(0, 3)
}

function textsOf({ pattern = '', minLength = 0 }: Shape): Json[] {
  if (pattern.includes('{25}')) return ['one', 'two', 'three'].map(idNamed)
  if (pattern.includes('[A-Z0-9]')) return ['A1', 'B2', 'C3']
  return minLength > 0 ? ['a', 'b', 'c'] : ['', 'a', 'b']
}

/** Lists of words are every subset of two; other lists are a few to choose from as a whole. */
function arraysOf({ items = {}, minItems = 0 }: Shape): Json[] {
  const [first = null, second = null, third = null] = valuesOf(items)
  const isWords = items.type === 'string' || items.enum !== undefined
  const lists = isWords
    ? [[], [second], [third ?? first], [second, third ?? first]]
    : [[], [first], [second ?? first, first]]
  return lists.filter((list) => list.length >= minItems)
}

/** The plainest object, then with its first two fields that can vary changed, alone and together. */
function objectsOf(shape: Shape): Json[] {
  const plain = plainObject(shape)
  const varied = variableFields(shape).slice(0, 2)
  const change = (fields: typeof varied) =>
    Object.fromEntries(fields.map(({ field, other }) => [field, other] as const))
  const [one, two] = varied
  const objects: Json[] = [plain]
  if (one) objects.push({ ...plain, ...change([one]) })
  if (two) objects.push({ ...plain, ...change([two]) }, { ...plain, ...change(varied) })
  return objects
}

function plainObject({ properties = {}, required = [] }: Shape): JsonRecord {
  return Object.fromEntries(required.map((field) => [field, firstOf(properties[field] ?? {})]))
}

/** Fields beside the id with another value than the plain object's. */
function variableFields({ properties = {}, required = [] }: Shape) {
  return Object.entries(properties).flatMap(([field, inner]) => {
    const values = valuesOf(inner)
    const other = required.includes(field) ? values[1] : values.at(-1)
    return field === 'id' || other === undefined ? [] : [{ field, other }]
  })
}

function recordsOf({ additionalProperties }: Shape): Json[] {
  const inner = typeof additionalProperties === 'object' ? additionalProperties : {}
  if (inner.type === 'string') return [{}, { k: 'a' }, { k: 'b' }, { k: 'a', l: 'a' }]
  return [{}, { k: 1 }, { k: 2 }, { n: { deep: 1 } }, { k: 1, n: { deep: 2 } }]
}

const isIdentified = ({ items }: Shape): boolean => items?.properties?.id !== undefined

/**
 * Every state of a list of two objects of which each is not there, there, or there and changed. A fact does not change, but
 * for the one field that moves on.
 */
function listsOf({ items = {}, minItems = 0 }: Shape, rule: MergeRule): Json[] {
  const plain = plainObject(items)
  const changes = variableFields(items)
  const change = changes.find(({ field }) => field !== 'sku') ?? changes[0]
  const statesOf = (word: string): (JsonRecord | null)[] => {
    const item = { ...plain, id: idNamed(word) }
    if (rule.type !== 'append')
      return [null, item, ...(change ? [{ ...item, [change.field]: change.other }] : [])]
    const { progress } = rule
    return [
      null,
      ...(progress ? progress.ranks.map((rank) => ({ ...item, [progress.field]: rank })) : [item]),
    ]
  }
  const lists = statesOf('p').flatMap((p) => statesOf('q').map((q) => [p, q]))
  return lists
    .map((list) => list.filter((item): item is JsonRecord => item !== null))
    .filter((list) => list.length >= minItems)
}

export interface ItemField {
  readonly field: string
  readonly rule: MergeRule
  /** The list with one object whose field has that value; undefined leaves an optional field out. */
  readonly lists: readonly Json[]
}

/** Every field inside the objects of a list, over its own small domain. */
export function itemFieldsOf(
  collection: CollectionName,
  field: string,
  rule: Extract<MergeRule, { type: 'mapById' }>,
  scalar: MergeRule,
): ItemField[] {
  const items = shapeOf(collection).properties?.[field]?.items
  if (items === undefined) throw new Error(`${collection}.${field} is no list of objects`)
  const { properties = {}, required = [] } = items
  const plain = { ...plainObject(items), id: idNamed('p') }
  return Object.entries(properties)
    .filter(([inner]) => inner !== 'id')
    .map(([inner, shape]) => {
      const own = rule.fields?.[inner] ?? scalar
      const values: (Json | undefined)[] =
        shape.type === 'array' && isIdentified(shape) ? listsOf(shape, own) : valuesOf(shape)
      const all = required.includes(inner) ? values : [undefined, ...values]
      const lists = all.map((value) => [
        Object.fromEntries(
          Object.entries<Json | undefined>({ ...plain, [inner]: value }).filter(
            (entry): entry is [string, Json] => entry[1] !== undefined,
          ),
        ),
      ])
      return { field: inner, rule: own, lists }
    })
}
