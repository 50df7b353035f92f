import { COLUMNS, encodePaper } from '@shared/paper/escpos.ts'
import { type PaperLine, paperSchema } from '@shared/paper/paper.schema.ts'
import { toBytes, toPrintable } from '@shared/paper/printable-text.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readEscPos } from '../support/escpos-reader.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: fc.constantFrom(...'àéœ’\u202f\u001b\u001d\n\t@{ €Ŋabc0123456789-'), maxLength: 80 }),
)
const line: fc.Arbitrary<PaperLine> = fc.oneof(
  fc.record({ kind: fc.constant('title' as const), text }),
  fc.record({ kind: fc.constant('text' as const), text, center: fc.boolean(), bold: fc.boolean() }),
  fc.record({ kind: fc.constant('pair' as const), term: text, value: text, strong: fc.boolean() }),
  fc.record({ kind: fc.constant('stamp' as const), text }),
  fc.constant({ kind: 'rule' as const }),
  fc.record({ kind: fc.constant('code' as const), text }),
)
const paper = fc.record({ lines: fc.array(line, { minLength: 1, maxLength: 20 }) })
const widthMm = fc.constantFrom(58 as const, 80 as const)
const squeezed = (words: string): string => words.replace(/[\s]/g, '')

describe('a slip in ESC/POS, whatever stands on it', () => {
  test('ESCPOS-1 only known commands and characters leave, and PAPER-1 no row is wider than the paper', () => {
    fc.assert(
      fc.property(paper, widthMm, fc.boolean(), (given, width, cut) => {
        const { rows, isCut } = readEscPos(encodePaper(paperSchema.parse(given), { widthMm: width, cut }))
        expect(Math.max(0, ...rows.map((row) => row.length))).toBeLessThanOrEqual(COLUMNS[width])
        expect(isCut).toBe(cut)
      }),
    )
  })

  test('PAPER-1 every character of a pair is on the paper, in order', () => {
    fc.assert(
      fc.property(text, text, widthMm, (term, value, width) => {
        const lines = [{ kind: 'pair' as const, term, value, strong: false }]
        const { rows } = readEscPos(encodePaper({ lines }, { widthMm: width, cut: false }))
        expect(squeezed(rows.join(''))).toBe(squeezed(toPrintable(term) + toPrintable(value)))
      }),
    )
  })

  test('ESCPOS-1 a text becomes one byte a character, none of them a command', () => {
    fc.assert(
      fc.property(text, (given) => {
        const printed = toPrintable(given)
        const bytes = toBytes(printed)
        expect(bytes).toHaveLength([...printed].length)
        expect(printed).toHaveLength(bytes.length)
        expect(bytes.every((byte) => byte >= 0x20 && byte !== 0x7f)).toBe(true)
        expect(toPrintable(printed)).toBe(printed)
      }),
    )
  })
})
