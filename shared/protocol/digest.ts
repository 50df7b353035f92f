import { hash32 } from '@shared/kernel/id.ts'

/** Buckets of one digest (`POST /sync/digest`). */
export const DIGEST_BUCKETS = 64

/** The bucket a document falls in. */
export const digestBucket = (id: string): number => hash32(id, 0) & (DIGEST_BUCKETS - 1)

/** What one document adds to its bucket: buckets are the exclusive or of these, as unsigned 32-bit numbers. */
export const digestOf = (id: string, editId: string): number => hash32(`${id}:${editId}`, 0)

/** SYNC-8: two machines that hold the same documents at the same edits compute the same 64 numbers, in any order. */
export function digestBuckets(rows: Iterable<readonly [id: string, editId: string]>): number[] {
  const buckets = new Array<number>(DIGEST_BUCKETS).fill(0)
  for (const [id, editId] of rows) {
    const bucket = digestBucket(id)
    buckets[bucket] = ((buckets[bucket] ?? 0) ^ digestOf(id, editId)) >>> 0
  }
  return buckets
}
