import type { BrowserContext, Page } from 'playwright'

/*
 * How long the main thread stands still while the product works. Milliseconds say nothing on a machine that others use too, so a measure
 * runs beside it, in the same page and at the same time: a loop of the same length each time, which takes about 50 ms where this
 * was written when nothing else runs. Whatever slows the machine slows both.
 */

export interface MainThread {
  /** Tasks of more than 50 ms, without those of the measure itself. */
  readonly blocks: readonly number[]
  /** How long the measure took each time. */
  readonly measures: readonly number[]
}

interface Watched {
  readonly tasks: { readonly start: number; readonly end: number }[]
  readonly measures: { readonly start: number; readonly end: number }[]
}

const EVERY_MS = 250
const ROUNDS = 28_000_000

/** Before the first page is opened. */
export async function watchMainThread(context: BrowserContext): Promise<void> {
  await context.addInitScript(
    ([every, rounds]) => {
      const watched: Watched = { tasks: [], measures: [] }
      Object.assign(globalThis, { watchedMainThread: watched })
      new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries())
          watched.tasks.push({ start: startTime, end: startTime + duration })
      }).observe({ type: 'longtask', buffered: true })
      const work = (from: number, count: number): number => {
        let mixed = from
        for (let round = 0; round < count; round++) mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) | 1
        return mixed
      }
      let kept = 1
      const measure = () => {
        const start = performance.now()
        kept = work(kept, rounds)
        watched.measures.push({ start, end: performance.now() })
        setTimeout(measure, every)
      }
      setTimeout(measure, every)
    },
    [EVERY_MS, ROUNDS] as const,
  )
}

/** The page's own time now. */
export const timeOf = (page: Page): Promise<number> => page.evaluate(() => performance.now())

/** What was seen since then. */
export async function readMainThread(page: Page, since: number): Promise<MainThread> {
  const { tasks, measures } = await page.evaluate((): Watched => Reflect.get(globalThis, 'watchedMainThread'))
  const isMeasure = (task: Watched['tasks'][number]) =>
    measures.some(({ start, end }) => start < task.end && end > task.start)
  return {
    blocks: tasks
      .filter((task) => task.start >= since && !isMeasure(task))
      .map(({ start, end }) => end - start),
    measures: measures.filter(({ start }) => start >= since).map(({ start, end }) => end - start),
  }
}
