import type { Id } from '@shared/kernel/id.ts'
import type { Actor } from '@shared/policy/actor.ts'
import type { PushResult } from '@shared/protocol/sync.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import { upgradeDocument } from '@shared/schemas/upgrade-document.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { ParsedRow } from './parse-row.ts'
import { readable } from './read-filter.ts'

/** An edit that a file brought, and the revision that holds it. */
export interface CarriedEdit {
  readonly collection: CollectionName
  readonly id: Id
  readonly editId: string
  readonly rev: number
  /** What the device had written, when the revision holds something else. */
  readonly content: AnyDocument | null
}

/** Keeps which edits came by file. */
export async function storeCarriedEdits(
  transaction: Transaction,
  shopId: Id,
  from: { readonly deviceId: Id; readonly fileId: Id; readonly at: number },
  edits: readonly CarriedEdit[],
): Promise<void> {
  if (edits.length === 0) return
  await transaction.query(
    `insert into carried_edits (shop_id, collection, id, edit_id, device_id, rev, content, file_id, received_at)
      select $1, n.collection, n.id, n.edit_id, $2, n.rev, n.content, $3, $4
      from jsonb_to_recordset($5) as n(collection text, id text, edit_id text, rev int, content jsonb)`,
    [
      shopId,
      from.deviceId,
      from.fileId,
      from.at,
      JSON.stringify(edits.map(({ editId, ...edit }) => ({ ...edit, edit_id: editId }))),
    ],
  )
}

/** The newest edit of a document that one device made and the server holds, by file or by network. */
export interface OwnEdit {
  readonly editId: string
  readonly rev: number
  /** As the device had written it. */
  readonly document: AnyDocument
}

/**
 * A device edits a document in one line, so whatever it wrote is contained in what it wrote later (its edit ids rise).
 * What was put together here is not its own writing: of that, its part stands in `carried_edits`.
 */
export async function loadOwnEdits(
  transaction: Transaction,
  shopId: Id,
  collection: CollectionName,
  deviceId: Id,
  ids: readonly string[],
): Promise<Map<string, OwnEdit>> {
  const { rows } = await transaction.query<{ id: string; edit_id: string; rev: number; body: AnyDocument }>(
    `select distinct on (own.id) own.id, own.edit_id, own.rev, own.body from (
      select id, edit_id, rev, body from revisions
        where shop_id = $1 and collection = $2 and id = any($4) and body->>'deviceId' = $3
      union all
      select id, edit_id, rev, content from carried_edits
        where shop_id = $1 and collection = $2 and id = any($4) and device_id = $3 and content is not null
    ) own order by own.id, own.edit_id desc`,
    [shopId, collection, deviceId, ids],
  )
  return new Map(
    rows.map(({ id, edit_id: editId, rev, body }) => [
      id,
      { editId, rev, document: upgradeDocument(collection, body) },
    ]),
  )
}

/**
 * Gives each conflict with a carried edit the device's own last writing that the server holds: the pushed state was made
 * on top of that, not on the revision the device knows. Without it the device would clash with itself.
 */
export async function withOwnBases(
  transaction: Transaction,
  actor: Actor,
  collection: CollectionName,
  rows: readonly ParsedRow[],
  results: readonly PushResult[],
): Promise<PushResult[]> {
  const asked = rows.filter((row, i) => row.ok && results[i]?.outcome === 'conflict')
  if (asked.length === 0) return [...results]
  const { rows: found } = await transaction.query<{ id: string; body: AnyDocument }>(
    `select distinct on (c.id) c.id, coalesce(c.content, r.body) as body
      from unnest($4::text[], $5::int[], $6::text[]) as asked(id, rev, edit_id)
      join carried_edits c on c.shop_id = $1 and c.collection = $2 and c.id = asked.id and c.device_id = $3
        and c.rev > asked.rev and c.edit_id <= asked.edit_id
      left join revisions r on r.shop_id = $1 and r.collection = $2 and r.id = c.id and r.rev = c.rev
      order by c.id, c.edit_id desc`,
    [
      actor.shopId,
      collection,
      actor.deviceId,
      asked.map((row) => row.id),
      asked.map((row) => (row.ok ? (row.assumed?.rev ?? 0) : 0)),
      asked.map((row) => (row.ok ? row.next.editId : '')),
    ],
  )
  const bodyById = new Map(found.map((row) => [row.id, row.body]))
  return results.map((result) => {
    const body = result.outcome === 'conflict' ? bodyById.get(result.id) : undefined
    const base = body && readable(actor, collection, body)
    return base && result.outcome === 'conflict' ? { ...result, base } : result
  })
}
