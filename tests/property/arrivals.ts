import type { Order } from '@shared/schemas/orders.schema.ts'

/** Deals the states out in some order that keeps each order's own, with repetitions and gaps, always up to its last. */
export function arrivals(all: readonly (readonly Order[])[], picks: readonly number[]): Order[] {
  const next = all.map(() => 0)
  const arrived: Order[] = []
  for (const pick of picks) {
    const at = pick % all.length
    const states = all[at] ?? []
    const state = states[Math.min(next[at] ?? 0, states.length - 1)]
    if (state) arrived.push(state)
    next[at] = (next[at] ?? 0) + (pick % 3)
  }
  for (const states of all) arrived.push(...states.slice(-1))
  return arrived
}
