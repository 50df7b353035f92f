import type { RandomSource } from '@shared/kernel/random.ts'

export interface SeededRandom extends RandomSource {
  /** From 0 to below 1. */
  next(): number
  /** From 0 to below `below`. */
  whole(below: number): number
  /** One of the items, the heavier ones more often. */
  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T
}

/** The same numbers for the same seed (mulberry32, public domain): a demo that looks alike on every machine. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    whole: (below) => Math.floor(next() * below),
    bytes: (length) => Uint8Array.from({ length }, () => Math.floor(next() * 256)),
    weighted(items, weightOf) {
      let rest = next() * items.reduce((sum, item) => sum + weightOf(item), 0)
      for (const item of items) {
        rest -= weightOf(item)
        if (rest < 0) return item
      }
      const last = items.at(-1)
      if (last === undefined) throw new Error('Nothing to choose from')
      return last
    },
  }
}
