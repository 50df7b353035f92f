import { newSetting } from '@shared/domain/settings/setting.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { CurrencyCode } from '@shared/kernel/money.ts'
import { err, ok, type Result } from '@shared/kernel/result.ts'
import type { Session, SignInRequest, SignInResponse } from '@shared/protocol/auth.ts'
import type { Language, Role } from '@shared/schemas/people.schema.ts'
import type { Setting } from '@shared/schemas/settings.schema.ts'
import { asAccount, inShop, type Transaction } from '../database/run-transaction.ts'
import { appendAudit } from '../replication/audit.ts'
import type { Change } from '../replication/change.ts'
import { commitChanges } from '../replication/commit-changes.ts'
import { lockDocuments } from '../replication/load-rows.ts'
import { SERVER_DEVICE_ID, serverAuthor } from '../replication/server-author.ts'
import type { AccessTokens } from './access-tokens.ts'
import { carryKeyOf } from './carry-key.ts'
import { hasPlaceFor, type RegisteredDevice, registerDevice } from './devices.ts'
import type { Passwords } from './passwords.ts'
import type { RequestLimiter } from './request-limiter.ts'
import { type OpenSession, openSession, refreshSession, revokeSession, type SessionDeps } from './sessions.ts'

export interface AuthDeps extends SessionDeps {
  readonly passwords: Passwords
  readonly tokens: AccessTokens
  /** Wrong passwords by account and address, and by address alone: guessing is slowed, its victim is not locked out. */
  readonly failures: { readonly byAccount: RequestLimiter; readonly byAddress: RequestLimiter }
  /** New devices that a shop registers in a day. */
  readonly maxNewDevicesPerDay: number
}

export type SignInFailure =
  | { readonly type: 'WrongCredentials' }
  | { readonly type: 'TooManyTries'; readonly waitMs: number }
  | { readonly type: 'SessionEnded' }

/** A signed-in session and whether the shop got a new document (the device) by it. */
export interface SignedIn {
  readonly response: SignInResponse
  readonly shopChanged: boolean
}

/** How long somebody waits while very many passwords are being checked. */
const CROWDED_MS = 2_000
/** How long a shop waits that has registered too many devices; the day's window moves on meanwhile. */
const DEVICES_WAIT_MS = 3_600_000

/**
 * Checks the password and opens a session on the device, registering it. An unknown e-mail, a wrong password, a closed
 * account and a person without a shop give the same answer after the same work. Whether one more try is allowed is asked
 * again when its turn has come, so that guesses sent all at once are no more than guesses sent one by one.
 */
export async function signIn(
  request: SignInRequest,
  from: { readonly address: string; readonly requestId: string },
  deps: AuthDeps,
): Promise<Result<SignedIn, SignInFailure>> {
  const email = request.email.normalize('NFC').trim().toLowerCase()
  const accountKey = `${email} ${from.address}`
  const { byAccount, byAddress } = deps.failures
  const waitMs = () => Math.max(byAccount.waitMs(accountKey), byAddress.waitMs(from.address))
  if (deps.passwords.isCrowded()) return err({ type: 'TooManyTries', waitMs: Math.max(waitMs(), CROWDED_MS) })
  if (waitMs() > 0) return err({ type: 'TooManyTries', waitMs: waitMs() })
  const account = await findAccount(email, deps)
  const stored = account?.password_hash ?? null
  const fits = await deps.passwords.verify(stored, request.password, () => waitMs() === 0)
  const member = fits && account?.disabled_at === null ? await findMembership(account.id, deps) : undefined
  if (!account || !member) {
    if (waitMs() > 0) return err({ type: 'TooManyTries', waitMs: waitMs() })
    byAccount.count(accountKey)
    byAddress.count(from.address)
    return err({ type: 'WrongCredentials' })
  }
  return inShop(deps.pool, member.shop_id, (transaction) =>
    enter(transaction, { accountId: account.id, ...member, request, requestId: from.requestId }, deps),
  )
}

/** Exchanges a refresh token; the answer repeats the session, so a changed role arrives. */
export async function refresh(
  refreshToken: string,
  deviceId: Id,
  deps: AuthDeps,
): Promise<Result<SignInResponse, SignInFailure>> {
  const refreshed = await refreshSession(refreshToken, deviceId, deps)
  if (!refreshed.ok) return err({ type: 'SessionEnded' })
  const opened = refreshed.value
  const session = await inShop(deps.pool, opened.shopId, (transaction) => describe(transaction, opened, deps))
  return session ? ok(await withTokens(session, opened, deps)) : err({ type: 'SessionEnded' })
}

export function signOut(
  session: { readonly shopId: Id; readonly sessionId: Id },
  deps: AuthDeps,
): Promise<void> {
  const end = { ...session, reason: 'signed out', now: deps.clock.now() }
  return inShop(deps.pool, session.shopId, (transaction) => revokeSession(transaction, end))
}

interface Entering {
  readonly accountId: Id
  readonly shop_id: Id
  readonly staff_id: Id
  readonly request: SignInRequest
  readonly requestId: string
}

