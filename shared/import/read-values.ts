import { type BusinessDay, businessDayOf } from '@shared/kernel/business-day.ts'
import { type CurrencyCode, decimalsOf, MAX_MINOR, type Minor, minor } from '@shared/kernel/money.ts'
import { MAX_QUANTITY, type Quantity, quantity } from '@shared/kernel/quantity.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'

export type DecimalMark = '.' | ','
export type ValueProblem = {
  readonly code: 'NotANumber' | 'NotWhole' | 'TooLarge' | 'NotADate'
  readonly text: string
}

const SPACES = /[\s\u00A0\u202F']/g
const CURRENCY_SIGNS = /F\.?\s?CFA|CFA|XOF|XAF|EUR|GBP|USD|MAD|NGN|GHS|[€$£₦₵]|F(?=\s*$)/gi

/**
 * Which mark divides whole from fraction in these cells. The last of two different marks is the decimal one; a single
 * mark followed by anything but three digits is too. Without evidence: the mark that the other evidence does not deny, else '.'.
 */
export function detectDecimalMark(cells: Iterable<string>): DecimalMark {
  let comma = 0
  let point = 0
  for (const cell of cells) {
    const text = cell.replace(/[^\d.,]/g, '')
    const lastComma = text.lastIndexOf(',')
    const lastPoint = text.lastIndexOf('.')
    if (lastComma >= 0 && lastPoint >= 0) lastComma > lastPoint ? comma++ : point++
    else if (/^\d+,(\d{1,2}|\d{4,})$/.test(text)) comma++
    else if (/^\d*\.(\d{1,2}|\d{4,})$/.test(text)) point++
  }
  return comma > point ? ',' : '.'
}

/** `1 250,50 €` → `1250.50` as plain digits with at most one point; null when it is no number. */
function plainDecimal(text: string, mark: DecimalMark): string | null {
  const bare = text.replace(CURRENCY_SIGNS, '').replace(SPACES, '')
  const negative = /^\(.*\)$/.test(bare) || bare.startsWith('-')
  const digits = bare.replace(/^[+-]|[()]/g, '')
  const thousands = mark === ',' ? '.' : ','
  const groups = digits.split(mark)
  const whole = groups[0] ?? ''
  if (groups.length > 2) return null
  if (whole.includes(thousands) && !/^\d{1,3}([.,]\d{3})+$/.test(whole)) return null
  const plainWhole = whole.replaceAll(thousands, '')
  const fraction = groups[1] ?? ''
  if (!/^\d*$/.test(plainWhole) || !/^\d*$/.test(fraction) || plainWhole + fraction === '') return null
  return `${negative ? '-' : ''}${plainWhole === '' ? '0' : plainWhole}${fraction === '' ? '' : `.${fraction}`}`
}

/** An amount as typed in a file, exact: digits beyond the currency's decimals are rounded half away from zero. */
export function readAmount(
  text: string,
  currency: CurrencyCode,
  mark: DecimalMark,
): Result<Minor, ValueProblem> {
  const plain = plainDecimal(text, mark)
  if (plain === null) return err({ code: 'NotANumber', text })
  const sign = plain.startsWith('-') ? -1 : 1
  const [whole = '0', fraction = ''] = plain.replace('-', '').split('.')
  const decimals = decimalsOf(currency)
  if (whole.length > 12) return err({ code: 'TooLarge', text })
  const kept = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'))
  const rounded = Number(fraction[decimals] ?? '0') >= 5 ? kept + 1 : kept
  if (rounded > MAX_MINOR) return err({ code: 'TooLarge', text })
  return ok(minor(sign * rounded))
}

/** A number with its exact decimal scale: `value × 10^-scale`. For products of price and quantity that round once. */
export function readScaled(
  text: string,
  mark: DecimalMark,
): Result<{ value: number; scale: number }, ValueProblem> {
  const plain = plainDecimal(text, mark)
  if (plain === null) return err({ code: 'NotANumber', text })
  const [whole = '0', fraction = ''] = plain.split('.')
  const value = Number(whole + fraction)
  if (!Number.isSafeInteger(value)) return err({ code: 'TooLarge', text })
  return ok({ value, scale: fraction.length })
}

export function readQuantity(text: string, mark: DecimalMark = '.'): Result<Quantity, ValueProblem> {
  const plain = plainDecimal(text, mark)
  if (plain === null) return err({ code: 'NotANumber', text })
  const value = Number(plain)
  if (!Number.isInteger(value)) return err({ code: 'NotWhole', text })
  if (Math.abs(value) > MAX_QUANTITY) return err({ code: 'TooLarge', text })
  return ok(quantity(value))
}

export type DateOrder = 'year-first' | 'day-first' | 'month-first'

/** Which of `3/4/2011`'s parts is the day, from all the dates of the file: only a part over 12 proves it. */
export function detectDateOrder(cells: Iterable<string>): DateOrder {
  let first = 0
  let second = 0
  for (const cell of cells) {
    const match = /^\s*(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})/.exec(cell)
    if (!match) continue
    if ((match[1] ?? '').length === 4) return 'year-first'
    first = Math.max(first, Number(match[1]))
    second = Math.max(second, Number(match[2]))
  }
  if (second > 12) return 'month-first'
  return first > 12 ? 'day-first' : 'month-first'
}

/** A shop-local date and time. `at` is that wall-clock moment in the shop's zone, in ms since 1970 UTC. */
export function readLocalTime(
  text: string,
  order: DateOrder,
  utcOffsetMinutes: number,
): Result<{ at: number; businessDay: BusinessDay }, ValueProblem> {
  const match =
    /^\s*(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(?:Z|UTC)?\s*$/.exec(
      text,
    )
  if (!match) return err({ code: 'NotADate', text })
  const [a, b, c, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ] // six groups
  const [year, month, day] =
    order === 'year-first' ? [a, b, c] : order === 'day-first' ? [c, b, a] : [c, a, b]
  const fullYear = year < 100 ? year + 2_000 : year
  const local = Date.UTC(fullYear, month - 1, day, hour, minute, second)
  const back = new Date(local)
  const exact =
    back.getUTCFullYear() === fullYear && back.getUTCMonth() === month - 1 && back.getUTCDate() === day
  if (!exact || hour > 23 || minute > 59 || fullYear < 1_900) return err({ code: 'NotADate', text })
  const at = local - utcOffsetMinutes * 60_000
  return at < 0
    ? err({ code: 'NotADate', text })
    : ok({ at, businessDay: businessDayOf(at, utcOffsetMinutes) })
}

const TRUE_WORDS = new Set(['1', 'true', 'yes', 'y', 'oui', 'o', 'vrai', 'x', 'active', 'actif'])
export const readFlag = (text: string, whenEmpty: boolean): boolean =>
  text.trim() === '' ? whenEmpty : TRUE_WORDS.has(text.trim().toLowerCase())

/** One line of clean text: control characters and runs of spaces become one space. */
export const readLine = (text: string, max: number): string =>
  text
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, max)

/** A description: tags off, entities read, paragraphs kept. */
export function readDescription(html: string, max: number): string {
  const text = html
    .replace(/<(br|\/p|\/li|\/h\d|\/div)[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#0?39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
    .replace(/\n{3,}/g, '\n\n')
  return text.trim().slice(0, max)
}
