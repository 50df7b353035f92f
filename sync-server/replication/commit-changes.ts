import type { Id } from '@shared/kernel/id.ts'
import { digestBucket, digestOf } from '@shared/protocol/digest.ts'
import type { Transaction } from '../database/run-transaction.ts'
import { type AuditEntry, auditText } from './audit.ts'
import { type Bringer, type Change, contentHashOf } from './change.ts'

/**
 * The last act of a push: keeps every step as a revision, then, under the shop row's lock, numbers the changed documents
 * in commit order (SYNC-3) and chains the audit entries. Nothing may be written to the shop after it.
 */
export async function commitChanges(
  transaction: Transaction,
  shopId: Id,
  changes: readonly Change[],
  bringer: Bringer,
  receivedAt: number,
): Promise<void> {
  if (changes.length === 0) return
  const hashes = changes.map(({ after }) => contentHashOf(after))
  await storeRevisions(transaction, shopId, changes, hashes, bringer, receivedAt)
  const audit = changes.map((change, i) => auditOf(change, hashes[i] ?? '', bringer, receivedAt))
  await transaction.query('select commit_changes($1, $2, $3)', [
    shopId,
    JSON.stringify(lastSteps(changes)),
    audit.map(auditText),
  ])
}

/** One row a document: its newest content, and the revision the whole push stands on. */
function lastSteps(changes: readonly Change[]) {
  const firstRevByKey = new Map<string, number>()
  const stepByKey = new Map<string, Change>()
  for (const change of changes) {
    const key = `${change.collection}/${change.after.id}`
    if (!firstRevByKey.has(key)) firstRevByKey.set(key, change.before?.rev ?? 0)
    stepByKey.set(key, change)
  }
  return [...stepByKey].map(([key, { collection, after }]) => ({
    collection,
    id: after.id,
    rev: after.rev,
    base_rev: firstRevByKey.get(key) ?? 0,
    edit_id: after.editId,
    bucket: digestBucket(after.id),
    digest: digestOf(after.id, after.editId),
    bytes: Buffer.byteLength(JSON.stringify(after)),
    body: after,
  }))
}

async function storeRevisions(
  transaction: Transaction,
  shopId: Id,
  changes: readonly Change[],
  hashes: readonly string[],
  bringer: Bringer,
  receivedAt: number,
): Promise<void> {
  const rows = changes.map(({ collection, after }, i) => ({
    collection,
    id: after.id,
    rev: after.rev,
    edit_id: after.editId,
    content_hash: hashes[i],
    body: after,
  }))
  // Another push may have made the same revision meanwhile: then `commit_changes` finds it out and all of this is undone.
  await transaction.query(
    `insert into revisions (shop_id, collection, id, rev, edit_id, content_hash, body, account_id, device_id, received_at)
      select $1, r.collection, r.id, r.rev, r.edit_id, r.content_hash, r.body, $3, $4, $5
      from jsonb_to_recordset($2) as r(collection text, id text, rev int, edit_id text, content_hash text, body jsonb)
      on conflict do nothing`,
    [shopId, JSON.stringify(rows), bringer.accountId, bringer.deviceId, receivedAt],
  )
}

const auditOf = ({ collection, after }: Change, hash: string, bringer: Bringer, at: number): AuditEntry => ({
  action: 'document.write',
  at,
  accountId: bringer.accountId,
  deviceId: bringer.deviceId,
  requestId: bringer.requestId,
  collection,
  id: after.id,
  rev: after.rev,
  editId: after.editId,
  author: after.updatedBy,
  hash,
})
