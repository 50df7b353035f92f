import { code128Modules, isCode128Text } from '../barcode/code128.ts'
import type { Paper } from './paper.schema.ts'
import { type PaperRow, toRows } from './paper-rows.ts'
import { toBytes } from './printable-text.ts'
import type { Printer } from './printer.schema.ts'

/*
 * ESC/POS as every receipt printer of the last twenty years speaks it. ESCPOS-1: besides the commands below, only bytes of
 * printable characters leave here, whatever the texts contain.
 */

const ESC = 0x1b
const GS = 0x1d
const FS = 0x1c
const LINE_FEED = 0x0a

/** Start anew; no Chinese pairs of bytes (many printers begin with them); code page 858. */
const BEGIN = [ESC, 0x40, FS, 0x2e, ESC, 0x74, 19]
const bold = (on: boolean): number[] => [ESC, 0x45, on ? 1 : 0]
/** Double height only: the columns stay as wide as they are. */
const tall = (on: boolean): number[] => [GS, 0x21, on ? 1 : 0]
const centre = (on: boolean): number[] => [ESC, 0x61, on ? 1 : 0]
const FEED_TO_EDGE = [ESC, 0x64, 4]
/** Feeds to the knife and cuts all but a corner. */
const CUT = [GS, 0x56, 66, 0]
/** Pin 2, 50 ms on, 500 ms off: what drawers expect. */
const KICK_DRAWER = [ESC, 0x70, 0, 25, 250]

/** Characters a row of normal size has on each paper. */
export const COLUMNS = { 58: 32, 80: 48 } as const
const DOTS = { 58: 384, 80: 576 } as const

/** The paper as the bytes that print it. */
export function encodePaper(paper: Paper, { widthMm, cut }: Pick<Printer, 'widthMm' | 'cut'>): Uint8Array {
  const rows = toRows(paper, COLUMNS[widthMm])
  const bytes = [...BEGIN, ...rows.flatMap((row) => encodeRow(row, DOTS[widthMm])), ...FEED_TO_EDGE]
  return Uint8Array.from(cut ? [...bytes, ...CUT] : bytes)
}

/** What opens the cash drawer that hangs on the printer. */
export const encodeDrawerKick = (): Uint8Array => Uint8Array.from([ESC, 0x40, ...KICK_DRAWER])

function encodeRow(row: PaperRow, dots: number): number[] {
  if (row.kind === 'code') return encodeCode(row.text, dots)
  const style = [...(row.bold ? bold(true) : []), ...(row.tall ? tall(true) : [])]
  const plain = [...(row.tall ? tall(false) : []), ...(row.bold ? bold(false) : [])]
  return [...style, ...toBytes(row.text), LINE_FEED, ...plain]
}

const NARROWEST_BAR_DOTS = 2
const CODE_HEIGHT_DOTS = 64
const CHARACTERS_BELOW = 2
const CODE128 = 73

/** CODE128 in set B. A code that the paper is too narrow for is left out: its characters stand on the slip anyway. */
function encodeCode(text: string, dots: number): number[] {
  if (!isCode128Text(text)) return []
  const bars = code128Modules(text, 'B').reduce((sum, width) => sum + width, 0)
  if (bars * NARROWEST_BAR_DOTS > dots) return []
  // In the printer's own spelling `{` begins a command and is doubled.
  const data = toBytes(`{B${text.replaceAll('{', '{{')}`)
  return [
    ...centre(true),
    ...[GS, 0x68, CODE_HEIGHT_DOTS],
    ...[GS, 0x77, NARROWEST_BAR_DOTS],
    ...[GS, 0x48, CHARACTERS_BELOW],
    ...[GS, 0x6b, CODE128, data.length, ...data],
    LINE_FEED,
    ...centre(false),
  ]
}
