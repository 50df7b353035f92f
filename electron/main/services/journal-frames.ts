import { crc32 } from 'node:zlib'
import { type JournalEntry, journalEntrySchema } from '@shared/ipc/contract.ts'
import { z } from 'zod'

/*
 * A journal file is a row of frames: marker (4 bytes), length of the payload (4, little-endian), CRC-32 of length and
 * payload (4), payload (JSON in UTF-8). The marker starts with a byte that UTF-8 never uses, so a reader that meets damage
 * can find the next frame again.
 */

const MARKER = Uint8Array.of(0xc0, 0x4a, 0x52, 0x4e)
const HEADER_BYTES = 12
const MAX_PAYLOAD = 64 * 1024 * 1024

export type JournalRecord = { readonly put: JournalEntry } | { readonly acknowledged: readonly string[] }

const recordSchema = z.union([
  z.strictObject({ put: journalEntrySchema }),
  z.strictObject({ acknowledged: z.array(z.string()) }),
])

export interface ReadFrames {
  readonly records: readonly JournalRecord[]
  /** Bytes after the last whole frame: a write that a crash cut short. */
  readonly tornBytes: number
  /** Bytes that are no readable frame although whole frames follow, and frames this version cannot understand. */
  readonly damagedBytes: number
}

export function encodeFrame(record: JournalRecord): Uint8Array {
  const payload = Buffer.from(JSON.stringify(record), 'utf8')
  const frame = Buffer.alloc(HEADER_BYTES + payload.byteLength)
  frame.set(MARKER, 0)
  frame.writeUInt32LE(payload.byteLength, 4)
  frame.set(payload, HEADER_BYTES)
  frame.writeUInt32LE(checksum(frame, 0, payload.byteLength), 8)
  return frame
}

/** Reads every whole frame there is, in order, whatever lies between them. Never throws. */
export function readFrames(bytes: Uint8Array): ReadFrames {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const records: JournalRecord[] = []
  let readUpTo = 0
  let damagedBytes = 0
  let at = buffer.indexOf(MARKER)
  while (at !== -1) {
    const end = frameEnd(buffer, at)
    if (end === undefined) {
      at = buffer.indexOf(MARKER, at + 1)
      continue
    }
    damagedBytes += at - readUpTo
    const record = parseRecord(buffer.subarray(at + HEADER_BYTES, end))
    if (record === undefined) damagedBytes += end - at
    else records.push(record)
    readUpTo = end
    at = buffer.indexOf(MARKER, end)
  }
  return { records, tornBytes: buffer.byteLength - readUpTo, damagedBytes }
}

function frameEnd(buffer: Buffer, at: number): number | undefined {
  if (at + HEADER_BYTES > buffer.byteLength) return undefined
  const length = buffer.readUInt32LE(at + 4)
  const end = at + HEADER_BYTES + length
  if (length > MAX_PAYLOAD || end > buffer.byteLength) return undefined
  return checksum(buffer, at, length) === buffer.readUInt32LE(at + 8) ? end : undefined
}

/** The length is covered too: a flipped bit there would otherwise send the reader into the middle of nowhere. */
function checksum(buffer: Buffer, at: number, length: number): number {
  const start = crc32(buffer.subarray(at + 4, at + 8))
  return crc32(buffer.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length), start)
}

function parseRecord(payload: Uint8Array): JournalRecord | undefined {
  try {
    const parsed = recordSchema.safeParse(JSON.parse(Buffer.from(payload).toString('utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    // Whole but not ours: counted as damage by the caller, which keeps the bytes aside.
    return undefined
  }
}
