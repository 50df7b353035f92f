import { checkDocument } from '@shared/domain/check-document.ts'
import { checkSettlementCurrency } from '@shared/domain/customers/check-settlement.ts'
import { tagChange } from '@shared/domain/tagged-document.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import type { Actor } from '@shared/policy/actor.ts'
import { authorizeWrite } from '@shared/policy/authorize-write.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { PushResult, WireDocument } from '@shared/protocol/sync.ts'
import type { MoneyMovement } from '@shared/schemas/movements.schema.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import { type Change, contentHashOf } from './change.ts'
import { editKey, type HeldRows } from './load-rows.ts'
import type { ParsedRow } from './parse-row.ts'
import { readable } from './read-filter.ts'
import { type ReceiptBook, takeReceipt } from './receipts.ts'
import { type Closes, checkShift } from './shifts.ts'

/** Everything a decision stands on, read and locked in the push's own transaction. */
export interface Facts {
  readonly collection: CollectionName
  readonly actor: Actor
  readonly epoch: number
  /** People of the shop under whose names rows were made or changed although another one's session brings them; by staff id. */
  readonly authorByStaffId: ReadonlyMap<string, Actor>
  readonly held: HeldRows
  /** What the actor's device was told before of edits in this push; by `editKey`. */
  readonly refusedBefore: ReadonlyMap<string, Refusal>
  readonly receipts: ReceiptBook
  /** Zs of the shifts in which the pushed cash moved. */
  readonly closes: Closes
  /** Staff ids of active administrators; only for pushes of `staff`. */
  readonly adminIds: ReadonlySet<string>
  /** Pushed customers whose account is not even (CUSTOMER-4); only for pushes of `customers` that archive. */
  readonly openAccounts: ReadonlySet<string>
  /** The shop's currency; only for pushes of `moneyMovements`. */
  readonly currency: CurrencyCode | null
}

export interface Decision {
  readonly results: PushResult[]
  readonly changes: Change[]
  readonly refused: { readonly row: ParsedRow; readonly refusal: Refusal }[]
}

type Accepted = Extract<ParsedRow, { ok: true }>

/**
 * Answers every row by itself, in order (SYNC-2). An accepted row is seen by the rows after it, so the same document
 * twice in one push is two edits in a row. Writes nothing.
 */
export function decideRows(rows: readonly ParsedRow[], facts: Facts): Decision {
  const decision: Decision = { results: [], changes: [], refused: [] }
  for (const row of rows) decideRow(row, facts, decision)
  return decision
}

/** What becomes of one row; `change` is there when something is to be written. */
type Verdict =
  | { readonly type: 'Refused'; readonly refusal: Refusal }
  | { readonly type: 'Conflict'; readonly current: WireDocument }
  | { readonly type: 'Accepted'; readonly rev: number; readonly change: Change | null }

function decideRow(row: ParsedRow, facts: Facts, decision: Decision): void {
  const { id } = row
  const current = facts.held.documentById.get(id) ?? null
  const verdict = row.ok ? judge(row, current, facts) : refused(row.refusal)
  if (verdict.type === 'Refused') {
    const { refusal } = verdict
    decision.refused.push({ row, refusal })
    decision.results.push({ outcome: 'refused', id, refusal, current: visible(facts, current) })
  } else if (verdict.type === 'Conflict') {
    decision.results.push({ outcome: 'conflict', id, current: verdict.current })
  } else {
    decision.results.push({ outcome: 'accepted', id, rev: verdict.rev })
    if (verdict.change) keep(verdict.change, facts, decision)
  }
}

const refused = (refusal: Refusal): Verdict => ({ type: 'Refused', refusal })

function judge(row: Accepted, current: AnyDocument | null, facts: Facts): Verdict {
  const known = facts.held.editByKey.get(editKey(row.id, row.next.editId))
  if (known) {
    // SYNC-1: the answer to the first push got lost; it happened once and is not done again.
    const isSame = known.contentHash === contentHashOf(row.next)
    if (!isSame) return refused({ code: 'EDIT_ID_REUSED', params: {} })
    return { type: 'Accepted', rev: known.rev, change: null }
  }
  const told = facts.refusedBefore.get(editKey(row.id, row.next.editId))
  // Of its own edit only: what it once offered of others' after a restore it may have the right to bring by now.
  if (told && row.next.deviceId === facts.actor.deviceId) return refused(told)
  if (!current && row.assumed) return refused({ code: 'NO_SUCH_DOCUMENT', params: {} })
  const shown = visible(facts, current)
  if (current && !isBasedOn(row, current))
    return shown ? { type: 'Conflict', current: shown } : refused(hiddenFrom(row))
  const refusal = findRefusal(row.next, current, facts)
  if (refusal) return refused(current && !shown ? hiddenFrom(row) : refusal)
  const rev = (current?.rev ?? 0) + 1
  const change = { collection: facts.collection, before: current, after: { ...row.next, rev } }
  return { type: 'Accepted', rev, change }
}

