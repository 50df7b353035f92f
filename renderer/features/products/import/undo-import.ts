import type { Store } from '@renderer/db/store.ts'
import type { Author } from '@shared/domain/authoring.ts'
import type { BusinessDay } from '@shared/kernel/business-day.ts'
import type { Clock } from '@shared/kernel/clock.ts'
import type { IdSource } from '@shared/kernel/id.ts'
import { ok } from '@shared/kernel/result.ts'
import { counterMovement } from '../../stock/public.ts'
import { writeFailure } from '../write-failure.ts'
import { type ImportOutcome, revertUpdate } from './run-import.ts'

interface UndoTask {
  readonly store: Pick<Store, 'edit' | 'insert'>
  readonly outcome: ImportOutcome
  readonly author: Author
  readonly deps: { readonly clock: Clock; readonly ids: IdSource }
  readonly businessDay: BusinessDay
  onProgress(share: number): void
}

/**
 * Takes an import back by edits that stand beside it: what it created is archived, what it changed gets its old values
 * unless somebody changed them again, what it received is posted back. Null, or the kind of the first failure.
 */
export async function undoImport({
  store,
  outcome,
  author,
  deps,
  businessDay,
  onProgress,
}: UndoTask): Promise<{ readonly type: string } | null> {
  const total = outcome.created.length + outcome.updated.length + outcome.categories.length
  let done = 0
  const step = async (): Promise<void> => {
    done++
    if (done % 25 !== 0) return
    onProgress(done / total)
    await new Promise((resolve) => setTimeout(resolve))
  }
  for (const movement of outcome.movements) {
    const failure = await writeFailure(
      store.insert('stockMovements', counterMovement(movement, { businessDay }, author, deps)),
    )
    if (failure) return failure
  }
  for (const id of outcome.created) {
    const edited = await store.edit('products', id, (current) => ok({ ...current, archived: true }))
    if (!edited.ok && edited.error.type !== 'NotFound') return edited.error
    await step()
  }
  for (const update of outcome.updated) {
    const edited = await store.edit('products', update.after.id, (current) =>
      ok(revertUpdate(update, current)),
    )
    if (!edited.ok && edited.error.type !== 'NotFound') return edited.error
    await step()
  }
  for (const id of outcome.categories) {
    const edited = await store.edit('settings', id, (current) => ok({ ...current, archived: true }))
    if (!edited.ok && edited.error.type !== 'NotFound') return edited.error
    await step()
  }
  return null
}
