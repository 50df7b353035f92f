import type { Id } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Actor } from '@shared/policy/actor.ts'
import type { CarryPart, CarryRefusal, CarryRequest } from '@shared/protocol/carry.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import { OLDEST_CLIENT_PROTOCOL, PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import type { Role } from '@shared/schemas/people.schema.ts'
import { COLLECTIONS, type CollectionName } from '@shared/schemas/registry.ts'
import type { TokenClaims } from '../auth/access-tokens.ts'
import { loadContext } from '../auth/actor.ts'
import { isDataError } from '../database/database-errors.ts'
import { inShop, type Transaction } from '../database/run-transaction.ts'
import { storeCarriedEdits } from './carried-edits.ts'
import {
  addTallies,
  allChanges,
  carriedEditOf,
  isNew,
  judge,
  signedHere,
  type Tally,
  tallyOf,
} from './carry-verdicts.ts'
import { openPart } from './open-part.ts'
import { type ParsedRow, parseRow } from './parse-row.ts'
import { type PushDeps, type PushFailure, writeChanges } from './push.ts'
import { rebaseRows } from './rebase-rows.ts'
import { recordRefusals } from './record-refusals.ts'
import { serverAuthor } from './server-author.ts'
import { inLane } from './shop-lanes.ts'

/*
 * Takes what a device sealed into a file, brought by whoever (CARRY-1…3). The seal says whose session wrote it: every row
 * is judged as if that session had pushed it now. Who carries it needs nothing but to be signed in to the same shop.
 */

export interface Carry {
  readonly request: CarryRequest
  /** Of the carrier. */
  readonly claims: TokenClaims
  readonly requestId: string
  readonly keyOf: (owner: { shopId: Id; deviceId: Id; accountId: Id }) => string
}

export interface CarryOutcome {
  readonly response: Tally | { readonly outcome: 'refused'; readonly reason: CarryRefusal }
  /** Collections in which something changed. */
  readonly changed: ReadonlySet<CollectionName>
  /** Tasks that the device has made, for whoever bounds them. */
  readonly newTasks: number
}

/** Opens, judges and applies one part, or says what would become of it. Throws only when the database cannot be used. */
export async function applyCarry(carry: Carry, deps: PushDeps): Promise<Result<CarryOutcome, PushFailure>> {
  const { header, part, sealed } = carry.request
  if (header.shopId !== carry.claims.shopId) return refuse('other-shop')
  if (header.protocol < OLDEST_CLIENT_PROTOCOL) return refuse('older-program')
  if (header.protocol > PROTOCOL_VERSION) return refuse('newer-program')
  const opened = openPart(sealed, header, part, carry.keyOf(header))
  if (opened === null) return refuse('altered')
  if (opened.schemaVersion > COLLECTIONS[opened.collection].version) return refuse('newer-program')
  const { collection } = opened
  const rows = opened.rows.map((row) => parseRow(row, { collection, shopId: header.shopId }))
  return applyRows(carry, opened, rows, deps)
}

const refuse = (reason: CarryRefusal): Result<CarryOutcome, never> =>
  ok({ response: { outcome: 'refused', reason }, changed: new Set(), newTasks: 0 })

/** SYNC-2: a row that the database cannot hold does not hold up its neighbours. */
async function applyRows(
  carry: Carry,
  part: CarryPart,
  rows: readonly ParsedRow[],
  deps: PushDeps,
): Promise<Result<CarryOutcome, PushFailure>> {
  try {
    const { shopId } = carry.claims
    return await inLane(deps.pool, shopId, () =>
      inShop(deps.pool, shopId, (transaction) => applyOnce(transaction, carry, part, rows, deps)),
    )
  } catch (error) {
    if (!isDataError(error)) throw error
    if (rows.length <= 1) return ok({ response: unstorable(part), changed: new Set(), newTasks: 0 })
    const middle = rows.length >> 1
    const first = await applyRows(carry, part, rows.slice(0, middle), deps)
    if (!first.ok || first.value.response.outcome === 'refused') return first
    const second = await applyRows(carry, part, rows.slice(middle), deps)
    if (!second.ok || second.value.response.outcome === 'refused') return second
    return ok({
      response: addTallies(first.value.response, second.value.response),
      changed: new Set([...first.value.changed, ...second.value.changed]),
      newTasks: first.value.newTasks + second.value.newTasks,
    })
  }
}

