import type { Paper, PaperLine } from './paper.schema.ts'
import { toPrintable } from './printable-text.ts'

/** One row as it stands on the paper, already as wide as the paper or shorter; or a barcode between rows. */
export type PaperRow =
  | { readonly kind: 'row'; readonly text: string; readonly bold: boolean; readonly tall: boolean }
  | { readonly kind: 'code'; readonly text: string }

/** Lays a paper out in characters of equal width. PAPER-1: no row is wider than the paper, and no word of the paper is lost. */
export const toRows = ({ lines }: Paper, columns: number): PaperRow[] =>
  lines.flatMap((line) => rowsOf(line, columns))

function rowsOf(line: PaperLine, columns: number): PaperRow[] {
  if (line.kind === 'rule') return [row('-'.repeat(columns))]
  if (line.kind === 'code') return [{ kind: 'code', text: line.text }]
  if (line.kind === 'pair') return pairRows(line, columns)
  if (line.kind === 'title') return centred(line.text, columns, { bold: true, tall: true })
  if (line.kind === 'stamp') return centred(`** ${line.text} **`, columns, { bold: true, tall: true })
  return line.center
    ? centred(line.text, columns, { bold: line.bold })
    : wrap(line.text, columns).map((text) => row(text, line))
}

const row = (
  text: string,
  { bold = false, tall = false }: { bold?: boolean; tall?: boolean } = {},
): PaperRow => ({ kind: 'row', text, bold, tall })

function centred(text: string, columns: number, style: { bold?: boolean; tall?: boolean }): PaperRow[] {
  return wrap(text, columns).map((part) =>
    row(' '.repeat(Math.floor((columns - part.length) / 2)) + part, style),
  )
}

/** Term and value in one row where there is room, else the value at the end of its own row. */
function pairRows(
  { term, value, strong }: Extract<PaperLine, { kind: 'pair' }>,
  columns: number,
): PaperRow[] {
  const style = { bold: strong, tall: strong }
  const terms = wrap(term, columns)
  const values = wrap(value, columns)
  const [last = ''] = terms.slice(-1)
  const [first = ''] = values
  const fits = values.length === 1 && last.length + 1 + first.length <= columns
  if (fits) {
    const together = last + first.padStart(columns - last.length)
    return [...terms.slice(0, -1), together].map((text) => row(text, style))
  }
  return [...terms, ...values.map((text) => text.padStart(columns))].map((text) => row(text, style))
}

/** Breaks at spaces and line ends; a word longer than the paper is cut. Always at least one row. */
function wrap(text: string, columns: number): string[] {
  return text.split(/\r\n|\r|\n/).flatMap((part) => wrapPart(toPrintable(part), columns))
}

function wrapPart(text: string, columns: number): string[] {
  const rows: string[] = []
  let current = ''
  for (const word of text.split(' ').filter(Boolean)) {
    for (const piece of cut(word, columns)) {
      const longer = current === '' ? piece : `${current} ${piece}`
      if (longer.length <= columns) current = longer
      else {
        rows.push(current)
        current = piece
      }
    }
  }
  return [...rows, current]
}

function cut(word: string, columns: number): string[] {
  const pieces: string[] = []
  for (let at = 0; at < word.length; at += columns) pieces.push(word.slice(at, at + columns))
  return pieces
}
