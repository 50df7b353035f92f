import type { Channel } from '@shared/ipc/channels.ts'

interface Budget {
  /** Calls that may come at once. */
  readonly burst: number
  readonly perSecond: number
}

const ORDINARY: Budget = { burst: 60, perSecond: 20 }
/** What opens a window or costs paper: a person never needs more. */
const RARE: Budget = { burst: 10, perSecond: 2 }
/** Saving sales must never meet a limit in honest use: an import appends thousands of slices. */
const BUSY: Budget = { burst: 5_000, perSecond: 2_000 }

const BUDGETS: Readonly<Record<Channel, Budget>> = {
  'secrets:get': ORDINARY,
  'secrets:set': ORDINARY,
  'secrets:delete': ORDINARY,
  'journal:append': BUSY,
  'journal:acknowledge': BUSY,
  'journal:read': ORDINARY,
  'files:open-import': RARE,
  'files:save-export': RARE,
  'print:receipt': RARE,
  'print:pdf': RARE,
  'print:sheet': RARE,
  'print:paper': RARE,
  'print:open-drawer': RARE,
  'app:info': ORDINARY,
  'app:server-url': ORDINARY,
  'app:set-server-url': RARE,
  'app:set-locale': ORDINARY,
  'updates:status': ORDINARY,
  'updates:check': RARE,
  'updates:install': RARE,
}

export interface RateLimit {
  /** Takes one call from the channel's budget; false when it is used up. */
  take(channel: Channel): boolean
}

/** A bucket of calls per channel, refilled with time. `monotonicMs` must never jump back, unlike a wall clock. */
export function createRateLimit(monotonicMs: () => number): RateLimit {
  const buckets = new Map<Channel, { left: number; at: number }>()
  return {
    take(channel) {
      const budget = BUDGETS[channel]
      const now = monotonicMs()
      const bucket = buckets.get(channel) ?? { left: budget.burst, at: now }
      const refilled = bucket.left + ((now - bucket.at) / 1_000) * budget.perSecond
      const left = Math.min(budget.burst, refilled)
      buckets.set(channel, { left: left < 1 ? left : left - 1, at: now })
      return left >= 1
    },
  }
}
