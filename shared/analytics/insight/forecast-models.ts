/** The week is the season: what a shop sells follows the weekday first. */
export const WEEK = 7
const YEAR = 52 * WEEK
/** Weekdays are averaged over so many weeks. */
const AVERAGED_WEEKS = 8

export const FORECAST_METHODS = ['last-week', 'weekday-average', 'trend', 'last-year'] as const
export type ForecastMethod = (typeof FORECAST_METHODS)[number]

/**
 * What each day after `origin` would have been expected to bring by one method, from the days before it alone. Null
 * where the method needs more days than there are.
 */
export type Predict = (origin: number, days: number) => number[] | null

/** One value a day, oldest first. `origins` are those that `trend` will be asked for. */
export function modelsOf(
  series: Float64Array,
  origins: readonly number[],
): Readonly<Record<ForecastMethod, Predict>> {
  const trend = fitTrends(series, origins)
  return {
    'last-week': (origin, days) => repeat(series, origin, days, WEEK),
    'weekday-average': (origin, days) => weekdayAverage(series, origin, days),
    trend: (origin, days) => trend(origin, days),
    'last-year': (origin, days) => lastYear(series, origin, days),
  }
}

const valueAt = (series: Float64Array, day: number): number => series[day] ?? 0

function repeat(series: Float64Array, origin: number, days: number, season: number): number[] | null {
  if (origin < season) return null
  return Array.from({ length: days }, (_, i) => valueAt(series, origin - season + (i % season)))
}

function weekdayAverage(series: Float64Array, origin: number, days: number): number[] | null {
  const weeks = Math.min(AVERAGED_WEEKS, Math.floor(origin / WEEK))
  if (weeks === 0) return null
  const profile = Array.from({ length: WEEK }, (_, i) => {
    let sum = 0
    for (let week = 1; week <= weeks; week++) sum += valueAt(series, origin - week * WEEK + i)
    return sum / weeks
  })
  return Array.from({ length: days }, (_, i) => profile[i % WEEK] ?? 0)
}

/** The same weeks a year ago, as much larger or smaller as the last eight weeks are than theirs were. */
function lastYear(series: Float64Array, origin: number, days: number): number[] | null {
  const compared = AVERAGED_WEEKS * WEEK
  if (origin < YEAR + compared) return null
  const now = sumOf(series, origin - compared, origin)
  const then = sumOf(series, origin - YEAR - compared, origin - YEAR)
  if (then <= 0 || now < 0) return null
  const growth = Math.min(3, now / then)
  return Array.from({ length: days }, (_, i) => valueAt(series, origin - YEAR + i) * growth)
}

export function sumOf(series: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let day = Math.max(0, from); day < to; day++) sum += valueAt(series, day)
  return sum
}

/** How fast level, trend and weekdays follow what is new, and how fast a trend fades away. */
interface Smoothing {
  readonly level: number
  readonly trend: number
  readonly season: number
  readonly damping: number
}

const SMOOTHINGS: readonly Smoothing[] = [0.05, 0.15, 0.3].flatMap((level) =>
  [0.02, 0.1].flatMap((trend) => [0.05, 0.2].map((season) => ({ level, trend, season, damping: 0.95 }))),
)

/** A smoothing as it stood at an origin, and how far it had been off until then. */
interface TrendState {
  readonly level: number
  readonly trend: number
  readonly season: readonly number[]
  readonly error: number
}

/**
 * Exponential smoothing of level, damped trend and weekday (Holt and Winters, additive). Each smoothing passes the series
 * once and leaves its state at every origin; there the one is taken that was least off until then.
 */
function fitTrends(series: Float64Array, origins: readonly number[]): Predict {
  const fits = SMOOTHINGS.map((smoothing) => ({ smoothing, states: smooth(series, smoothing, origins) }))
  return (origin, days) => {
    let best: { smoothing: Smoothing; state: TrendState } | null = null
    for (const { smoothing, states } of fits) {
      const state = states.get(origin)
      if (state && (best === null || state.error < best.state.error)) best = { smoothing, state }
    }
    return best && extend(best.state, best.smoothing, origin, days)
  }
}

function smooth(
  series: Float64Array,
  { level: a, trend: b, season: c, damping }: Smoothing,
  origins: readonly number[],
): Map<number, TrendState> {
  const states = new Map<number, TrendState>()
  if (series.length < 2 * WEEK) return states
  const isWanted = new Uint8Array(series.length + 1)
  for (const origin of origins) isWanted[origin] = 1
  let level = sumOf(series, 0, 2 * WEEK) / (2 * WEEK)
  let trend = (sumOf(series, WEEK, 2 * WEEK) - sumOf(series, 0, WEEK)) / (WEEK * WEEK)
  const season = Array.from(
    { length: WEEK },
    (_, i) => (valueAt(series, i) + valueAt(series, i + WEEK)) / 2 - level,
  )
  let error = 0
  for (let day = 2 * WEEK; day <= series.length; day++) {
    if (isWanted[day] === 1) states.set(day, { level, trend, season: [...season], error })
    if (day === series.length) break
    const value = series[day] as number // day < length
    const weekday = day % WEEK
    const held = season[weekday] as number // seven of them
    const expected = level + damping * trend
    error += (value - expected - held) ** 2
    const next = a * (value - held) + (1 - a) * expected
    trend = b * (next - level) + (1 - b) * damping * trend
    season[weekday] = c * (value - next) + (1 - c) * held
    level = next
  }
  return states
}

function extend(
  { level, trend, season }: TrendState,
  { damping }: Smoothing,
  origin: number,
  days: number,
): number[] {
  let fading = 1
  let risen = 0
  return Array.from({ length: days }, (_, i) => {
    fading *= damping
    risen += fading
    return level + risen * trend + (season[(origin + i) % WEEK] ?? 0)
  })
}
