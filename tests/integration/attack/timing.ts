/**
 * Median time of the work on the first kind of subject over that on the second, taken in turns so that whatever else the
 * machine does meets both. About 1 when they cannot be told apart.
 */
export async function medianRatio(
  samples: number,
  first: () => string,
  second: () => string,
  work: (subject: string) => Promise<void>,
): Promise<number> {
  const times: [number[], number[]] = [[], []]
  for (let i = 0; i < samples * 2; i++) {
    const kind = i % 2 === 0 ? 0 : 1
    const subject = kind === 0 ? first() : second()
    const started = performance.now()
    await work(subject)
    times[kind].push(performance.now() - started)
  }
  return median(times[0]) / median(times[1])
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
