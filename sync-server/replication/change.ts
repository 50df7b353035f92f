import { createHash } from 'node:crypto'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'

/** Who brought a change: the verified account and device, never what the document claims. */
export interface Bringer {
  /** Null when the server itself writes. */
  readonly accountId: Id | null
  readonly deviceId: Id
  readonly requestId: string
}

/** One accepted step of one document; `after.rev` is the revision it makes. */
export interface Change {
  readonly collection: CollectionName
  readonly before: AnyDocument | null
  readonly after: AnyDocument
}

/** Equal for equal content: what tells an honest repetition from another content under the same edit. */
export const contentHashOf = (document: AnyDocument): string =>
  createHash('sha256')
    .update(canonicalJson({ ...document, rev: 0 }))
    .digest('base64url')
