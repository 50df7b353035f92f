import { randomUUID } from 'node:crypto'
import type { ReportTable } from '@shared/analytics/report/report-table.ts'
import { SERVER_REPORTS, savedRequest } from '@shared/analytics/report/run-saved.ts'
import { savedRange } from '@shared/analytics/report/saved-report.ts'
import type { DomainDeps } from '@shared/domain/authoring.ts'
import { lastDue, reportMessageId, scheduledReportId } from '@shared/domain/reports/schedule.ts'
import { newTask, settleTask } from '@shared/domain/tasks/task.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import type {
  ReportMessagePayload,
  ReportSchedule,
  SavedReport,
  ScheduledReportPayload,
  ScheduledReportResult,
} from '@shared/schemas/report.schema.ts'
import { settingSchema, settingValue } from '@shared/schemas/settings.schema.ts'
import type { Task } from '@shared/schemas/tasks.schema.ts'
import { upgradeDocument } from '@shared/schemas/upgrade-document.ts'
import type pg from 'pg'
import { inShop, type Transaction } from '../database/run-transaction.ts'
import type { Change } from '../replication/change.ts'
import { commitChanges } from '../replication/commit-changes.ts'
import { lockDocuments } from '../replication/load-rows.ts'
import { inPlaceOf, parseTask } from '../replication/raise-tasks.ts'
import { SERVER_DEVICE_ID, serverAuthor } from '../replication/server-author.ts'
import { computeReport, MAX_ORDERS, type ReportProblem } from './compute-report.ts'

/*
 * SCHEDULE-1: a saved report with a schedule becomes, when it is due, one task that holds the figures, whose id follows from report and
 * time: several servers and every restart make the same one. What is to be sent waits as a `send-message` task of its own for each
 * recipient, because nothing that sends is connected yet.
 */

/** Every device of a manager keeps these: older ones lose their figures. */
const KEPT_RESULTS = 10
const MAX_RESULT_ROWS = 1_000
const MAX_RESULT_CHARACTERS = 150_000

interface DueReport {
  readonly settingId: Id
  readonly saved: SavedReport
  readonly schedule: ReportSchedule
  readonly dueAt: number
  readonly taskId: Id
}

interface ShopFacts {
  readonly currency: CurrencyCode
  readonly utcOffsetMinutes: number
}

