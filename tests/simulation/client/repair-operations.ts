import { settleConflict } from '@renderer/features/sync/settle-conflict.ts'
import { ok } from '@shared/kernel/result.ts'
import { COLLECTIONS, isCollectionName } from '@shared/schemas/registry.ts'
import { conflictPayloadSchema } from '@shared/schemas/tasks.schema.ts'
import { type Doer, IDLE, SAVED, toldOf } from './perform-operation.ts'

const settle: Doer = async (doing) => {
  const open = (await doing.list('tasks')).filter(({ state }) => state === 'open')
  const task = doing.choose(open)
  if (task === null) return IDLE
  const payload = conflictPayloadSchema.safeParse(task.payload)
  if (task.kind !== 'conflict' || !payload.success)
    return doing.edit('tasks', task.id, (current) => ok({ ...current, state: 'done' }))
  const choices = payload.data.fields.map(
    () => (doing.some(2) === 1 ? 'mine' : 'theirs') as 'mine' | 'theirs',
  )
  const store = {
    ...doing.shop.store,
    // Noted like every edit of the harness, although the product's own function makes it.
    edit: ((name, id, change) =>
      doing.shop.store.edit(name, id, (current) => {
        const changed = change(current)
        if (changed.ok && changed.value !== current) doing.attempt(name, current, changed.value)
        return changed
      })) as typeof doing.shop.store.edit,
  }
  return toldOf(await settleConflict(store, task, payload.data, choices))
}

const resend: Doer = async (doing) => {
  const record = doing.choose(await doing.shop.refused.list())
  if (record === null || !isCollectionName(record.collection)) return IDLE
  const { collection } = record
  const current = await doing.shop.store.get(collection, record.documentId as never) // the id of a document
  const parsed = COLLECTIONS[collection].schema.safeParse(record.document)
  if (parsed.success) doing.attempt(collection, current as never, parsed.data as never) // both of that collection
  return toldOf(await doing.shop.refused.resend(record))
}

const discard: Doer = async (doing) => {
  const record = doing.choose(await doing.shop.refused.list())
  if (record === null) return IDLE
  await doing.shop.refused.discard(record.id)
  return SAVED
}

export const REPAIR_OPERATIONS = { settle, resend, discard }
