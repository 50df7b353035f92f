import { touch } from '@shared/domain/authoring.ts'
import { tagDocument } from '@shared/domain/tagged-document.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { withDerivedFields } from '@shared/merge/derived-fields.ts'
import type { CollectionName, DocumentOf } from '@shared/schemas/registry.ts'
import { parseDocument, withoutPending } from '../db/documents.ts'
import type { RefusedRecord } from '../db/local-tables.ts'
import type { StorageFailure } from '../db/storage-failure.ts'
import { StoreWriteError } from '../db/storage-failure.ts'
import type { Store } from '../db/store.ts'
import type { SyncDesk } from './sync-desk.ts'

export type ResendFailure =
  | StorageFailure
  | { readonly type: 'NotFound' }
  | { readonly type: 'Unreadable'; readonly issues: readonly string[] }

/** What the server did not take, until a person has decided what to do with it. */
export interface RefusedWrites {
  list(): Promise<readonly RefusedRecord[]>
  /** Sends it again, as it was or as `edited`; it leaves the list when the store holds it. */
  resend(
    record: RefusedRecord,
    edited?: Readonly<Record<string, unknown>>,
  ): Promise<Result<void, ResendFailure>>
  discard(id: string): Promise<void>
}

export interface RefusedParts {
  readonly desk: SyncDesk
  readonly store: Store
}

const LIST_LIMIT = 2_000

export function createRefusedWrites({ desk, store }: RefusedParts): RefusedWrites {
  const { refused } = desk.tables

  return {
    list: () => refused.list(LIST_LIMIT),
    async resend(record, edited) {
      const parsed = parseDocument(record.collection, withoutPending(edited ?? record.document))
      if (!parsed.ok) return err({ type: 'Unreadable', issues: parsed.issues })
      const written = await writeAgain(record.collection, parsed.document)
      if (!written.ok) return written
      await refused.delete(record.id)
      desk.note('resent', { collection: record.collection, id: record.documentId })
      return ok(undefined)
    },
    discard: async (id) => {
      const record = await refused.get(id)
      await refused.delete(id)
      if (record !== null) desk.note('discarded', { collection: record.collection, id: record.documentId })
    },
  }

  async function writeAgain<Name extends CollectionName>(
    name: Name,
    corrected: DocumentOf<Name>,
  ): Promise<Result<void, ResendFailure>> {
    // A corrected name has another sort key, which the person neither sees nor writes (PRODUCT-3).
    const document = withDerivedFields(tagDocument(name, corrected)) as DocumentOf<Name> // of the same collection
    const current = await store.get(name, document.id)
    if (current !== null) {
      const edited = await store.edit(name, document.id, (now) =>
        ok({ ...document, rev: now.rev, createdAt: now.createdAt, createdBy: now.createdBy }),
      )
      return edited.ok ? ok(undefined) : err(edited.error)
    }
    try {
      await store.insert(name, touch({ ...document, rev: 0 }, desk.author(), desk.deps))
      return ok(undefined)
    } catch (thrown) {
      if (thrown instanceof StoreWriteError) return err(thrown.failure)
      throw thrown
    }
  }
}