/** Works out whatever is due. Answers how many reports that were. */
export async function carryOutSchedules(
  pool: pg.Pool,
  shopId: Id,
  deps: DomainDeps,
  mostOrders = MAX_ORDERS,
): Promise<number> {
  const { due, facts } = await inShop(pool, shopId, (transaction) =>
    findDue(transaction, shopId, deps.clock.now()),
  )
  let made = 0
  const failures: unknown[] = []
  for (const one of due) {
    try {
      const task = await workOut(pool, shopId, one, facts, deps, mostOrders)
      if (await inShop(pool, shopId, (transaction) => store(transaction, shopId, one, task, deps))) made++
    } catch (error) {
      failures.push(error) // the others are not kept waiting; the next round tries this one again
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'scheduled reports could not be worked out')
  return made
}

async function findDue(
  transaction: Transaction,
  shopId: Id,
  now: number,
): Promise<{ due: DueReport[]; facts: ShopFacts }> {
  const shops = await transaction.query<{ currency: CurrencyCode; utc_offset_minutes: number }>(
    'select currency, utc_offset_minutes from shops where shop_id = $1',
    [shopId],
  )
  const [shop] = shops.rows
  if (!shop) throw new Error('figures of a shop that is not there')
  const facts = { currency: shop.currency, utcOffsetMinutes: shop.utc_offset_minutes }
  const { rows } = await transaction.query<{ body: Readonly<Record<string, unknown>> }>(
    `select body from documents where shop_id = $1 and collection = 'settings' and body->>'kind' = 'report'
      and body->>'archived' = 'false' and body->'value'->'schedule' is not null`,
    [shopId],
  )
  const due = rows.flatMap(({ body }) => dueOf(body, now, facts))
  const held = await transaction.query<{ id: string }>(
    `select id from documents where shop_id = $1 and collection = 'tasks' and id = any($2)
      and body->>'kind' = 'scheduled-report'`,
    [shopId, due.map(({ taskId }) => taskId)],
  )
  const made = new Set(held.rows.map(({ id }) => id))
  return { due: due.filter(({ taskId }) => !made.has(taskId)), facts }
}

function dueOf(
  body: Readonly<Record<string, unknown>>,
  now: number,
  { utcOffsetMinutes }: ShopFacts,
): DueReport[] {
  const setting = settingSchema.safeParse(upgradeDocument('settings', body))
  const saved = setting.success ? settingValue('report', setting.data) : null
  if (!setting.success || !saved?.schedule) return []
  const dueAt = lastDue(saved.schedule, now, utcOffsetMinutes)
  if (dueAt === null) return []
  const settingId = setting.data.id
  return [{ settingId, saved, schedule: saved.schedule, dueAt, taskId: scheduledReportId(settingId, dueAt) }]
}

async function workOut(
  pool: pg.Pool,
  shopId: Id,
  due: DueReport,
  facts: ShopFacts,
  deps: DomainDeps,
  mostOrders: number,
): Promise<Task> {
  const { saved, schedule, settingId, taskId: id, dueAt } = due
  // However late it is: the days are those of the time it was due.
  const today = businessDayOf(dueAt, facts.utcOffsetMinutes)
  const asked = savedRequest(saved, today, facts.currency)
  const payload: ScheduledReportPayload = {
    settingId,
    name: saved.name,
    report: saved.report,
    range: asked.ok ? asked.value.range : savedRange(saved.days, today),
    compare: asked.ok ? asked.value.compare : null,
    currency: facts.currency,
    recipients: schedule.recipients,
    language: schedule.language,
    format: schedule.format,
  }
  const task = newTask(
    {
      id,
      kind: 'scheduled-report',
      subject: { collection: 'settings', id: settingId },
      assigneeRole: 'manager',
      dueAt,
      payload,
      idempotencyKey: id,
    },
    serverAuthor(shopId),
    deps,
  )
  const answer = await attempt()
  const isDone = typeof answer !== 'string'
  const found = isDone ? shortened(answer) : { problem: answer }
  const result: ScheduledReportResult = { computedAt: deps.clock.now(), ...found }
  return {
    ...settleTask(task, isDone ? 'done' : 'failed', asJson(result), serverAuthor(shopId), deps),
    attempts: 1,
  }

  async function attempt(): Promise<ReportTable | ReportProblem> {
    if (!asked.ok) return 'unknown-word'
    if (!SERVER_REPORTS.includes(saved.report)) return 'not-on-server'
    const { utcOffsetMinutes } = facts
    const question = { report: saved.report, request: asked.value, utcOffsetMinutes }
    const computed = await computeReport(pool, shopId, question, mostOrders)
    return computed.ok ? computed.value : computed.error
  }
}

const asJson = (result: ScheduledReportResult): Task['result'] =>
  JSON.parse(JSON.stringify(result)) as Task['result'] // leaves out what is undefined

/** The first rows, as many as a document may well hold; the total is of all of them. */
function shortened(table: ReportTable): Pick<ScheduledReportResult, 'table' | 'rowCount'> {
  const { columns, total, chart, notes } = table
  let rows = table.rows.slice(0, MAX_RESULT_ROWS)
  const closed = () => ({
    columns: columns.map(({ opens: _, ...column }) => column),
    rows: rows.map(({ opens: _, ...row }) => row),
    total: total && { cells: total.cells, before: total.before },
    chart,
    notes,
  })
  while (rows.length > 1 && JSON.stringify(closed()).length > MAX_RESULT_CHARACTERS)
    rows = rows.slice(0, Math.floor(rows.length / 2))
  return { table: JSON.parse(JSON.stringify(closed())), rowCount: table.rows.length }
}

/** Answers whether this server made it: another one may have been quicker. */
async function store(
  transaction: Transaction,
  shopId: Id,
  due: DueReport,
  task: Task,
  deps: DomainDeps,
): Promise<boolean> {
  const messages =
    task.state === 'done' ? due.schedule.recipients.map((to) => messageTo(shopId, task, to, deps)) : []
  const fresh = [task, ...messages]
  const olderIds = await olderResults(transaction, shopId, due)
  const held = await lockDocuments(transaction, shopId, 'tasks', [...fresh.map(({ id }) => id), ...olderIds])
  const before = (id: Id) => parseTask(held.get(id))
  if (before(task.id)?.kind === 'scheduled-report') return false
  const changes: Change[] = fresh.map((one) => ({
    collection: 'tasks',
    before: before(one.id),
    after: inPlaceOf(before(one.id), one),
  }))
  const older = olderIds.flatMap((id) => withoutFigures(shopId, before(id), deps))
  const bringer = { accountId: null, deviceId: SERVER_DEVICE_ID, requestId: randomUUID() }
  await commitChanges(transaction, shopId, [...changes, ...older], bringer, deps.clock.now())
  return true
}

function messageTo(shopId: Id, task: Task, to: ReportSchedule['recipients'][number], deps: DomainDeps): Task {
  const { settingId, name, language, format } = task.payload as ScheduledReportPayload // made above
  const id = reportMessageId(task.id, to)
  const payload: ReportMessagePayload = {
    about: 'report',
    ...to,
    taskId: task.id,
    settingId,
    name,
    language,
    format,
  }
  const subject = { collection: 'tasks', id: task.id }
  return newTask(
    { id, kind: 'send-message', subject, payload, idempotencyKey: id },
    serverAuthor(shopId),
    deps,
  )
}

/** The results that are one too many once this one is there. */
async function olderResults(transaction: Transaction, shopId: Id, { settingId }: DueReport): Promise<Id[]> {
  const { rows } = await transaction.query<{ id: Id }>(
    `select id from documents where shop_id = $1 and collection = 'tasks' and body->>'kind' = 'scheduled-report'
      and body->'payload'->>'settingId' = $2 and body->>'archived' = 'false'
      order by (body->>'dueAt')::bigint desc offset $3`,
    [shopId, settingId, KEPT_RESULTS - 1],
  )
  return rows.map(({ id }) => id)
}

/** Figures of long ago are worked out again when somebody asks for them: their task is put away without them. */
function withoutFigures(shopId: Id, before: Task | null, deps: DomainDeps): Change[] {
  if (!before) return []
  const { table: _, ...result } = before.result
  const settled = settleTask({ ...before, result }, before.state, {}, serverAuthor(shopId), deps)
  return [{ collection: 'tasks', before, after: { ...settled, archived: true, rev: before.rev + 1 } }]
}
