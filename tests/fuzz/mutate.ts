import type { SeededRandom } from '../../sync-server/demo/seeded-random.ts'
import { SYMBOL } from './symbols.ts'

/** JSON as an attacker writes it: `RAW` texts stand for bytes that no program would write there. */
export type Json = unknown

const RAW_MARK = '\u2603raw:'
/** What stands in the text exactly as it is, although it may be no JSON at all. */
export const raw = (text: string): string => RAW_MARK + text

/** Writes JSON with its raw places, and keys named `\u2603key:` as they are although objects cannot have them. */
export function write(value: Json): string {
  const text = JSON.stringify(value) ?? ''
  return text
    .replace(/"\u2603raw:((?:[^"\\]|\\.)*)"/g, (_match, inner) => JSON.parse(`"${inner}"`))
    .replaceAll('\u2603key:', '')
}

const pick = <T>(random: SeededRandom, items: readonly T[]): T => items[random.whole(items.length)] as T // never empty

const NUMBERS: readonly Json[] = [
  0,
  -1,
  1,
  0.5,
  -0.5,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e15,
  1e21,
  1e300,
  5e-324,
  raw('1e400'),
  raw('-1e400'),
  raw('-0'),
  raw('1E5'),
  raw('00'),
  raw('NaN'),
  raw('Infinity'),
  raw('0x10'),
  9_000_000_001,
  1_000_000_001,
  8_640_000_000_000_001,
  253_402_300_800_000,
  99_991_231,
  20_261_399,
]
const TEXTS: readonly Json[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00',
  '\ud83d',
  '\u202e',
  '\ufeff',
  '\u{1f600}',
  '0',
  '-1',
  '1e9',
  'null',
  'true',
  "' or 1=1 --",
  '$1',
  '\\',
  '\\u0000',
  '"',
  '<img src=x onerror=alert(1)>',
  '=1+1',
  '../../etc/passwd',
  '%00',
  '{}',
  '[]',
  '__proto__',
  'constructor',
  'x'.repeat(201),
  'x'.repeat(20_001),
  '\u00e9'.repeat(130),
  'A'.repeat(26),
  '7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
  '8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
  SYMBOL.shop,
  SYMBOL.otherShop,
  SYMBOL.victim,
  SYMBOL.admin,
  SYMBOL.device,
  raw('"\\ud800"'),
  raw("'x'"),
  raw('"\t"'),
  raw('undefined'),
]
const KEYS: readonly string[] = [
  '\u2603key:__proto__',
  'constructor',
  'prototype',
  '_deleted',
  '_rev',
  '_meta',
  '_attachments',
  '$where',
  'shopId',
  'rev',
  'seq',
  'pending',
  'toString',
  '',
  'hasOwnProperty',
  'x'.repeat(65),
  '\u0000',
  'id',
]

function nasty(random: SeededRandom): Json {
  const kind = random.whole(100)
  if (kind < 40) return pick(random, NUMBERS)
  if (kind < 75) return pick(random, TEXTS)
  if (kind < 85) return pick<Json>(random, [null, true, false, [], {}, [[]], [null], { id: null }])
  if (kind < 90) return nest(pick(random, [2, 11, 12, 13, 40]))
  if (kind < 92) return raw(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)
  if (kind < 97)
    return Array.from({ length: pick(random, [2, 101, 501, 2_001]) }, () => pick(random, [0, '', {}, null]))
  return { [pick(random, KEYS)]: pick(random, TEXTS), inner: { [pick(random, KEYS)]: 1 } }
}

const nest = (depth: number): Json =>
  depth === 0 ? 1 : depth % 2 === 0 ? [nest(depth - 1)] : { a: nest(depth - 1) }

interface Place {
  readonly holder: object
  readonly key: string
}

/** Every place in the value where something stands. */
function placesIn(value: Json): Place[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((key) => [{ holder: value, key }, ...placesIn(Reflect.get(value, key))])
}

type Mutation = (random: SeededRandom, place: Place, all: readonly Place[]) => void
const get = ({ holder, key }: Place): Json => Reflect.get(holder, key)
const set = ({ holder, key }: Place, value: Json): void => void Reflect.set(holder, key, value)

const MUTATIONS: readonly Mutation[] = [
  (random, place) => set(place, nasty(random)),
  (random, place) => set(place, nasty(random)),
  (random, place) => set(place, near(random, get(place))),
  (random, place) => set(place, near(random, get(place))),
  (_random, place) => void Reflect.deleteProperty(place.holder, place.key),
  (random, place) => void Reflect.set(place.holder, pick(random, KEYS), nasty(random)),
  (random, place, all) => set(place, structuredClone(get(pick(random, all)))),
  (random, place, all) => {
    const other = pick(random, all)
    const held = get(place)
    if (contains(held, other.holder) || contains(get(other), place.holder)) return
    set(place, get(other))
    set(other, held)
  },
  (random, place) => {
    const list = get(place)
    if (Array.isArray(list))
      set(
        place,
        Array.from({ length: pick(random, [0, 2, 30]) }, () => list[0] ?? 0),
      )
    else set(place, [list])
  },
  (_random, place) => set(place, JSON.stringify(get(place)) ?? ''),
]

/** Just beside what stands there. */
function near(random: SeededRandom, value: Json): Json {
  if (typeof value === 'number')
    return pick<Json>(random, [value + 1, value - 1, -value, value * 2, value + 0.5, String(value)])
  if (typeof value === 'string') {
    return pick<Json>(random, [
      `${value} `,
      value.toLowerCase(),
      value.slice(1),
      value + value,
      `${value}\u0000`,
      value.split('').reverse().join(''),
    ])
  }
  if (typeof value === 'boolean') return pick<Json>(random, [!value, Number(value), String(value)])
  return value === null ? pick<Json>(random, ['', 0, {}, []]) : nasty(random)
}

const contains = (value: Json, holder: object): boolean =>
  value === holder || placesIn(value).some(({ holder: inner }) => inner === holder)

/** The value with one thing changed that its shape still allows, so that only rules and permissions can object. */
export function nudge<T extends Json>(random: SeededRandom, sound: T): T {
  const copy = structuredClone(sound)
  const leaves = placesIn(copy).filter((place) => typeof get(place) !== 'object')
  if (leaves.length === 0) return copy
  const place = pick(random, leaves)
  const value = get(place)
  if (typeof value === 'number') set(place, pick(random, [value + 1, value - 1, -value, 0, value * 2]))
  else if (typeof value === 'boolean') set(place, !value)
  else
    set(
      place,
      get(
        pick(
          random,
          leaves.filter((other) => typeof get(other) === 'string'),
        ),
      ),
    )
  return copy
}

/** The value with one to three things wrong with it; the original stays as it is. */
export function mutate<T extends Json>(random: SeededRandom, sound: T): T {
  const copy = structuredClone({ root: sound })
  const times = 1 + random.whole(3)
  for (let i = 0; i < times; i++) {
    const places = placesIn(copy.root)
    const all = places.length === 0 ? [{ holder: copy, key: 'root' }] : places
    pick(random, MUTATIONS)(random, pick(random, all), all)
  }
  return copy.root
}
