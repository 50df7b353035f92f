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
  /** Who brought the file, where the change came in one. */
  readonly carriedBy?: { readonly accountId: Id; readonly deviceId: Id }
}

/** One accepted step of one document; `after.rev` is the revision it makes. */
export interface Change {
  readonly collection: CollectionName
  readonly before: AnyDocument | null
  readonly after: AnyDocument
}

const hashes = new WeakMap<AnyDocument, string>()

/** Equal for equal content: what tells an honest repetition from another content under the same edit. Documents never change. */
export function contentHashOf(document: AnyDocument): string {
  const known = hashes.get(document)
  if (known !== undefined) return known
  const hash = createHash('sha256')
    .update(canonicalJson({ ...document, rev: 0 }))
    .digest('base64url')
  hashes.set(document, hash)
  return hash
}
