import { createDecipheriv } from 'node:crypto'
import {
  type CarryHeader,
  type CarryPart,
  carryPartSchema,
  type SealedPart,
  sealedText,
} from '@shared/protocol/carry.ts'

/** AES-GCM appends its tag to what it seals. */
const TAG_BYTES = 16

/** What is in a sealed part; null when it does not open under that key, at that place, with that header. Never throws. */
export function openPart(
  { iv, data }: SealedPart,
  header: CarryHeader,
  part: number,
  key: string,
): CarryPart | null {
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length <= TAG_BYTES) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), Buffer.from(iv, 'base64'))
    decipher.setAAD(Buffer.from(sealedText(header, part)))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    const plain = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()])
    const parsed = carryPartSchema.safeParse(JSON.parse(plain.toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null // not sealed by whom the header names, altered on the way, or no part at all
  }
}
