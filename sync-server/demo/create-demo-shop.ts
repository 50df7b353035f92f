import type { Author, DomainDeps } from '@shared/domain/authoring.ts'
import { assert } from '@shared/kernel/assert.ts'
import type { Clock } from '@shared/kernel/clock.ts'
import { createIdSource } from '@shared/kernel/id.ts'
import type { RandomSource } from '@shared/kernel/random.ts'
import { MAX_PUSH_ROWS } from '@shared/protocol/limits.ts'
import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import { COLLECTIONS, type CollectionName, type DocumentOf } from '@shared/schemas/registry.ts'
import type pg from 'pg'
import { type CreatedShop, createShop } from '../accounts/create-shop.ts'
import type { TokenClaims } from '../auth/access-tokens.ts'
import { registerDevice } from '../auth/devices.ts'
import { createPasswords, type PasswordCost } from '../auth/passwords.ts'
import { loadKeyedHash } from '../auth/server-secret.ts'
import { openSession, revokeSession } from '../auth/sessions.ts'
import { createOwnerClient } from '../database/pool.ts'
import { inShop } from '../database/run-transaction.ts'
import type { Database } from '../database/start-database.ts'
import { applyPush, type PushDeps } from '../replication/push.ts'
import { makePast } from './past.ts'
import { DEMO_MEMBERS } from './people.ts'
import { createSeededRandom } from './seeded-random.ts'
import { makeShopDocuments } from './shop-documents.ts'

export interface DemoDeps {
  readonly clock: Clock
  readonly random: RandomSource
  readonly passwordCost: PasswordCost
  /** Called once when there is something to create, which takes some seconds. */
  readonly onStart?: () => void
}

const LOCK = 7_206_311_903
const PAST_DAYS = 90
const DAY_MS = 86_400_000
const SEED = 20_260_101
/** Stands among the server's secrets while the shop is being made: found at a start, that one was cut short. */
const UNFINISHED = 'demo-unfinished'

/**
 * Gives an empty database a shop to look around in. Its past is pushed by a registered device through the same code as
 * everybody's, so it obeys every rule. Answers whether a shop was made: a database that has accounts is left alone.
 * Made whole or not at all: what a killed start left behind is thrown away and made anew.
 */
export async function ensureDemoShop(database: Database, deps: DemoDeps): Promise<boolean> {
  const turn = createOwnerClient(database.address)
  await turn.connect()
  try {
    // Of two servers that start at once on an empty database one creates, the other finds it done.
    await turn.query('select pg_advisory_lock($1)', [LOCK])
    await throwAwayUnfinished(turn)
    const accounts = await database.pool.query('select 1 from accounts limit 1')
    if (accounts.rowCount !== 0) return false
    deps.onStart?.()
    await turn.query('insert into server_secrets (name, value) values ($1, $2)', [UNFINISHED, ''])
    await createDemoShop(database, deps)
    await turn.query('delete from server_secrets where name = $1', [UNFINISHED])
    return true
  } finally {
    await turn.end()
  }
}

/** Nobody has worked with it: a server lets people in only after it is done, and the others wait for the lock. */
async function throwAwayUnfinished(owner: pg.Client): Promise<void> {
  const { rowCount } = await owner.query('select 1 from server_secrets where name = $1', [UNFINISHED])
  if (rowCount === 0) return
  await owner.query('begin')
  await owner.query('truncate shops, accounts cascade')
  await owner.query('delete from server_secrets where name = $1', [UNFINISHED])
  await owner.query('commit')
}

