import type { DomainDeps } from '@shared/domain/authoring.ts'
import { tagChange } from '@shared/domain/tagged-document.ts'
import type { Id } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Actor } from '@shared/policy/actor.ts'
import type { PushRequest, PushResult } from '@shared/protocol/sync.ts'
import type { Order } from '@shared/schemas/orders.schema.ts'
import type { Role } from '@shared/schemas/people.schema.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import type pg from 'pg'
import type { TokenClaims } from '../auth/access-tokens.ts'
import { loadContext, type RequestContext } from '../auth/actor.ts'
import { isDataError } from '../database/database-errors.ts'
import { inShop, type Transaction } from '../database/run-transaction.ts'
import { withOwnBases } from './carried-edits.ts'
import type { Bringer, Change } from './change.ts'
import { commitChanges } from './commit-changes.ts'
import { loadOpenAccounts, postCredit } from './credit-book.ts'
import { raiseCreditTasks } from './credit-tasks.ts'
import { type Decision, decideRows } from './decide-rows.ts'
import { raiseLateCountTasks } from './late-counts.ts'
import { addedStockPostings, postMoney, postStock } from './ledger.ts'
import { loadCurrency, loadHeldRows } from './load-rows.ts'
import { lockAdmins, materialise } from './materialise.ts'
import { type ParsedRow, parseRow } from './parse-row.ts'
import { raiseReferenceTasks } from './payment-references.ts'
import { raiseTasks } from './raise-tasks.ts'
import { loadReceiptBook, storeReceipts } from './receipts.ts'
import { findRefusals, recordRefusals } from './record-refusals.ts'
import { raiseSerialTasks } from './serial-sales.ts'
import { loadCloses, shiftNumberOf } from './shifts.ts'
import { inLane } from './shop-lanes.ts'

/*
 * Accepts what devices wrote, by the contract of reliability rules R1–R5: compare-and-set on the edit, idempotent,
 * one answer a row, ledgers and sequence in the same transaction.
 *
 * Order of locks, the same in every push: documents by id, shelves by key, credit accounts by key, tasks by id (those of
 * credit, then of references, then of counts, then of serial numbers, last), balances by key, device, shop row.
 *
 * Statements that do not need one another's answers are sent together; they are carried out in the order in which they are called.
 */

export interface PushDeps extends DomainDeps {
  readonly pool: pg.Pool
}

export type PushFailure =
  | { readonly type: 'SessionEnded' }
  | { readonly type: 'EpochChanged'; readonly epoch: number }

export interface PushOutcome {
  readonly epoch: number
  readonly results: PushResult[]
  /** Collections in which something changed, the server's own tasks included. */
  readonly changed: ReadonlySet<CollectionName>
}

export interface Push {
  readonly request: PushRequest
  readonly claims: TokenClaims
  readonly requestId: string
}

/** Applies a push and answers each row. Throws only when the database cannot be used. */
export async function applyPush(push: Push, deps: PushDeps): Promise<Result<PushOutcome, PushFailure>> {
  const { collection, rows } = push.request
  const { shopId } = push.claims
  const parsed = rows.map((row) => parseRow(row, { collection, shopId }))
  return applyRows(push, parsed, deps)
}

/**
 * A row that the database itself cannot hold must not hold up its neighbours (SYNC-2): the rows are halved until the
 * bad one stands alone and is refused.
 */
async function applyRows(
  push: Push,
  rows: readonly ParsedRow[],
  deps: PushDeps,
): Promise<Result<PushOutcome, PushFailure>> {
  try {
    return await inLane(deps.pool, push.claims.shopId, () =>
      inShop(deps.pool, push.claims.shopId, (transaction) => applyOnce(transaction, push, rows, deps)),
    )
  } catch (error) {
    if (!isDataError(error)) throw error
    const [row] = rows
    if (rows.length === 1 && row) return refuseUnstorable(push, row, error, deps)
    const middle = rows.length >> 1
    const first = await applyRows(push, rows.slice(0, middle), deps)
    if (!first.ok) return first
    const second = await applyRows(push, rows.slice(middle), deps)
    if (!second.ok) return second
    return ok({
      epoch: second.value.epoch,
      results: [...first.value.results, ...second.value.results],
      changed: new Set([...first.value.changed, ...second.value.changed]),
    })
  }
}

