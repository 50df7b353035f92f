import { tagDocument } from '@shared/domain/tagged-document.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Staff } from '@shared/schemas/people.schema.ts'
import { settingValue } from '@shared/schemas/settings.schema.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { Change } from './change.ts'

/**
 * What the server reads from its own tables although people edit it as documents: who may do what, and the shop's profile.
 * In the same transaction, so the next push is already judged by the new role.
 */
export async function materialise(
  transaction: Transaction,
  shopId: Id,
  changes: readonly Change[],
): Promise<void> {
  for (const { collection, after } of changes) {
    const tagged = tagDocument(collection, after)
    if (tagged.collection === 'staff') await updateMembership(transaction, shopId, tagged.document)
    if (tagged.collection !== 'settings') continue
    const profile = settingValue('shop-profile', tagged.document)
    if (!profile || tagged.document.archived) continue
    await transaction.query(
      `update shops set name = $2, code = $3, currency = $4, languages = $5, utc_offset_minutes = $6, prices_include_tax = $7
        where shop_id = $1`,
      [
        shopId,
        profile.name,
        profile.code,
        profile.currency,
        profile.languages,
        profile.utcOffsetMinutes,
        profile.pricesIncludeTax,
      ],
    )
  }
}

/** A person without an account (not invited yet) has no membership: nothing to change. */
async function updateMembership(transaction: Transaction, shopId: Id, staff: Staff): Promise<void> {
  await transaction.query(
    'update memberships set role = $3, permissions = $4, active = $5 where shop_id = $1 and staff_id = $2',
    [shopId, staff.id, staff.role, staff.permissions, staff.active && !staff.archived],
  )
}

/** Staff ids of the shop's active administrators, locked: of two who resign at once the second is the last one. */
export async function lockAdmins(transaction: Transaction, shopId: Id): Promise<Set<string>> {
  const { rows } = await transaction.query<{ staff_id: string }>(
    `select staff_id from memberships where shop_id = $1 and role = 'admin' and active order by staff_id for update`,
    [shopId],
  )
  return new Set(rows.map((row) => row.staff_id))
}
