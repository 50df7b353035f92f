import type { DomainDeps } from '@shared/domain/authoring.ts'
import { readFavourRefund } from '@shared/domain/customers/favour.ts'
import { tagChange } from '@shared/domain/tagged-document.ts'
import { newTask } from '@shared/domain/tasks/task.ts'
import { deriveId, type Id } from '@shared/kernel/id.ts'
import { can } from '@shared/policy/can.ts'
import type { Role } from '@shared/schemas/people.schema.ts'
import { type CreditLimitPayload, isCreditLimitTask, type Task } from '@shared/schemas/tasks.schema.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { Change } from './change.ts'
import { type CreditLevel, creditParts } from './credit-book.ts'
import { lockDocuments } from './load-rows.ts'
import { inPlaceOf, parseTask } from './raise-tasks.ts'
import { serverAuthor } from './server-author.ts'

/*
 * TASK-5: several tills may each have stayed within a customer's limit, so the server looks at the sum when their sales
 * arrive. The sales stand; somebody who may give credit gets to know. An episode lasts from the sale that takes the account
 * over its limit until it is not over any more: one episode, one task.
 */

const MAX_RECEIPTS = 100
type Receipt = CreditLimitPayload['receipts'][number]

interface Push {
  readonly shopId: Id
  readonly changes: readonly Change[]
  readonly accounts: readonly CreditLevel[]
}

interface CustomerLimit {
  readonly name: string
  readonly limit: number
}

/** The tasks that this push makes or changes; keeps the accounts' open episodes. */
export async function raiseCreditTasks(
  transaction: Transaction,
  push: Push,
  deps: DomainDeps,
): Promise<Change[]> {
  const levels = [...push.accounts, ...(await metAccounts(transaction, push))]
  if (levels.length === 0) return []
  const limits = await readLimits(transaction, push, levels)
  const changes: Change[] = []
  for (const level of levels) {
    const customer = limits.get(level.customerId)
    // A sale may arrive before the customer it names: he is judged when he is there.
    if (!customer) continue
    const isOver = level.balance > Math.max(0, customer.limit)
    const task = isOver ? await overLimit(transaction, push, level, customer, deps) : null
    if (task) changes.push(task)
    else if (!isOver && level.episode !== null) await storeEpisode(transaction, push.shopId, level, null)
  }
  return changes
}

/** Accounts of customers who only arrive now, after their sales. */
async function metAccounts(transaction: Transaction, push: Push): Promise<CreditLevel[]> {
  const moved = new Set<string>(push.accounts.map(({ customerId }) => customerId))
  const ids = push.changes
    .filter((change) => isArrivalOf(change, change.after.id) && !moved.has(change.after.id))
    .map(({ after }) => after.id)
  if (ids.length === 0) return []
  const { rows } = await transaction.query<Omit<CreditLevel, 'customerId'> & { customer_id: Id }>(
    `select customer_id, currency, balance, episode from credit_accounts
      where shop_id = $1 and customer_id = any($2) order by customer_id, currency for update`,
    [push.shopId, ids],
  )
  return rows.map(({ customer_id, ...row }) => ({ ...row, customerId: customer_id }))
}

const isArrivalOf = ({ collection, before, after }: Change, customerId: string): boolean =>
  collection === 'customers' && before === null && after.id === customerId

/** As the customers stand after this push. */
async function readLimits(
  transaction: Transaction,
  { shopId, changes }: Push,
  levels: readonly CreditLevel[],
): Promise<Map<string, CustomerLimit>> {
  const ids = [...new Set(levels.map(({ customerId }) => customerId))]
  const { rows } = await transaction.query<{ id: string; name: string; credit_limit: number }>({
    name: 'read-limits',
    text: `select held.id, held.name, held.credit_limit from unnest($2::text[]) as asked (id) cross join lateral
      (select d.id, d.body->>'name' as name, (d.body->>'creditLimit')::float8 as credit_limit from documents d
        where d.shop_id = $1 and d.collection = 'customers' and d.id = asked.id limit 1) held`,
    values: [shopId, ids],
  })
  const limits = new Map<string, CustomerLimit>(
    rows.map(({ id, name, credit_limit }) => [id, { name, limit: credit_limit }]),
  )
  for (const { collection, after } of changes) {
    if (collection === 'customers' && 'creditLimit' in after)
      limits.set(after.id, { name: after.name, limit: after.creditLimit })
  }
  return limits
}

