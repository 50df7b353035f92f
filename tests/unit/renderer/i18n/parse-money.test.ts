import { CURRENCIES, type CurrencyCode, MAX_MINOR, minor } from '@shared/kernel/money.ts'
import { ok } from '@shared/kernel/result.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatAmount, formatMoney, parseMoney } from '../../../../renderer/i18n/format.ts'
import { LOCALES, type Locale } from '../../../../renderer/i18n/locale.ts'

const read = (text: string, currency: CurrencyCode, locale: Locale): number | string => {
  const parsed = parseMoney(text, currency, locale)
  return parsed.ok ? parsed.value : parsed.error.type
}

describe('reading an amount', () => {
  test.each([
    ['1250', 'XOF', 'fr', 1250],
    ['1 250', 'XOF', 'fr', 1250],
    ['1\u00a0250 FCFA', 'XOF', 'fr', 1250],
    ['1\u202f250', 'XOF', 'en', 1250],
    ['1250 F', 'XOF', 'fr', 1250],
    ['1250 f cfa', 'XOF', 'fr', 'NotAnAmount'],
    ['1.250', 'XOF', 'fr', 1250],
    ['1,250', 'XOF', 'fr', 1250],
    ['1,250', 'XOF', 'en', 1250],
    ['1250,00', 'XOF', 'fr', 1250],
    ['1250,50', 'XOF', 'fr', 'TooManyDecimals'],
    ['1 250,50', 'EUR', 'fr', 125_050],
    ['1,250.50', 'EUR', 'en', 125_050],
    ['1.250,50', 'EUR', 'fr', 125_050],
    ['1250.5', 'EUR', 'fr', 125_050],
    ['12,5', 'EUR', 'en', 1250],
    ['1,250', 'EUR', 'en', 125_000],
    ['1.250', 'EUR', 'fr', 125_000],
    ['1,250', 'EUR', 'fr', 'TooManyDecimals'],
    ['1,250', 'TND', 'fr', 1250],
    ['1,250', 'TND', 'en', 1_250_000],
    ['1,234,567.89', 'USD', 'en', 123_456_789],
    ['$12.30', 'USD', 'en', 1230],
    ['-12,30 €', 'EUR', 'fr', -1230],
    ['−12,30 €', 'EUR', 'fr', -1230],
    [',50', 'EUR', 'fr', 50],
    ['0,1', 'EUR', 'fr', 10],
    ['0', 'XOF', 'fr', 0],
    ['', 'XOF', 'fr', 'EmptyAmount'],
    ['  ', 'XOF', 'fr', 'EmptyAmount'],
    ['FCFA', 'XOF', 'fr', 'EmptyAmount'],
    ['douze', 'XOF', 'fr', 'NotAnAmount'],
    ['12 50', 'XOF', 'fr', 'NotAnAmount'],
    ['1.2.3', 'EUR', 'fr', 'NotAnAmount'],
    ['1,2,3.4', 'EUR', 'en', 'NotAnAmount'],
    ['1e3', 'XOF', 'fr', 'NotAnAmount'],
    ['--5', 'XOF', 'fr', 'NotAnAmount'],
    ['5-', 'XOF', 'fr', 'NotAnAmount'],
    ['9000000001', 'XOF', 'fr', 'AmountTooLarge'],
    ['99999999999999999999', 'XOF', 'fr', 'AmountTooLarge'],
  ] as const)('"%s" in %s, typed in %s, means %s', (text, currency, locale, expected) => {
    expect(read(text, currency, locale)).toBe(expected)
  })

  test('every amount that is written can be read back to the same minor units, in every currency and language', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -MAX_MINOR, max: MAX_MINOR }),
        fc.constantFrom(...CURRENCIES),
        fc.constantFrom(...LOCALES),
        (amount, currency, locale) => {
          expect(parseMoney(formatAmount(minor(amount), currency, locale), currency, locale)).toEqual(
            ok(minor(amount)),
          )
          expect(parseMoney(formatMoney(minor(amount), currency, locale), currency, locale)).toEqual(
            ok(minor(amount)),
          )
        },
      ),
    )
  })

  test('no text at all makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...CURRENCIES), (text, currency) => {
        expect(typeof parseMoney(text, currency, 'fr').ok).toBe('boolean')
      }),
    )
  })
})
