const BLOCK = 8_192
const EMPTY_MIN = 2_147_483_647
const EMPTY_MAX = -2_147_483_648

/**
 * Which days each block of rows may hold, so that a short range passes over whole blocks: history arrives roughly in
 * order of time. Bounds only widen until they are measured again; a block is never passed over wrongly.
 */
export interface DayBlocks {
  readonly size: number
  mayHold(block: number, first: number, last: number): boolean
  /** Rows `first` to `first + count` now stand on these days. */
  widen(day: Int32Array, first: number, count: number): void
  /** Measures anew after rows were moved. */
  measure(day: Int32Array, length: number): void
}

export function createDayBlocks(): DayBlocks {
  let min: number[] = []
  let max: number[] = []
  const widen = (day: Int32Array, first: number, count: number) => {
    for (let row = first; row < first + count; row++) {
      const block = Math.floor(row / BLOCK)
      const on = day[row] ?? 0
      min[block] = Math.min(min[block] ?? EMPTY_MIN, on)
      max[block] = Math.max(max[block] ?? EMPTY_MAX, on)
    }
  }
  return {
    size: BLOCK,
    mayHold: (block, first, last) => (min[block] ?? EMPTY_MIN) <= last && (max[block] ?? EMPTY_MAX) >= first,
    widen,
    measure(day, length) {
      min = []
      max = []
      widen(day, 0, length)
    },
  }
}
