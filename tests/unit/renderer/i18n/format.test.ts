import { type BusinessDay, isoToDay } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import { describe, expect, test } from 'vitest'
import {
  formatBusinessDay,
  formatDateTime,
  formatMoney,
  formatPercent,
  formatQuantity,
  formatRelative,
} from '../../../../renderer/i18n/format.ts'

/** Spaces of every width read as one plain space, so that a test says what a person sees. */
const seen = (text: string): string => text.replace(/\s/gu, ' ')

const day = (iso: string): BusinessDay => {
  const parsed = isoToDay(iso)
  if (parsed === null) throw new Error(`${iso} is not a day`)
  return parsed
}

describe('writing figures and dates', () => {
  test('francs read the same in both languages, without decimals and without a place to break the line', () => {
    expect(seen(formatMoney(minor(1250), 'XOF', 'fr'))).toBe('1 250 FCFA')
    expect(seen(formatMoney(minor(1250), 'XOF', 'en'))).toBe('1 250 FCFA')
    expect(formatMoney(minor(1_234_567), 'XOF', 'fr')).not.toContain(' ')
  })

  test('other currencies stand where the language puts them', () => {
    expect(seen(formatMoney(minor(125_050), 'EUR', 'fr'))).toBe('1 250,50 €')
    expect(seen(formatMoney(minor(125_050), 'EUR', 'en'))).toBe('€1,250.50')
    expect(seen(formatMoney(minor(5), 'GBP', 'en'))).toBe('£0.05')
    expect(seen(formatMoney(minor(1250), 'TND', 'en'))).toBe('1.250 TND')
  })

  test('a minus is a real minus sign, and a plus shows only when the direction is asked for', () => {
    expect(seen(formatMoney(minor(-500), 'XOF', 'fr'))).toBe('−500 FCFA')
    expect(seen(formatMoney(minor(-150), 'EUR', 'en'))).toBe('−€1.50')
    expect(seen(formatMoney(minor(500), 'XOF', 'fr', { sign: true }))).toBe('+500 FCFA')
    expect(seen(formatMoney(minor(0), 'XOF', 'fr', { sign: true }))).toBe('0 FCFA')
    expect(seen(formatQuantity(-12_000, 'en', { sign: true }))).toBe('−12,000')
  })

  test('percentages keep at most one decimal, and nothing is never signed', () => {
    expect(seen(formatPercent(0.125, 'fr'))).toBe('12,5 %')
    expect(seen(formatPercent(0.125, 'en'))).toBe('12.5%')
    expect(seen(formatPercent(-0.0312, 'fr', { sign: true }))).toBe('−3,1 %')
    expect(seen(formatPercent(-0.0001, 'fr', { sign: true }))).toBe('0 %')
    expect(seen(formatPercent(12.34, 'en', { sign: true }))).toBe('+1,234%')
  })

  test('a moment is shown in the zone of the shop when that is given', () => {
    const at = Date.UTC(2026, 2, 4, 23, 30)
    expect(seen(formatDateTime(at, 'fr', 'Africa/Dakar'))).toBe('4 mars 2026, 23:30')
    expect(seen(formatDateTime(at, 'en', 'Africa/Lagos'))).toBe('5 Mar 2026, 00:30')
  })

  test('a business day has no time zone', () => {
    expect(formatBusinessDay(day('2026-03-04'), 'fr')).toBe('4 mars 2026')
    expect(formatBusinessDay(day('2026-03-04'), 'en')).toBe('4 Mar 2026')
  })

  test('how long ago something was is said in words, and as a date after a month', () => {
    const now = Date.UTC(2026, 2, 4, 12)
    expect(seen(formatRelative(now - 5 * 60_000, now, 'fr'))).toBe('il y a 5 minutes')
    expect(seen(formatRelative(now - 2_000, now, 'fr'))).toBe('maintenant')
    expect(seen(formatRelative(now - 86_400_000, now, 'fr'))).toBe('hier')
    expect(seen(formatRelative(now + 3 * 3_600_000, now, 'en'))).toBe('in 3 hours')
    expect(seen(formatRelative(now - 90 * 86_400_000, now, 'en'))).toBe('4 Dec 2025')
  })
})
