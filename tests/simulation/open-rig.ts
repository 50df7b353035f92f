import type { DatabaseAddress } from '../../sync-server/database/pool.ts'
import type { Bundles } from './bundles.ts'
import { Office } from './office.ts'
import { compile } from './realm.ts'
import { ShopCopies } from './shop-copy.ts'
import type { Rig } from './shop-run.ts'
import { World } from './world.ts'

const CANARY = 'KANARI7X9Q'

export interface RigOptions {
  readonly address: DatabaseAddress
  readonly bundles: Bundles
  /** Statements that break the test database on purpose. */
  readonly sql: readonly string[]
  readonly raisesEpoch: boolean
  /** False where another process had the database before. */
  readonly isNew: boolean
}

/** Compiles the product and puts another shop into the database, which nobody here may ever hear of. */
export async function openRig({
  address,
  bundles,
  sql,
  raisesEpoch,
  isNew,
}: RigOptions): Promise<Rig & { close(): Promise<void> }> {
  const copies = new ShopCopies(address)
  await copies.open()
  for (const statement of isNew ? sql : []) await copies.rows(statement)
  const programs: Rig['programs'] = {
    client: compile(bundles.client, 'simulated-client.js'),
    disk: compile(bundles.disk, 'simulated-disk.js'),
    server: compile(bundles.server, 'simulated-server.js'),
  }
  const rig = { address, copies, programs, canary: CANARY, raisesEpoch }
  if (isNew) await foundCanaryShop(rig)
  return { ...rig, close: () => copies.close() }
}

async function foundCanaryShop(rig: Rig): Promise<void> {
  const office = new Office(new World(0), rig.address, rig.programs.server)
  await office.start()
  await office.createShop({
    profile: {
      name: CANARY,
      code: 'KN',
      currency: 'XOF',
      languages: ['fr'],
      utcOffsetMinutes: 0,
      pricesIncludeTax: true,
      address: { city: CANARY },
      phone: CANARY,
      email: '',
      receiptFooter: CANARY,
    },
    locationName: CANARY,
    members: [{ email: 'owner@canary.test', password: CANARY, name: CANARY, role: 'admin' }],
  })
  await office.close()
}
