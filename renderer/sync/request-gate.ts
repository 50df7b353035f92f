import type { Clock } from '@shared/kernel/clock.ts'
import type { Result } from '@shared/kernel/result.ts'
import { err } from '@shared/kernel/result.ts'
import type { Answer, TransportFailure } from './transport.ts'

/**
 * All requests of a device pass one gate. While the server is in trouble or out of reach only one request tries at a
 * time and the others wait for its outcome: at most 12 attempts a minute, spread by chance, falling to one a minute.
 */
export interface RequestGate {
  run<Value>(work: () => Answer<Value>, signal: AbortSignal): Answer<Value>
  /** The connection may be back: the next attempt need not wait. */
  wake(): void
  /** Nothing passes until `resume`: nobody is signed in. */
  pause(): void
  resume(): void
  readonly isTroubled: boolean
  readonly isPaused: boolean
}

export interface GateParts {
  readonly clock: Clock
  /** 0 ≤ x < 1. */
  readonly chance: () => number
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  readonly onOutcome?: (failure: TransportFailure | null) => void
}

const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 60_000

export function createRequestGate(parts: GateParts): RequestGate {
  const { clock, chance, sleep = sleepUntil } = parts
  let failures = 0
  let notBefore = 0
  let isPaused = false
  let probe: Promise<unknown> | null = null
  let waking = new AbortController()

  function judge(result: Result<unknown, TransportFailure>, isProbe: boolean): void {
    if (!result.ok && result.error.type === 'Cancelled') return
    parts.onOutcome?.(result.ok ? null : result.error)
    if (result.ok || !isTrouble(result.error)) {
      failures = 0
      notBefore = 0
      return
    }
    // Requests that were under way together when the trouble began tell of one failure, not of one after the other.
    if (failures > 0 && !isProbe) return
    failures++
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1))
    const asked = result.error.type === 'ServerTrouble' ? result.error.retryAfterMs : 0
    // Always at least the first wait, so that the limit of attempts a minute holds whatever chance says.
    notBefore = clock.now() + Math.max(asked, FIRST_WAIT_MS, wait * (0.7 + 0.6 * chance()))
  }

  async function waitForTurn(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      if (isPaused) await sleep(LONGEST_WAIT_MS, AbortSignal.any([signal, waking.signal]))
      else if (failures === 0) return true
      else if (probe !== null) await probe.catch(() => undefined)
      else {
        const wait = notBefore - clock.now()
        if (wait <= 0) return true
        await sleep(wait, AbortSignal.any([signal, waking.signal]))
      }
    }
    return false
  }

  function interrupt(): void {
    waking.abort()
    waking = new AbortController()
  }

  return {
    async run(work, signal) {
      do {
        if (!(await waitForTurn(signal))) return err({ type: 'Cancelled' })
      } while (failures > 0 && probe !== null) // another one that waited just as long was quicker
      const isProbe = failures > 0
      const running = work()
      if (isProbe) probe = running
      try {
        const result = await running
        judge(result, isProbe)
        return result
      } finally {
        if (isProbe) probe = null
      }
    },
    wake() {
      notBefore = 0
      interrupt()
    },
    pause() {
      isPaused = true
    },
    resume() {
      isPaused = false
      interrupt()
    },
    get isTroubled() {
      return failures > 0
    },
    get isPaused() {
      return isPaused
    },
  }
}

const TROUBLES: readonly TransportFailure['type'][] = [
  'Unreachable',
  'TimedOut',
  'ServerTrouble',
  'Rejected',
  'Forbidden',
  'ClientTooOld',
  'ServerTooOld',
]
const isTrouble = (failure: TransportFailure): boolean => TROUBLES.includes(failure.type)

/** Ends early, without an error, when the signal aborts. */
export function sleepUntil(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}
