import { createHash } from 'node:crypto'
import { Script } from 'node:vm'
import type { SeededRandom } from '../../sync-server/demo/seeded-random.ts'
import type { Owner, Timer, World } from './world.ts'

/*
 * A realm is one run of a bundle with clock, timers and randomness of its own. Nothing of it reaches the outside but through
 * the ports it is given, so a process is killed by cutting these: what is left of it has no effect and is forgotten.
 */

/** What a realm's code sees in place of the real ones. */
interface Globals {
  readonly setTimeout: unknown
  readonly clearTimeout: unknown
  readonly setInterval: unknown
  readonly clearInterval: unknown
  readonly Date: DateConstructor
  readonly performance: { now(): number }
  readonly crypto: unknown
  readonly AbortSignal: unknown
  readonly globalThis: unknown
  readonly simRandom: () => number
  readonly require: NodeJS.Require | undefined
}

const NAMES: readonly (keyof Globals)[] = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'Date',
  'performance',
  'crypto',
  'AbortSignal',
  'globalThis',
  'simRandom',
  'require',
]

/** A compiled bundle that can be run many times; `name` shows in its stack traces. */
export interface Program<Exports> {
  run(globals: Globals): Exports
}

/** `code` assigns its exports to `entry` (esbuild: format `iife`, globalName `entry`). */
export function compile<Exports>(code: string, name: string): Program<Exports> {
  const script = new Script(`(function (${NAMES.join(', ')}) { ${code}\nreturn entry })`, { filename: name })
  const start = script.runInThisContext() as (...globals: unknown[]) => Exports // what the wrapper above returns
  return { run: (globals) => start(...NAMES.map((name) => globals[name])) }
}

export interface RealmOptions {
  readonly world: World
  readonly owner: Owner
  readonly random: SeededRandom
  /** How wrong the clock is now, in ms. */
  readonly skew: () => number
  readonly require?: NodeJS.Require
}

export function makeGlobals(options: RealmOptions): Globals & { readonly events: EventTarget } {
  const { world, owner, random } = options
  const events = new EventTarget()
  const timers = virtualTimers(world, owner)
  return {
    ...timers,
    Date: virtualDate(() => world.clock.now() + options.skew()),
    performance: { now: () => world.now },
    crypto: seededCrypto(random),
    AbortSignal: {
      any: AbortSignal.any.bind(AbortSignal),
      abort: AbortSignal.abort.bind(AbortSignal),
      timeout: (ms: number) => timeoutSignal(world, owner, ms),
    },
    globalThis: Object.assign(Object.create(globalThis), {
      addEventListener: events.addEventListener.bind(events),
      removeEventListener: events.removeEventListener.bind(events),
    }),
    simRandom: () => random.next(),
    require: options.require,
    events,
  }
}

function virtualTimers(world: World, owner: Owner) {
  const running = new Map<number, Timer>()
  let lastId = 0
  const start = (run: () => void, ms: number, again: boolean, id = ++lastId): number => {
    const delay = Math.max(again ? 1 : 0, Number(ms) || 0)
    const fire = (): void => {
      running.delete(id)
      if (again) start(run, ms, true, id)
      run()
    }
    running.set(id, world.after(delay, fire, owner))
    return id
  }
  const stop = (id: number | undefined): void => {
    if (id === undefined) return
    running.get(id)?.cancel()
    running.delete(id)
  }
  return {
    setTimeout: (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      start(() => run(...args), ms, false),
    setInterval: (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      start(() => run(...args), ms, true),
    clearTimeout: stop,
    clearInterval: stop,
  }
}

function virtualDate(now: () => number): DateConstructor {
  class VirtualDate extends Date {
    constructor(...parts: readonly [] | readonly [string | number | Date]) {
      super(parts.length === 0 ? now() : parts[0])
    }
    static override now(): number {
      return now()
    }
  }
  return VirtualDate as DateConstructor // called with `new` only
}

/** Digests answer in a fixed order: those of the thread pool would not. */
function seededCrypto(random: SeededRandom) {
  return {
    getRandomValues<Bytes extends Uint8Array>(into: Bytes): Bytes {
      into.set(random.bytes(into.length))
      return into
    },
    subtle: {
      digest: async (algorithm: string, data: Uint8Array) => {
        const hash = createHash(algorithm.replace('-', '').toLowerCase()).update(new Uint8Array(data))
        return new Uint8Array(hash.digest()).buffer
      },
    },
  }
}

function timeoutSignal(world: World, owner: Owner, ms: number): AbortSignal {
  const controller = new AbortController()
  world.after(ms, () => controller.abort(new DOMException('', 'TimeoutError')), owner)
  return controller.signal
}
