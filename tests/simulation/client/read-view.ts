import type { OpenShop } from '@renderer/sync/open-shop.ts'
import { useSyncStatus } from '@renderer/sync/sync-status.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import type { View } from './client-ports.ts'

/** Through the store, as screens read; 5,000 is the most a screen may ask for. */
export async function readView(shop: OpenShop, names: readonly CollectionName[]): Promise<View> {
  const documents: Record<string, unknown[]> = {}
  for (const name of names) documents[name] = await shop.store.findMany(name, { limit: 5_000 })
  return {
    status: useSyncStatus.getState(),
    pending: shop.pending.total,
    documents: documents as View['documents'], // each list is of its own collection
    refused: await shop.refused.list(),
  }
}
