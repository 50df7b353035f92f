import type { Id } from '@shared/kernel/id.ts'
import type { Actor } from '@shared/policy/actor.ts'
import type { CarryResponse } from '@shared/protocol/carry.ts'
import type { Refusal } from '@shared/protocol/refusal.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { CarriedEdit } from './carried-edits.ts'
import type { Change } from './change.ts'
import { lockDocuments } from './load-rows.ts'
import type { ParsedRow } from './parse-row.ts'
import { decide, type PushDeps } from './push.ts'
import type { Rebased } from './rebase-rows.ts'
import { SERVER_DEVICE_ID } from './server-author.ts'

type Done = Extract<CarryResponse, { outcome: 'done' }>
/** What became of the rows; without the time of the answer. */
export type Tally = Omit<Done, 'serverTime'>

/** What becomes of one row. */
export type Verdict =
  | { readonly type: 'present' }
  | { readonly type: 'taken'; readonly change: Change }
  | { readonly type: 'merged'; readonly merged: Merged; readonly change: Change | null }
  | {
      readonly type: 'refused'
      readonly refusal: Refusal
      readonly collection: CollectionName
      readonly row: ParsedRow | null
    }
type Merged = Extract<Rebased, { type: 'merged' }>

/** Every row by policy and rules, as in a push; writes nothing. */
export async function judge(
  transaction: Transaction,
  collection: CollectionName,
  rebased: readonly Rebased[],
  context: { readonly actor: Actor; readonly epoch: number },
): Promise<Verdict[]> {
  const asked = rebased.flatMap((one) => (one.type !== 'present' && one.row !== null ? [one.row] : []))
  const { results, changes } = await decide(transaction, collection, asked, context)
  const changeByEdit = new Map(changes.map((change) => [`${change.after.id} ${change.after.editId}`, change]))
  const waiting = asked.map((row, i) => ({ row, result: results[i] }))
  return rebased.map((one): Verdict => {
    if (one.type === 'present') return one
    if (one.type === 'merged' && one.row === null) return { type: 'merged', merged: one, change: null }
    const judged = waiting.shift()
    const change = judged?.row.ok ? changeByEdit.get(`${judged.row.id} ${judged.row.next.editId}`) : undefined
    if (judged?.result?.outcome === 'refused')
      return { type: 'refused', refusal: judged.result.refusal, collection, row: judged.row }
    // Twice in one file, or taken by an earlier row of it.
    if (judged?.result?.outcome !== 'accepted' || change === undefined) return { type: 'present' }
    return one.type === 'merged' ? { type: 'merged', merged: one, change } : { type: 'taken', change }
  })
}

/**
 * A merged document is nobody's writing: under the edit id of the device it would be taken for what the device wrote, and its
 * next edit for one on top of it.
 */
export function signedHere(verdict: Verdict, { ids }: PushDeps): Verdict {
  if (verdict.type !== 'merged' || verdict.change === null) return verdict
  const after = { ...verdict.change.after, editId: ids.next(), deviceId: SERVER_DEVICE_ID }
  return { ...verdict, change: { ...verdict.change, after } }
}

/** With the conflicts for people to settle; one that the device itself has told of already is not told again. */
export async function allChanges(
  transaction: Transaction,
  shopId: Id,
  verdicts: readonly Verdict[],
): Promise<Change[]> {
  const conflicts = verdicts.flatMap((one) => (one.type === 'merged' ? (one.merged.conflict ?? []) : []))
  const ids = conflicts.map(({ id }) => id)
  const known = await lockDocuments(transaction, shopId, 'tasks', ids)
  const tasks = conflicts
    .filter(({ id }) => !known.has(id))
    .map((task): Change => ({ collection: 'tasks', before: null, after: { ...task, rev: 1 } }))
  const changes = verdicts.flatMap((one) =>
    one.type === 'taken' || one.type === 'merged' ? (one.change ?? []) : [],
  )
  return [...changes, ...tasks]
}

/** Whether the row made a document. */
export const isNew = (verdict: Verdict): boolean => verdict.type === 'taken' && verdict.change.before === null

/** How the edit is kept, so that its device finds out what became of it. */
export function carriedEditOf(collection: CollectionName, verdict: Verdict): CarriedEdit[] {
  if (verdict.type === 'taken') {
    const { id, editId, rev } = verdict.change.after
    return [{ collection, id, editId, rev, content: null }]
  }
  if (verdict.type !== 'merged') return []
  const { mine, theirs } = verdict.merged
  const rev = verdict.change?.after.rev ?? theirs.rev
  return [{ collection, id: mine.id, editId: mine.editId, rev, content: mine }]
}

export function tallyOf(verdicts: readonly Verdict[]): Tally {
  const count = (type: Verdict['type']) => verdicts.filter((one) => one.type === type).length
  return {
    outcome: 'done',
    taken: count('taken'),
    merged: count('merged'),
    present: count('present'),
    refused: verdicts.flatMap((one) =>
      one.type === 'refused' ? [{ collection: one.collection, refusal: one.refusal }] : [],
    ),
  }
}

export const addTallies = (a: Tally, b: Tally): Tally => ({
  outcome: 'done',
  taken: a.taken + b.taken,
  merged: a.merged + b.merged,
  present: a.present + b.present,
  refused: [...a.refused, ...b.refused],
})
