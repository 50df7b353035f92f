import { firstRefusal, forbidden, serverField } from '@shared/domain/refusals.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import { isReportMessage, isServerApproval, type Task, type TaskKind } from '@shared/schemas/tasks.schema.ts'
import type { Actor } from './actor.ts'
import { can } from './can.ts'
import { changedFields, type FieldRules, refuseFields, requireOne } from './field-policy.ts'
import type { Permission } from './permissions.ts'

/**
 * What a device may ask for, and who may. Everybody may write down what he met (`everyone`); what is not here only the
 * server makes: an oversell or an over-return is found in the ledger, never claimed, and a scheduled
 * report is worked out at its time.
 */
const CREATE: Readonly<Partial<Record<TaskKind, Permission | 'everyone'>>> = {
  conflict: 'everyone',
  'refused-edit': 'everyone',
  'low-stock': 'everyone',
  approval: 'everyone',
  reminder: 'everyone',
  'send-message': 'messages.send',
  'import-products': 'data.import',
  'make-label': 'orders.ship',
}

/** What happened between two tills is settled by somebody who may look at both. */
const NEEDS_RESOLVER: readonly TaskKind[] = ['conflict', 'oversell', 'over-return']

const RULES: FieldRules<Task> = {
  kind: 'sealed',
  state: 'ruled',
  subject: 'sealed',
  assigneeId: ['tasks.manage'],
  assigneeRole: ['tasks.manage'],
  dueAt: ['tasks.manage'],
  payload: 'ruled',
  attempts: 'server',
  result: 'ruled',
  idempotencyKey: 'sealed',
  archived: ['tasks.manage'],
}

/** POLICY-2 on tasks. */
export function authorizeTask(actor: Actor, before: Task | null, after: Task): Refusal | null {
  if (!before) return authorizeNew(actor, after)
  const fields = changedFields(before, after)
  return firstRefusal(
    () => refuseFields(actor, fields, RULES),
    () => (fields.includes('payload') && before.kind !== 'conflict' ? serverField('payload') : null),
    () =>
      fields.some((field) => ['state', 'result', 'payload'].includes(field))
        ? maySettle(actor, before)
        : null,
  )
}

function authorizeNew(actor: Actor, task: Task): Refusal | null {
  const needed = CREATE[task.kind]
  if (needed === undefined || isServerApproval(task) || isReportMessage(task))
    return forbidden('server', 'kind')
  if (task.attempts !== 0) return serverField('attempts')
  if (Object.keys(task.result).length > 0) return serverField('result')
  if (task.state !== 'open' && task.kind !== 'conflict') return serverField('state')
  return needed === 'everyone' ? null : requireOne(actor, needed, 'kind')
}

function maySettle(actor: Actor, task: Task): Refusal | null {
  if (NEEDS_RESOLVER.includes(task.kind) || isServerApproval(task))
    return requireOne(actor, 'sync.resolve', 'state')
  const isAssigned =
    task.assigneeId === actor.staffId || (task.assigneeId === null && task.assigneeRole === actor.role)
  const isOwn = task.createdBy === actor.staffId
  return isAssigned || isOwn || can(actor, 'tasks.manage') ? null : forbidden('tasks.manage', 'state')
}
