import type { DomainDeps } from '@shared/domain/authoring.ts'
import { recordMovement } from '@shared/domain/stock/movement.ts'
import { businessDayOf } from '@shared/kernel/business-day.ts'
import type { Id } from '@shared/kernel/id.ts'
import { quantity } from '@shared/kernel/quantity.ts'
import { PROTOCOL_VERSION } from '@shared/protocol/version.ts'
import type { Product } from '@shared/schemas/products.schema.ts'
import { COLLECTIONS, type CollectionName, type DocumentOf } from '@shared/schemas/registry.ts'
import { createShop } from '../../sync-server/accounts/create-shop.ts'
import { registerDevice } from '../../sync-server/auth/devices.ts'
import { openSession } from '../../sync-server/auth/sessions.ts'
import { inShop } from '../../sync-server/database/run-transaction.ts'
import type { SeededRandom } from '../../sync-server/demo/seeded-random.ts'
import { applyPush } from '../../sync-server/replication/push.ts'
import type { SyncServer } from '../../sync-server/server.ts'
import { makeProducts } from '../bench/goods.ts'
import { shopProfile } from '../support/shop-profile.ts'

/** A counter that is signed in: everything it needs to sell and push. */
export interface LoadDevice {
  readonly token: string
  readonly code: string
  readonly shop: LoadShop
  readonly author: { readonly shopId: Id; readonly staffId: Id; readonly deviceId: Id }
  readonly claims: Parameters<typeof applyPush>[0]['claims']
}

export interface LoadShop {
  readonly shopId: Id
  readonly locationId: Id
  readonly products: readonly Product[]
  readonly cashier: { readonly accountId: Id; readonly staffId: Id }
}

const PRODUCTS = 200
/** More than any run sells: what is measured is selling, not the tasks that goods which are not there bring. */
const OPENING_STOCK = 1_000_000

/** A shop with a catalogue and goods on its shelf. */
export async function foundLoadShop(
  office: SyncServer,
  name: string,
  random: SeededRandom,
): Promise<LoadShop> {
  const { services } = office
  const member = (role: 'admin' | 'cashier') => ({
    email: `${role}@${name}.load.test`,
    password: 'a-good-password',
    name: role,
    role,
  })
  const founded = await createShop(
    {
      profile: shopProfile(`Boutique ${name}`),
      locationName: 'Boutique',
      members: [member('admin'), member('cashier')],
    },
    { ...services, passwords: services.auth.passwords },
  )
  const [admin, cashier] = founded.members
  if (admin === undefined || cashier === undefined) throw new Error('The shop has two members')
  const { shopId, locationId } = founded
  const bare: LoadShop = { shopId, locationId, cashier, products: [] }
  const desk = await signInDevice(office, { ...bare, cashier: admin })
  const deps: DomainDeps = services
  const products = makeProducts(PRODUCTS, desk.author, deps, random)
  await pushAll(office, desk, 'products', products)
  const lines = products.flatMap(({ variants }) =>
    variants.map(({ id }) => ({ variantId: id, locationId, quantity: quantity(OPENING_STOCK) })),
  )
  const businessDay = businessDayOf(services.clock.now(), 0)
  const opening = recordMovement({ kind: 'receive', lines, businessDay }, desk.author, deps)
  if (!opening.ok) throw new Error(`No opening stock: ${opening.error.type}`)
  await pushAll(office, desk, 'stockMovements', [opening.value])
  return { ...bare, products }
}

/** A new device of the shop with the cashier's session; no password is checked for it. */
export async function signInDevice({ services }: SyncServer, shop: LoadShop): Promise<LoadDevice> {
  const { shopId, cashier } = shop
  const named = { id: services.ids.next(), name: 'Caisse' }
  return inShop(services.pool, shopId, async (transaction) => {
    const device = await registerDevice(transaction, shopId, named, services.clock.now())
    if (device === null) throw new Error('A new device is not revoked')
    const owner = { shopId, ...cashier, deviceId: device.id }
    const { sessionId } = await openSession(transaction, owner, services.auth)
    const claims = { accountId: cashier.accountId, shopId, deviceId: device.id, sessionId }
    const author = { shopId, staffId: cashier.staffId, deviceId: device.id }
    return { claims, author, shop, code: device.code, token: await services.tokens.sign(claims) }
  })
}

async function pushAll<Name extends CollectionName>(
  { services }: SyncServer,
  { claims }: LoadDevice,
  collection: Name,
  documents: readonly DocumentOf<Name>[],
): Promise<void> {
  const rows = documents.map((next) => ({ assumed: null, next: { ...next } }))
  const { version: schemaVersion } = COLLECTIONS[collection]
  const request = { protocol: PROTOCOL_VERSION, schemaVersion, epoch: 1, collection, rows }
  const outcome = await applyPush({ request, claims, requestId: 'load' }, services)
  const refused = outcome.ok && outcome.value.results.find((result) => result.outcome !== 'accepted')
  if (!outcome.ok || refused) throw new Error(`The shop could not be filled: ${JSON.stringify(refused)}`)
}
