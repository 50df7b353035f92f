import { createHash } from 'node:crypto'
import { createSeededRandom, type SeededRandom } from '../../sync-server/demo/seeded-random.ts'

/** Something that events belong to: a device's process, or the server. What belongs to a dead one never happens. */
export interface Owner {
  isAlive: boolean
  /** Virtual time until which it is stopped, as by SIGSTOP; its events wait. */
  frozenUntil: number
}

export const newOwner = (): Owner => ({ isAlive: true, frozenUntil: 0 })

interface Event {
  at: number
  order: number
  readonly owner: Owner | null
  readonly run: () => void
  isCancelled: boolean
}

export interface Timer {
  cancel(): void
}

/** 2026-03-02 08:00 UTC: a Monday on which the shop opens. */
const START_OF_TIME = Date.UTC(2026, 2, 2, 8)

/**
 * One event loop with a clock of its own. Time stands still while anything can still run and jumps to the next event when
 * nothing can, so an hour of waiting costs nothing and the order of events follows from the seed alone.
 */
export class World {
  /** Milliseconds since the beginning. */
  now = 0
  events = 0
  readonly seed: number
  /** Errors thrown where nobody catches them, as a browser writes them to its console. */
  readonly uncaught: string[] = []
  private queue: Event[] = []
  private lastOrder = 0
  private external = 0
  private wake: (() => void) | null = null

  constructor(seed: number) {
    this.seed = seed
  }

  private skipped = 0

  /** True time, which no device need know. */
  readonly clock = { now: (): number => START_OF_TIME + Math.trunc(this.now) + this.skipped }

  /** Moves every clock on without anything happening in between. */
  skipClock(ms: number): void {
    this.skipped += ms
  }

  /** A stream of numbers of its own for each purpose, so that one less event of one kind does not move all others. */
  random(...purpose: readonly (string | number)[]): SeededRandom {
    const digest = createHash('sha256')
      .update(`${this.seed}/${purpose.join('/')}`)
      .digest()
    return createSeededRandom(digest.readInt32LE(0))
  }

  after(delay: number, run: () => void, owner: Owner | null = null): Timer {
    const event: Event = {
      at: this.now + Math.max(0, delay),
      order: this.lastOrder++,
      owner,
      run,
      isCancelled: false,
    }
    this.push(event)
    return {
      cancel: () => {
        event.isCancelled = true
      },
    }
  }

  /** Waits for work outside of virtual time: PostgreSQL. No event happens meanwhile. */
  async outside<Value>(work: Promise<Value>): Promise<Value> {
    this.external++
    try {
      return await work
    } finally {
      this.external--
      if (this.external === 0) this.wake?.()
    }
  }

  /** Lets `ms` of virtual time pass. */
  async run(ms: number): Promise<void> {
    const until = this.now + ms
    for (;;) {
      await this.settle()
      const next = this.queue[0]
      if (next === undefined || next.at > until) break
      this.pop()
      if (next.isCancelled || next.owner?.isAlive === false) continue
      if (next.owner !== null && next.owner.frozenUntil > next.at) {
        next.at = next.owner.frozenUntil
        this.push(next)
        continue
      }
      this.now = Math.max(this.now, next.at)
      this.events++
      this.perform(next.run)
    }
    this.now = until
  }

  /** An error that nobody catches ends no page and no event loop here either; it is noted. */
  private perform(run: () => void): void {
    try {
      run()
    } catch (thrown) {
      this.uncaught.push(String(thrown))
    }
  }

  /** Everything that can run without time passing has run. */
  private async settle(): Promise<void> {
    await turn()
    while (this.external > 0) {
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
      this.wake = null
      await turn()
    }
  }

  private push(event: Event): void {
    const { queue } = this
    let at = queue.push(event) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isBefore(event, queue[parent])) break
      queue[at] = queue[parent] as Event // `parent` is below `at`
      at = parent
    }
    queue[at] = event
  }

  private pop(): void {
    const { queue } = this
    const last = queue.pop()
    if (last === undefined || queue.length === 0) return
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const child = isBefore(queue[left + 1], queue[left]) ? left + 1 : left
      const smaller = queue[child]
      if (smaller === undefined || !isBefore(smaller, last)) break
      queue[at] = smaller
      at = child
    }
    queue[at] = last
  }
}

const isBefore = (a: Event | undefined, b: Event | undefined): boolean =>
  a !== undefined && (b === undefined || a.at < b.at || (a.at === b.at && a.order < b.order))

/** All that promises and ticks can do is done when an immediate runs. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