async function overLimit(
  transaction: Transaction,
  push: Push,
  level: CreditLevel,
  customer: CustomerLimit,
  deps: DomainDeps,
): Promise<Change | null> {
  const receipts = await openReceipts(transaction, push.shopId, level)
  const isArrival = push.changes.some((change) => isArrivalOf(change, level.customerId))
  const joined = await unapproved(
    transaction,
    push.shopId,
    isArrival ? receipts : receipts.filter(({ orderId }) => isRaisedBy(push, orderId)),
  )
  const newestId = joined[0]?.orderId ?? paidOutIn(push, level.customerId)
  if (!newestId) return null
  const key = level.episode ?? newestId
  if (level.episode === null) await storeEpisode(transaction, push.shopId, level, key)
  const id = deriveId(push.shopId, 'credit-limit', level.customerId, level.currency, key)
  const before = parseTask((await lockDocuments(transaction, push.shopId, 'tasks', [id])).get(id))
  const payload: CreditLimitPayload = {
    about: 'credit-limit',
    customerId: level.customerId,
    customerName: customer.name,
    currency: level.currency,
    balance: level.balance,
    limit: customer.limit,
    receipts,
  }
  return { collection: 'tasks', before, after: limitTask(push.shopId, id, before, payload, deps) }
}

/** CREDIT-7: two tills may have paid out the same favour, and now the customer owes it. Such money is always looked at. */
const paidOutIn = ({ changes }: Push, customerId: Id): Id | undefined =>
  changes.flatMap(({ collection, before, after }) => {
    const change = tagChange(collection, before, after)
    if (change.collection !== 'moneyMovements' || change.before) return []
    const isRefund = change.after.customerId === customerId && readFavourRefund(change.after) !== null
    return isRefund ? [change.after.id] : []
  })[0]

function limitTask(
  shopId: Id,
  id: Id,
  before: Task | null,
  payload: CreditLimitPayload,
  deps: DomainDeps,
): Task {
  const input = {
    id,
    kind: 'approval' as const,
    subject: { collection: 'customers', id: payload.customerId },
    assigneeRole: 'manager' as const,
    payload: { ...payload },
  }
  const fresh = newTask(input, serverAuthor(shopId), deps)
  if (!before || !isCreditLimitTask(before)) return inPlaceOf(before, fresh)
  // He owes still more: settled or not, somebody has to look again.
  const { editId, updatedAt, updatedBy, deviceId } = fresh
  const news = { payload: fresh.payload, state: 'open' as const, rev: before.rev + 1 }
  return { ...before, ...news, editId, updatedAt, updatedBy, deviceId }
}

/** Debts are paid oldest first, so the newest receipts that add up to the balance are the open ones. Newest first. */
async function openReceipts(
  transaction: Transaction,
  shopId: Id,
  { customerId, currency, balance }: CreditLevel,
): Promise<Receipt[]> {
  const { rows } = await transaction.query<{
    document_id: Id
    label: string
    device_id: Id
    by: Id
    at: number
    amount: number
  }>(
    `select document_id, label, device_id, by, at, amount from credit_documents
      where shop_id = $1 and customer_id = $2 and currency = $3 and collection = 'orders' and amount > 0
      order by at desc, document_id desc limit $4`,
    [shopId, customerId, currency, MAX_RECEIPTS],
  )
  const receipts: Receipt[] = []
  let left = balance
  for (const { document_id, label, device_id, by, at, amount } of rows) {
    if (left <= 0) break
    left -= amount
    receipts.push({ orderId: document_id, number: label, deviceId: device_id, by, at, amount })
  }
  return receipts
}

/** Whether this push left more on credit on that receipt. */
const isRaisedBy = ({ changes }: Push, orderId: Id): boolean =>
  changes
    .filter(({ after }) => after.id === orderId)
    .flatMap(creditParts)
    .reduce((sum, { amount }) => sum + amount, 0) > 0

/** Receipts that nobody made who answers for credit himself: he knew what he did. */
async function unapproved(
  transaction: Transaction,
  shopId: Id,
  receipts: readonly Receipt[],
): Promise<Receipt[]> {
  if (receipts.length === 0) return []
  const { rows } = await transaction.query<{ staff_id: string; role: Role; permissions: string[] }>(
    'select staff_id, role, permissions from memberships where shop_id = $1 and staff_id = any($2)',
    [shopId, [...new Set(receipts.map(({ by }) => by))]],
  )
  const approvers = new Set(
    rows.filter((person) => can(person, 'customers.credit')).map(({ staff_id }) => staff_id),
  )
  return receipts.filter(({ by }) => !approvers.has(by))
}

async function storeEpisode(
  transaction: Transaction,
  shopId: Id,
  { customerId, currency }: CreditLevel,
  key: string | null,
): Promise<void> {
  await transaction.query(
    'update credit_accounts set episode = $4 where shop_id = $1 and customer_id = $2 and currency = $3',
    [shopId, customerId, currency, key],
  )
}
