/*
 * Figures of repeated measurements. A machine that also does other things is slow now and then, so nothing here is a mean:
 * each run gives its percentiles, and the runs give the median of those with the lowest and the highest.
 */

/** Nearest rank: the smallest sample that at least `share` of all samples do not exceed. Throws without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const rank = Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length)))
  const value = sorted[rank - 1]
  if (value === undefined) throw new Error('There is no percentile of nothing')
  return value
}

/** The middle sample, or the mean of the two in the middle. Throws without samples. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  const lower = sorted.length % 2 === 0 ? sorted[middle - 1] : upper
  if (upper === undefined || lower === undefined) throw new Error('There is no median of nothing')
  return (lower + upper) / 2
}

/** A figure over several runs. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  low: percentile(values, 0),
  high: percentile(values, 1),
})

export interface Figures {
  readonly runs: number
  /** Samples of the shortest run. */
  readonly samples: number
  readonly p50: Spread
  readonly p95: Spread
  readonly p99: Spread
  readonly max: Spread
}

/** Percentiles of each run, then their spread over the runs. Throws when there is no run or one is empty. */
export function figuresOf(runs: readonly (readonly number[])[]): Figures {
  const over = (share: number): Spread => spreadOf(runs.map((run) => percentile(run, share)))
  return {
    runs: runs.length,
    samples: Math.min(...runs.map((run) => run.length)),
    p50: spreadOf(runs.map(median)),
    p95: over(0.95),
    p99: over(0.99),
    max: over(1),
  }
}

/** A percentile needs enough samples beyond it to be more than the worst one by another name. */
export const SAMPLES_FOR = { p95: 20, p99: 100 } as const

/** How many times `ours` is `theirs`, by the median of the medians; the spread pairs runs of the same turn where there are as many. */
export function ratioOf(
  ours: readonly (readonly number[])[],
  theirs: readonly (readonly number[])[],
): Spread {
  const whole = median(ours.map(median)) / median(theirs.map(median))
  if (ours.length !== theirs.length) return { median: whole, low: whole, high: whole }
  const paired = ours.map((run, i) => median(run) / median(theirs[i] ?? []))
  return { median: whole, low: Math.min(whole, ...paired), high: Math.max(whole, ...paired) }
}
