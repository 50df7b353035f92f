import type { Store } from '@renderer/db/store.ts'
import { settleConflict } from '@renderer/features/sync/settle-conflict.ts'
import { createRefusedWrites } from '@renderer/sync/refused-writes.ts'
import { ok } from '@shared/kernel/result.ts'
import { conflictPayloadSchema } from '@shared/schemas/tasks.schema.ts'
import { type Doer, type Doing, IDLE, SAVED, toldOf } from './perform-operation.ts'

/** The store of a function of the product's own, noting what is edited like every edit of the harness. */
function noting({ shop, attempt }: Doing): Store {
  const edit: Store['edit'] = (name, id, change) =>
    shop.store.edit(name, id, (current) => {
      const changed = change(current)
      if (changed.ok && changed.value !== current) attempt(name, current, changed.value)
      return changed
    })
  const insert: Store['insert'] = (name, document) => {
    attempt(name, null, document)
    return shop.store.insert(name, document)
  }
  const insertSale: Store['insertSale'] = (build) =>
    shop.store.insertSale((receipt) => {
      const sale = build(receipt)
      if (sale.ok) attempt('orders', null, sale.value)
      return sale
    })
  return { ...shop.store, edit, insert, insertSale }
}

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
  return toldOf(await settleConflict(noting(doing), task, payload.data, choices))
}

/** Only what is discarded is acknowledged. */
const NO_JOURNAL = { acknowledge: () => undefined }

const resend: Doer = async (doing) => {
  const { tables, deps, refused } = doing.shop
  const record = doing.choose(await refused.list())
  if (record === null) return IDLE
  const desk = { tables, deps, author: () => doing.author, note: () => '' }
  return toldOf(await createRefusedWrites({ desk, journal: NO_JOURNAL, store: noting(doing) }).resend(record))
}

const discard: Doer = async (doing) => {
  const record = doing.choose(await doing.shop.refused.list())
  if (record === null) return IDLE
  await doing.shop.refused.discard(record.id)
  return SAVED
}

export const REPAIR_OPERATIONS = { settle, resend, discard }
