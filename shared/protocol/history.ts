import { z } from 'zod'

/** SHA-256 of a segment's bytes, in hexadecimal: its name and its proof. */
export const segmentHashSchema = z.string().regex(/^[0-9a-f]{64}$/)

/** Larger is no segment of ours, packed and unpacked. */
export const MAX_SEGMENT_BYTES = 64_000_000
export const MAX_SEGMENT_TEXT = 512_000_000

export const segmentEntrySchema = z.object({
  /** `YYYYMM`. */
  month: z.number().int().min(190_001).max(999_912),
  hash: segmentHashSchema,
  orders: z.number().int().min(0),
  bytes: z.number().int().min(0).max(MAX_SEGMENT_BYTES),
})
export type SegmentEntry = z.infer<typeof segmentEntrySchema>

/** `GET /history/manifest`: the pieces of a shop's packed history, newest month first. */
export const historyManifestSchema = z.object({
  epoch: z.number().int(),
  /** Of the segments' content (`SEGMENT_VERSION`). */
  version: z.number().int(),
  /** Orders of the shop in all, packed or not. */
  orders: z.number().int(),
  segments: z.array(segmentEntrySchema).max(20_000),
})
export type HistoryManifest = z.infer<typeof historyManifestSchema>

/** `GET /history/segment?hash`: its bytes, gzip of JSON. */
export const segmentQuerySchema = z.strictObject({ hash: segmentHashSchema })
