import { FOLLOWED, type Followed } from './projection-state.ts'

export type Reading = 'pull' | 'sweep' | 'settle'

/** Each does what those below it do. */
const REACH: Readonly<Record<Reading, number>> = { pull: 0, sweep: 1, settle: 2 }

/** One reader at a time: whatever is asked for while it reads is read before it comes to rest. */
export interface ReadingQueue {
  /** Resolves when these collections, and whatever was asked for meanwhile, have been read. */
  read(collections: readonly Followed[], how: Reading): Promise<void>
}

export function createReadingQueue(
  readOne: (collection: Followed, how: Reading) => Promise<void>,
): ReadingQueue {
  const waiting = new Map<Followed, Reading>()
  let running: Promise<void> | null = null
  const drain = async () => {
    try {
      for (;;) {
        const next = FOLLOWED.find((name) => waiting.has(name))
        if (next === undefined) return
        const how = waiting.get(next) ?? 'pull'
        waiting.delete(next)
        await readOne(next, how)
      }
    } finally {
      // In the same step as the last look into `waiting`, so that nobody joins a reader that has gone home.
      running = null
    }
  }
  return {
    read(collections, how) {
      for (const name of collections) {
        const asked = waiting.get(name)
        if (asked === undefined || REACH[how] > REACH[asked]) waiting.set(name, how)
      }
      running ??= drain()
      return running
    },
  }
}
