import { code128Modules, isCode128Text } from './code128.ts'
import { ean13Modules, toEan13 } from './ean13.ts'

/** Bars and spaces in modules, bar first; the white margin that scanners need is not among them. */
export interface Barcode {
  readonly kind: 'ean-13' | 'code-128'
  readonly modules: readonly number[]
  /** What stands below it. */
  readonly text: string
}

/** White space on either side without which a scanner does not find the code, in modules. */
export const QUIET_ZONE = 11

/** The usual code for a text: EAN-13 where its check digit is right, else Code 128; null for what neither can write. */
export function barcodeOf(text: string): Barcode | null {
  const digits = toEan13(text)
  if (digits !== null) return { kind: 'ean-13', modules: ean13Modules(digits), text: digits }
  if (!isCode128Text(text)) return null
  return { kind: 'code-128', modules: code128Modules(text), text }
}
