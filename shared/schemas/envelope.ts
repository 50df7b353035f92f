import { idSchema } from '@shared/kernel/id.ts'
import { z } from 'zod'

/** Milliseconds since 1970 UTC, from a device's corrected clock or the server's. */
export const timeSchema = z.number().int().min(0).max(8_640_000_000_000_000)

/** Latest time that fits; `MAX_TIME - time` sorts newest first in an ascending index. */
export const MAX_TIME = 8_640_000_000_000_000
export const invertTime = (time: number): number => MAX_TIME - time

/** Text of one line: no control characters, no half of a surrogate pair (PostgreSQL holds neither). */
export const lineText = (max = 200) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cs}\p{Cc}]*$/u)

/** Text of several lines. */
export const longText = (max = 10_000) =>
  z
    .string()
    .max(max)
    .regex(/^(?:[^\p{Cs}\p{Cc}]|[\t\r\n])*$/u)

/** Data of a kind that a later screen will give a shape; bounded by the document's size limit. */
export const openRecordSchema = z.record(z.string().max(64), z.json())

/**
 * What every replicated document carries.
 * `rev` is the server's (0 until acknowledged); `editId` is stamped anew by each local edit and is what the
 * server compares (SYNC-1); `updatedAt` is business time for people, never a cursor.
 */
export const envelope = {
  id: idSchema,
  shopId: idSchema,
  rev: z.number().int().min(0),
  editId: idSchema,
  createdAt: timeSchema,
  createdBy: idSchema,
  updatedAt: timeSchema,
  updatedBy: idSchema,
  deviceId: idSchema,
  archived: z.boolean(),
}

export const envelopeSchema = z.object(envelope)
export type Envelope = z.infer<typeof envelopeSchema>

/** Fields that describe an edit or belong to the server: never compared, merged or shown as a change. */
export const ENVELOPE_FIELDS = [
  'id',
  'shopId',
  'rev',
  'editId',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'deviceId',
] as const
