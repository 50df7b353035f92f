import { idSchema } from '@shared/kernel/id.ts'
import { COLLECTION_NAMES } from '@shared/schemas/registry.ts'
import { z } from 'zod'
import { MAX_COUNT, MAX_PULL_ROWS, MAX_PUSH_ROWS } from './limits.ts'
import { refusalSchema } from './refusal.ts'

export const collectionSchema = z.enum(
  COLLECTION_NAMES as [(typeof COLLECTION_NAMES)[number], ...typeof COLLECTION_NAMES],
)

/** A document on the wire. Its content is checked row by row with the collection's own validator, never here. */
export const wireDocumentSchema = z.record(z.string(), z.unknown())
export type WireDocument = z.infer<typeof wireDocumentSchema>

/** `POST /sync/push`: rows of one collection. `assumed` is what the device believes the server holds; null for a new document. */
export const pushRequestSchema = z.strictObject({
  protocol: z.number().int(),
  schemaVersion: z.number().int().min(0),
  epoch: z.number().int().min(1),
  collection: collectionSchema,
  rows: z
    .array(
      z.strictObject({
        assumed: z.strictObject({ rev: z.number().int(), editId: z.string() }).nullable(),
        next: wireDocumentSchema,
      }),
    )
    .min(1)
    .max(MAX_PUSH_ROWS),
})
export type PushRequest = z.infer<typeof pushRequestSchema>

/** One answer a row, in the order of the rows (SYNC-2). `current: null` means the server holds nothing under that id. */
export const pushResultSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('accepted'), id: z.string(), rev: z.number().int() }),
  z.object({
    outcome: z.literal('conflict'),
    id: z.string(),
    current: wireDocumentSchema,
    /** What this device last wrote of the document, where that came to the server in a file: the base of the merge. */
    base: wireDocumentSchema.optional(),
  }),
  z.object({
    outcome: z.literal('refused'),
    id: z.string(),
    refusal: refusalSchema,
    current: wireDocumentSchema.nullable(),
  }),
])
export type PushResult = z.infer<typeof pushResultSchema>

export const pushResponseSchema = z.object({
  epoch: z.number().int(),
  serverTime: z.number().int(),
  results: z.array(pushResultSchema),
})
export type PushResponse = z.infer<typeof pushResponseSchema>

/** `GET /sync/pull`. The checkpoint is the shop's commit-ordered sequence within one epoch, opaque to devices. */
export const checkpointSchema = z.object({ epoch: z.number().int().min(1), seq: z.number().int().min(0) })
export type Checkpoint = z.infer<typeof checkpointSchema>

export const pullQuerySchema = z.strictObject({
  collection: collectionSchema,
  epoch: z.coerce.number().int().min(1),
  seq: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  limit: z.coerce.number().int().min(1).max(MAX_PULL_ROWS).default(200),
})

export const pullResponseSchema = z.object({
  epoch: z.number().int(),
  serverTime: z.number().int(),
  documents: z.array(wireDocumentSchema),
  checkpoint: checkpointSchema,
  /** True while further rows are waiting behind the checkpoint. */
  more: z.boolean(),
})
export type PullResponse = z.infer<typeof pullResponseSchema>

/** `GET /sync/base?collection&id&rev`: the content of a revision, the base of a three-way merge (SYNC-6). */
export const baseQuerySchema = z.strictObject({
  collection: collectionSchema,
  id: idSchema,
  rev: z.coerce.number().int().min(1).max(MAX_COUNT),
  /**
   * After a restore revision numbers are given a second time. With it the newest revision up to `rev` is asked for that was
   * made in this epoch or an earlier one: what device and server had in common before.
   */
  knownEpoch: z.coerce.number().int().min(1).max(MAX_COUNT).optional(),
})
export const baseResponseSchema = z.object({ document: wireDocumentSchema.nullable() })

/**
 * `GET /sync/stream` (text/event-stream, read with fetch): the stream never carries documents (SYNC-7).
 * `resync` names the collections that changed; a comment line every 15 s says the line is alive.
 */
export const streamEventSchema = z.object({ collections: z.array(collectionSchema), epoch: z.number().int() })

/** `POST /sync/digest`: what the device holds, in 64 buckets by hash of the id; the answer names differing rows (SYNC-8). */
export const digestRequestSchema = z.strictObject({
  collection: collectionSchema,
  epoch: z.number().int().min(1),
  buckets: z.array(z.number().int().min(0)).length(64),
  /** The buckets cover the revisions as well, and so shall the answer. Programs up to protocol 4 do not know it. */
  revisions: z.literal(true).optional(),
})
/** A row: id, edit id and, where asked for, the revision. */
export const digestResponseSchema = z.object({
  differing: z.array(
    z.object({
      bucket: z.number().int(),
      rows: z.array(z.tuple([z.string(), z.string()]).rest(z.number().int())),
    }),
  ),
})

/** `POST /sync/heartbeat`: a device tells how it is; the answer is what the server knows of every device of the shop. */
export const heartbeatRequestSchema = z.strictObject({
  pending: z.number().int().min(0).max(MAX_COUNT),
  refused: z.number().int().min(0).max(MAX_COUNT),
  conflicts: z.number().int().min(0).max(MAX_COUNT),
  storageBytes: z.number().int().min(0),
  receiptCounter: z.number().int().min(0),
  receiptEpoch: z.number().int().min(1).max(MAX_COUNT),
  /** The newest business moment of a sale on this device that the server has not acknowledged yet; null when all are. */
  oldestPendingAt: z.number().int().nullable(),
})
export const deviceStatusSchema = z.object({
  id: idSchema,
  code: z.string(),
  name: z.string(),
  lastSeenAt: z.number().int().nullable(),
  pending: z.number().int(),
  refused: z.number().int(),
  conflicts: z.number().int(),
  storageBytes: z.number().int(),
  /** Receipts the server holds of that device's current receipt epoch, and the highest number made known. */
  receiptsReceived: z.number().int(),
  receiptCounter: z.number().int(),
  /** Time of the newest fact received from that device: figures are fresh up to there. */
  lastFactAt: z.number().int().nullable(),
})
export type DeviceStatus = z.infer<typeof deviceStatusSchema>

export const heartbeatResponseSchema = z.object({
  epoch: z.number().int(),
  serverTime: z.number().int(),
  counts: z.record(collectionSchema, z.number().int()),
  refusedTotal: z.number().int(),
  devices: z.array(deviceStatusSchema),
})
export type HeartbeatResponse = z.infer<typeof heartbeatResponseSchema>
