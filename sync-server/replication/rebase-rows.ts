import type { Author, DomainDeps } from '@shared/domain/authoring.ts'
import type { Id } from '@shared/kernel/id.ts'
import { conflictTask } from '@shared/merge/conflict-task.ts'
import { mergeDocument } from '@shared/merge/merge-document.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import type { Task } from '@shared/schemas/tasks.schema.ts'
import { upgradeDocument } from '@shared/schemas/upgrade-document.ts'
import type { Transaction } from '../database/run-transaction.ts'
import { loadOwnEdits, type OwnEdit } from './carried-edits.ts'
import { editKey, loadHeldRows } from './load-rows.ts'
import type { ParsedRow } from './parse-row.ts'

type GoodRow = Extract<ParsedRow, { ok: true }>

/** What a row of a file is, before policy and rules have judged it. */
export type Rebased =
  /** The server had it, or something newer by the same device that contains it. */
  | { readonly type: 'present' }
  /** To be judged as it is. */
  | { readonly type: 'plain'; readonly row: ParsedRow }
  /**
   * Somebody else changed the document meanwhile. `row` is what comes of both, on top of what stands; null when nothing of
   * this edit is left in it. `conflict` tells people what both changed.
   */
  | {
      readonly type: 'merged'
      readonly mine: AnyDocument
      readonly theirs: AnyDocument
      readonly row: GoodRow | null
      readonly conflict: Task | null
    }

export interface Origin {
  readonly shopId: Id
  readonly deviceId: Id
  readonly collection: CollectionName
  /** Epoch in which the device last spoke with the server, and the server's own. */
  readonly knownEpoch: number
  readonly epoch: number
}

/**
 * Puts the rows of a file on top of what the server holds, as the device itself would have done on meeting the conflict
 * (CARRY-2). Locks the documents in id order. In the order of the rows.
 */
export async function rebaseRows(
  transaction: Transaction,
  origin: Origin,
  rows: readonly ParsedRow[],
  author: Author,
  deps: DomainDeps,
): Promise<Rebased[]> {
  const { shopId, collection, deviceId } = origin
  const good = rows.filter((row): row is GoodRow => row.ok)
  const next = good.map((row) => row.next)
  const held = await loadHeldRows(transaction, shopId, collection, next)
  const own = await loadOwnEdits(
    transaction,
    shopId,
    collection,
    deviceId,
    next.map(({ id }) => id),
  )
  const bases = await loadBases(transaction, origin, good)
  return rows.map((row) => {
    if (!row.ok) return { type: 'plain', row }
    const current = held.documentById.get(row.id)
    const mine = own.get(row.id)
    const isKnown = held.editByKey.has(editKey(row.id, row.next.editId))
    if (isKnown || (mine !== undefined && mine.editId >= row.next.editId)) return { type: 'present' }
    if (current === undefined) return { type: 'plain', row: asRescued(row, origin) }
    if (isBasedOn(row, current)) return { type: 'plain', row }
    const base = baseOf(row, mine, bases)
    return mergeRow(collection, { row, base, theirs: current }, author, deps)
  })
}

/** What a restore lost comes back as new, as it does by network (SYNC-9). */
const asRescued = (row: GoodRow, { knownEpoch, epoch }: Origin): GoodRow =>
  knownEpoch < epoch ? { ...row, assumed: null } : row

const isBasedOn = ({ assumed }: GoodRow, current: AnyDocument): boolean =>
  assumed !== null && (assumed.editId === current.editId || assumed.rev === current.rev)

/** The device's own last writing when it is newer than the revision it knows; else that revision. */
function baseOf(
  { id, assumed }: GoodRow,
  own: OwnEdit | undefined,
  bases: ReadonlyMap<string, AnyDocument>,
): AnyDocument | null {
  if (own !== undefined && own.rev > (assumed?.rev ?? 0)) return own.document
  return bases.get(id) ?? null
}

function mergeRow(
  collection: CollectionName,
  { row, base, theirs }: { row: GoodRow; base: AnyDocument | null; theirs: AnyDocument },
  author: Author,
  deps: DomainDeps,
): Rebased {
  const mine = row.next
  // All three were checked with this collection's validator.
  const merged = mergeDocument(collection, base as never, mine as never, theirs as never)
  const document: AnyDocument = merged.document
  const { clashes } = merged
  const conflict =
    clashes.length > 0 ? conflictTask(collection, { clashes, mine, theirs }, author, deps) : null
  const isNothingLeft = document.editId === theirs.editId
  const assumed = { rev: theirs.rev, editId: theirs.editId }
  return {
    type: 'merged',
    mine,
    theirs,
    conflict,
    row: isNothingLeft ? null : { ok: true, id: row.id, assumed, next: document },
  }
}

/** After a restore a revision number says nothing: then the newest that both had in common before. */
async function loadBases(
  transaction: Transaction,
  { shopId, collection, knownEpoch, epoch }: Origin,
  rows: readonly GoodRow[],
): Promise<Map<string, AnyDocument>> {
  const based = rows.filter(({ assumed }) => assumed !== null && assumed.rev > 0)
  if (based.length === 0) return new Map()
  const { rows: found } = await transaction.query<{ id: string; body: AnyDocument }>(
    `select distinct on (r.id) r.id, r.body from unnest($3::text[], $4::int[]) as asked(id, rev)
      join revisions r on r.shop_id = $1 and r.collection = $2 and r.id = asked.id
        and case when $5 then r.rev <= asked.rev and r.epoch <= $6 else r.rev = asked.rev end
      order by r.id, r.rev desc`,
    [
      shopId,
      collection,
      based.map(({ id }) => id),
      based.map(({ assumed }) => assumed?.rev ?? 0),
      knownEpoch < epoch,
      knownEpoch,
    ],
  )
  return new Map(found.map((row) => [row.id, upgradeDocument(collection, row.body)]))
}
