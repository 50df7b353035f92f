import { type DomainDeps, newEnvelope } from '@shared/domain/authoring.ts'
import { newSetting } from '@shared/domain/settings/setting.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Role, Staff } from '@shared/schemas/people.schema.ts'
import type { SettingValue } from '@shared/schemas/settings.schema.ts'
import type pg from 'pg'
import type { Passwords } from '../auth/passwords.ts'
import { inShop, type Transaction } from '../database/run-transaction.ts'
import type { Change } from '../replication/change.ts'
import { commitChanges } from '../replication/commit-changes.ts'
import { SERVER_DEVICE_ID, serverAuthor } from '../replication/server-author.ts'

export interface NewMember {
  readonly email: string
  readonly password: string
  readonly name: string
  readonly role: Role
  readonly permissions?: readonly string[]
}

export interface NewShop {
  readonly profile: SettingValue<'shop-profile'>
  readonly locationName: string
  readonly members: readonly NewMember[]
}

export interface CreatedShop {
  readonly shopId: Id
  readonly locationId: Id
  readonly members: readonly { readonly email: string; readonly accountId: Id; readonly staffId: Id }[]
}

export interface CreateShopDeps extends DomainDeps {
  readonly pool: pg.Pool
  readonly passwords: Passwords
}

interface Founder extends NewMember {
  readonly accountId: Id
  readonly passwordHash: string
  readonly staff: Staff
}

/**
 * Founds a shop: its row, its people with accounts, and the documents every device needs first (profile, location, staff).
 * All or nothing; an e-mail that already has an account fails it.
 */
export async function createShop(shop: NewShop, deps: CreateShopDeps): Promise<CreatedShop> {
  const shopId = deps.ids.next()
  const author = serverAuthor(shopId)
  const location = newSetting('location', { name: shop.locationName, sells: true }, author, deps)
  const profile = newSetting('shop-profile', shop.profile, author, deps)
  const founders = await Promise.all(shop.members.map((member) => toFounder(member, shopId, deps)))
  const documents: Change[] = [
    { collection: 'settings', before: null, after: { ...profile, rev: 1 } },
    { collection: 'settings', before: null, after: { ...location, rev: 1 } },
    ...founders.map(
      ({ staff }): Change => ({ collection: 'staff', before: null, after: { ...staff, rev: 1 } }),
    ),
  ]
  await inShop(deps.pool, shopId, async (transaction) => {
    await insertShop(transaction, shopId, shop, location.id, deps.clock.now())
    await insertFounders(transaction, shopId, founders, deps.clock.now())
    const bringer = { accountId: null, deviceId: SERVER_DEVICE_ID, requestId: 'found-shop' }
    await commitChanges(transaction, shopId, documents, bringer, deps.clock.now())
  })
  const members = founders.map(({ email, accountId, staff }) => ({ email, accountId, staffId: staff.id }))
  return { shopId, locationId: location.id, members }
}

async function toFounder(member: NewMember, shopId: Id, deps: CreateShopDeps): Promise<Founder> {
  const staff: Staff = {
    ...newEnvelope(serverAuthor(shopId), deps),
    name: member.name,
    email: member.email.toLowerCase(),
    phone: '',
    avatarUrl: '',
    role: member.role,
    permissions: [...(member.permissions ?? [])],
    active: true,
  }
  const passwordHash = await deps.passwords.hash(member.password)
  return { ...member, email: staff.email, accountId: deps.ids.next(), passwordHash, staff }
}

async function insertShop(
  transaction: Transaction,
  shopId: Id,
  { profile }: NewShop,
  locationId: Id,
  now: number,
): Promise<void> {
  await transaction.query(
    `insert into shops (shop_id, name, code, currency, languages, utc_offset_minutes, prices_include_tax, location_id, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      shopId,
      profile.name,
      profile.code,
      profile.currency,
      profile.languages,
      profile.utcOffsetMinutes,
      profile.pricesIncludeTax,
      locationId,
      now,
    ],
  )
  await transaction.query('insert into figures_state (shop_id) values ($1)', [shopId])
}

async function insertFounders(
  transaction: Transaction,
  shopId: Id,
  founders: readonly Founder[],
  now: number,
): Promise<void> {
  for (const { accountId, email, name, passwordHash, role, permissions, staff } of founders) {
    await transaction.query(
      'insert into accounts (id, email, name, password_hash, created_at) values ($1, $2, $3, $4, $5)',
      [accountId, email, name, passwordHash, now],
    )
    await transaction.query(
      `insert into memberships (shop_id, account_id, staff_id, role, permissions, created_at) values ($1, $2, $3, $4, $5, $6)`,
      [shopId, accountId, staff.id, role, permissions ?? [], now],
    )
  }
}
