import type { Id } from '@shared/kernel/id.ts'
import { COLLECTION_NAMES, type CollectionName } from '@shared/schemas/registry.ts'
import type { Transaction } from '../database/run-transaction.ts'

/** Documents by collection, also of those that have none. */
export async function countDocuments(
  transaction: Transaction,
  shopId: Id,
): Promise<Record<CollectionName, number>> {
  const { rows } = await transaction.query<{ collection: CollectionName; documents: number }>(
    'select collection, documents from collection_counts where shop_id = $1',
    [shopId],
  )
  const held = new Map(rows.map((row) => [row.collection, row.documents]))
  const counts = COLLECTION_NAMES.map((name) => [name, held.get(name) ?? 0])
  return Object.fromEntries(counts) as Record<CollectionName, number> // one entry for every name
}
