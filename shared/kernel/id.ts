import { z } from 'zod'
import { brandOutput } from './brand.ts'
import type { Clock } from './clock.ts'
import type { RandomSource } from './random.ts'

/** Crockford base32 without I, L, O, U: the alphabet of a ULID. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const ID_LENGTH = 26

/** A ULID: 48 bits of time, 80 bits of randomness, sortable as text. */
export type Id = string & { readonly __brand: 'Id' }

export const idSchema = brandOutput<Id, string>(
  z
    .string()
    .max(ID_LENGTH)
    .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
)

/** Where new ids come from. */
export interface IdSource {
  next(): Id
}

export interface IdDep {
  readonly ids: IdSource
}

export const isId = (text: unknown): text is Id =>
  typeof text === 'string' && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text)

/** ULIDs that also rise within one millisecond, so that ids made in a row sort in that order. */
export function createIdSource(clock: Clock, random: RandomSource): IdSource {
  let lastTime = -1
  let lastTail: number[] = []
  return {
    next() {
      const time = Math.max(clock.now(), lastTime)
      lastTail = time === lastTime ? increment(lastTail) : Array.from(random.bytes(16), (byte) => byte & 31)
      lastTime = time
      return (encodeTime(time) + lastTail.map((digit) => ALPHABET[digit]).join('')) as Id
    },
  }
}

/** The time in an id, ms since 1970 UTC: when it was made, or nothing sensible for a derived one. */
export function timeOfId(id: string): number {
  let time = 0
  for (const letter of id.slice(0, 10)) time = time * 32 + Math.max(0, ALPHABET.indexOf(letter))
  return time
}

/** The same id for the same words, wherever it is computed: for facts that two machines may both record. */
export function deriveId(...words: readonly string[]): Id {
  const text = words.join('\u0000')
  let out = ALPHABET[hash32(text, 0x9e37) & 7] ?? '0'
  for (let block = 0; out.length < ID_LENGTH; block++) {
    let bits = hash32(text, 0x85eb_ca6b ^ (block * 0x27d4_eb2f))
    for (let i = 0; i < 5 && out.length < ID_LENGTH; i++) {
      out += ALPHABET[bits & 31]
      bits >>>= 5
    }
  }
  return out as Id
}

function increment(tail: readonly number[]): number[] {
  const next = [...tail]
  for (let i = next.length - 1; i >= 0; i--) {
    const digit = next[i] ?? 0
    if (digit < 31) {
      next[i] = digit + 1
      return next
    }
    next[i] = 0
  }
  return next
}

function encodeTime(time: number): string {
  let rest = time
  let text = ''
  for (let i = 0; i < 10; i++) {
    text = ALPHABET[rest % 32] + text
    rest = Math.floor(rest / 32)
  }
  return text
}

/** MurmurHash3 (32 bit) over the UTF-16 code units. Source: Appleby's public-domain description. */
export function hash32(text: string, seed: number): number {
  let h = seed | 0
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51)
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
    h ^= k
    h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64
  }
  h ^= text.length
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
