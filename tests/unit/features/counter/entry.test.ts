import { readEntry, readQuantityEntry, readScan } from '@renderer/features/counter/entry.ts'
import { describe, expect, test } from 'vitest'

describe('what stands in the scan field', () => {
  test.each([
    ['coca', 1, 'coca'],
    ['  coca  cola ', 1, 'coca  cola'],
    ['3*coca', 3, 'coca'],
    ['3 × coca', 3, 'coca'],
    ['12*6191234567890', 12, '6191234567890'],
    ['3*', 3, ''],
    ['0*coca', 1, '0*coca'],
    ['4x4 jouet', 1, '4x4 jouet'],
    ['', 1, ''],
  ])('%j asks for %d of %j', (text, multiplier, term) => {
    expect(readEntry(text)).toEqual({ multiplier, term })
  })
})

describe('what a scan may mean', () => {
  test('a code alone is one of it', () => {
    expect(readScan('', '6191234567890')).toEqual([{ multiplier: 1, term: '6191234567890' }])
  })

  test('`3*` typed before multiplies', () => {
    expect(readScan('3*', '6191234567890')).toEqual([{ multiplier: 3, term: '6191234567890' }])
  })

  test('a bare quantity typed before multiplies too, unless the digits together are a code', () => {
    expect(readScan('3', '6191234567890')).toEqual([
      { multiplier: 1, term: '36191234567890' },
      { multiplier: 3, term: '6191234567890' },
    ])
  })

  test('the kind of barcode that some scanners say first is no part of the code', () => {
    expect(readScan('', ']E06191234567890')).toEqual([{ multiplier: 1, term: '6191234567890' }])
  })

  test('a search left standing is dropped by a scan', () => {
    expect(readScan('coc', '6191234567890')).toEqual([{ multiplier: 1, term: '6191234567890' }])
  })
})

describe('what stands in a quantity field', () => {
  test.each(['12345670', '036000291452', '6191234567890', '10614141000415'])(
    'the barcode %s is a scan, not a quantity',
    (code) => {
      expect(readQuantityEntry(code, 7)).toEqual({ type: 'Code', codes: [code] })
    },
  )

  test('a barcode typed behind the quantity that stood there is a scan too', () => {
    expect(readQuantityEntry('126191234567890', 12)).toEqual({ type: 'Code', codes: ['6191234567890'] })
    expect(readQuantityEntry('16191234567890', 1)).toEqual({
      type: 'Code',
      codes: ['16191234567890', '6191234567890'],
    })
  })

  test.each([
    ['3', 3],
    ['0', 0],
    ['1 250', 1250],
    ['1\u202f250', 1250],
  ])('%j is the quantity %d', (text, value) => {
    expect(readQuantityEntry(text, 1)).toEqual({ type: 'Quantity', value })
  })

  test.each(['', '-3', '1,5', '1.5', 'abc', '3*2', '9999999999', '1e3'])('%j is no quantity', (text) => {
    expect(readQuantityEntry(text, 1).type).toBe('NotAQuantity')
  })
})
