import type { Id } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Actor } from '@shared/policy/actor.ts'
import type { Role } from '@shared/schemas/people.schema.ts'
import type { Transaction } from '../database/run-transaction.ts'
import type { TokenClaims } from './access-tokens.ts'

/** Who asks, as the database knows him now, and which incarnation of the database answers. */
export interface RequestContext {
  readonly actor: Actor
  readonly epoch: number
}

interface ContextRow {
  readonly epoch: number
  readonly staff_id: Id
  readonly role: Role
  readonly permissions: string[]
}

/**
 * POLICY-4: role and permissions are read when they are used, never taken from a token. A session that ended, a device
 * that was revoked, a person who left or an account that was closed is `SessionEnded`.
 */
export async function loadContext(
  transaction: Transaction,
  claims: TokenClaims,
  now: number,
): Promise<Result<RequestContext, { readonly type: 'SessionEnded' }>> {
  const { rows } = await transaction.query<ContextRow>({
    name: 'load-context',
    text: `select (select epoch from server_meta) as epoch, m.staff_id, m.role, m.permissions
      from sessions s
      join memberships m on m.shop_id = s.shop_id and m.account_id = s.account_id and m.active
      join devices d on d.shop_id = s.shop_id and d.id = s.device_id and d.revoked_at is null
      join accounts a on a.id = s.account_id and a.disabled_at is null
      where s.shop_id = $1 and s.id = $2 and s.account_id = $3 and s.device_id = $4
        and s.revoked_at is null and s.expires_at > $5`,
    values: [claims.shopId, claims.sessionId, claims.accountId, claims.deviceId, now],
  })
  const row = rows[0]
  if (!row) return err({ type: 'SessionEnded' })
  const { accountId, shopId, deviceId } = claims
  const actor = {
    accountId,
    shopId,
    deviceId,
    staffId: row.staff_id,
    role: row.role,
    permissions: row.permissions,
  }
  return ok({ actor, epoch: row.epoch })
}
