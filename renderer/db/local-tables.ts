import type { Refusal } from '@shared/protocol/refusal.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { Dexie, type Table } from 'dexie'
import { type Observable, Subject } from 'rxjs'

/** What the server did not take, with everything that was typed (SYNC-5). `id` is a hash, so that a repetition is one record. */
export interface RefusedRecord {
  readonly id: string
  readonly collection: CollectionName
  readonly documentId: string
  readonly document: Record<string, unknown>
  /** What the server had when the change was made, where its answer still held that. */
  readonly base?: Record<string, unknown>
  readonly refusal: Refusal
  readonly at: number
}

/** A document that cannot be read as one of its collection: kept as it was found. */
export interface QuarantinedRecord {
  readonly id: string
  readonly collection: string
  readonly documentId: string
  readonly source: 'store' | 'server' | 'journal'
  readonly raw: unknown
  readonly issues: readonly string[]
  /** It held nothing that the server does not have: once it is whole again the record may go. */
  readonly wasSent?: boolean
  readonly at: number
}

/** What the sync did that a person may want to read later. */
export interface SyncLogRecord {
  readonly id: string
  readonly at: number
  readonly kind: string
  readonly params: Readonly<Record<string, string | number | boolean>>
}

export interface RecordTable<Item extends { readonly id: string }> {
  put(item: Item): Promise<void>
  get(id: string): Promise<Item | null>
  /** In the order of their ids. */
  list(limit: number): Promise<readonly Item[]>
  delete(id: string): Promise<void>
  count(): Promise<number>
  /** Something in it changed. */
  readonly changed$: Observable<void>
}

/**
 * What this device keeps beside the replicated collections. Never replicated, small, one transaction each write,
 * flushed to the disk before it answers, but for `noteMeta`.
 */
export interface LocalTables {
  readMeta(key: string): Promise<unknown>
  writeMeta(key: string, value: unknown): Promise<void>
  /** As `writeMeta`, but a power cut may take the newest notes back: for what can be found out again from the documents. */
  noteMeta(key: string, value: unknown): Promise<void>
  readonly refused: RecordTable<RefusedRecord>
  readonly quarantine: RecordTable<QuarantinedRecord>
  readonly log: RecordTable<SyncLogRecord>
  close(): void
}

const STORES = { meta: 'key', refused: 'id', quarantine: 'id', log: 'id' }
/** Oldest lines of the log go when there are more. */
const LOG_LIMIT = 500

interface MetaRow {
  readonly key: string
  readonly value: unknown
}

export async function openLocalTables(name: string): Promise<LocalTables> {
  const database = new Dexie(`${name}-local`, { chromeTransactionDurability: 'strict' })
  database.version(1).stores(STORES)
  await database.open()
  const meta = database.table<MetaRow, string>('meta')
  return {
    readMeta: async (key) => (await meta.get(key))?.value,
    writeMeta: async (key, value) => {
      await meta.put({ key, value })
    },
    noteMeta: (key, value) => putRelaxed(database.backendDB(), { key, value }),
    refused: createRecordTable<RefusedRecord>(database.table('refused')),
    quarantine: createRecordTable<QuarantinedRecord>(database.table('quarantine')),
    log: createRecordTable<SyncLogRecord>(database.table('log'), LOG_LIMIT),
    close: () => database.close(),
  }
}

function putRelaxed(database: IDBDatabase, row: MetaRow): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction('meta', 'readwrite', { durability: 'relaxed' })
    transaction.objectStore('meta').put(row)
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}

function createRecordTable<Item extends { readonly id: string }>(
  table: Table<Item, string>,
  limit?: number,
): RecordTable<Item> {
  const changed$ = new Subject<void>()
  return {
    changed$,
    async put(item) {
      await table.put(item)
      if (limit !== undefined && (await table.count()) > limit) {
        const surplus = await table
          .orderBy('id')
          .limit(Math.ceil(limit / 5))
          .primaryKeys()
        await table.bulkDelete(surplus)
      }
      changed$.next()
    },
    get: async (id) => (await table.get(id)) ?? null,
    list: (count) => table.orderBy('id').limit(count).toArray(),
    async delete(id) {
      await table.delete(id)
      changed$.next()
    },
    count: () => table.count(),
  }
}
