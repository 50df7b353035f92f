import type { Id } from '@shared/kernel/id.ts'
import type pg from 'pg'

/*
 * Pushes of one shop wait for each other in the database anyway, from its shelves to its sequence. Here only a few of
 * them go there at once and the others wait in line, so that a busy shop does not hold all connections of this process
 * while other shops have nothing to wait for.
 */

/** One writes while others read and decide. */
const LANES = 3

interface Lanes {
  open: number
  readonly waiting: (() => void)[]
}

const lanesByPool = new WeakMap<pg.Pool, Map<Id, Lanes>>()

/** Does the work of a shop when its turn comes; in the order of asking. */
export async function inLane<Value>(pool: pg.Pool, shopId: Id, work: () => Promise<Value>): Promise<Value> {
  const lanesByShop = lanesByPool.get(pool) ?? new Map<Id, Lanes>()
  lanesByPool.set(pool, lanesByShop)
  const lanes = lanesByShop.get(shopId) ?? { open: LANES, waiting: [] }
  lanesByShop.set(shopId, lanes)
  if (lanes.open > 0) lanes.open--
  else await new Promise<void>((enter) => lanes.waiting.push(enter))
  try {
    return await work()
  } finally {
    const next = lanes.waiting.shift()
    if (next) next()
    else if (++lanes.open === LANES) lanesByShop.delete(shopId)
  }
}
