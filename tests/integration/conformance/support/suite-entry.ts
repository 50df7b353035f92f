import { addRxPlugin, type RxCollection } from 'rxdb/plugins/core'
import { disableWarnings, RxDBDevModePlugin } from 'rxdb/plugins/dev-mode'
import { RxDBLocalDocumentsPlugin } from 'rxdb/plugins/local-documents'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { getConfig, runReplicationBaseTestSuite, setConfig } from 'rxdb/plugins/test-utils'
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv'
import type { Human, HumanState } from './human-records.ts'
import { toHuman } from './human-records.ts'
import {
  createHumanDevice,
  type DeviceAccess,
  type HumanDevice,
  replicateHumans,
} from './human-replication.ts'

/** What the suite runs on: the test's own runner, and servers with nothing in them. */
export interface SuiteWorld {
  readonly describe: unknown
  readonly it: unknown
  /** An empty shop: our servers delete nothing, so a clean server is a shop that nobody used. */
  openEmptyShop(): Promise<void>
  /** Signs a new device in, in the shop that was opened last. */
  newDevice(): Promise<DeviceAccess>
  /** Everything the server holds, as it goes over the wire. */
  customersOnServer(): Promise<readonly object[]>
}

/** Declares RxDB's base test suite in the test that calls it. */
export function declareSuite(world: SuiteWorld): void {
  // The suite is written for a runner with global functions.
  Object.assign(globalThis, { describe: world.describe, it: world.it })
  // The suite's databases ask for both plugins, and the first of them for a storage that validates.
  disableWarnings()
  addRxPlugin(RxDBDevModePlugin)
  addRxPlugin(RxDBLocalDocumentsPlugin)
  const memory = wrappedValidateAjvStorage({ storage: getRxStorageMemory() })
  const storage = { name: 'memory', getStorage: () => memory, hasPersistence: false }
  setConfig({ storage } as unknown as Parameters<typeof setConfig>[0]) // the suite asks for nothing more of it
  const { log, dir } = console
  console.log = () => {}
  getConfig() // replaces the console once
  Object.assign(console, { log, dir })

  const devices = new WeakMap<RxCollection<Human>, HumanDevice>()
  const deviceOf = async (collection: RxCollection<Human>): Promise<HumanDevice> => {
    const known = devices.get(collection) ?? createHumanDevice(await world.newDevice())
    devices.set(collection, known)
    return known
  }

  runReplicationBaseTestSuite({
    startReplication: async (collection) => replicateHumans(collection, await deviceOf(collection), true),
    async syncOnce(collection) {
      const state = replicateHumans(collection, await deviceOf(collection), false)
      state.error$.subscribe((error) => {
        throw error
      })
      await state.awaitInitialReplication()
      await state.cancel()
    },
    getAllServerDocs: async () => (await world.customersOnServer()).map((customer) => toHuman(customer)),
    cleanUpServer: () => world.openEmptyShop(),
    softDeletes: true,
    isDeleted: (human: HumanState) => human._deleted,
    getPrimaryOfServerDoc: (human: HumanState) => human.passportId,
    // No attachments: our documents carry none, so there is nothing to replicate.
  })
}
