import { err, ok, type Result } from '@shared/kernel/result.ts'

/** The Encoding API is the same, and pure, in every runtime the product runs in. */
declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string }

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof ENCODINGS)[number]

export interface DecodedText {
  readonly text: string
  readonly encoding: Encoding
  /** Characters that could not be read and stand as U+FFFD: the file was cut or damaged. */
  readonly damaged: number
}

export type DecodeError =
  | { type: 'EmptyFile' }
  | { type: 'NotText'; looksLike: 'spreadsheet' | 'pdf' | 'gzip' | 'binary' }

const SIGNATURES: readonly [readonly number[], 'spreadsheet' | 'pdf' | 'gzip'][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'spreadsheet'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'spreadsheet'],
  [[0x25, 0x50, 0x44, 0x46], 'pdf'],
  [[0x1f, 0x8b], 'gzip'],
]

/**
 * Reads a file's bytes as text: a byte order mark decides, then valid UTF-8, then Windows-1252, which is what French
 * spreadsheets write. `chosen` overrules the guess.
 */
export function decodeText(bytes: Uint8Array, chosen?: Encoding): Result<DecodedText, DecodeError> {
  if (bytes.length === 0) return err({ type: 'EmptyFile' })
  const signature = SIGNATURES.find(([start]) => startsWith(bytes, start))
  if (signature) return err({ type: 'NotText', looksLike: signature[1] })
  const encoding = chosen ?? guessEncoding(bytes)
  if (encoding === null) return err({ type: 'NotText', looksLike: 'binary' })
  const text = decodeAs(encoding, bytes).replace(/^\uFEFF/, '')
  if (text.trim() === '') return err({ type: 'EmptyFile' })
  return ok({ text, encoding, damaged: count(text, '\uFFFD') })
}

/** Windows-1252 where it differs from Latin-1: bytes 0x80 to 0x9F. Node 20 decodes the label as Latin-1, so the table is ours. */
const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

function decodeAs(encoding: Encoding, bytes: Uint8Array): string {
  const text = new TextDecoder(encoding).decode(bytes)
  if (encoding !== 'windows-1252') return text
  return text.replace(/[\u0080-\u009F]/g, (character) => C1[character.charCodeAt(0) - 0x80] ?? character)
}

function guessEncoding(bytes: Uint8Array): Encoding | null {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be'
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return 'utf-8'
  const head = bytes.subarray(0, 4_096)
  const nulsAt = [0, 0]
  head.forEach((byte, i) => {
    if (byte === 0) nulsAt[i % 2] = (nulsAt[i % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = nulsAt
  if (odd > head.length / 4 && even === 0) return 'utf-16le'
  if (even > head.length / 4 && odd === 0) return 'utf-16be'
  if (even + odd > 0) return null
  return guessEightBit(bytes)
}

/** A file that is mostly right UTF-8 stays UTF-8 with a few damaged characters; guessing otherwise would garble it all. */
function guessEightBit(bytes: Uint8Array): Encoding {
  const text = new TextDecoder('utf-8').decode(bytes)
  const damaged = count(text, '\uFFFD')
  if (damaged === 0) return 'utf-8'
  let accented = 0
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) accented++
  return accented - damaged > damaged ? 'utf-8' : 'windows-1252'
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte)

function count(text: string, character: string): number {
  let found = 0
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) found++
  return found
}