const STORAGE: Refusal = { code: 'STORAGE', params: {} }
const unstorable = ({ collection }: CarryPart): Tally =>
  tallyOf([{ type: 'refused', refusal: STORAGE, collection, row: null }])

async function applyOnce(
  transaction: Transaction,
  carry: Carry,
  { collection }: CarryPart,
  rows: readonly ParsedRow[],
  deps: PushDeps,
): Promise<Result<CarryOutcome, PushFailure>> {
  const now = deps.clock.now()
  const { header, mode } = carry.request
  const carrier = await loadContext(transaction, carry.claims, now)
  if (!carrier.ok) return carrier
  const { epoch } = carrier.value
  const actor = await loadOrigin(transaction, header)
  if (!actor.ok) return refuse(actor.error)
  const { shopId, deviceId } = header
  const origin = { shopId, deviceId, collection, knownEpoch: header.epoch, epoch }
  const rebased = await rebaseRows(transaction, origin, rows, serverAuthor(shopId), deps)
  const context = { actor: actor.value, epoch }
  const judged = await judge(transaction, collection, rebased, context)
  const done = { response: tallyOf(judged), changed: new Set<CollectionName>(), newTasks: 0 }
  if (mode === 'look') return ok(done)
  const verdicts = judged.map((one) => signedHere(one, deps))
  const owner = { shopId, deviceId, accountId: header.accountId, sessionId: carry.claims.sessionId }
  const refused = verdicts.flatMap((one) =>
    one.type === 'refused' && one.row !== null ? [{ row: one.row, refusal: one.refusal }] : [],
  )
  await recordRefusals(transaction, owner, collection, refused, now)
  const edits = verdicts.flatMap((one) => carriedEditOf(collection, one))
  await storeCarriedEdits(transaction, shopId, { deviceId, fileId: header.fileId, at: now }, edits)
  const changes = await allChanges(transaction, shopId, verdicts)
  const { accountId, deviceId: carriedBy } = carry.claims
  const push = { claims: owner, requestId: carry.requestId, carriedBy: { accountId, deviceId: carriedBy } }
  const tasks = await writeChanges(transaction, push, changes, now, deps)
  const changed = new Set([...changes, ...tasks].map((change) => change.collection))
  const newTasks = collection === 'tasks' ? verdicts.filter(isNew).length : 0
  return ok({ ...done, changed, newTasks })
}

/** The person whose session sealed the file, on the device it was sealed on, as the database knows both now (POLICY-4). */
async function loadOrigin(
  transaction: Transaction,
  { shopId, deviceId, accountId }: CarryRequest['header'],
): Promise<Result<Actor, CarryRefusal>> {
  const devices = await transaction.query<{ revoked_at: number | null }>(
    'select revoked_at from devices where shop_id = $1 and id = $2',
    [shopId, deviceId],
  )
  const device = devices.rows[0]
  if (!device) return err('device-unknown')
  if (device.revoked_at !== null) return err('device-revoked')
  const { rows } = await transaction.query<{ staff_id: Id; role: Role; permissions: string[] }>(
    `select m.staff_id, m.role, m.permissions from memberships m
      join accounts a on a.id = m.account_id and a.disabled_at is null
      where m.shop_id = $1 and m.account_id = $2 and m.active`,
    [shopId, accountId],
  )
  const person = rows[0]
  if (!person) return err('person-left')
  const { staff_id: staffId, role, permissions } = person
  return ok({ accountId, shopId, deviceId, staffId, role, permissions })
}
