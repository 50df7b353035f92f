import type { PeriodFigures } from '@shared/analytics/figures.ts'
import { foldPeriods } from '@shared/analytics/fold-periods.ts'
import {
  periodStart,
  periodsOf,
  presetRange,
  rangeBefore,
  sameDaysLastYear,
} from '@shared/analytics/report-days.ts'
import { dayNumberOf, dayOfNumber } from '@shared/analytics/sale-facts.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import { minor } from '@shared/kernel/money.ts'
import { describe, expect, test } from 'vitest'

const day = (number: number): BusinessDay => number as BusinessDay // written out in each test
const range = (from: number, to: number) => ({ from: day(from), to: day(to) })

describe('presets', () => {
  test('end today, except those that are over', () => {
    const today = day(20_280_301)
    expect(presetRange('today', today)).toEqual(range(20_280_301, 20_280_301))
    expect(presetRange('yesterday', today)).toEqual(range(20_280_229, 20_280_229))
    expect(presetRange('last-7-days', today)).toEqual(range(20_280_224, 20_280_301))
    expect(presetRange('last-30-days', today)).toEqual(range(20_280_201, 20_280_301))
    expect(presetRange('this-month', today)).toEqual(range(20_280_301, 20_280_301))
    expect(presetRange('last-month', today)).toEqual(range(20_280_201, 20_280_229))
    expect(presetRange('this-year', today)).toEqual(range(20_280_101, 20_280_301))
  })

  test('the range before is as long and ends the day before', () => {
    expect(rangeBefore(range(20_260_301, 20_260_331))).toEqual(range(20_260_129, 20_260_228))
    expect(rangeBefore(range(20_260_101, 20_260_101))).toEqual(range(20_251_231, 20_251_231))
  })
})

describe('periods', () => {
  const startOf = (number: number, period: 'week' | 'month') =>
    dayOfNumber(periodStart(dayNumberOf(day(number)), period))

  test('a week begins on Monday, over the ends of months and years, also before 1970', () => {
    expect(startOf(20_260_101, 'week')).toBe(20_251_229)
    expect(startOf(20_260_104, 'week')).toBe(20_251_229)
    expect(startOf(20_260_105, 'week')).toBe(20_260_105)
    expect(startOf(19_691_231, 'week')).toBe(19_691_229)
  })

  test('every period of a range is there, whether or not something happened', () => {
    expect(periodsOf(range(20_260_130, 20_260_202), 'day')).toEqual([
      20_260_130, 20_260_131, 20_260_201, 20_260_202,
    ])
    expect(periodsOf(range(20_251_215, 20_260_310), 'month')).toEqual([
      20_251_201, 20_260_101, 20_260_201, 20_260_301,
    ])
    expect(periodsOf(range(20_260_104, 20_260_112), 'week')).toEqual([20_251_229, 20_260_105, 20_260_112])
  })

  test('days add up to months', () => {
    const figures = (start: number, amount: number): PeriodFigures => ({
      start: day(start),
      lines: 1,
      units: 2,
      sales: minor(amount),
      returned: minor(1),
      revenue: minor(amount - 1),
      tax: minor(3),
      margin: minor(4),
      marginRevenue: minor(5),
      orders: 1,
      returns: 1,
      documents: 1,
    })
    const months = foldPeriods(
      [figures(20_260_130, 10), figures(20_260_131, 20), figures(20_260_201, 40)],
      'month',
    )
    expect(months.map(({ start, sales, revenue, orders }) => [start, sales, revenue, orders])).toEqual([
      [20_260_101, 30, 28, 2],
      [20_260_201, 40, 39, 1],
    ])
  })
})

describe('the same days of the year before', () => {
  test('are those of the calendar; the 29th of February stands beside the 28th', () => {
    expect(sameDaysLastYear(range(20_260_301, 20_260_331))).toEqual(range(20_250_301, 20_250_331))
    expect(sameDaysLastYear(range(20_240_229, 20_241_231))).toEqual(range(20_230_228, 20_231_231))
    expect(sameDaysLastYear(range(20_250_228, 20_250_301))).toEqual(range(20_240_228, 20_240_301))
  })
})
