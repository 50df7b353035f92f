export interface Blocks {
  /** Times the main thread was busy for more than 50 ms on end. */
  readonly count: number
  readonly longestMs: number
  readonly totalMs: number
}

const seen: number[] = []
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) seen.push(entry.duration)
}).observe({ type: 'longtask', buffered: true })

/** What blocked the main thread since the last question. */
export function takeBlocks(): Blocks {
  const taken = seen.splice(0)
  return {
    count: taken.length,
    longestMs: Math.max(0, ...taken),
    totalMs: taken.reduce((sum, each) => sum + each, 0),
  }
}
