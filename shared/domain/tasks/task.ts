import { type Author, type DomainDeps, newEnvelope, touch } from '@shared/domain/authoring.ts'
import type { Envelope } from '@shared/schemas/envelope.ts'
import type { Task } from '@shared/schemas/tasks.schema.ts'

/** What a new task is about; the rest starts empty, open and untried. */
export type TaskInput = Pick<Task, 'kind'> &
  Partial<Omit<Task, keyof Envelope | 'kind' | 'state' | 'attempts' | 'result'>>

/** Something a person or the server has to do. Pass an `id` made by `deriveId` where two devices may ask for the same thing. */
export function newTask(
  input: TaskInput & Partial<Pick<Task, 'id'>>,
  author: Author,
  deps: DomainDeps,
): Task {
  const envelope = newEnvelope(author, deps)
  const { id = envelope.id, ...known } = input
  return {
    subject: null,
    assigneeId: null,
    assigneeRole: null,
    dueAt: null,
    payload: {},
    idempotencyKey: '',
    ...known,
    ...envelope,
    id,
    state: 'open',
    attempts: 0,
    result: {},
  }
}

/** The task moved to another state, with what came of it. */
export function settleTask(
  task: Task,
  state: Task['state'],
  result: Task['result'],
  author: Author,
  deps: DomainDeps,
): Task {
  return touch({ ...task, state, result: { ...task.result, ...result } }, author, deps)
}
