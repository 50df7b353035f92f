import { withMeasure, withRows } from '@renderer/features/reports/built-report.ts'
import { newDraft, readSchedule } from '@renderer/features/reports/schedule-draft.ts'
import { FIRST_BUILT, leadingMeasure, readBuilt } from '@shared/analytics/report/built-definition.ts'
import { savedRequest } from '@shared/analytics/report/run-saved.ts'
import { ALL_DAYS, comparedRange, savedRange } from '@shared/analytics/report/saved-report.ts'
import { lastDue, nextDue, scheduledReportId } from '@shared/domain/reports/schedule.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { ReportSchedule, SavedReport } from '@shared/schemas/report.schema.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idOf } from '../shared/builders.ts'

const DAKAR = 0
const at = (text: string): number => Date.parse(`${text}Z`)
const SCHEDULE: ReportSchedule = {
  every: 'day',
  weekday: 0,
  dayOfMonth: 31,
  minute: 7 * 60 + 30,
  recipients: [],
  language: 'fr',
  format: 'csv',
  since: 0,
}

describe('SCHEDULE-2 when a report is due', () => {
  test('every day at its time of the shop’s day', () => {
    expect(lastDue(SCHEDULE, at('2026-10-20T07:29'), DAKAR)).toBe(at('2026-10-19T07:30'))
    expect(lastDue(SCHEDULE, at('2026-10-20T07:30'), DAKAR)).toBe(at('2026-10-20T07:30'))
    expect(nextDue(SCHEDULE, at('2026-10-20T07:30'), DAKAR)).toBe(at('2026-10-21T07:30'))
    // Two hours east of it the same time comes two hours earlier.
    expect(lastDue(SCHEDULE, at('2026-10-20T05:31'), 120)).toBe(at('2026-10-20T05:30'))
    expect(lastDue(SCHEDULE, at('2026-10-20T05:29'), 120)).toBe(at('2026-10-19T05:30'))
  })

  test('on its weekday, or its day of the month, the last one where the month is shorter', () => {
    const monday = { ...SCHEDULE, every: 'week' }
    expect(lastDue(monday, at('2026-10-21T12:00'), DAKAR)).toBe(at('2026-10-19T07:30'))
    const monthly = { ...SCHEDULE, every: 'month' }
    expect(lastDue(monthly, at('2026-03-01T12:00'), DAKAR)).toBe(at('2026-02-28T07:30'))
    expect(nextDue(monthly, at('2026-03-01T12:00'), DAKAR)).toBe(at('2026-03-31T07:30'))
  })

  test('never before it was made, and never by a rhythm that is not known', () => {
    const fresh = { ...SCHEDULE, since: at('2026-10-20T09:00') }
    expect(lastDue(fresh, at('2026-10-20T23:00'), DAKAR)).toBeNull()
    expect(lastDue(fresh, at('2026-10-21T08:00'), DAKAR)).toBe(at('2026-10-21T07:30'))
    const strange = { ...SCHEDULE, every: 'moon' }
    expect(lastDue(strange, at('2026-10-20T12:00'), DAKAR)).toBeNull()
    expect(nextDue(strange, at('2026-10-20T12:00'), DAKAR)).toBeNull()
  })

  test('SCHEDULE-1 whoever looks between two times finds the same one, and so the same task', () => {
    const schedule = fc.record({
      every: fc.constantFrom('day', 'week', 'month'),
      weekday: fc.integer({ min: 0, max: 6 }),
      dayOfMonth: fc.integer({ min: 1, max: 31 }),
      minute: fc.integer({ min: 0, max: 1_439 }),
    })
    const moment = fc.integer({ min: at('2025-01-01T00:00'), max: at('2027-12-31T00:00') })
    fc.assert(
      fc.property(schedule, moment, fc.constantFrom(-300, 0, 60, 345), (drawn, now, offset) => {
        const one = { ...SCHEDULE, ...drawn }
        const due = lastDue(one, now, offset)
        const next = nextDue(one, now, offset)
        if (due === null || next === null) throw new Error('every rhythm has a last and a next time')
        expect(due).toBeLessThanOrEqual(now)
        expect(next).toBeGreaterThan(now)
        expect(lastDue(one, next - 1, offset)).toBe(due)
        expect(lastDue(one, next, offset)).toBe(next)
        const id = idOf('report')
        expect(scheduledReportId(id, due)).not.toBe(scheduledReportId(id, next))
      }),
      { numRuns: 200 },
    )
  })
})

