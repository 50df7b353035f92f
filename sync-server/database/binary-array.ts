/*
 * Arrays of long texts as PostgreSQL's binary parameters: the driver would write them as one text with every quote in it
 * escaped, and the server would take it apart again. The driver sends a Buffer as a binary value as it is.
 */

/** Type oids of the elements, and what stands before each element's text: `jsonb` has a version byte. */
const ELEMENTS = {
  text: { oid: 25, prefix: Buffer.alloc(0) },
  jsonb: { oid: 3802, prefix: Buffer.of(1) },
} as const

const HEADER_BYTES = 20
const LENGTH_BYTES = 4

/** The texts, already in UTF-8, as one value of type `text[]` or `jsonb[]`. */
export function binaryArray(type: keyof typeof ELEMENTS, texts: readonly Buffer[]): Buffer {
  const { oid, prefix } = ELEMENTS[type]
  const size = texts.reduce((sum, text) => sum + LENGTH_BYTES + prefix.length + text.length, HEADER_BYTES)
  const value = Buffer.allocUnsafe(size)
  // Dimensions, whether an element is null, the elements' type, how many, number of the first. An empty array has one
  // dimension of length 0, which PostgreSQL takes too.
  let at = 0
  for (const word of [1, 0, oid, texts.length, 1]) at = value.writeInt32BE(word, at)
  for (const text of texts) {
    at = value.writeInt32BE(prefix.length + text.length, at)
    at += prefix.copy(value, at)
    at += text.copy(value, at)
  }
  return value
}
