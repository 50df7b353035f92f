import { ok, type Result } from '@shared/kernel/result.ts'
import { applyChoice } from '@shared/merge/merge-document.ts'
import { isCollectionName } from '@shared/schemas/registry.ts'
import type { ConflictPayload, Task } from '@shared/schemas/tasks.schema.ts'
import type { StorageFailure, Store } from '../../db/store.ts'

export type Choice = 'mine' | 'theirs'
export type SettleFailure = StorageFailure | { readonly type: 'NotFound' }

/**
 * Writes the chosen values into the document as it is now, then closes the task (MERGE-4). Choosing the value in use writes
 * nothing. Closing comes last: cut in between, the task is still open and settling it again changes nothing more.
 */
export async function settleConflict(
  store: Store,
  task: Task,
  { collection, documentId, fields }: ConflictPayload,
  choices: readonly Choice[],
): Promise<Result<void, SettleFailure>> {
  const chosen = fields.filter((_, i) => choices[i] === 'mine')
  if (isCollectionName(collection) && chosen.length > 0) {
    const edited = await store.edit(collection, documentId, (current) => {
      let next = current
      for (const field of chosen) next = applyChoice(next, field.path, field.mine)
      return ok(next)
    })
    if (!edited.ok) return edited
  }
  const closed = await store.edit('tasks', task.id, (current) =>
    ok({ ...current, state: 'done' as const, result: { choices: [...choices] } }),
  )
  return closed.ok ? ok(undefined) : closed
}
