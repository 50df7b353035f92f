import type { DomainDeps } from '@shared/domain/authoring.ts'
import {
  type MobilePayment,
  mobilePaymentsOfMovement,
  mobilePaymentsOfOrder,
} from '@shared/domain/payments/mobile-money.ts'
import { tagDocument } from '@shared/domain/tagged-document.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import type { AnyDocument } from '@shared/schemas/registry.ts'
import {
  isPaymentReferenceTask,
  type PaymentReferencePayload,
  paymentReferencePayloadSchema,
  type Task,
} from '@shared/schemas/tasks.schema.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { Change } from './change.ts'
import { lockDocuments } from './load-rows.ts'
import { inPlaceOf, parseTask } from './raise-tasks.ts'
import { serverAuthor } from './server-author.ts'

/*
 * TASK-6, PAY-1: two tills that cannot hear each other may both take the same payment by mobile money. Both sales stand; a manager gets
 * to know when the second one arrives, with everything that names this money.
 */

const MOST_PAYMENTS = 100

interface Push {
  readonly shopId: Id
  readonly changes: readonly Change[]
}

type NamedPayment = PaymentReferencePayload['payments'][number]

/** Keeps which money paid what, and answers the tasks that this push makes or changes. */
export async function raiseReferenceTasks(
  transaction: Transaction,
  { shopId, changes }: Push,
  deps: DomainDeps,
): Promise<Change[]> {
  const touched = changes.flatMap(changedPayments)
  if (touched.length === 0) return []
  const keys = [...new Set(touched.map(({ key }) => key))].sort()
  // Two servers may each be taking one of the two payments: the second waits here, and then sees the first.
  await transaction.query(
    `select pg_advisory_xact_lock(hashtextextended($1 || k, 7)) from unnest($2::text[]) as k`,
    [shopId, keys],
  )
  await keep(transaction, shopId, touched)
  const shared = await sharedReferences(transaction, shopId, keys)
  const tasks: Change[] = []
  const ids = shared.map(({ key }) => taskId(shopId, key))
  const existing = await lockDocuments(transaction, shopId, 'tasks', ids)
  for (const found of shared) {
    const before = parseTask(existing.get(taskId(shopId, found.key)))
    const after = referenceTask(shopId, found, before, deps)
    if (after) tasks.push({ collection: 'tasks', before, after })
  }
  return tasks
}

const taskId = (shopId: Id, key: string): Id => deriveId(shopId, 'payment-reference', key)

/** Payments with a reference that are new, or say something else than before. */
function changedPayments({ collection, before, after }: Change): MobilePayment[] {
  const known = new Map(
    (before ? paymentsOf(collection, before) : []).map((payment) => [payment.paymentId, payment]),
  )
  return paymentsOf(collection, after).filter((payment) => {
    const was = known.get(payment.paymentId)
    return was === undefined || was.key !== payment.key || was.status !== payment.status
  })
}

function paymentsOf(collection: Change['collection'], document: AnyDocument): MobilePayment[] {
  const tagged = tagDocument(collection, document)
  const payments =
    tagged.collection === 'orders'
      ? mobilePaymentsOfOrder(tagged.document)
      : tagged.collection === 'moneyMovements'
        ? mobilePaymentsOfMovement(tagged.document)
        : []
  return payments.filter(({ key }) => key !== '')
}

async function keep(transaction: Transaction, shopId: Id, payments: readonly MobilePayment[]): Promise<void> {
  const rowById = new Map(
    payments.map((payment) => [
      payment.paymentId,
      {
        payment_id: payment.paymentId,
        key: payment.key,
        reference: payment.reference,
        collection: payment.collection,
        document_id: payment.documentId,
        number: payment.number,
        currency: payment.currency,
        amount: payment.amount,
        at: payment.at,
        by: payment.by,
        device_id: payment.deviceId,
        failed: payment.status === 'failed',
      },
    ]),
  )
  await transaction.query({
    name: 'keep-references',
    text: `insert into payment_references
        (shop_id, payment_id, key, reference, collection, document_id, number, currency, amount, at, by, device_id, failed)
      select $1, r.payment_id, r.key, r.reference, r.collection, r.document_id, r.number, r.currency, r.amount, r.at, r.by,
          r.device_id, r.failed
        from jsonb_to_recordset($2) as r(payment_id text, key text, reference text, collection text, document_id text,
          number text, currency text, amount bigint, at bigint, by text, device_id text, failed boolean)
        order by r.payment_id
      on conflict (shop_id, payment_id) do update set
        key = excluded.key, reference = excluded.reference, failed = excluded.failed`,
    values: [shopId, JSON.stringify([...rowById.values()])],
  })
}

interface SharedReference {
  readonly key: string
  readonly reference: string
  readonly payments: readonly NamedPayment[]
}

async function sharedReferences(
  transaction: Transaction,
  shopId: Id,
  keys: readonly string[],
): Promise<SharedReference[]> {
  const { rows } = await transaction.query<{
    key: string
    reference: string
    collection: NamedPayment['collection']
    document_id: Id
    payment_id: Id
    number: string
    currency: NamedPayment['currency']
    amount: number
    device_id: Id
    by: Id
    at: number
  }>(
    // A shop may write the same word for every payment: the task names the first ones only, so no more are read.
    `select p.* from unnest($2::text[]) as asked (key) cross join lateral (
        select key, reference, collection, document_id, payment_id, number, currency, amount, device_id, by, at
          from payment_references where shop_id = $1 and key = asked.key and not failed
          order by at, payment_id limit $3) p
      order by p.key, p.at, p.payment_id`,
    [shopId, keys, MOST_PAYMENTS],
  )
  const byKey = new Map<string, { reference: string; payments: NamedPayment[] }>()
  for (const { key, reference, document_id, payment_id, device_id, ...row } of rows) {
    const found = byKey.get(key) ?? { reference, payments: [] }
    const named = { ...row, documentId: document_id, paymentId: payment_id, deviceId: device_id }
    found.payments.push(named)
    byKey.set(key, found)
  }
  return [...byKey].flatMap(([key, found]) => (found.payments.length > 1 ? [{ key, ...found }] : []))
}

/** Null when somebody is told already of each of these payments. */
function referenceTask(
  shopId: Id,
  { key, reference, payments }: SharedReference,
  before: Task | null,
  deps: DomainDeps,
): Task | null {
  const isOurs = before !== null && isPaymentReferenceTask(before)
  const told = isOurs ? paymentReferencePayloadSchema.safeParse(before.payload).data?.payments : undefined
  const known = new Set(told?.map(({ paymentId }) => paymentId))
  if (payments.every(({ paymentId }) => known.has(paymentId))) return null
  const newest = payments.at(-1)
  const payload: PaymentReferencePayload = {
    about: 'payment-reference',
    reference,
    payments: [...payments],
  }
  const fresh = newTask(
    {
      id: taskId(shopId, key),
      kind: 'approval',
      subject: newest ? { collection: newest.collection, id: newest.documentId } : null,
      assigneeRole: 'manager',
      payload: { ...payload },
    },
    serverAuthor(shopId),
    deps,
  )
  if (!isOurs) return inPlaceOf(before, fresh)
  // The reference came once more: settled or not, somebody has to look again.
  const { editId, updatedAt, updatedBy, deviceId } = fresh
  const news = { payload: fresh.payload, state: 'open' as const, rev: before.rev + 1 }
  return { ...before, ...news, editId, updatedAt, updatedBy, deviceId }
}