/** What somebody may not see is answered like what is not there: the reason of a refusal would tell what stands in it. */
const hiddenFrom = ({ assumed }: Accepted): Refusal => ({
  code: assumed ? 'NO_SUCH_DOCUMENT' : 'FORBIDDEN',
  params: {},
})

/** Notes the change, so that later rows of the same push see it. */
function keep(change: Change, facts: Facts, decision: Decision): void {
  const { after } = change
  decision.changes.push(change)
  facts.held.documentById.set(after.id, after)
  facts.held.editByKey.set(editKey(after.id, after.editId), {
    rev: after.rev,
    contentHash: contentHashOf(after),
  })
}

/** Compare-and-set: by the edit the device saw last, or by its revision when it has not seen how its own edit was numbered. */
const isBasedOn = ({ assumed }: Accepted, current: AnyDocument): boolean =>
  assumed !== null && (assumed.editId === current.editId || assumed.rev === current.rev)

function findRefusal(next: AnyDocument, before: AnyDocument | null, facts: Facts): Refusal | null {
  const { collection, actor } = facts
  const forged = findForgedField(next, before, facts)
  if (forged) return { code: 'SERVER_FIELD', params: { field: forged } }
  const checked = checkDocument(collection, before, next)
  if (!checked.ok) return checked.error
  // Work of a colleague on this device needs his permission and that of the session which brings it. What a restore lost was
  // allowed when it came: its last author may not be who could make it.
  const author = isRescue(next, before) ? undefined : facts.authorByStaffId.get(next.updatedBy)
  for (const person of author ? [actor, author] : [actor]) {
    const allowed = authorizeWrite(person, collection, before, next)
    if (!allowed.ok) return allowed.error
  }
  return findBroken(next, before, facts)
}

/** Rules that need more than the two versions of the document. */
function findBroken(next: AnyDocument, before: AnyDocument | null, facts: Facts): Refusal | null {
  const change = tagChange(facts.collection, before, next)
  if (change.collection === 'orders' && !change.before?.receipt)
    return takeReceipt(facts.receipts, change.after, facts.epoch)
  if (change.collection === 'moneyMovements' && !change.before) return checkMovement(change.after, facts)
  if (change.collection === 'customers') {
    const { id, archived } = change.after
    if (archived && !change.before?.archived && facts.openAccounts.has(id))
      return { code: 'RULE', params: { rule: 'CUSTOMER-4', field: 'archived' } }
  }
  if (change.collection === 'staff') {
    const { id, role, active, archived } = change.after
    const leaves = facts.adminIds.has(id) && (role !== 'admin' || !active || archived)
    if (leaves && facts.adminIds.size === 1)
      return { code: 'RULE', params: { rule: 'STAFF-1', field: 'role' } }
  }
  return null
}

function checkMovement(movement: MoneyMovement, facts: Facts): Refusal | null {
  const foreign = facts.currency === null ? null : checkSettlementCurrency(movement, facts.currency)
  return foreign ?? checkShift(movement, facts)
}

const isRescue = (next: AnyDocument, before: AnyDocument | null): boolean => before === null && next.rev > 0

/** Who and when are claims that must at least agree with what is known (attack A4). */
function findForgedField(next: AnyDocument, before: AnyDocument | null, facts: Facts): string | null {
  if (before && next.createdAt !== before.createdAt) return 'createdAt'
  if (before && next.createdBy !== before.createdBy) return 'createdBy'
  // A document that was numbered once and is gone was lost in a restore: whoever still has it brings it back as it was.
  // Before any restore nothing can be gone, and a number that we never gave is made up.
  if (isRescue(next, before)) return facts.epoch === 1 ? 'rev' : null
  if (next.deviceId !== facts.actor.deviceId) return 'deviceId'
  const isOurs = (staffId: string) => staffId === facts.actor.staffId || facts.authorByStaffId.has(staffId)
  if (!isOurs(next.updatedBy)) return 'updatedBy'
  return before === null && !isOurs(next.createdBy) ? 'createdBy' : null
}

const visible = (facts: Facts, document: AnyDocument | null): WireDocument | null =>
  document ? readable(facts.actor, facts.collection, document) : null
