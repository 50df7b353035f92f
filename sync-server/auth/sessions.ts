import { createHash } from 'node:crypto'
import type { Clock } from '@shared/kernel/clock.ts'
import { type Id, type IdSource, isId } from '@shared/kernel/id.ts'
import type { RandomSource } from '@shared/kernel/random.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type pg from 'pg'
import { inShop, type Transaction } from '../database/run-transaction.ts'
import { appendAudit } from '../replication/audit.ts'
import type { KeyedHash } from './server-secret.ts'

/*
 * Sessions and their refresh tokens (AUTH-2).
 * A token is `<shop>.<256 random bits>`: the shop part only routes, the database keeps the hash of the whole.
 * Each use replaces the token. Using a replaced one again means that two hold it, so the session ends, except that a
 * device whose answer got lost may ask again: the token just before the newest, within a minute, gets the same successor.
 * The successor is a keyed hash of its predecessor, so it can be given twice without being stored.
 */

const SESSION_LIFE_MS = 60 * 86_400_000
export const REFRESH_GRACE_MS = 60_000

export interface SessionOwner {
  readonly shopId: Id
  readonly accountId: Id
  readonly staffId: Id
  readonly deviceId: Id
}

export interface OpenSession extends SessionOwner {
  readonly sessionId: Id
  readonly refreshToken: string
}

export interface SessionDeps {
  readonly pool: pg.Pool
  readonly clock: Clock
  readonly ids: IdSource
  readonly random: RandomSource
  readonly keyedHash: KeyedHash
}

/** Opens a session; an older one of the same person on the same device ends, so a copied disk cannot stay unnoticed. */
export async function openSession(
  transaction: Transaction,
  owner: SessionOwner,
  deps: SessionDeps,
): Promise<OpenSession> {
  const now = deps.clock.now()
  const sessionId = deps.ids.next()
  const refreshToken = `${owner.shopId}.${Buffer.from(deps.random.bytes(32)).toString('base64url')}`
  await transaction.query(
    `update sessions set revoked_at = $4, revoked_because = 'signed in again'
      where shop_id = $1 and device_id = $2 and account_id = $3 and revoked_at is null`,
    [owner.shopId, owner.deviceId, owner.accountId, now],
  )
  await transaction.query(
    `insert into sessions (shop_id, id, account_id, staff_id, device_id, created_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    [owner.shopId, sessionId, owner.accountId, owner.staffId, owner.deviceId, now, now + SESSION_LIFE_MS],
  )
  await storeToken(transaction, owner.shopId, sessionId, refreshToken, now)
  return { ...owner, sessionId, refreshToken }
}

export interface SessionEnded {
  readonly type: 'SessionEnded'
  readonly reason: 'unknown' | 'expired' | 'revoked' | 'other-device' | 'reused'
}

interface TokenRow {
  readonly session_id: Id
  readonly account_id: Id
  readonly staff_id: Id
  readonly device_id: Id
  readonly expires_at: number
  readonly revoked_at: number | null
  readonly replaced_at: number | null
  readonly successor_replaced_at: number | null
}

/** Exchanges a refresh token for the next one, or says why the session is over. Commits also when it ends one. */
export async function refreshSession(
  refreshToken: string,
  deviceId: Id,
  deps: SessionDeps,
): Promise<Result<OpenSession, SessionEnded>> {
  const shopId = refreshToken.split('.')[0]
  if (!isId(shopId)) return err({ type: 'SessionEnded', reason: 'unknown' })
  return inShop(deps.pool, shopId, async (transaction) => {
    const row = await findToken(transaction, shopId, refreshToken)
    if (!row) return err({ type: 'SessionEnded', reason: 'unknown' })
    const now = deps.clock.now()
    const ended = whyEnded(row, deviceId, now)
    if (ended) {
      if (ended === 'reused' || ended === 'other-device') {
        await revokeSession(transaction, { shopId, sessionId: row.session_id, reason: ended, now })
      }
      return err({ type: 'SessionEnded', reason: ended })
    }
    const successor = `${shopId}.${deps.keyedHash('refresh', refreshToken)}`
    if (row.replaced_at === null) {
      await storeToken(transaction, shopId, row.session_id, successor, now)
      await transaction.query(
        'update refresh_tokens set replaced_at = $3, successor_hash = $4 where shop_id = $1 and token_hash = $2',
        [shopId, hashOf(refreshToken), now, hashOf(successor)],
      )
    }
    const { account_id: accountId, staff_id: staffId, session_id: sessionId } = row
    return ok({ shopId, accountId, staffId, deviceId, sessionId, refreshToken: successor })
  })
}

function whyEnded(row: TokenRow, deviceId: Id, now: number): SessionEnded['reason'] | null {
  if (row.revoked_at !== null) return 'revoked'
  if (row.expires_at <= now) return 'expired'
  if (row.device_id !== deviceId) return 'other-device'
  if (row.replaced_at === null) return null
  // Only the token just before the newest, and only for a moment.
  const isPreceding = row.successor_replaced_at === null
  return isPreceding && now - row.replaced_at <= REFRESH_GRACE_MS ? null : 'reused'
}

/** Locks the session first: of two refreshes at once the second sees what the first did. */
async function findToken(
  transaction: Transaction,
  shopId: Id,
  refreshToken: string,
): Promise<TokenRow | undefined> {
  const hash = hashOf(refreshToken)
  const locked = await transaction.query(
    `select s.id from sessions s where s.shop_id = $1 and s.id =
      (select t.session_id from refresh_tokens t where t.shop_id = $1 and t.token_hash = $2) for update`,
    [shopId, hash],
  )
  if (locked.rowCount === 0) return undefined
  const { rows } = await transaction.query<TokenRow>(
    `select t.session_id, s.account_id, s.staff_id, s.device_id, s.expires_at, s.revoked_at, t.replaced_at,
        n.replaced_at as successor_replaced_at
      from refresh_tokens t
      join sessions s on s.shop_id = t.shop_id and s.id = t.session_id
      left join refresh_tokens n on n.shop_id = t.shop_id and n.token_hash = t.successor_hash
      where t.shop_id = $1 and t.token_hash = $2`,
    [shopId, hash],
  )
  return rows[0]
}

/** Ends a session: its access tokens are refused from the next request on, its stream closes within seconds. */
export async function revokeSession(
  transaction: Transaction,
  end: { readonly shopId: Id; readonly sessionId: Id; readonly reason: string; readonly now: number },
): Promise<void> {
  const changed = await transaction.query(
    `update sessions set revoked_at = $3, revoked_because = $4 where shop_id = $1 and id = $2 and revoked_at is null`,
    [end.shopId, end.sessionId, end.now, end.reason],
  )
  if (changed.rowCount === 0) return
  await appendAudit(transaction, end.shopId, [
    { action: 'session.end', at: end.now, sessionId: end.sessionId, reason: end.reason },
  ])
}

async function storeToken(
  transaction: Transaction,
  shopId: Id,
  sessionId: Id,
  refreshToken: string,
  now: number,
): Promise<void> {
  await transaction.query(
    'insert into refresh_tokens (shop_id, token_hash, session_id, created_at) values ($1, $2, $3, $4)',
    [shopId, hashOf(refreshToken), sessionId, now],
  )
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