const TODAY = 20_261_020 as BusinessDay // a known calendar day
const SAVED: SavedReport = {
  name: 'Le mois par caisse',
  ownerId: null,
  report: 'built',
  days: { preset: 'last-month', from: null, to: null },
  built: { ...FIRST_BUILT, measures: [...FIRST_BUILT.measures] },
}

describe('a saved report', () => {
  test('counts its days from the day on which it is opened', () => {
    expect(savedRange(SAVED.days, TODAY)).toEqual({ from: 20_260_901, to: 20_260_930 })
    const custom = { preset: 'custom', from: TODAY, to: TODAY }
    expect(savedRange(custom, TODAY)).toEqual({ from: TODAY, to: TODAY })
    expect(savedRange({ preset: 'all', from: null, to: null }, TODAY)).toBe(ALL_DAYS)
    expect(comparedRange(ALL_DAYS, 'before')).toBeNull()
    expect(savedRange({ preset: 'next-aeon', from: null, to: null }, TODAY).to).toBe(TODAY)
  })

  test('BUILT-1 of another program is opened as it is meant or not at all', () => {
    const { built } = SAVED
    if (!built) throw new Error('the one above is built')
    expect(readBuilt(built)).toEqual({ ok: true, value: FIRST_BUILT })
    const strange = [
      [{ ...built, rows: 'weather' }, 'weather'],
      [{ ...built, columns: 'mood' }, 'mood'],
      [{ ...built, measures: ['revenue', 'applause'] }, 'applause'],
    ] as const
    for (const [one, word] of strange)
      expect(readBuilt(one)).toEqual({ ok: false, error: { type: 'UnknownWord', word } })
    expect(readBuilt({ ...built, chart: 'hologram', columns: built.rows })).toEqual({
      ok: true,
      value: { ...FIRST_BUILT, chart: 'none' },
    })
    const narrowed = savedRequest({ ...SAVED, filters: { weather: ['rain'] } }, TODAY, 'XOF')
    expect(narrowed).toEqual({ ok: false, error: { type: 'UnknownWord', word: 'weather' } })
  })
})

describe('putting a report together', () => {
  test('other rows take away columns that would say the same, and keep the usual picture usual', () => {
    const crossed = { ...FIRST_BUILT, columns: 'month' as const }
    expect(withRows(crossed, 'month')).toMatchObject({ rows: 'month', columns: null, chart: 'line' })
    expect(withRows({ ...crossed, chart: 'stacked' }, 'day')).toMatchObject({
      columns: 'month',
      chart: 'stacked',
    })
  })

  test('a figure that goes takes the sorting by it along', () => {
    const sorted = {
      ...FIRST_BUILT,
      measures: ['orders', 'revenue'] as const,
      sort: { by: 'orders', direction: 'asc' } as const,
    }
    expect(leadingMeasure(sorted)).toBe('orders')
    expect(withMeasure(sorted, 'orders', false)).toMatchObject({ measures: ['revenue'], sort: null })
    expect(leadingMeasure({ ...sorted, sort: null })).toBe('revenue')
  })

  test('a schedule is read when its time and everybody on it can be', () => {
    const draft = { ...newDraft('fr'), time: '07:30' }
    expect(readSchedule(draft).value?.minute).toBe(450)
    expect(readSchedule({ ...draft, time: '' })).toMatchObject({ value: null, isTimeWrong: true })
    const recipients = [
      { channel: 'sms' as const, to: '+221 77 000 00 00' },
      { channel: 'email' as const, to: 'awa' },
    ]
    expect(readSchedule({ ...draft, recipients })).toMatchObject({
      value: null,
      recipientErrors: [null, 'NoMailAddress'],
    })
    expect(readSchedule({ ...draft, recipients: recipients.slice(0, 1) }).value?.recipients).toEqual([
      { channel: 'sms', to: '+221770000000' },
    ])
  })
})