async function createDemoShop(database: Database, { clock, random, passwordCost }: DemoDeps): Promise<void> {
  const { pool } = database
  const ids = createIdSource(clock, random)
  const shop = await createShop(DEMO_SHOP, { pool, clock, ids, passwords: createPasswords(passwordCost) })
  const manager = memberOf(shop, 'manager')
  const till = await registerTill(shop, manager, {
    pool,
    clock,
    ids,
    random,
    keyedHash: await loadKeyedHash(pool, random),
  })
  const push = pusher(till.claims, { pool, clock, ids })
  const authorOf = (local: string): Author => ({
    shopId: shop.shopId,
    staffId: memberOf(shop, local).staffId,
    deviceId: till.claims.deviceId,
  })
  const seeded = createSeededRandom(SEED)
  const founding: Clock = { now: () => clock.now() - (PAST_DAYS + 1) * DAY_MS }
  const foundingDeps: DomainDeps = { clock: founding, ids: createIdSource(founding, random) }
  const documents = makeShopDocuments(authorOf('manager'), foundingDeps)
  await push('settings', documents.settings)
  await push('products', documents.products)
  await push('customers', documents.customers)
  const past = makePast(
    {
      goods: documents.goods,
      customers: documents.customers,
      cashiers: [authorOf('cashier1'), authorOf('cashier2')],
      receiver: authorOf('manager'),
      deviceCode: till.code,
      locationId: shop.locationId,
      now: clock.now(),
      days: PAST_DAYS,
    },
    seeded,
  )
  await push('stockMovements', past.movements)
  await push('orders', past.orders)
  const end = {
    shopId: shop.shopId,
    sessionId: till.claims.sessionId,
    reason: 'demo created',
    now: clock.now(),
  }
  await inShop(pool, shop.shopId, (transaction) => revokeSession(transaction, end))
}

const DEMO_SHOP = {
  profile: {
    name: 'Boutique Teranga',
    code: 'DK',
    currency: 'XOF' as const,
    languages: ['fr', 'en'] as ('fr' | 'en')[],
    utcOffsetMinutes: 0,
    pricesIncludeTax: true,
    address: { line1: '12, rue Félix Faure', city: 'Dakar', country: 'SN', phone: '+221 33 820 00 00' },
    phone: '+221 33 820 00 00',
    email: 'bonjour@demo.comptoir.test',
    receiptFooter: 'Jërëjëf ! Merci de votre visite.',
  },
  locationName: 'Boutique',
  members: DEMO_MEMBERS,
}

function memberOf(shop: CreatedShop, local: string) {
  const member = shop.members.find(({ email }) => email.startsWith(`${local}@`))
  assert(member, `the demo shop has ${local}`)
  return member
}

async function registerTill(
  shop: CreatedShop,
  member: CreatedShop['members'][number],
  deps: Parameters<typeof openSession>[2],
): Promise<{ claims: TokenClaims; code: string }> {
  const { shopId } = shop
  return inShop(deps.pool, shopId, async (transaction) => {
    const named = { id: deps.ids.next(), name: 'Caisse du comptoir' }
    const device = await registerDevice(transaction, shopId, named, deps.clock.now())
    assert(device, 'a new device is not revoked')
    const { accountId, staffId } = member
    const { sessionId } = await openSession(
      transaction,
      { shopId, accountId, staffId, deviceId: device.id },
      deps,
    )
    return { claims: { accountId, shopId, deviceId: device.id, sessionId }, code: device.code }
  })
}

function pusher(claims: TokenClaims, deps: PushDeps) {
  return async <Name extends CollectionName>(collection: Name, documents: readonly DocumentOf<Name>[]) => {
    const { version: schemaVersion } = COLLECTIONS[collection]
    for (let at = 0; at < documents.length; at += MAX_PUSH_ROWS) {
      const rows = documents
        .slice(at, at + MAX_PUSH_ROWS)
        .map((next) => ({ assumed: null, next: { ...next } }))
      const request = {
        protocol: PROTOCOL_VERSION,
        schemaVersion,
        epoch: await epochOf(deps),
        collection,
        rows,
      }
      const outcome = await applyPush({ request, claims, requestId: 'demo' }, deps)
      assert(outcome.ok, 'the demo session stands')
      const bad = outcome.value.results.find((result) => result.outcome !== 'accepted')
      assert(bad === undefined, `the demo data keep every rule: ${JSON.stringify(bad ?? null).slice(0, 500)}`)
    }
  }
}

async function epochOf({ pool }: PushDeps): Promise<number> {
  const { rows } = await pool.query<{ epoch: number }>('select epoch from server_meta')
  return rows[0]?.epoch ?? 1
}

/** Whether the demo's own people are the accounts here, so that their logins may be shown. */
export async function hasDemoShop({ pool }: Database): Promise<boolean> {
  const { rowCount } = await pool.query('select 1 from accounts where email = $1', [DEMO_MEMBERS[0]?.email])
  return rowCount === 1
}
