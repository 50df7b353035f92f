import type { Id } from '@shared/kernel/id.ts'
import { MAX_COUNT } from '@shared/protocol/limits.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Transport } from '../sync/transport.ts'
import { type FetchParts, fetchHistory } from './fetch-history.ts'
import { clearHistory } from './history-status.ts'
import { readOrder } from './segment-store.ts'

/** What became of looking for an order whose document has not arrived. */
export type FoundOrder =
  | { readonly type: 'Found'; readonly order: Order }
  /** The server has no such order for this person. */
  | { readonly type: 'Unknown' }
  /** Not here yet, and the server is out of reach. */
  | { readonly type: 'OutOfReach' }

export interface PackedHistory {
  /**
   * An order as the server has it, for showing only: it goes into no collection, because what is put there beside replication
   * never hears of later changes. Kept, so that it can be shown again without a connection.
   */
  findOrder(id: Id): Promise<FoundOrder>
  stop(): void
}

/** Somebody is looking at the screen: what has not come by then is said to be out of reach. */
const PATIENCE_MS = 4_000

export function startPackedHistory(
  parts: FetchParts & { readonly transport: Pick<Transport, 'base'> },
): PackedHistory {
  const stopping = new AbortController()
  clearHistory()
  void fetchHistory(parts, stopping.signal)
  const { transport, store } = parts
  return {
    async findOrder(id) {
      // The newest revision, of whatever number.
      const asked = { collection: 'orders' as const, id, rev: MAX_COUNT, knownEpoch: MAX_COUNT }
      const limit = AbortSignal.any([stopping.signal, AbortSignal.timeout(PATIENCE_MS)])
      const answer = await transport.base(asked, limit)
      if (!answer.ok) {
        const kept = await store.order(id).catch(() => null)
        return kept ? { type: 'Found', order: kept } : { type: 'OutOfReach' }
      }
      const order = readOrder(answer.value)
      if (!order || order.id !== id) return { type: 'Unknown' }
      await store.putOrder(order).catch(() => undefined) // a full disk: it is shown all the same
      return { type: 'Found', order }
    },
    stop() {
      stopping.abort()
      clearHistory()
    },
  }
}
