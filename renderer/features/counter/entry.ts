import { MAX_QUANTITY, type Quantity, quantity } from '@shared/kernel/quantity.ts'

/** What stands in the scan field: how many, and of what. */
export interface Entry {
  readonly multiplier: Quantity
  readonly term: string
}

const ONE = quantity(1)

/** Largest quantity that is typed by hand before a code; above it the digits are part of the code. */
const MAX_MULTIPLIER = 9_999

/** Reads `3*coca`, `3 × 6191234567890` or plain `coca`. */
export function readEntry(text: string): Entry {
  const match = /^\s*(\d{1,4})\s*[*×]\s*(.*)$/u.exec(text)
  const count = Number(match?.[1] ?? 1)
  if (!match || count < 1) return { multiplier: ONE, term: text.trim() }
  return { multiplier: quantity(count), term: (match[2] ?? '').trim() }
}

/** Some scanners are set to say first which kind of barcode they have read: `]E0` stands before an EAN-13. */
const SYMBOLOGY = /^\][A-Za-z]\d(?=.)/

export const withoutSymbology = (code: string): string => code.replace(SYMBOLOGY, '')

/**
 * The ways a scan may be meant, most likely first. `before` is what stood in the field when the burst began: `3*` and a
 * bare `3` multiply; but a scanner's first key may also have come late and be taken for typing, so the whole text counts too.
 */
export function readScan(before: string, scanned: string): readonly Entry[] {
  const prefix = before.trim()
  const code = withoutSymbology(scanned)
  const starred = readEntry(`${prefix}${code}`)
  if (starred.term !== `${prefix}${code}`) return [{ multiplier: starred.multiplier, term: code }]
  const plain: Entry = { multiplier: ONE, term: code }
  if (!/^\d{1,4}$/.test(prefix)) return [plain]
  const whole: Entry = { multiplier: ONE, term: prefix + code }
  const count = Number(prefix)
  if (count < 1 || count > MAX_MULTIPLIER) return [whole, plain]
  return [whole, { multiplier: quantity(count), term: code }]
}

export type QuantityEntry =
  | { readonly type: 'Quantity'; readonly value: Quantity }
  /** A barcode that landed in the quantity field, with the ways it may be read, most likely first. */
  | { readonly type: 'Code'; readonly codes: readonly string[] }
  | { readonly type: 'NotAQuantity' }

/** EAN-8, UPC-A, EAN-13 and GTIN-14: nobody sells that many of anything. */
const isBarcodeLike = (digits: string): boolean => /^(?:\d{8}|\d{12,14})$/.test(digits)

/**
 * Reads a quantity field that showed `shown` before. Zero is a quantity here: it means taking the line out. A code may have
 * been added behind what the field showed: then both readings are tried.
 */
export function readQuantityEntry(text: string, shown: number): QuantityEntry {
  const plain = text.replace(/[\s\u202f\u00a0]/gu, '')
  const behind = plain.startsWith(String(shown)) ? plain.slice(String(shown).length) : ''
  const codes = [plain, behind].filter(isBarcodeLike)
  if (codes.length > 0) return { type: 'Code', codes }
  if (!/^\d{1,10}$/.test(plain) || Number(plain) > MAX_QUANTITY) return { type: 'NotAQuantity' }
  return { type: 'Quantity', value: quantity(Number(plain)) }
}
