import { foldText } from '@shared/domain/catalogue/fold-text.ts'
import { parseReceipt } from '@shared/domain/receipt-number.ts'
import { describe, expect, it } from 'vitest'

describe('folding text', () => {
  it.each([
    ['  Café   TOUBA ', 'cafe touba'],
    ['Œufs frais', 'oeufs frais'],
    ['Nom de l’attribut', "nom de l'attribut"],
    ['ＡＢＣ１２', 'abc12'],
    ['Crème\u00A0brûlée\tà l’Éclair', "creme brulee a l'eclair"],
    ['İstanbul STRASSE Straße', 'istanbul strasse strasse'],
    ['', ''],
  ])('%j is searched and sorted as %j', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it('never grows beyond the field it is kept in', () => {
    expect(foldText('Œ'.repeat(300))).toHaveLength(300)
    expect(foldText('Œ'.repeat(150))).toHaveLength(200)
    expect(foldText('Œ'.repeat(100))).toBe('oe'.repeat(100))
  })
})

describe('reading a receipt number', () => {
  it.each(['', 'A1', 'A1-1', 'A1-0-1', 'A1-1-0', 'A1-1-x', 'TOOLONG-1-1', 'A1--1-1', '536365'])(
    'RECEIPT-1 %j is none',
    (text) => {
      expect(parseReceipt(text)).toBeNull()
    },
  )
})
