import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { SegmentStore } from '@renderer/packed-history/segment-store.ts'
import { historyRecordOf } from '@shared/analytics/history-record.ts'
import { encodeSegment, SEGMENT_VERSION } from '@shared/analytics/history-segment.ts'
import type { HistoryManifest, SegmentEntry } from '@shared/protocol/history.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'

/** The device's side table in memory. */
export function memorySegments() {
  const segments = new Map<string, Uint8Array>()
  const orders = new Map<string, Order>()
  let manifest: HistoryManifest | null = null
  const store: SegmentStore = {
    manifest: async () => manifest,
    putManifest: async (next) => {
      manifest = next
    },
    hashes: async () => [...segments.keys()],
    segment: async (hash) => segments.get(hash) ?? null,
    putSegment: async (hash, bytes) => {
      segments.set(hash, bytes)
    },
    removeSegments: async (hashes) => {
      for (const hash of hashes) segments.delete(hash)
    },
    order: async (id) => orders.get(id) ?? null,
    putOrder: async (order) => {
      orders.set(order.id, order)
    },
    async clear() {
      segments.clear()
      orders.clear()
      manifest = null
    },
  }
  return { segments, orders, store }
}

export interface MadeSegment {
  readonly entry: SegmentEntry
  readonly bytes: Uint8Array
}

/** A piece as the server makes it; `alter` spoils its text before it is packed. */
export function makeSegment(
  shopId: string,
  month: number,
  orders: readonly Order[],
  alter: (text: string) => string = (text) => text,
): MadeSegment {
  const text = alter(encodeSegment({ shopId, month }, orders.map(historyRecordOf)))
  const bytes = new Uint8Array(gzipSync(text))
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { bytes, entry: { month, hash, orders: orders.length, bytes: bytes.length } }
}

export const manifestOf = (made: readonly MadeSegment[], orders = 10_000, epoch = 1): HistoryManifest => ({
  epoch,
  version: SEGMENT_VERSION,
  orders,
  segments: made.map(({ entry }) => entry),
})
