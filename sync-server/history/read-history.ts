import { SEGMENT_VERSION } from '@shared/analytics/history-segment.ts'
import { ok, type Result } from '@shared/kernel/result.ts'
import type { Actor } from '@shared/policy/actor.ts'
import { canRead } from '@shared/policy/read-scope.ts'
import type { HistoryManifest, SegmentEntry } from '@shared/protocol/history.ts'
import { type Reader, type ReadFailure, read } from '../replication/reading.ts'

/**
 * PACK-2: a segment holds all of a month's orders, so it is for who may read every order and whatever stands in it, which
 * replication would give him too (POLICY-1). Anybody else has no packed history.
 */
const mayRead = (actor: Actor): boolean => canRead(actor, 'orders') && actor.role !== 'vendor'

export function readManifest(reader: Reader): Promise<Result<HistoryManifest, ReadFailure>> {
  return read(reader, null, async (transaction, { actor, epoch }) => {
    const none = { epoch, version: SEGMENT_VERSION, orders: 0, segments: [] }
    if (!mayRead(actor)) return none
    const months = await transaction.query<SegmentEntry>(
      `select m.month, m.hash, m.orders, m.bytes from history_months m join figures_state f on f.shop_id = m.shop_id
        where m.shop_id = $1 and m.hash is not null and f.packed_version = $2 and m.packed_at is not null
        order by m.month desc`,
      [actor.shopId, SEGMENT_VERSION],
    )
    const counts = await transaction.query<{ documents: number }>(
      `select documents from collection_counts where shop_id = $1 and collection = 'orders'`,
      [actor.shopId],
    )
    return { ...none, orders: counts.rows[0]?.documents ?? 0, segments: months.rows }
  })
}

/** The bytes; null for a hash that nothing of this reader's has. */
export async function readSegment(reader: Reader, hash: string): Promise<Result<Buffer | null, ReadFailure>> {
  const found = await read(reader, null, async (transaction, { actor }) => {
    if (!mayRead(actor)) return null
    const { rows } = await transaction.query<{ content: Buffer }>(
      'select content from history_segments where shop_id = $1 and hash = $2',
      [actor.shopId, hash],
    )
    return rows[0]?.content ?? null
  })
  return found.ok ? ok(found.value) : found
}
