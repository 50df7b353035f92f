/** Time between rounds; shorter in tests. All in ms. */
export interface Pace {
  readonly resyncMs: number
  readonly auditMs: number
  readonly heartbeatMs: number
  readonly watchdogMs: number
  readonly coalesceMs: number
  /**
   * How long the journal keeps what the server has: longer than a system lets written bytes wait for the disk (30 s and what its
   * rounds add).
   */
  readonly journalHoldMs: number
}

export const PACE: Pace = {
  resyncMs: 60_000,
  auditMs: 15 * 60_000,
  heartbeatMs: 60_000,
  watchdogMs: 60_000,
  coalesceMs: 150,
  journalHoldMs: 60_000,
}
