import { type BusinessDay, dayToEpochMs } from '@shared/kernel/business-day.ts'
import { type CurrencyCode, decimalsOf, type Minor } from '@shared/kernel/money.ts'
import type { Unit } from '@shared/schemas/products.schema.ts'
import { currencySymbol } from './currency-symbol.ts'
import type { Locale } from './locale.ts'

export { type ParseMoneyError, parseMoney } from './parse-money.ts'

/** Everything a person reads as a figure or a date is written here; amounts never pass through a fraction. */

const NBSP = '\u00a0'
const MINUS = '\u2212'
const TAGS: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' }
const GROUP: Record<Locale, string> = { fr: NBSP, en: ',' }
const POINT: Record<Locale, string> = { fr: ',', en: '.' }
const dateFormats = new Map<string, Intl.DateTimeFormat>()

/** Building an Intl formatter costs more than using it a thousand times. */
function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  const known = dateFormats.get(key)
  if (known) return known
  const built = new Intl.DateTimeFormat(TAGS[locale], options)
  dateFormats.set(key, built)
  return built
}

const groupDigits = (digits: string, separator: string): string =>
  digits.replace(/\B(?=(\d{3})+$)/g, separator)

function signOf(value: number, always: boolean): string {
  if (value < 0) return MINUS
  return always && value > 0 ? '+' : ''
}

/** The digits of an amount without its currency, e.g. for a field: `1 250,50`. */
export function formatAmount(amount: Minor, currency: CurrencyCode, locale: Locale): string {
  const decimals = decimalsOf(currency)
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const whole = groupDigits(
    digits.slice(0, digits.length - decimals),
    currencySymbol(currency) === 'FCFA' ? GROUP.fr : GROUP[locale],
  )
  const fraction = decimals > 0 ? POINT[locale] + digits.slice(-decimals) : ''
  return signOf(amount, false) + whole + fraction
}

export interface MoneyFormatOptions {
  /** Writes "+" before amounts above zero: for movements, where the direction is the message. */
  readonly sign?: boolean
}

/** Francs read `1 250 FCFA` in both languages; symbols like € stand where the language puts them. */
export function formatMoney(
  amount: Minor,
  currency: CurrencyCode,
  locale: Locale,
  options: MoneyFormatOptions = {},
): string {
  const digits = formatAmount(amount, currency, locale).replace(MINUS, '')
  const sign = signOf(amount, options.sign === true)
  const symbol = currencySymbol(currency)
  const leads = locale === 'en' && !/^[A-Z]{3,}$/.test(symbol)
  return leads ? sign + symbol + digits : sign + digits + NBSP + symbol
}

export function formatQuantity(value: number, locale: Locale, options: MoneyFormatOptions = {}): string {
  return signOf(value, options.sign === true) + groupDigits(String(Math.abs(value)), GROUP[locale])
}

const LARGE_UNITS = {
  gram: { per: 1_000, small: 'g', large: 'kg' },
  millilitre: { per: 1_000, small: 'ml', large: 'l' },
  minute: { per: 60, small: 'min', large: 'h' },
} as const

/** A quantity in what it counts: pieces bare, `250 g`, `1,25 kg`; in the small unit where the large one would not end. */
export function formatMeasure(
  value: number,
  unit: Unit | undefined,
  locale: Locale,
  options: MoneyFormatOptions = {},
): string {
  if (unit === undefined || unit === 'piece') return formatQuantity(value, locale, options)
  const { per, small, large } = LARGE_UNITS[unit]
  const thousandths = (Math.abs(value) * 1_000) / per
  if (Math.abs(value) < per || !Number.isInteger(thousandths))
    return formatQuantity(value, locale, options) + NBSP + small
  const whole = formatQuantity(Math.floor(thousandths / 1_000), locale)
  const fraction = String(thousandths % 1_000)
    .padStart(3, '0')
    .replace(/0+$/, '')
  return `${signOf(value, options.sign === true)}${whole}${fraction === '' ? '' : POINT[locale] + fraction}${NBSP}${large}`
}

/** `ratio` 0.125 reads `12,5 %`; at most one decimal. */
export function formatPercent(ratio: number, locale: Locale, options: MoneyFormatOptions = {}): string {
  const tenths = Math.round(Math.abs(ratio) * 1000)
  const whole = groupDigits(String(Math.floor(tenths / 10)), GROUP[locale])
  const fraction = tenths % 10 === 0 ? '' : POINT[locale] + (tenths % 10)
  const sign = tenths === 0 ? '' : signOf(ratio, options.sign === true)
  return `${sign}${whole}${fraction}${locale === 'fr' ? `${NBSP}%` : '%'}`
}

/** Times are shown in the zone of the machine unless the shop's own zone is given. */
export const formatDate = (epochMs: number, locale: Locale, timeZone?: string): string =>
  dateFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', ...zone(timeZone) }).format(epochMs)

export const formatTime = (epochMs: number, locale: Locale, timeZone?: string): string =>
  dateFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone(timeZone) }).format(
    epochMs,
  )

export const formatDateTime = (epochMs: number, locale: Locale, timeZone?: string): string =>
  `${formatDate(epochMs, locale, timeZone)}, ${formatTime(epochMs, locale, timeZone)}`

/** `25 déc.`: for axes and dense columns, where the year is said elsewhere. */
export const formatDayMonth = (epochMs: number, locale: Locale, timeZone?: string): string =>
  dateFormat(locale, { day: 'numeric', month: 'short', ...zone(timeZone) }).format(epochMs)

/** A calendar day, which has no time zone. */
export const formatBusinessDay = (day: BusinessDay, locale: Locale): string =>
  formatDate(dayToEpochMs(day), locale, 'UTC')

const zone = (timeZone: string | undefined): Intl.DateTimeFormatOptions =>
  timeZone === undefined ? {} : { timeZone }

const STEPS = [
  { unit: 'second', ms: 1_000, below: 60_000 },
  { unit: 'minute', ms: 60_000, below: 3_600_000 },
  { unit: 'hour', ms: 3_600_000, below: 86_400_000 },
  { unit: 'day', ms: 86_400_000, below: 30 * 86_400_000 },
] as const

/** `il y a 5 minutes`, `hier`; a plain date once it is more than a month away. */
export function formatRelative(fromMs: number, nowMs: number, locale: Locale): string {
  const distance = Math.abs(nowMs - fromMs)
  const format = new Intl.RelativeTimeFormat(TAGS[locale], { numeric: 'auto' })
  if (distance < 10_000) return format.format(0, 'second')
  const step = STEPS.find(({ below }) => distance < below)
  if (!step) return formatDate(fromMs, locale)
  const count = Math.round(distance / step.ms)
  return format.format(fromMs <= nowMs ? -count : count, step.unit)
}
