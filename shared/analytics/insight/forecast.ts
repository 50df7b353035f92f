import {
  FORECAST_METHODS,
  type ForecastMethod,
  modelsOf,
  type Predict,
  sumOf,
  WEEK,
} from './forecast-models.ts'
import { takeQuantile } from './quantile.ts'

/** So many weeks are forecast, so many are needed before the first trial, and so many trials at least. */
export const FORECAST_WEEKS = 4
const FIRST_TRIAL = 4
const FEWEST_TRIALS = 4
const MOST_TRIALS = 26
/** FORECAST-1: fewer weeks of history are no ground to speak from. */
export const WEEKS_NEEDED = FIRST_TRIAL + FORECAST_WEEKS + FEWEST_TRIALS - 1
/** Older days say little, and cost as much. */
export const DAYS_USED = 3 * 52 * WEEK
/** Eight of ten weeks fell, in the trials, between the bounds. */
const CERTAINTY = 0.8

export interface WeekForecast {
  readonly expected: number
  readonly low: number
  readonly high: number
}

/** How the method did when it had to foretell weeks that are known by now. */
export interface Trials {
  readonly count: number
  /** What it was off by, all weeks together, as a share of what was sold; null where nothing was. */
  readonly missed: number | null
  /** The same beside repeating last week: below one is better than that. Null where last week was always right. */
  readonly besideLastWeek: number | null
}

export type Forecast =
  | {
      readonly type: 'forecast'
      readonly method: ForecastMethod
      readonly weeks: readonly WeekForecast[]
      readonly trials: Trials
    }
  | { readonly type: 'too-little'; readonly days: number; readonly daysNeeded: number }

/**
 * FORECAST-1: the coming weeks of one series, a value a day, oldest first, that ends with the last whole day. Every
 * method first foretells weeks that are over, from the days before them alone; the one that was off least is used, and what it was
 * off by is the error that is shown and how wide the bounds are.
 */
export function forecast(history: Float64Array): Forecast {
  const used = history.subarray(Math.max(0, history.length - DAYS_USED))
  // A category is as old as its first sale, and so is a shop with a sale from a clock that stood years behind.
  const began = used.findIndex((value) => value !== 0)
  const series = used.subarray(began === -1 ? used.length : began)
  if (series.length < WEEKS_NEEDED * WEEK)
    return { type: 'too-little', days: series.length, daysNeeded: WEEKS_NEEDED * WEEK }
  const origins = trialOrigins(series.length)
  const models = modelsOf(series, [...origins, series.length])
  const tried = FORECAST_METHODS.flatMap((method) => tryOut(method, models[method], series, origins) ?? [])
  const best = tried.reduce((a, b) => (b.off < a.off ? b : a))
  const sold = origins.reduce((sum, origin) => sum + Math.abs(sumOf(series, origin, origin + HORIZON)), 0)
  const lastWeek = tried.find(({ method }) => method === 'last-week')?.off ?? 0
  return {
    type: 'forecast',
    method: best.method,
    weeks: boundWeeks(weeksOf(models[best.method](series.length, HORIZON) ?? []), best.errors),
    trials: {
      count: origins.length,
      missed: sold === 0 ? null : best.off / sold,
      besideLastWeek: lastWeek === 0 ? null : best.off / lastWeek,
    },
  }
}

const HORIZON = FORECAST_WEEKS * WEEK

/** Where the trials begin: a week apart, each with all its weeks known. */
function trialOrigins(days: number): number[] {
  const origins: number[] = []
  for (let origin = days - HORIZON; origin >= FIRST_TRIAL * WEEK; origin -= WEEK) {
    if (origins.length === MOST_TRIALS) break
    origins.push(origin)
  }
  return origins
}

interface Tried {
  readonly method: ForecastMethod
  readonly off: number
  /** By week ahead, what each trial was off by, without its sign. */
  readonly errors: readonly (readonly number[])[]
}

/** Null when a method could not take part in every trial: only those that did are comparable. */
function tryOut(
  method: ForecastMethod,
  predict: Predict,
  series: Float64Array,
  origins: readonly number[],
): Tried | null {
  const errors: number[][] = Array.from({ length: FORECAST_WEEKS }, () => [])
  let off = 0
  for (const origin of origins) {
    const days = predict(origin, HORIZON)
    if (!days) return null
    weeksOf(days).forEach((expected, week) => {
      const from = origin + week * WEEK
      const error = Math.abs(sumOf(series, from, from + WEEK) - expected)
      errors[week]?.push(error)
      off += error
    })
  }
  return { method, off, errors }
}

/** Daily values as weeks; what comes back more than is sold is no expectation. */
function weeksOf(days: readonly number[]): number[] {
  return Array.from({ length: FORECAST_WEEKS }, (_, week) =>
    Math.max(
      0,
      days.slice(week * WEEK, (week + 1) * WEEK).reduce((sum, value) => sum + value, 0),
    ),
  )
}

/** As wide as most trials were off at that distance, and never narrower further away. */
function boundWeeks(expected: readonly number[], errors: readonly (readonly number[])[]): WeekForecast[] {
  let widest = 0
  return expected.map((value, week) => {
    const off = errors[week] ?? []
    // One more than there are: the next week is one that no trial has seen.
    const share = Math.min(1, (CERTAINTY * (off.length + 1)) / Math.max(1, off.length))
    widest = Math.max(widest, takeQuantile(Float64Array.from(off), share) ?? 0)
    return {
      expected: Math.round(value),
      low: Math.max(0, Math.round(value - widest)),
      high: Math.round(value + widest),
    }
  })
}
