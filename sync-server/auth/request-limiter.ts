import type { Clock } from '@shared/kernel/clock.ts'

export interface RequestLimiter {
  /** Ms to wait before the next try may be made; 0 when it may be made now. Counts nothing. */
  waitMs(key: string): number
  /** Counts uses of the key: one, or as much as was used (bytes, rows). */
  count(key: string, amount?: number): void
}

interface Window {
  startedAt: number
  uses: number
}

/** Keys remembered at most; a flood of made-up keys must not fill the memory. */
const MAX_KEYS = 50_000

/** At most `limit` uses of a key in `windowMs`, per process. */
export function createRequestLimiter(clock: Clock, limit: number, windowMs: number): RequestLimiter {
  const windowByKey = new Map<string, Window>()
  const current = (key: string): Window | undefined => {
    const window = windowByKey.get(key)
    if (window && clock.now() - window.startedAt >= windowMs) {
      windowByKey.delete(key)
      return undefined
    }
    return window
  }
  return {
    waitMs(key) {
      const window = current(key)
      return window && window.uses >= limit ? window.startedAt + windowMs - clock.now() : 0
    },
    count(key, amount = 1) {
      const window = current(key)
      if (window) {
        window.uses += amount
        return
      }
      if (windowByKey.size >= MAX_KEYS) windowByKey.clear()
      windowByKey.set(key, { startedAt: clock.now(), uses: amount })
    },
  }
}
