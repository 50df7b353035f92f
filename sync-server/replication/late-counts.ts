import type { DomainDeps } from '@shared/domain/authoring.ts'
import { lateLines } from '@shared/domain/stock/count-progress.ts'
import { countPageOf } from '@shared/domain/stock/count-session.ts'
import { countIdOf } from '@shared/domain/stock/movement.ts'
import { tagDocument } from '@shared/domain/tagged-document.ts'
import { newTask, settleTask } from '@shared/domain/tasks/task.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { countClosingDetailsSchema } from '@shared/schemas/count-details.schema.ts'
import type { StockMovement } from '@shared/schemas/movements.schema.ts'
import type { AnyDocument } from '@shared/schemas/registry.ts'
import {
  type LateCountPayload,
  lateCountPayloadSchema,
  type Task,
  taskSchema,
} from '@shared/schemas/tasks.schema.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { Change } from './change.ts'
import { lockDocuments } from './load-rows.ts'
import { inPlaceOf, parseTask } from './raise-tasks.ts'
import { serverAuthor } from './server-author.ts'

/*
 * TASK-9, COUNT-6: what somebody counted reaches the server after his session was closed, or whoever closed it had not heard of it. It is in no
 * posting and not lost: a manager gets to know, once for every step of every page.
 */

interface Push {
  readonly shopId: Id
  readonly changes: readonly Change[]
}

/** A page as it stands after this push, and up to which step managers were told of it before. */
interface ArrivedPage {
  readonly document: StockMovement
  readonly heard: number
}

/** The tasks that this push makes: one a page and arrival. */
export async function raiseLateCountTasks(
  transaction: Transaction,
  { shopId, changes }: Push,
  deps: DomainDeps,
): Promise<Change[]> {
  const movements = changes.flatMap(asMovement)
  const sessions = [...new Set(movements.flatMap(({ after }) => sessionOf(after) ?? []))].sort()
  if (sessions.length === 0) return []
  // Two servers may be taking the count and a page of it at once: the second waits here, and then sees the first.
  await transaction.query(
    `select pg_advisory_xact_lock(hashtextextended($1 || k, 12)) from unnest($2::text[]) as k`,
    [shopId, sessions],
  )
  const held = await storedCounts(transaction, shopId, sessions)
  const tasks: LateTask[] = []
  for (const sessionId of sessions) {
    const brought = movements.filter(({ after }) => sessionOf(after) === sessionId)
    const stored = held.get(countIdOf(sessionId))
    const closing = brought.find(({ after }) => after.kind === 'count')?.after ?? stored
    if (!closing) continue
    const pages = stored ? pagesOf(brought) : await allPages(transaction, shopId, sessionId, brought)
    tasks.push(...pages.flatMap((page) => lateTask(shopId, closing, page, deps) ?? []))
  }
  return tellOnce(transaction, shopId, tasks, deps)
}

interface MovementChange {
  readonly before: StockMovement | null
  readonly after: StockMovement
}

function asMovement({ collection, before, after }: Change): MovementChange[] {
  const is = movementOf(collection, after)
  return is ? [{ before: before && movementOf(collection, before), after: is }] : []
}

function movementOf(collection: Change['collection'], document: AnyDocument): StockMovement | null {
  const tagged = tagDocument(collection, document)
  return tagged.collection === 'stockMovements' ? tagged.document : null
}

/** The session that a document closes or counts in; null for every other one. */
const sessionOf = (movement: StockMovement): Id | null =>
  movement.kind === 'count' ? movement.countSessionId : (countPageOf(movement)?.sessionId ?? null)

/** The counts that the server has, by id. Not locked: a count never changes, and the session's lock keeps another push from bringing it. */
async function storedCounts(
  transaction: Transaction,
  shopId: Id,
  sessions: readonly Id[],
): Promise<Map<Id, StockMovement>> {
  const { rows } = await transaction.query<{ body: AnyDocument }>(
    `select body from documents where shop_id = $1 and collection = 'stockMovements' and id = any($2)`,
    [shopId, sessions.map(countIdOf)],
  )
  return new Map(
    rows.flatMap(({ body }) => movementOf('stockMovements', body) ?? []).map((one) => [one.id, one]),
  )
}

