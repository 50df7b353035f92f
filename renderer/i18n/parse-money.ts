import { type CurrencyCode, decimalsOf, MAX_MINOR, type Minor, minor } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { currencySymbol } from './currency-symbol.ts'
import type { Locale } from './locale.ts'

export type ParseMoneyError =
  | { readonly type: 'EmptyAmount' }
  | { readonly type: 'NotAnAmount' }
  | { readonly type: 'TooManyDecimals'; readonly decimals: number }
  | { readonly type: 'AmountTooLarge' }

interface Split {
  readonly whole: string
  readonly fraction: string
}

/** The ways a person may write the currency beside the digits; francs are often just an F. */
function currencyNames(currency: CurrencyCode): RegExp {
  const symbol = currencySymbol(currency)
  const names = symbol === 'FCFA' ? ['FCFA', 'CFA', 'F', currency] : [symbol, currency]
  return new RegExp(names.map((name) => name.replace('$', '\\$')).join('|'), 'iu')
}

const DECIMAL_POINT: Record<Locale, ',' | '.'> = { fr: ',', en: '.' }
const isGrouped = (text: string, separator: string): boolean => {
  const [first = '', ...rest] = text.split(separator)
  return /^\d{1,3}$/.test(first) && rest.every((group) => /^\d{3}$/.test(group))
}

/**
 * Reads what a person typed (`1 250,50`, `1,250.50`, `1250 FCFA`) as an exact amount, digit by digit: no fraction of
 * a number is ever computed. Where one mark could mean thousands or decimals, the language decides, except in a
 * currency without decimals, where three digits after a mark can only be thousands.
 */
export function parseMoney(
  text: string,
  currency: CurrencyCode,
  locale: Locale,
): Result<Minor, ParseMoneyError> {
  const plain = text
    .replace(currencyNames(currency), ' ')
    .replace(/[\s'’]+/gu, ' ')
    .replace(/[\u2212\u2013]/g, '-')
    .trim()
  if (plain === '') return err({ type: 'EmptyAmount' })
  const signed = /^([+-]?) ?(.+)$/.exec(plain)
  const decimals = decimalsOf(currency)
  const split = signed ? splitDigits(signed[2] ?? '', decimals, DECIMAL_POINT[locale]) : null
  if (!split) return err({ type: 'NotAnAmount' })
  const fraction = decimals === 0 && /^0{1,2}$/.test(split.fraction) ? '' : split.fraction
  if (fraction.length > decimals) return err({ type: 'TooManyDecimals', decimals })
  const digits = (split.whole + fraction.padEnd(decimals, '0')).replace(/^0+(?=\d)/, '')
  if (digits.length > 15 || Number(digits) > MAX_MINOR) return err({ type: 'AmountTooLarge' })
  return ok(minor(signed?.[1] === '-' ? -Number(digits) : Number(digits)))
}

function splitDigits(text: string, decimals: number, point: ',' | '.'): Split | null {
  if (!/^[\d ]*[\d., ]*$/.test(text) || !/\d/.test(text)) return null
  const mark = decimalMark(text, decimals, point)
  const at = mark === null ? -1 : text.lastIndexOf(mark)
  const whole = at < 0 ? text : text.slice(0, at)
  const fraction = at < 0 ? '' : text.slice(at + 1)
  if (!/^\d*$/.test(fraction)) return null
  const separators = new Set(whole.replace(/\d/g, ''))
  if (separators.size > 1) return null
  for (const separator of separators) if (!isGrouped(whole, separator)) return null
  const digits = whole.replace(/\D/g, '')
  return digits === '' && fraction === '' ? null : { whole: digits || '0', fraction }
}

/** Which of the marks in the text parts the decimals off, or null when all of them group thousands. */
function decimalMark(text: string, decimals: number, point: ',' | '.'): ',' | '.' | null {
  const comma = text.lastIndexOf(',')
  const dot = text.lastIndexOf('.')
  if (comma < 0 && dot < 0) return null
  const last = comma > dot ? ',' : '.'
  if (comma >= 0 && dot >= 0) return last
  if (text.indexOf(last) !== text.lastIndexOf(last)) return null
  const couldGroup = isGrouped(text, last)
  if (!couldGroup) return last
  return last === point && decimals > 0 ? last : null
}
