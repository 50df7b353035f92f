import type { Id } from '@shared/kernel/id.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import type { Transaction } from '../database/run-transaction.ts'

export interface KnownEdit {
  readonly rev: number
  readonly contentHash: string
}

/** What the server holds of the documents of a push; the rows stay locked until the transaction ends. */
export interface HeldRows {
  readonly documentById: Map<string, AnyDocument>
  /** Key: `editKey(id, editId)`. */
  readonly editByKey: Map<string, KnownEdit>
}

export const editKey = (id: string, editId: string): string => `${id}:${editId}`

/** Locks in id order, so that two pushes never wait for each other in a circle. */
export async function lockDocuments(
  transaction: Transaction,
  shopId: Id,
  collection: CollectionName,
  ids: readonly string[],
): Promise<Map<string, AnyDocument>> {
  const { rows } = await transaction.query<{ id: string; body: AnyDocument }>(
    `select id, body from documents where shop_id = $1 and collection = $2 and id = any($3) order by id for update`,
    [shopId, collection, ids],
  )
  return new Map(rows.map((row) => [row.id, row.body]))
}

/** The documents and which of the pushed edits were already applied once (SYNC-1). */
export async function loadHeldRows(
  transaction: Transaction,
  shopId: Id,
  collection: CollectionName,
  next: readonly AnyDocument[],
): Promise<HeldRows> {
  const ids = next.map((document) => document.id)
  const documentById = await lockDocuments(transaction, shopId, collection, ids)
  const { rows } = await transaction.query<{
    id: string
    edit_id: string
    rev: number
    content_hash: string
  }>(
    `select id, edit_id, rev, content_hash from revisions
      where shop_id = $1 and collection = $2 and (id, edit_id) in (select asked.id, asked.edit_id from unnest($3::text[], $4::text[]) as asked (id, edit_id))`,
    [shopId, collection, ids, next.map((document) => document.editId)],
  )
  const editByKey = new Map(
    rows.map((row) => [editKey(row.id, row.edit_id), { rev: row.rev, contentHash: row.content_hash }]),
  )
  return { documentById, editByKey }
}
