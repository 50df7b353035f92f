import { hash32 } from '@shared/kernel/id.ts'

/** Buckets of one digest (`POST /sync/digest`). */
export const DIGEST_BUCKETS = 64

/** The bucket a document falls in. */
export const digestBucket = (id: string): number => hash32(id, 0) & (DIGEST_BUCKETS - 1)

/** The digest of one edit, an unsigned 32-bit number: what a program up to protocol 4 adds to a bucket. */
export const digestOf = (id: string, editId: string): number => hash32(`${id}:${editId}`, 0)

/** Revisions count up to here, so that the server's product of digest and factor stays an exact integer. */
export const DIGEST_REVISIONS = 0xff_ff

/**
 * What one document adds to its bucket: buckets are the exclusive or of these. The revision multiplies, by an odd number:
 * two documents that are both one revision behind must not cancel each other out.
 */
export const digestAt = (id: string, editId: string, rev: number): number =>
  Math.imul(digestOf(id, editId), 2 * (rev & DIGEST_REVISIONS) + 1) >>> 0

/** SYNC-8: two machines that hold the same documents at the same revisions compute the same 64 numbers, in any order. */
export function digestBuckets(rows: Iterable<readonly [id: string, editId: string, rev: number]>): number[] {
  const buckets = new Array<number>(DIGEST_BUCKETS).fill(0)
  for (const [id, editId, rev] of rows) {
    const bucket = digestBucket(id)
    buckets[bucket] = ((buckets[bucket] ?? 0) ^ digestAt(id, editId, rev)) >>> 0
  }
  return buckets
}
