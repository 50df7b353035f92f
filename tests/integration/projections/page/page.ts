import { createIndexedDbSource } from '@renderer/projections/indexeddb-source.ts'
import type { Projections } from '@renderer/projections/projections.ts'
import { startProjections } from '@renderer/projections/start-projections.ts'
import type { Id } from '@shared/kernel/id.ts'
import { type CollectionName, COLLECTIONS as DEFINED } from '@shared/schemas/registry.ts'
import { storeSchemaOf } from '@shared/schemas/rx-schema.ts'
import { createRxDatabase, type RxDatabase, type RxJsonSchema } from 'rxdb/plugins/core'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { Subject } from 'rxjs'

const SHOP = '01JD0000000000000000000000' as Id // a well-formed id
const NAME = 'comptoir-test'
const COLLECTIONS = ['products', 'orders', 'stockMovements', 'settings'] as const

/** Runs in the browser: a real RxDB on IndexedDB beside the real worker, driven from the test by name. */
const changed$ = new Subject<CollectionName>()
let database: RxDatabase | null = null
let projections: Projections | null = null

const harness = {
  async openStore(): Promise<void> {
    database = await createRxDatabase({ name: NAME, storage: getRxStorageDexie(), multiInstance: false })
    const wanted = COLLECTIONS.map((name) => [
      name,
      { schema: storeSchemaOf(name) as unknown as RxJsonSchema<Record<string, unknown>> }, // as the product hands it over
    ])
    await database.addCollections(Object.fromEntries(wanted))
  },
  async closeStore(): Promise<void> {
    await database?.close()
    database = null
  },
  async write(name: CollectionName, documents: readonly Record<string, unknown>[]): Promise<void> {
    const result = await database?.collections[name]?.bulkUpsert(
      documents.map((one) => ({ pending: 0, ...one })),
    )
    if (!result || result.error.length > 0) throw new Error(JSON.stringify(result?.error))
    changed$.next(name)
  },
  async removeStore(): Promise<void> {
    await database?.remove()
    database = null
  },
  start(): void {
    projections = startProjections({ databaseName: NAME, shopId: SHOP, utcOffsetMinutes: 0, changed$ })
  },
  async stop(): Promise<void> {
    projections?.stop()
    await new Promise((resolve) => setTimeout(resolve, 600))
    projections = null
  },
  async ask(name: keyof Projections, ...args: unknown[]): Promise<unknown> {
    const question = projections?.[name] as (...given: unknown[]) => Promise<unknown> // the test names a question
    return question(...args)
  },
  /** What a program reads whose products have one migration more. */
  async readAsTomorrow(): Promise<readonly unknown[]> {
    const migrate = (document: Readonly<Record<string, unknown>>) => ({ season: 'all', ...document })
    Object.assign(DEFINED.products, { version: 1, migrations: [migrate] })
    const source = createIndexedDbSource(NAME)
    const found = await source.readSince('products', null, 10)
    source.close()
    return found.map(({ content }) => content)
  },
  snapshotNames: async (): Promise<string[]> => {
    const root = await navigator.storage.getDirectory()
    const folder = await (await root.getDirectoryHandle('comptoir-projections')).getDirectoryHandle(SHOP)
    const names: string[] = []
    for await (const name of folder.keys()) names.push(name)
    return names.sort()
  },
  async tearSnapshots(): Promise<void> {
    const root = await navigator.storage.getDirectory()
    const folder = await (await root.getDirectoryHandle('comptoir-projections')).getDirectoryHandle(SHOP)
    for await (const name of folder.keys()) {
      const writable = await (await folder.getFileHandle(name)).createWritable({ keepExistingData: true })
      await writable.write({ type: 'write', position: 40, data: new Uint8Array([1, 2, 3, 4]) })
      await writable.close()
    }
  },
  databaseNames: async (): Promise<string[]> =>
    (await indexedDB.databases()).map(({ name }) => name ?? '').sort(),
}

export type Harness = typeof harness
declare global {
  var projectionsHarness: Harness
}
globalThis.projectionsHarness = harness
