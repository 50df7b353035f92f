import type { Clock } from '@shared/kernel/clock.ts'
import type { IdSource } from '@shared/kernel/id.ts'
import type pg from 'pg'
import type { AccessTokens } from '../auth/access-tokens.ts'
import type { RequestLimiter } from '../auth/request-limiter.ts'
import type { AuthDeps } from '../auth/sign-in.ts'
import type { ServerConfig } from '../config.ts'
import type { ChangeHub } from '../replication/change-hub.ts'
import type { Metrics } from './metrics.ts'

/** What the routes work with; made once by `createServer`. */
export interface Services {
  readonly config: ServerConfig
  readonly pool: pg.Pool
  readonly clock: Clock
  readonly ids: IdSource
  readonly auth: AuthDeps
  readonly tokens: AccessTokens
  readonly hub: ChangeHub
  readonly metrics: Metrics
  readonly requests: RequestLimiter
  /** Bytes that a device sends and is sent. */
  readonly traffic: RequestLimiter
  /** Tasks that a device makes. */
  readonly newTasks: RequestLimiter
  readonly drain: DrainState
}

/** Stopping: requests in flight finish, new ones are told to try again, streams are told to go. */
export interface DrainState {
  readonly isDraining: boolean
  /** Called once when draining begins; at once when it has begun. Answers how to take the callback back. */
  onDrain(callback: () => void): () => void
}

export function createDrain(): DrainState & { begin(): void } {
  const callbacks = new Set<() => void>()
  let isDraining = false
  return {
    get isDraining() {
      return isDraining
    },
    onDrain(callback) {
      if (isDraining) callback()
      else callbacks.add(callback)
      return () => callbacks.delete(callback)
    },
    begin() {
      if (isDraining) return
      isDraining = true
      for (const callback of callbacks) callback()
      callbacks.clear()
    },
  }
}
