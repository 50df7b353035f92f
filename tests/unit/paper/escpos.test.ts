import { COLUMNS, encodeDrawerKick, encodePaper } from '@shared/paper/escpos.ts'
import type { Paper } from '@shared/paper/paper.schema.ts'
import { toBytes, toPrintable } from '@shared/paper/printable-text.ts'
import { describe, expect, test } from 'vitest'
import { readEscPos } from '../../support/escpos-reader.ts'

const RECEIPT: Paper = {
  lines: [
    { kind: 'title', text: 'Épicerie Ndëp' },
    { kind: 'text', text: '12, rue Félix-Faure, Dakar', center: true, bold: false },
    { kind: 'stamp', text: 'DUPLICATA' },
    { kind: 'rule' },
    { kind: 'pair', term: 'Ticket n°', value: 'C1-1-000042', strong: false },
    { kind: 'text', text: 'Pâte d’arachide', center: false, bold: true },
    { kind: 'pair', term: '2 × 1 500 FCFA', value: '3 000 FCFA', strong: false },
    { kind: 'pair', term: 'TOTAL', value: '3 000 FCFA', strong: true },
    { kind: 'code', text: 'C1-1-000042' },
  ],
}

describe('a slip in ESC/POS', () => {
  test('stands on 80 mm as it stands on screen, accents and all', () => {
    const { rows, codes, isCut } = readEscPos(encodePaper(RECEIPT, { widthMm: 80, cut: true }))
    expect(rows).toEqual([
      '                 Épicerie Ndëp',
      '           12, rue Félix-Faure, Dakar',
      '                ** DUPLICATA **',
      '-'.repeat(48),
      'Ticket n°                            C1-1-000042',
      "Pâte d'arachide",
      '2 × 1 500 FCFA                        3 000 FCFA',
      'TOTAL                                 3 000 FCFA',
      '',
    ])
    expect(codes).toEqual(['{BC1-1-000042'])
    expect(isCut).toBe(true)
  })

  test('breaks at words on 58 mm, and gives a value that does not fit a row of its own', () => {
    const { rows, isCut } = readEscPos(
      encodePaper(
        {
          lines: [
            { kind: 'text', text: 'Merci de votre visite et à très bientôt !', center: false, bold: false },
            { kind: 'pair', term: 'Encaissé par carte bancaire', value: '12 500 FCFA', strong: false },
          ],
        },
        { widthMm: 58, cut: false },
      ),
    )
    expect(rows).toEqual([
      'Merci de votre visite et à très',
      'bientôt !',
      'Encaissé par carte bancaire',
      '12 500 FCFA'.padStart(COLUMNS[58]),
    ])
    expect(isCut).toBe(false)
  })

  test('leaves out a barcode that the paper is too narrow for', () => {
    const lines = [{ kind: 'code', text: 'DAKAR1-12-000042' }] as const
    expect(readEscPos(encodePaper({ lines: [...lines] }, { widthMm: 58, cut: false })).codes).toEqual([])
    expect(readEscPos(encodePaper({ lines: [...lines] }, { widthMm: 80, cut: false })).codes).toHaveLength(1)
  })

  test('the drawer opens by a pulse and prints nothing', () => {
    expect(readEscPos(encodeDrawerKick())).toEqual({ rows: [], codes: [], isCut: false, drawerKicks: 1 })
  })
})

describe('the characters of a receipt printer', () => {
  test('hold every French letter, the euro and the signs of a receipt', () => {
    const own = 'àâæçéèêëîïôùûüÿÀÂÆÇÉÈÊËÎÏÔÙÛÜ€«»°×ñÑ²½'
    expect(toPrintable(own)).toBe(own)
    expect(new Set(toBytes(own)).size).toBe(own.length)
    expect(toBytes('é€ ')).toEqual([0x82, 0xd5, 0x20])
  })

  test.each([
    ['Œufs, cœur', 'OEufs, coeur'],
    ['l’été à 10 h 30', "l'été à 10 h 30"],
    ['1 500 FCFA', '1 500 FCFA'],
    ['1 500 – 2 000 …', '1 500 - 2 000 ...'],
    ['Ŋaaj ɓiro', 'Naaj biro'],
    ['e\u0301te\u0301', 'été'],
    ['Şükran Łódź Ÿ', 'Sükran Lódz Y'],
    ['½ kg ²', '½ kg ²'],
    ['\u001b@\u0007 kick\u0000', '@ kick'],
    ['riz\u200b\ufeff', 'riz'],
    ['米', '?'],
  ])('%j is written %j', (text, printed) => {
    expect(toPrintable(text)).toBe(printed)
  })
})