async function applyOnce(
  transaction: Transaction,
  push: Push,
  rows: readonly ParsedRow[],
  deps: PushDeps,
): Promise<Result<PushOutcome, PushFailure>> {
  const now = deps.clock.now()
  const context = await loadContext(transaction, push.claims, now)
  if (!context.ok) return context
  const { epoch } = context.value
  if (push.request.epoch !== epoch) return err({ type: 'EpochChanged', epoch })
  const { collection } = push.request
  const decision = await decide(transaction, collection, rows, context.value)
  await recordRefusals(transaction, push.claims, collection, decision.refused, now)
  const tasks = await writeChanges(transaction, push, decision.changes, now, deps)
  const changed = new Set([...decision.changes, ...tasks].map((change) => change.collection))
  const results = await withOwnBases(transaction, context.value.actor, collection, rows, decision.results)
  return ok({ epoch, results, changed })
}

/** Answers every row from what stands, which stays locked until the transaction ends. Writes nothing. */
export async function decide(
  transaction: Transaction,
  collection: CollectionName,
  rows: readonly ParsedRow[],
  { actor, epoch }: RequestContext,
): Promise<Decision> {
  const next = rows.flatMap((row) => (row.ok ? [row.next] : []))
  const tagged = next.map((document) => tagChange(collection, null, document))
  const movements = tagged.flatMap((one) => (one.collection === 'moneyMovements' ? [one.after] : []))
  const numbers = [
    ...tagged.flatMap((one) => (one.collection === 'orders' && one.after.receipt ? [one.after.receipt] : [])),
    ...movements.flatMap((movement) => shiftNumberOf(movement)?.number ?? []),
  ]
  const named = next.flatMap(({ createdBy, updatedBy }) => [createdBy, updatedBy])
  const strangers = [...new Set(named)].filter((id) => id !== actor.staffId)
  const [authorByStaffId, adminIds, held, refusedBefore, receipts, closes, openAccounts, currency] =
    await Promise.all([
      loadAuthors(transaction, actor, strangers),
      collection === 'staff' ? lockAdmins(transaction, actor.shopId) : new Set<string>(),
      loadHeldRows(transaction, actor.shopId, collection, next),
      findRefusals(transaction, actor, collection, next),
      loadReceiptBook(transaction, actor.shopId, numbers),
      loadCloses(transaction, actor.shopId, movements),
      loadOpenAccounts(
        transaction,
        actor.shopId,
        tagged.flatMap((one) => (one.collection === 'customers' && one.after.archived ? [one.after.id] : [])),
      ),
      collection === 'moneyMovements' ? loadCurrency(transaction, actor.shopId) : null,
    ])
  const known = { authorByStaffId, adminIds, held, refusedBefore, receipts, closes, openAccounts, currency }
  return decideRows(rows, { collection, actor, epoch, ...known })
}

/** Whose changes are written, and who carried them here when it was somebody else (CARRY-1). */
export type Bringing = Pick<Push, 'requestId'> &
  Pick<Bringer, 'carriedBy'> & { readonly claims: Pick<TokenClaims, 'shopId' | 'accountId' | 'deviceId'> }

