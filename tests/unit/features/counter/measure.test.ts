import { readMeasure } from '@renderer/features/counter/measure.ts'
import { formatMeasure } from '@renderer/i18n/format.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

describe('a weight as typed', () => {
  test.each([
    ['1,25', 1_250],
    ['1.25', 1_250],
    ['1,25 kg', 1_250],
    ['0,5', 500],
    ['1250', 1_250],
    ['1 250 g', 1_250],
    ['2KG', 2_000],
    ['7', 7],
  ])('%j is %d grams', (text, grams) => {
    expect(readMeasure(text, 'gram')).toBe(grams)
  })

  test.each(['', '0', '0,000', '-1', '1,2345', '1.5 g', '2 l', '1,25 kgs', 'abc', '9999999999', '1e3'])(
    '%j is none',
    (text) => {
      expect(readMeasure(text, 'gram')).toBeNull()
    },
  )

  test('volumes and times have signs of their own', () => {
    expect(readMeasure('1,5', 'millilitre')).toBe(1_500)
    expect(readMeasure('33 cl', 'millilitre')).toBe(330)
    expect(readMeasure('1,5', 'minute')).toBe(90)
    expect(readMeasure('0,25 h', 'minute')).toBe(15)
    expect(readMeasure('0,333 h', 'minute')).toBeNull()
  })
})

describe('a weight as shown', () => {
  const seen = (value: number, unit: 'piece' | 'gram' | 'minute' | undefined) =>
    formatMeasure(value, unit, 'fr').replace(/\s/gu, ' ')

  test('is in the unit people use for so much of it', () => {
    expect(seen(3, undefined)).toBe('3')
    expect(seen(250, 'gram')).toBe('250 g')
    expect(seen(1_250, 'gram')).toBe('1,25 kg')
    expect(seen(2_000, 'gram')).toBe('2 kg')
    expect(seen(1_250_005, 'gram')).toBe('1 250,005 kg')
    expect(seen(-1_500, 'gram')).toBe('−1,5 kg')
    expect(seen(90, 'minute')).toBe('1,5 h')
    expect(seen(100, 'minute')).toBe('100 min')
  })

  test('can be typed again as it is shown', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.constantFrom('gram' as const, 'millilitre' as const, 'minute' as const),
        (value, unit) => {
          expect(readMeasure(formatMeasure(value, unit, 'fr'), unit)).toBe(value)
        },
      ),
    )
  })
})
