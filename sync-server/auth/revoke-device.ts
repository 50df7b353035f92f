import type { Id } from '@shared/kernel/id.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import { can } from '@shared/policy/can.ts'
import { inShop, type Transaction } from '../database/run-transaction.ts'
import { appendAudit } from '../replication/audit.ts'
import type { TokenClaims } from './access-tokens.ts'
import { loadContext } from './actor.ts'
import type { SessionDeps } from './sessions.ts'

export type RevokeFailure =
  | { readonly type: 'SessionEnded' }
  | { readonly type: 'Forbidden' }
  | { readonly type: 'NoSuchDevice' }

/**
 * AUTH-3: shuts a device out for ever, a stolen till. Its sessions end, its requests are refused from now on and its stream closes
 * within seconds; what it had not sent yet stays on it. Only whoever manages the team may do it, and not to the device
 * he sits at. A device of another shop is answered like one that does not exist (TENANT-1). Doing it twice changes nothing.
 */
export function revokeDevice(
  claims: TokenClaims,
  deviceId: Id,
  deps: Pick<SessionDeps, 'pool' | 'clock'>,
): Promise<Result<void, RevokeFailure>> {
  const { shopId } = claims
  const now = deps.clock.now()
  return inShop(deps.pool, shopId, async (transaction) => {
    const context = await loadContext(transaction, claims, now)
    if (!context.ok) return context
    if (!can(context.value.actor, 'staff.manage') || deviceId === claims.deviceId)
      return err({ type: 'Forbidden' })
    const { rowCount } = await transaction.query(
      'update devices set revoked_at = coalesce(revoked_at, $3) where shop_id = $1 and id = $2',
      [shopId, deviceId, now],
    )
    if (rowCount === 0) return err({ type: 'NoSuchDevice' })
    await endSessions(transaction, shopId, deviceId, now)
    const { accountId } = claims
    await appendAudit(transaction, shopId, [{ action: 'device.revoke', at: now, accountId, deviceId }])
    return ok(undefined)
  })
}

async function endSessions(transaction: Transaction, shopId: Id, deviceId: Id, now: number): Promise<void> {
  await transaction.query(
    `update sessions set revoked_at = $3, revoked_because = 'device revoked'
      where shop_id = $1 and device_id = $2 and revoked_at is null`,
    [shopId, deviceId, now],
  )
}