/** Each page once, as it is after the push; several steps of it may have come together. */
function pagesOf(brought: readonly MovementChange[]): ArrivedPage[] {
  const byId = new Map<Id, ArrivedPage>()
  for (const { before, after } of brought) {
    if (after.kind !== 'count-page') continue
    const heard = byId.get(after.id)?.heard ?? (before && countPageOf(before)?.step) ?? 0
    byId.set(after.id, { document: after, heard })
  }
  return [...byId.values()]
}

/** The count has just come: nobody was told of any page before. */
async function allPages(
  transaction: Transaction,
  shopId: Id,
  sessionId: Id,
  brought: readonly MovementChange[],
): Promise<ArrivedPage[]> {
  const { rows } = await transaction.query<{ body: AnyDocument }>(
    `select body from documents where shop_id = $1 and collection = 'stockMovements'
        and body->>'kind' = 'count-page' and body->'details'->>'sessionId' = $2
      order by id`,
    [shopId, sessionId],
  )
  const stored = rows.flatMap(({ body }) => movementOf('stockMovements', body) ?? [])
  const latest = new Map(stored.map((document) => [document.id, document]))
  for (const { document } of pagesOf(brought)) latest.set(document.id, document)
  return [...latest.values()].map((document) => ({ document, heard: 0 }))
}

interface LateTask {
  readonly task: Task
  /** The one that told of the step that the server had of this page before. */
  readonly earlierId: Id
}

const lateTaskId = (pageId: Id, step: number): Id => deriveId(pageId, 'late-count', String(step))

function lateTask(
  shopId: Id,
  closing: StockMovement,
  { document, heard }: ArrivedPage,
  deps: DomainDeps,
): LateTask | null {
  const page = countPageOf(document)
  const taken = countClosingDetailsSchema.safeParse(closing.details)
  const [first] = closing.counted
  if (!page || !first) return null
  const late = lateLines(document.id, page.lines, taken.data ?? { pages: [] }, heard)
  if (late.length === 0) return null
  const inCount = new Map<Id, number>(closing.counted.map(({ variantId, counted }) => [variantId, counted]))
  const payload = {
    about: 'late-count',
    sessionId: page.sessionId,
    countId: closing.id,
    pageId: document.id,
    staffId: page.staffId,
    deviceId: page.deviceId,
    locationId: first.locationId,
    lines: late.map(({ variantId, counted, at }) => ({
      variantId,
      counted,
      at,
      inCount: inCount.get(variantId) ?? null,
    })),
  } satisfies LateCountPayload
  const task = newTask(
    {
      id: lateTaskId(document.id, page.step),
      kind: 'approval',
      subject: { collection: 'stockMovements', id: closing.id },
      assigneeRole: 'manager',
      payload,
    },
    serverAuthor(shopId),
    deps,
  )
  return { task, earlierId: lateTaskId(document.id, heard) }
}

/**
 * A step of which managers were told stays told; another task that a device put there beforehand gives way (TASK-4). What was told of a page and
 * nobody has looked at yet is told together with what has come now.
 */
async function tellOnce(
  transaction: Transaction,
  shopId: Id,
  found: readonly LateTask[],
  deps: DomainDeps,
): Promise<Change[]> {
  const ids = found.flatMap(({ task, earlierId }) => [task.id, earlierId])
  const existing = await lockDocuments(transaction, shopId, 'tasks', ids)
  return found.flatMap(({ task, earlierId }): Change[] => {
    const before = parseTask(existing.get(task.id))
    if (before?.payload.about === 'late-count') return []
    const earlier = parseTask(existing.get(earlierId))
    const open = earlier?.payload.about === 'late-count' && earlier.state === 'open' ? earlier : null
    const payload = open ? withEarlier(task, open) : task.payload
    const after = taskSchema.parse({ ...inPlaceOf(before, task), payload })
    const told: Change = { collection: 'tasks', before, after }
    if (!open) return [told]
    const done = settleTask(open, 'dismissed', { replacedBy: task.id }, serverAuthor(shopId), deps)
    return [told, { collection: 'tasks', before: open, after: { ...done, rev: open.rev + 1 } }]
  })
}

function withEarlier(task: Task, earlier: Task): Task['payload'] {
  const [now, then] = [task, earlier].map(({ payload }) => lateCountPayloadSchema.parse(payload))
  if (!now || !then) return task.payload
  const counted = new Set(now.lines.map(({ variantId }) => variantId))
  return { ...now, lines: [...then.lines.filter(({ variantId }) => !counted.has(variantId)), ...now.lines] }
}
