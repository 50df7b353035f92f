import { createHash } from 'node:crypto'
import { canonicalJson } from '@shared/kernel/canonical.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Transaction } from '../database/run-transaction.ts'

/** One line of a shop's audit chain (AUDIT-1): what happened, when, by whom, from which device and request. */
export interface AuditEntry {
  readonly action: string
  readonly at: number
  readonly [detail: string]: string | number | boolean | null
}

/** The text that is hashed and kept. */
export const auditText = (entry: AuditEntry): string => canonicalJson(entry)

/** Adds entries without changing a document. Locks the shop row: call it last in a transaction. */
export async function appendAudit(
  transaction: Transaction,
  shopId: Id,
  entries: readonly AuditEntry[],
): Promise<void> {
  await transaction.query(
    `select commit_changes($1, null, '', 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', $2)`,
    [shopId, entries.map(auditText)],
  )
}

/** Number of the first entry that does not follow from the one before it; null when the chain is whole up to its head. */
export async function findBrokenAudit(transaction: Transaction, shopId: Id): Promise<number | null> {
  let head = ''
  let expected = 1
  const { rows } = await transaction.query<{ number: number; entry: string; hash: string }>(
    'select number, entry, hash from audit where shop_id = $1 order by number',
    [shopId],
  )
  for (const row of rows) {
    const hash = createHash('sha256')
      .update(head + row.entry)
      .digest('hex')
    if (row.number !== expected || row.hash !== hash) return row.number
    head = hash
    expected++
  }
  const shop = await transaction.query<{ audit_number: number; audit_head: string }>(
    'select audit_number, audit_head from shops where shop_id = $1',
    [shopId],
  )
  const end = shop.rows[0]
  return end && (end.audit_number !== expected - 1 || end.audit_head !== head) ? expected : null
}
