import type { Id } from '@shared/kernel/id.ts'
import { digestBucket, digestOf } from '@shared/protocol/digest.ts'
import { binaryArray } from '../database/binary-array.ts'
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
  const baseRevs = baseRevsOf(changes)
  const steps = changes.map(({ collection, after }) => ({
    collection,
    after,
    body: Buffer.from(JSON.stringify(after)),
  }))
  const hashes = changes.map(({ after }) => contentHashOf(after))
  const audit = changes.map((change, i) => auditText(auditOf(change, hashes[i] ?? '', bringer, receivedAt)))
  await transaction.query({
    name: 'commit-changes',
    text: 'select commit_changes($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)',
    values: [
      shopId,
      bringer.accountId,
      bringer.deviceId,
      receivedAt,
      steps.map(({ collection }) => collection),
      steps.map(({ after }) => after.id),
      steps.map(({ after }) => after.rev),
      baseRevs,
      steps.map(({ after }) => after.editId),
      hashes,
      steps.map(({ after }) => digestBucket(after.id)),
      steps.map(({ after }) => digestOf(after.id, after.editId)),
      steps.map(({ body }) => body.length),
      binaryArray(
        'jsonb',
        steps.map(({ body }) => body),
      ),
      binaryArray(
        'text',
        audit.map((entry) => Buffer.from(entry)),
      ),
    ],
  })
}

/** For the last step of each document the revision that the whole push stands on; null for the steps before it. */
function baseRevsOf(changes: readonly Change[]): (number | null)[] {
  const steps = changes.map(({ collection, before, after }) => ({
    key: `${collection}/${after.id}`,
    rev: before?.rev ?? 0,
  }))
  const firstRev = new Map<string, number>()
  for (const { key, rev } of steps) if (!firstRev.has(key)) firstRev.set(key, rev)
  const lastStep = new Map(steps.map(({ key }, i) => [key, i]))
  return steps.map(({ key }, i) => (lastStep.get(key) === i ? (firstRev.get(key) ?? 0) : null))
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
  ...(bringer.carriedBy && {
    carriedByAccount: bringer.carriedBy.accountId,
    carriedByDevice: bringer.carriedBy.deviceId,
  }),
})
