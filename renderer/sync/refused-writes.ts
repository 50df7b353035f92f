import { touch } from '@shared/domain/authoring.ts'
import { renumber } from '@shared/domain/orders/renumber.ts'
import { tagDocument } from '@shared/domain/tagged-document.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { conflictTask } from '@shared/merge/conflict-task.ts'
import { withDerivedFields } from '@shared/merge/derived-fields.ts'
import { mergeDocument } from '@shared/merge/merge-document.ts'
import type { Clash } from '@shared/merge/sides.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { CollectionName, DocumentOf } from '@shared/schemas/registry.ts'
import { parseDocument, withoutLocalFields } from '../db/documents.ts'
import type { Journal } from '../db/journal.ts'
import type { RefusedRecord } from '../db/local-tables.ts'
import type { StorageFailure } from '../db/storage-failure.ts'
import { StoreWriteError } from '../db/storage-failure.ts'
import type { Store } from '../db/store.ts'
import type { SyncDesk } from './sync-desk.ts'

export type ResendFailure =
  | StorageFailure
  | { readonly type: 'NotFound' }
  | { readonly type: 'Unreadable'; readonly issues: readonly string[] }

/** `clashes`: values that somebody else changed meanwhile; theirs stand, and a conflict task holds both. */
export interface Resent {
  readonly clashes: number
}

/** What the server did not take, until a person has decided what to do with it. */
export interface RefusedWrites {
  list(): Promise<readonly RefusedRecord[]>
  /**
   * Sends it again, as it was or as `edited`, merged with what was written since (SYNC-10); a sale whose number was
   * taken gets the next one (RECEIPT-2). It leaves the list when the store holds it.
   */
  resend(
    record: RefusedRecord,
    edited?: Readonly<Record<string, unknown>>,
  ): Promise<Result<Resent, ResendFailure>>
  discard(id: string): Promise<void>
}

export interface RefusedParts {
  readonly desk: Pick<SyncDesk, 'tables' | 'author' | 'deps' | 'note'>
  readonly journal: Pick<Journal, 'acknowledge'>
  readonly store: Store
}

const LIST_LIMIT = 2_000

export function createRefusedWrites({ desk, journal, store }: RefusedParts): RefusedWrites {
  const { refused } = desk.tables

  return {
    list: () => refused.list(LIST_LIMIT),
    async resend(record, edited) {
      const written = await writeAgain(record.collection, record, edited ?? record.document)
      if (!written.ok) return written
      await refused.delete(record.id)
      desk.note('resent', { collection: record.collection, id: record.documentId })
      return written
    },
    discard: async (id) => {
      const record = await refused.get(id)
      await refused.delete(id)
      if (record === null) return
      journal.acknowledge([String(record.document.editId)])
      desk.note('discarded', { collection: record.collection, id: record.documentId })
    },
  }

  async function writeAgain<Name extends CollectionName>(
    name: Name,
    { base: rawBase, refusal }: RefusedRecord,
    raw: Readonly<Record<string, unknown>>,
  ): Promise<Result<Resent, ResendFailure>> {
    const parsed = parseDocument(name, withoutLocalFields(raw))
    if (!parsed.ok) return err({ type: 'Unreadable', issues: parsed.issues })
    // A corrected name has another sort key, which the person neither sees nor writes (PRODUCT-3).
    const mine = withDerivedFields(tagDocument(name, parsed.document)) as DocumentOf<Name> // of the same collection
    const base = rawBase === undefined ? null : parseDocument(name, rawBase)
    try {
      if ((await store.get(name, mine.id)) !== null)
        return await writeOnTop(name, mine, base?.ok ? base.document : null)
      const anew = touch({ ...mine, rev: 0 }, desk.author(), desk.deps)
      if (refusal.code === 'RECEIPT_REUSED' && 'receipt' in anew) return await sellAgain(anew)
      await store.insert(name, anew)
      return ok({ clashes: 0 })
    } catch (thrown) {
      if (thrown instanceof StoreWriteError) return err(thrown.failure)
      throw thrown
    }
  }

  async function sellAgain(sale: Order): Promise<Result<Resent, ResendFailure>> {
    const sold = await store.insertSale((receipt) => ok(renumber(sale, receipt)))
    return sold.ok ? ok({ clashes: 0 }) : err(sold.error)
  }

  async function writeOnTop<Name extends CollectionName>(
    name: Name,
    mine: DocumentOf<Name>,
    base: DocumentOf<Name> | null,
  ): Promise<Result<Resent, ResendFailure>> {
    let clashes: readonly Clash[] = []
    let theirs = mine
    const edited = await store.edit(name, mine.id, (now) => {
      const merged = mergeDocument(name, base, mine, now)
      clashes = merged.clashes
      theirs = now
      return ok(merged.document)
    })
    if (!edited.ok) return err(edited.error)
    if (clashes.length > 0) await keepBoth(name, clashes, mine, theirs)
    return ok({ clashes: clashes.length })
  }

  async function keepBoth<Name extends CollectionName>(
    name: Name,
    clashes: readonly Clash[],
    mine: DocumentOf<Name>,
    theirs: DocumentOf<Name>,
  ): Promise<void> {
    const task = conflictTask(name, { clashes, mine, theirs }, desk.author(), desk.deps)
    if ((await store.get('tasks', task.id)) === null) await store.insert('tasks', task)
  }
}