async function enter(
  transaction: Transaction,
  entering: Entering,
  deps: AuthDeps,
): Promise<Result<SignedIn, SignInFailure>> {
  const { accountId, shop_id: shopId, staff_id: staffId, request, requestId } = entering
  const now = deps.clock.now()
  const quota = { now, maxPerDay: deps.maxNewDevicesPerDay }
  if (!(await hasPlaceFor(transaction, shopId, request.device.id, quota)))
    return err({ type: 'TooManyTries', waitMs: DEVICES_WAIT_MS })
  const device = await registerDevice(transaction, shopId, request.device, now)
  if (!device) return err({ type: 'WrongCredentials' })
  const opened = await openSession(transaction, { shopId, accountId, staffId, deviceId: device.id }, deps)
  const change = await deviceSetting(transaction, shopId, device, deps)
  const bringer = { accountId: null, deviceId: SERVER_DEVICE_ID, requestId }
  await commitChanges(transaction, shopId, change ? [change] : [], bringer, now)
  await appendAudit(transaction, shopId, [
    {
      action: 'session.open',
      at: now,
      accountId,
      deviceId: device.id,
      sessionId: opened.sessionId,
      requestId,
    },
  ])
  const session = await describe(transaction, opened, deps)
  if (!session) return err({ type: 'WrongCredentials' })
  return ok({ response: await withTokens(session, opened, deps), shopChanged: change !== null })
}

/** Every device of the shop learns this one's code and name, also for later, offline: a setting under the device's own id. */
async function deviceSetting(
  transaction: Transaction,
  shopId: Id,
  device: RegisteredDevice,
  deps: SessionDeps,
): Promise<Change | null> {
  const held = (await lockDocuments(transaction, shopId, 'settings', [device.id])).get(device.id)
  const fresh: Setting = newSetting(
    'device',
    { name: device.name, code: device.code },
    serverAuthor(shopId),
    deps,
  )
  if (!held) return { collection: 'settings', before: null, after: { ...fresh, id: device.id, rev: 1 } }
  if ('value' in held && held.value.name === device.name && held.value.code === device.code) return null
  const { createdAt, createdBy } = held
  const after = { ...fresh, id: device.id, createdAt, createdBy, rev: held.rev + 1 }
  return { collection: 'settings', before: held, after }
}

async function withTokens(session: Session, opened: OpenSession, deps: AuthDeps): Promise<SignInResponse> {
  const { accountId, shopId, deviceId, sessionId, refreshToken } = opened
  const accessToken = await deps.tokens.sign({ accountId, shopId, deviceId, sessionId })
  const carryKey = carryKeyOf(deps.keyedHash, opened)
  const accessExpiresInMs = deps.tokens.expiresInMs
  return { ...session, tokens: { accessToken, accessExpiresInMs, refreshToken, carryKey } }
}

interface AccountRow {
  readonly id: Id
  readonly password_hash: string
  readonly disabled_at: number | null
}

async function findAccount(email: string, { pool }: SessionDeps): Promise<AccountRow | undefined> {
  const { rows } = await pool.query<AccountRow>(
    'select id, password_hash, disabled_at from accounts where email = $1',
    [email],
  )
  return rows[0]
}

async function findMembership(accountId: Id, { pool }: SessionDeps) {
  return asAccount(pool, accountId, async (transaction) => {
    const { rows } = await transaction.query<{ shop_id: Id; staff_id: Id }>(
      `select shop_id, staff_id from memberships where account_id = $1 and active order by created_at, shop_id limit 1`,
      [accountId],
    )
    return rows[0]
  })
}

interface SessionRow {
  readonly epoch: number
  readonly email: string
  readonly staff_id: Id
  readonly role: Role
  readonly account_name: string
  readonly name: string
  readonly code: string
  readonly currency: CurrencyCode
  readonly languages: Language[]
  readonly utc_offset_minutes: number
  readonly prices_include_tax: boolean
  readonly location_id: Id
  readonly device_code: string
  readonly device_name: string
}

/** The session as the device is told; null when the person, the account or the device may no longer enter. */
async function describe(
  transaction: Transaction,
  opened: OpenSession,
  { clock }: SessionDeps,
): Promise<Session | null> {
  const { rows } = await transaction.query<SessionRow>(
    `select (select epoch from server_meta) as epoch, a.email, a.name as account_name, m.staff_id, m.role,
        s.name, s.code, s.currency, s.languages, s.utc_offset_minutes, s.prices_include_tax, s.location_id,
        d.code as device_code, d.name as device_name
      from memberships m
      join accounts a on a.id = m.account_id and a.disabled_at is null
      join shops s on s.shop_id = m.shop_id
      join devices d on d.shop_id = m.shop_id and d.id = $3 and d.revoked_at is null
      where m.shop_id = $1 and m.account_id = $2 and m.active`,
    [opened.shopId, opened.accountId, opened.deviceId],
  )
  const row = rows[0]
  if (!row) return null
  return {
    account: {
      id: opened.accountId,
      staffId: row.staff_id,
      name: row.account_name,
      email: row.email,
      role: row.role,
    },
    shop: {
      id: opened.shopId,
      name: row.name,
      code: row.code,
      currency: row.currency,
      languages: row.languages,
      utcOffsetMinutes: row.utc_offset_minutes,
      pricesIncludeTax: row.prices_include_tax,
      locationId: row.location_id,
    },
    device: { id: opened.deviceId, code: row.device_code, name: row.device_name },
    epoch: row.epoch,
    serverTime: clock.now(),
  }
}
