import { barcodeOf } from '@shared/barcode/barcode.ts'
import { CODE128_WIDTHS, code128Modules, code128Values } from '@shared/barcode/code128.ts'
import { ean13CheckDigit, ean13Modules, toEan13 } from '@shared/barcode/ean13.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0)

/** Reads the widths back as a scanner does. */
function scanCode128(modules: readonly number[]): string {
  const values: number[] = []
  for (let at = 0; at + 7 < modules.length; at += 6)
    values.push(CODE128_WIDTHS.indexOf(modules.slice(at, at + 6).join('')))
  expect(modules.slice(values.length * 6).join('')).toBe('2331112')
  const [start = 0, ...rest] = values
  const data = rest.slice(0, -1)
  expect(data.reduce((total, value, index) => total + value * (index + 1), start) % 103).toBe(rest.at(-1))
  return data
    .map((value) => (start === 105 ? String(value).padStart(2, '0') : String.fromCharCode(value + 32)))
    .join('')
}

/** The light and dark modules of an EAN-13 as ones and zeros. */
const bitsOf = (modules: readonly number[]): string =>
  modules.map((width, index) => (index % 2 === 0 ? '1' : '0').repeat(width)).join('')

/** The standard's own table, as bits. */
const L = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ')
const inverted = (bits: string): string => [...bits].map((bit) => (bit === '1' ? '0' : '1')).join('')
const mirrored = (bits: string): string => [...bits].reverse().join('')
const R = L.map(inverted)
const G = R.map(mirrored)
const FIRST_BY_PARITY = 'LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL'.split(' ')

function scanEan13(modules: readonly number[]): string {
  const bits = bitsOf(modules)
  expect([bits.slice(0, 3), bits.slice(45, 50), bits.slice(92)]).toEqual(['101', '01010', '101'])
  let parity = ''
  let digits = ''
  for (let at = 3; at < 45; at += 7) {
    const seven = bits.slice(at, at + 7)
    parity += L.includes(seven) ? 'L' : 'G'
    digits += L.includes(seven) ? L.indexOf(seven) : G.indexOf(seven)
  }
  for (let at = 50; at < 92; at += 7) digits += R.indexOf(bits.slice(at, at + 7))
  return `${FIRST_BY_PARITY.indexOf(parity)}${digits}`
}

const printable = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 48 })
const twelve = fc.stringMatching(/^\d{12}$/)

describe('barcodes', () => {
  test('BARCODE-1 the 107 characters differ, are 11 modules wide, and their bars are an even number of modules', () => {
    expect(new Set(CODE128_WIDTHS).size).toBe(107)
    for (const widths of CODE128_WIDTHS.slice(0, 106)) {
      const modules = [...widths].map(Number)
      expect(sum(modules)).toBe(11)
      expect(sum(modules.filter((_, index) => index % 2 === 0)) % 2).toBe(0)
    }
  })

  test('BARCODE-2 what is written in Code 128 is read again, with its check character', () => {
    fc.assert(
      fc.property(printable, (text) => {
        expect(scanCode128(code128Modules(text))).toBe(text)
        expect(scanCode128(code128Modules(text, 'B'))).toBe(text)
      }),
    )
  })

  test('BARCODE-2 the standard example PJJ123C has the check character 54 in set B', () => {
    expect(code128Values('PJJ123C', 'B')).toEqual([104, 48, 42, 42, 17, 18, 19, 35, 55, 106])
    // The published example is in set A, where the start counts one less.
    expect((code128Values('PJJ123C', 'B').at(-2) ?? 0) - 1).toBe(54)
  })

  test('BARCODE-3 an EAN-13 is 95 modules wide and is read again by the table of the standard', () => {
    fc.assert(
      fc.property(twelve, (start) => {
        const digits = `${start}${ean13CheckDigit(start)}`
        expect(sum(ean13Modules(digits))).toBe(95)
        expect(scanEan13(ean13Modules(digits))).toBe(digits)
      }),
    )
  })

  test('BARCODE-3 a wrong check digit is no EAN-13: the code is written in Code 128, so that a scanner reads what stands there', () => {
    expect(toEan13('4006381333931')).toBe('4006381333931')
    expect(toEan13('036000291452')).toBe('0036000291452')
    expect(barcodeOf('4006381333932')?.kind).toBe('code-128')
    expect(barcodeOf('4006381333931')?.kind).toBe('ean-13')
    expect(barcodeOf('SAC-25KG')?.kind).toBe('code-128')
    expect(barcodeOf('Café')).toBeNull()
    expect(barcodeOf('')).toBeNull()
  })
})
