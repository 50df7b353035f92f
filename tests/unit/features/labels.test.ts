import { barcodeOf } from '@shared/barcode/barcode.ts'
import { fitBarcode, NARROWEST_MODULE_MM, USUAL_MODULE_MM } from '@shared/barcode/fit-barcode.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MOST_LABELS, sheetsOf } from '../../../renderer/features/labels/label-sizes.ts'

const line = fc.record({ line: fc.string({ minLength: 1, maxLength: 3 }), copies: fc.nat(60) })

describe('sheets of labels', () => {
  test('each article comes as often as wanted and in order, behind the labels that are used up', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.nat(23), (lines, skip) => {
        const sheets = sheetsOf(lines, skip, 24)
        const wanted = lines.flatMap((one) => Array.from({ length: one.copies }, () => one.line))
        expect(sheets.flat().filter((place) => place !== null)).toEqual(wanted)
        expect(sheets.every((sheet) => sheet.length <= 24)).toBe(true)
        expect(sheets.slice(0, -1).every((sheet) => sheet.length === 24)).toBe(true)
        if (wanted.length > 0) expect(sheets[0]?.findIndex((place) => place !== null)).toBe(skip)
        else expect(sheets).toEqual([])
      }),
    )
  })

  test('a barcode typed into a quantity does not become a million labels', () => {
    expect(sheetsOf([{ line: 'a', copies: 6_191_000_000 }], 0, 24).flat()).toHaveLength(MOST_LABELS)
  })

  test('bars are as wide as the label allows, and left out where no scanner would read them', () => {
    const short = barcodeOf('4006381333931')
    const long = barcodeOf('REFERENCE-TRES-LONGUE-2026')
    if (short === null || long === null) throw new Error('Both can be written')
    expect(fitBarcode(short, 62)).toBe(USUAL_MODULE_MM)
    expect(fitBarcode(short, 46)).toBe(USUAL_MODULE_MM)
    expect(fitBarcode(short, 25)).toBeGreaterThan(NARROWEST_MODULE_MM)
    expect(fitBarcode(long, 46)).toBeNull()
  })
})