/** Everything that follows from the accepted rows. Answers the server's own task changes. */
export async function writeChanges(
  transaction: Transaction,
  push: Bringing,
  changes: readonly Change[],
  now: number,
  deps: PushDeps,
): Promise<Change[]> {
  if (changes.length === 0) return []
  const { shopId, accountId, deviceId } = push.claims
  const added = addedStockPostings(changes)
  const levels = await postStock(transaction, shopId, added, now)
  await materialise(transaction, shopId, changes)
  const accounts = await postCredit(transaction, shopId, changes)
  const tasks = [
    ...(await raiseTasks(transaction, { shopId, changes, added, levels }, deps)),
    ...(await raiseCreditTasks(transaction, { shopId, changes, accounts }, deps)),
    ...(await raiseReferenceTasks(transaction, { shopId, changes }, deps)),
    ...(await raiseLateCountTasks(transaction, { shopId, changes }, deps)),
    ...(await raiseSerialTasks(transaction, { shopId, added }, deps)),
  ]
  const { requestId, carriedBy } = push
  const bringer: Bringer = { accountId, deviceId, requestId, ...(carriedBy && { carriedBy }) }
  // The shelves are locked meanwhile: together, so that nobody waits for our way to the database and back.
  await Promise.all([
    postMoney(transaction, shopId, changes, now),
    storeReceipts(transaction, shopId, changes.flatMap(newlyNumbered)),
    noteNewestFact(transaction, shopId, changes, now),
    commitChanges(transaction, shopId, [...changes, ...tasks], bringer, now),
  ])
  return tasks
}

function newlyNumbered({ collection, before, after }: Change): Order[] {
  const change = tagChange(collection, before, after)
  return change.collection === 'orders' && change.after.receipt && !change.before?.receipt
    ? [change.after]
    : []
}

/** How far the figures of each device are known: the newest business time it told us of, but nothing from the future. */
async function noteNewestFact(
  transaction: Transaction,
  shopId: Id,
  changes: readonly Change[],
  now: number,
): Promise<void> {
  const newestByDevice = new Map<string, number>()
  for (const { after } of changes) {
    const at = Math.min(after.updatedAt, now)
    newestByDevice.set(after.deviceId, Math.max(at, newestByDevice.get(after.deviceId) ?? 0))
  }
  const devices = [...newestByDevice].sort(([a], [b]) => (a < b ? -1 : 1))
  await transaction.query(
    `update devices d set last_fact_at = n.at from unnest($2::text[], $3::bigint[]) as n(id, at)
      where d.shop_id = $1 and d.id = n.id and (d.last_fact_at is null or d.last_fact_at < n.at)`,
    [shopId, devices.map(([id]) => id), devices.map(([, at]) => at)],
  )
}

/** Colleagues whose names the rows bear, as actors on the same device. */
async function loadAuthors(
  transaction: Transaction,
  actor: Actor,
  staffIds: readonly string[],
): Promise<Map<string, Actor>> {
  if (staffIds.length === 0) return new Map()
  const { rows } = await transaction.query<{
    account_id: Id
    staff_id: Id
    role: Role
    permissions: string[]
  }>(
    'select account_id, staff_id, role, permissions from memberships where shop_id = $1 and staff_id = any($2)',
    [actor.shopId, staffIds],
  )
  return new Map(
    rows.map(({ account_id, staff_id, role, permissions }) => [
      staff_id,
      { ...actor, accountId: account_id, staffId: staff_id, role, permissions },
    ]),
  )
}

async function refuseUnstorable(
  push: Push,
  row: ParsedRow,
  error: unknown,
  deps: PushDeps,
): Promise<Result<PushOutcome, PushFailure>> {
  const state = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const refusal = { code: 'STORAGE' as const, params: { state } }
  return inShop(deps.pool, push.claims.shopId, async (transaction) => {
    const context = await loadContext(transaction, push.claims, deps.clock.now())
    if (!context.ok) return context
    const refused = [{ row, refusal }]
    await recordRefusals(transaction, push.claims, push.request.collection, refused, deps.clock.now())
    const results: PushResult[] = [{ outcome: 'refused', id: row.id, refusal, current: null }]
    return ok({ epoch: context.value.epoch, results, changed: new Set() })
  })
}
