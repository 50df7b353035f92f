import type { Id } from '@shared/kernel/id.ts'
import { COLLECTION_NAMES, type CollectionName, isCollectionName } from '@shared/schemas/registry.ts'
import { storeSchemaOf } from '@shared/schemas/rx-schema.ts'
import {
  createRxDatabase,
  type RxCollection,
  type RxConflictHandler,
  type RxDatabase,
  type RxJsonSchema,
} from 'rxdb/plugins/core'
import { filter, map, type Observable } from 'rxjs'
import type { StoredRecord } from './documents.ts'
import type { StorageConnection } from './storage-connection.ts'

export interface ChangeBulk {
  readonly name: CollectionName
  readonly events: readonly {
    readonly documentId: string
    readonly pending: boolean
    readonly deleted: boolean
    readonly record: StoredRecord
    /** What stood here before; null for a document that is new here. */
    readonly previous: StoredRecord | null
  }[]
}

/** One shop's collections on this device. The raw RxDB objects stay inside renderer/db and renderer/sync. */
export interface ShopDatabase {
  readonly databaseName: string
  readonly names: readonly CollectionName[]
  readonly connection: StorageConnection
  readonly changes$: Observable<ChangeBulk>
  collection(name: CollectionName): RxCollection<StoredRecord>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly shopId: Id
  readonly connection: StorageConnection
  readonly conflictHandlerOf: (name: CollectionName) => RxConflictHandler<StoredRecord>
  /** All of them in the product; tests that need several devices in one thread open fewer (RxDB allows 13). */
  readonly names?: readonly CollectionName[]
}

export const databaseNameOf = (shopId: Id): string => `comptoir-${shopId.toLowerCase()}`

export async function createShopDatabase(options: DatabaseOptions): Promise<ShopDatabase> {
  const { connection, names = COLLECTION_NAMES } = options
  const databaseName = databaseNameOf(options.shopId)
  const database = await createRxDatabase({
    name: databaseName,
    storage: connection.storage,
    multiInstance: false,
    eventReduce: true,
  })
  const collections = await addCollections(database, names, options.conflictHandlerOf).catch(
    async (thrown: unknown) => {
      await closeBroken(() => database.close())
      throw thrown
    },
  )
  return {
    databaseName,
    names,
    connection,
    changes$: changesOf(database),
    collection(name) {
      const collection = collections.get(name)
      if (collection === undefined) throw new Error(`The collection ${name} is not open`)
      return collection
    },
    async close() {
      await database.close()
      connection.close()
    },
  }
}

/** So long closing waits for a storage that may never answer again. */
const CLOSING_PATIENCE_MS = 5_000

/**
 * RxDB lets a database be opened once: what failed halfway has to be closed, or every further try fails as well. Never
 * rejects: the first error is the one to tell.
 */
export async function closeBroken(close: () => Promise<unknown>): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, CLOSING_PATIENCE_MS))
  await Promise.race([close().catch(() => undefined), patience])
}

async function addCollections(
  database: RxDatabase,
  names: readonly CollectionName[],
  conflictHandlerOf: DatabaseOptions['conflictHandlerOf'],
): Promise<ReadonlyMap<CollectionName, RxCollection<StoredRecord>>> {
  const wanted = names.map((name) => [
    name,
    {
      // storeSchemaOf writes what RxDB reads; its type is narrower than RxDB's mutable one
      schema: storeSchemaOf(name) as unknown as RxJsonSchema<StoredRecord>,
      conflictHandler: conflictHandlerOf(name),
    },
  ])
  const added = await database.addCollections(Object.fromEntries(wanted))
  const collections = new Map<CollectionName, RxCollection<StoredRecord>>()
  for (const name of names) {
    const collection = added[name]
    if (collection !== undefined) collections.set(name, collection)
  }
  return collections
}

function changesOf(database: RxDatabase): Observable<ChangeBulk> {
  return database.eventBulks$.pipe(
    filter((bulk) => !bulk.internal && isCollectionName(bulk.collectionName ?? '')),
    map((bulk) => ({
      name: bulk.collectionName as CollectionName, // the filter above
      events: bulk.events.map((event) => {
        const record = event.documentData as unknown as StoredRecord // a row of one of our collections
        return {
          documentId: event.documentId,
          pending: record.pending === 1,
          deleted: event.documentData._deleted,
          record,
          previous: (event.previousDocumentData ?? null) as StoredRecord | null, // the same row, earlier
        }
      }),
    })),
  )
}
