import { hostStorage } from '@renderer/db/storage-host.ts'
import {
  getChangedDocumentsSince,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
} from 'rxdb/plugins/core'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import type { MessageFromRemote, MessageToRemote } from 'rxdb/plugins/storage-remote'
import { Subject } from 'rxjs'

export type Params = RxStorageInstanceCreationParams<unknown, unknown>

/** Writes of one instance, in their order. */
export interface LoggedWrite {
  readonly at: number
  readonly params: Params
  readonly rows: readonly unknown[]
}

export interface DiskHost {
  /** Serves one life of the client; answers go to `send`. */
  open(send: (message: MessageFromRemote) => void): (message: MessageToRemote) => void
  /** Puts back what a log holds. */
  restore(log: readonly LoggedWrite[]): Promise<void>
}

/** The product's storage host over RxDB's memory storage: what IndexedDB is in the browser. */
export function createDiskHost(): DiskHost {
  const storage = getRxStorageMemory()
  return {
    open(send) {
      const messages$ = new Subject<MessageToRemote>()
      hostStorage({ storage, messages$, send, highestWriteTime })
      return (message) => messages$.next(message)
    },
    async restore(log) {
      const instances = new Map<string, RxStorageInstance<unknown, unknown, unknown>>()
      for (const { params, rows } of log) {
        const key = `${params.databaseName}|${params.collectionName}`
        const instance = instances.get(key) ?? (await storage.createStorageInstance(params as never))
        instances.set(key, instance as never)
        await instance.bulkWrite(rows as never, 'restore')
      }
    },
  }
}

type Instance = Parameters<Parameters<typeof hostStorage>[0]['highestWriteTime']>[0]

async function highestWriteTime(instance: Instance): Promise<number> {
  let highest = 0
  for (let checkpoint: unknown; ; ) {
    const page = await getChangedDocumentsSince(instance, 1_000, checkpoint)
    for (const document of page.documents) highest = Math.max(highest, document._meta.lwt)
    if (page.documents.length < 1_000) return highest
    checkpoint = page.checkpoint
  }
}
