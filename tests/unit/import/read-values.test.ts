import {
  detectDateOrder,
  detectDecimalMark,
  readAmount,
  readDescription,
  readLine,
  readLocalTime,
  readQuantity,
} from '@shared/import/read-values.ts'
import { describe, expect, test } from 'vitest'

describe('amounts', () => {
  test.each([
    ['1 250,50 €', 'EUR', ',', 125_050],
    ['1.250,50', 'EUR', ',', 125_050],
    ['1,250.50', 'EUR', '.', 125_050],
    ['€ 3', 'EUR', '.', 300],
    ['2 500 FCFA', 'XOF', '.', 2_500],
    ['2\u202F500 F CFA', 'XOF', ',', 2_500],
    ['2500 F', 'XOF', '.', 2_500],
    ['(12.30)', 'GBP', '.', -1_230],
    ['-11062.06', 'GBP', '.', -1_106_206],
    ['0.001', 'GBP', '.', 0],
    ['0.005', 'GBP', '.', 1],
    ['.5', 'GBP', '.', 50],
    ['42.99', 'XOF', '.', 43],
    ['1,5', 'TND', ',', 1_500],
  ] as const)('%s in %s is %i minor units', (text, currency, mark, amount) => {
    expect(readAmount(text, currency, mark as ',' | '.')).toEqual({ ok: true, value: amount as number })
  })

  test.each(['abc', '12abc', '1.2.3', '', '--5', '1e400', 'NaN', '12,34,5'])('%j is no amount', (text) => {
    expect(readAmount(text, 'EUR', '.').ok).toBe(false)
  })

  test('an amount beyond what an integer holds exactly is refused, not rounded', () => {
    expect(readAmount('99999999999999999', 'XOF', '.')).toMatchObject({
      ok: false,
      error: { code: 'TooLarge' },
    })
  })

  test('the decimal mark comes from all the cells, not from the first', () => {
    expect(detectDecimalMark(['1,250', '3,5', '2'])).toBe(',')
    expect(detectDecimalMark(['1,250', '1,250.50'])).toBe('.')
    expect(detectDecimalMark(['1.250,00'])).toBe(',')
    expect(detectDecimalMark(['5', ''])).toBe('.')
  })
})

describe('quantities', () => {
  test('whole numbers only, with their sign', () => {
    expect(readQuantity('-12')).toEqual({ ok: true, value: -12 })
    expect(readQuantity('3.0')).toEqual({ ok: true, value: 3 })
    expect(readQuantity('2.5')).toMatchObject({ ok: false, error: { code: 'NotWhole' } })
    expect(readQuantity('99999999999')).toMatchObject({ ok: false, error: { code: 'TooLarge' } })
  })
})

describe('dates', () => {
  test('the order of day and month is proved by the whole column', () => {
    expect(detectDateOrder(['1/2/2011', '12/13/2010'])).toBe('month-first')
    expect(detectDateOrder(['1/2/2011', '31/1/2011'])).toBe('day-first')
    expect(detectDateOrder(['2010-12-01'])).toBe('year-first')
  })

  test('a shop-local time becomes a moment and a business day', () => {
    const read = readLocalTime('2010-12-01 00:26:00', 'year-first', 60)
    expect(read).toEqual({ ok: true, value: { at: Date.UTC(2010, 10, 30, 23, 26), businessDay: 20_101_201 } })
    expect(readLocalTime('12/1/2010 8:26', 'month-first', 0)).toEqual({
      ok: true,
      value: { at: Date.UTC(2010, 11, 1, 8, 26), businessDay: 20_101_201 },
    })
  })

  test.each(['2010-02-30', '2010-13-01', '31/31/2011', 'yesterday', '2010-12-01 25:00'])(
    '%s is no date',
    (text) => {
      expect(readLocalTime(text, 'year-first', 0).ok).toBe(false)
    },
  )
})

describe('text', () => {
  test('a line loses control characters and runs of spaces, a description its tags', () => {
    expect(readLine('  a\u0000\tb\r\n c ', 10)).toBe('a b c')
    expect(readDescription('<p>Riz &amp; th&eacute;</p><p>2<br>3</p>', 100)).toContain('Riz & th')
    expect(readDescription('a<script>x</script>', 100)).toBe('ax')
  })
})
