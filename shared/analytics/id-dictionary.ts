import { ID_LENGTH, isId } from '@shared/kernel/id.ts'
import { type Columns, createColumns } from './columns.ts'

/** The 128 bits of an id. */
export const ID_SPEC = { a: 'u32', b: 'u32', c: 'u32', d: 'u32' } as const

/**
 * A small number for each distinct id, as a `Dictionary` gives it, in 16 bytes an id and some 6 to find it again: as text each would
 * take a hundred. What is no id is kept as the text it is.
 */
export interface IdDictionary {
  readonly size: number
  readonly columns: Columns<typeof ID_SPEC>
  /** What is no id, with its number. */
  readonly others: readonly (readonly [number: number, text: string])[]
  readonly byteLength: number
  /** Empty for a number that was never given. */
  textOf(number: number): string
  find(text: string): number | undefined
  /** The text's number; a new one when it was not known. */
  intern(text: string): number
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const VALUES = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, ALPHABET.indexOf(String.fromCharCode(code))),
)
const WORDS = 4
const FIRST_PLACES = 2_048

export function createIdDictionary(
  initial: Columns<typeof ID_SPEC> = createColumns(ID_SPEC),
  initialOthers: IdDictionary['others'] = [],
): IdDictionary {
  const columns = initial
  const textByNumber = new Map(initialOthers)
  const numberByText = new Map(initialOthers.map(([number, text]) => [text, number]))
  const words = new Uint32Array(WORDS)
  // Open addressing: one more than the number, so that zero is an empty place.
  let places = new Uint32Array(placesFor(columns.length))
  for (let number = 0; number < columns.length; number++)
    if (!textByNumber.has(number)) places[freePlace(places, columns, number)] = number + 1

  const findPacked = (): number => {
    const { a, b, c, d } = columns.data
    const mask = places.length - 1
    for (let at = hashOf(words) & mask; ; at = (at + 1) & mask) {
      const number = (places[at] as number) - 1 // at < places.length
      if (number === -1) return -1
      if (
        d[number] === words[3] &&
        c[number] === words[2] &&
        b[number] === words[1] &&
        a[number] === words[0]
      )
        return number
    }
  }
  const find = (text: string): number | undefined => {
    if (!isId(text)) return numberByText.get(text)
    pack(text, words)
    const number = findPacked()
    return number === -1 ? undefined : number
  }
  const place = (number: number) => {
    if ((columns.length + 1) * 3 > places.length * 2) {
      places = new Uint32Array(places.length * 2)
      for (let known = 0; known < number; known++)
        if (!textByNumber.has(known)) places[freePlace(places, columns, known)] = known + 1
    }
    places[freePlace(places, columns, number)] = number + 1
  }
  return {
    columns,
    find,
    get size() {
      return columns.length
    },
    get others() {
      return [...textByNumber]
    },
    get byteLength() {
      return columns.byteLength + places.byteLength
    },
    textOf: (number) => textByNumber.get(number) ?? (number < columns.length ? unpack(columns, number) : ''),
    intern(text) {
      const known = find(text)
      if (known !== undefined) return known
      const number = columns.append(1)
      if (isId(text)) {
        const { data } = columns
        data.a[number] = words[0] as number // four words, packed by `find`
        data.b[number] = words[1] as number
        data.c[number] = words[2] as number
        data.d[number] = words[3] as number
        place(number)
      } else {
        textByNumber.set(number, text)
        numberByText.set(text, number)
      }
      return number
    },
  }
}

/** At most two places of three are taken. */
function placesFor(count: number): number {
  let places = FIRST_PLACES
  while ((count + 1) * 3 > places * 2) places *= 2
  return places
}

function freePlace(places: Uint32Array, { data }: Columns<typeof ID_SPEC>, number: number): number {
  const mask = places.length - 1
  const { a, b, c, d } = data
  let at = mix(a[number] as number, b[number] as number, c[number] as number, d[number] as number) & mask
  while (places[at] !== 0) at = (at + 1) & mask
  return at
}

const hashOf = (words: Uint32Array): number =>
  mix(words[0] as number, words[1] as number, words[2] as number, words[3] as number) // four words

/** Ids made in a row differ in their last bits alone: these must reach all of the hash. */
function mix(a: number, b: number, c: number, d: number): number {
  let hash = Math.imul(d ^ Math.imul(c, 0x85eb_ca6b), 0x9e37_79b1)
  hash = Math.imul(hash ^ (hash >>> 15) ^ b, 0xc2b2_ae35)
  hash = Math.imul(hash ^ (hash >>> 13) ^ a, 0x27d4_eb2f)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The first letter holds three bits, each other one five: 128 together. */
function pack(id: string, words: Uint32Array): void {
  words.fill(0)
  let bit = 0
  for (let i = 0; i < ID_LENGTH; i++) {
    const value = VALUES[id.charCodeAt(i)] as number // letters of the alphabet
    const width = i === 0 ? 3 : 5
    const word = bit >>> 5
    const room = 32 - (bit & 31)
    if (width <= room) words[word] = (words[word] as number) | (value << (room - width))
    else {
      words[word] = (words[word] as number) | (value >>> (width - room))
      words[word + 1] = value << (32 - (width - room))
    }
    bit += width
  }
}

function unpack({ data }: Columns<typeof ID_SPEC>, number: number): string {
  const words = [data.a[number], data.b[number], data.c[number], data.d[number]].map((word) => word ?? 0)
  let text = ''
  let bit = 0
  for (let i = 0; i < ID_LENGTH; i++) {
    const width = i === 0 ? 3 : 5
    const word = bit >>> 5
    const room = 32 - (bit & 31)
    const here = words[word] ?? 0
    const value =
      width <= room
        ? (here >>> (room - width)) & ((1 << width) - 1)
        : ((here << (width - room)) | ((words[word + 1] ?? 0) >>> (32 - (width - room)))) & ((1 << width) - 1)
    text += ALPHABET[value]
    bit += width
  }
  return text
}
