import type { Id } from '@shared/kernel/id.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import { STATUS_OF } from '@shared/protocol/errors.ts'
import { MAX_DOCUMENT_BYTES } from '@shared/protocol/limits.ts'
import type { AnyDocument, CollectionName } from '@shared/schemas/registry.ts'
import { upgradeDocument } from '@shared/schemas/upgrade-document.ts'
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

/*
 * Each key is looked up by itself (`lateral … limit 1`): asked for all at once, PostgreSQL, as long as it knows little of a
 * table, walks through everything a shop has of a collection, and every push gets slower with the shop.
 */

/** Locks in id order, so that two pushes never wait for each other in a circle. */
export async function lockDocuments(
  transaction: Transaction,
  shopId: Id,
  collection: CollectionName,
  ids: readonly string[],
): Promise<Map<string, AnyDocument>> {
  const { rows } = await transaction.query<{ id: string; body: AnyDocument }>({
    name: 'lock-documents',
    text: `select held.id, held.body from unnest($3::text[]) as asked (id) cross join lateral
      (select d.id, d.body from documents d where d.shop_id = $1 and d.collection = $2 and d.id = asked.id limit 1 for update) held`,
    values: [shopId, collection, [...new Set(ids)].sort()],
  })
  return new Map(rows.map((row) => [row.id, upgradeDocument(collection, row.body)]))
}

/** The currency in which the shop keeps its accounts now. */
export async function loadCurrency(transaction: Transaction, shopId: Id): Promise<CurrencyCode | null> {
  const { rows } = await transaction.query<{ currency: CurrencyCode }>({
    name: 'load-currency',
    text: 'select currency from shops where shop_id = $1',
    values: [shopId],
  })
  return rows[0]?.currency ?? null
}

/** What a push may make the server hold at once and answer as conflicts. A device halves a push that is too large. */
const MAX_HELD_BYTES = 16_000_000
/** So few are below it whatever they weigh. */
const ALWAYS_HELD = Math.floor(MAX_HELD_BYTES / MAX_DOCUMENT_BYTES)

/** The documents of this push weigh too much together; the status is what the device is answered. */
export class AnswerTooLarge extends Error {
  readonly statusCode = STATUS_OF.TOO_LARGE
  constructor() {
    super('The documents weigh too much together: send fewer rows')
    this.name = 'AnswerTooLarge'
  }
}

async function checkWeight(
  transaction: Transaction,
  shopId: Id,
  collection: CollectionName,
  ids: readonly string[],
): Promise<void> {
  if (ids.length <= ALWAYS_HELD) return
  const { rows } = await transaction.query<{ bytes: number | null }>({
    name: 'weigh-documents',
    text: `select sum(held.bytes) as bytes from unnest($3::text[]) as asked (id) cross join lateral
      (select d.bytes from documents d where d.shop_id = $1 and d.collection = $2 and d.id = asked.id limit 1) held`,
    values: [shopId, collection, ids],
  })
  if ((rows[0]?.bytes ?? 0) > MAX_HELD_BYTES) throw new AnswerTooLarge()
}

/** The documents and which of the pushed edits were already applied once (SYNC-1). Throws `AnswerTooLarge`. */
export async function loadHeldRows(
  transaction: Transaction,
  shopId: Id,
  collection: CollectionName,
  next: readonly AnyDocument[],
): Promise<HeldRows> {
  const ids = next.map((document) => document.id)
  await checkWeight(transaction, shopId, collection, ids)
  const edits = { ids, editIds: next.map((document) => document.editId) }
  const [documentById, editByKey] = await Promise.all([
    lockDocuments(transaction, shopId, collection, ids),
    findEdits(transaction, shopId, collection, edits),
  ])
  return { documentById, editByKey }
}

/** Which of the edits were applied, seen after the documents were locked. */
async function findEdits(
  transaction: Transaction,
  shopId: Id,
  collection: CollectionName,
  asked: { readonly ids: readonly string[]; readonly editIds: readonly string[] },
): Promise<HeldRows['editByKey']> {
  const { rows } = await transaction.query<{
    id: string
    edit_id: string
    rev: number
    content_hash: string
  }>({
    name: 'find-edits',
    text: `select held.id, held.edit_id, held.rev, held.content_hash from unnest($3::text[], $4::text[]) as asked (id, edit_id)
      cross join lateral (select r.id, r.edit_id, r.rev, r.content_hash from revisions r
        where r.shop_id = $1 and r.collection = $2 and r.id = asked.id and r.edit_id = asked.edit_id limit 1) held`,
    values: [shopId, collection, asked.ids, asked.editIds],
  })
  return new Map(
    rows.map((row) => [editKey(row.id, row.edit_id), { rev: row.rev, contentHash: row.content_hash }]),
  )
}
