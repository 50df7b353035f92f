import { decodeSegment, type SegmentProblem } from '@shared/analytics/history-segment.ts'
import { err, type Result } from '@shared/kernel/result.ts'
import { MAX_SEGMENT_TEXT, type SegmentEntry } from '@shared/protocol/history.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'

export type SegmentRefusal = SegmentProblem | 'wrong-hash'

/** Whether these are the bytes that bear that name. */
export async function hasHash(bytes: Uint8Array, hash: string): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === hash
}

/** A piece's orders. Whatever is not exactly what the manifest names is refused whole and counted nowhere (PACK-4). */
export async function openSegment(
  bytes: Uint8Array,
  shopId: string,
  { hash, month, orders }: SegmentEntry,
): Promise<Result<Order[], SegmentRefusal>> {
  if (!(await hasHash(bytes, hash))) return err('wrong-hash')
  const text = await unzip(bytes)
  return text === null ? err('torn') : decodeSegment(text, { shopId, month, orders })
}

/** Null for what is no gzip, or one that never ends. */
async function unzip(bytes: Uint8Array): Promise<string | null> {
  const packed = new Blob([new Uint8Array(bytes)]).stream()
  const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader()
  const decoder = new TextDecoder()
  const parts: string[] = []
  try {
    for (let size = 0; ; ) {
      const { done, value } = await reader.read()
      if (done) return parts.join('') + decoder.decode()
      size += value.length
      if (size > MAX_SEGMENT_TEXT) {
        await reader.cancel()
        return null
      }
      parts.push(decoder.decode(value, { stream: true }))
    }
  } catch {
    return null
  }
}
