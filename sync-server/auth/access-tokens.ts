import type { Clock } from '@shared/kernel/clock.ts'
import { type Id, idSchema } from '@shared/kernel/id.ts'
import { exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import type pg from 'pg'
import { z } from 'zod'

/** What a verified token says. Never a role: that is read from the database when something is committed. */
export interface TokenClaims {
  readonly accountId: Id
  readonly shopId: Id
  readonly deviceId: Id
  readonly sessionId: Id
}

export interface AccessTokens {
  readonly expiresInMs: number
  sign(claims: TokenClaims): Promise<string>
  /** Null for every token that is not ours, not for us, expired, not yet valid or altered. */
  verify(token: string): Promise<TokenClaims | null>
}

const ALGORITHM = 'EdDSA'
const ISSUER = 'comptoir'
const AUDIENCE = 'comptoir-sync'
const TYPE = 'at+jwt'
const EXPIRES_IN_MS = 10 * 60_000
const KEY_LIFE_MS = 90 * 86_400_000
/** A key that was just replaced still verifies what it signed. */
const OVERLAP_MS = 86_400_000
/** How long a key id that nobody made is believed not to exist: made-up ids must not have us look again and again. */
const MISSING_MS = 5_000
const MAX_MISSING = 1_000

type Key = Awaited<ReturnType<typeof importJWK>>
interface SigningKey {
  readonly kid: string
  readonly createdAt: number
  readonly privateKey: Key
  readonly publicKey: Key
}

const claimsSchema = z.object({ sub: idSchema, shop: idSchema, dev: idSchema, sid: idSchema })

/** Signs and verifies with keys kept in the database, so that every server process knows them; makes the first one. */
export async function createAccessTokens(
  pool: pg.Pool,
  deps: { readonly clock: Clock; readonly nextKeyId: () => string },
): Promise<AccessTokens> {
  const { clock } = deps
  let keys = await loadKeys(pool)
  const reload = async () => {
    keys = await loadKeys(pool)
  }
  const signingKey = async (): Promise<SigningKey> => {
    const newest = keys[0]
    if (newest && clock.now() - newest.createdAt < KEY_LIFE_MS) return newest
    await storeNewKey(pool, deps.nextKeyId(), clock.now())
    await reload()
    const made = keys[0]
    if (!made) throw new Error('No signing key could be stored')
    return made
  }
  const missing = createMissingKeys(clock)
  let reloading: Promise<void> | null = null
  const find = async (kid: string | undefined): Promise<SigningKey | undefined> => {
    const known = keys.find((key) => key.kid === kid)
    if (known || kid === undefined || missing.has(kid)) return known
    // Another process may have made it a moment ago. Of many who ask at once one looks; what one joins may have looked too
    // early, so there is a second look.
    for (let look = 0; look < 2; look++) {
      reloading ??= reload().finally(() => {
        reloading = null
      })
      await reloading
      const found = keys.find((key) => key.kid === kid)
      if (found) return found
    }
    missing.add(kid)
    return undefined
  }
  await signingKey()
  return {
    expiresInMs: EXPIRES_IN_MS,
    async sign(claims) {
      const key = await signingKey()
      const seconds = Math.floor(clock.now() / 1_000)
      return new SignJWT({ shop: claims.shopId, dev: claims.deviceId, sid: claims.sessionId })
        .setProtectedHeader({ alg: ALGORITHM, kid: key.kid, typ: TYPE })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(claims.accountId)
        .setIssuedAt(seconds)
        .setNotBefore(seconds)
        .setExpirationTime(seconds + EXPIRES_IN_MS / 1_000)
        .sign(key.privateKey)
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, async ({ kid }) => publicKeyOf(await find(kid), clock), {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: TYPE,
          requiredClaims: ['exp', 'nbf', 'sub', 'sid'],
          currentDate: new Date(clock.now()),
        })
        const claims = claimsSchema.parse(payload)
        return { accountId: claims.sub, shopId: claims.shop, deviceId: claims.dev, sessionId: claims.sid }
      } catch {
        return null // whatever is wrong with it, the answer is the same: not signed in
      }
    },
  }
}

function createMissingKeys(clock: Clock) {
  const missingSince = new Map<string, number>()
  return {
    has: (kid: string): boolean =>
      clock.now() - (missingSince.get(kid) ?? Number.NEGATIVE_INFINITY) < MISSING_MS,
    add(kid: string): void {
      if (missingSince.size >= MAX_MISSING) missingSince.clear()
      missingSince.set(kid, clock.now())
    },
  }
}

function publicKeyOf(key: SigningKey | undefined, clock: Clock): Key {
  if (!key || clock.now() - key.createdAt > KEY_LIFE_MS + OVERLAP_MS) throw new Error('unknown key')
  return key.publicKey
}

async function loadKeys(pool: pg.Pool): Promise<SigningKey[]> {
  const { rows } = await pool.query<{ kid: string; private_jwk: JWK; public_jwk: JWK; created_at: number }>(
    'select kid, private_jwk, public_jwk, created_at from signing_keys order by created_at desc, kid limit 16',
  )
  return Promise.all(
    rows.map(async (row) => ({
      kid: row.kid,
      createdAt: row.created_at,
      privateKey: await importJWK(row.private_jwk, ALGORITHM),
      publicKey: await importJWK(row.public_jwk, ALGORITHM),
    })),
  )
}

async function storeNewKey(pool: pg.Pool, kid: string, createdAt: number): Promise<void> {
  const pair = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true })
  await pool.query(
    'insert into signing_keys (kid, private_jwk, public_jwk, created_at) values ($1, $2, $3, $4)',
    [kid, await exportJWK(pair.privateKey), await exportJWK(pair.publicKey), createdAt],
  )
}
