/** Where time comes from. Milliseconds since 1970-01-01 UTC, as an integer. */
export interface Clock {
  now(): number
}

export interface ClockDep {
  readonly clock: Clock
}
