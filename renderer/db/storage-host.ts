import { DIGEST_BUCKETS, digestAt, digestBucket } from '@shared/protocol/digest.ts'
import { getChangedDocumentsSince, type RxDocumentData, type RxStorageInstance } from 'rxdb/plugins/core'
import {
  exposeRxStorageRemote,
  type MessageFromRemote,
  type MessageToRemote,
  type RxStorageRemoteExposeSettingsRxStorage,
} from 'rxdb/plugins/storage-remote'
import type { Observable } from 'rxjs'
import type { DigestRow, StorageQuestion, StorageQuestions } from './storage-questions.ts'

interface Replicated {
  readonly id: string
  readonly editId: string
  readonly rev: number
  readonly pending: number
}

type Instance = RxStorageInstance<Replicated, unknown, unknown>
type HostableStorage = RxStorageRemoteExposeSettingsRxStorage['storage']

export interface HostedStorage {
  readonly storage: HostableStorage
  readonly messages$: Observable<MessageToRemote>
  readonly send: (message: MessageFromRemote) => void
  /** The latest write time of one storage instance, found without reading all of it. */
  readonly highestWriteTime: (instance: Instance) => Promise<number>
}

const PAGE = 500

/** Serves a storage to another thread. Runs in the storage worker; in tests in the thread that outlives a killed client. */
export function hostStorage({ storage, messages$, send, highestWriteTime }: HostedStorage): void {
  const hosted = exposeRxStorageRemote({
    storage,
    messages$,
    send,
    customRequestHandler: (question: StorageQuestion) => answer(question),
  })

  async function instanceOf(databaseName: string, collection: string): Promise<Instance | null> {
    for (const [fullName, state] of hosted.instanceByFullName) {
      if (fullName.startsWith(`${databaseName}|${collection}|`)) return await state.storageInstancePromise
    }
    return null
  }

  async function answer({ name, databaseName, ask }: StorageQuestion): Promise<unknown> {
    switch (name) {
      case 'highest-write-time': {
        const { collections } = ask as StorageQuestions['highest-write-time']['ask'] // `name` proves it
        const times = await Promise.all(
          collections.map(async (collection) => {
            const instance = await instanceOf(databaseName, collection)
            return instance === null ? 0 : highestWriteTime(instance)
          }),
        )
        return Math.max(0, ...times)
      }
      case 'digest': {
        const { collection } = ask as StorageQuestions['digest']['ask'] // `name` proves it
        const buckets = new Array<number>(DIGEST_BUCKETS).fill(0)
        let count = 0
        for await (const document of liveDocuments(await instanceOf(databaseName, collection))) {
          count++
          const bucket = digestBucket(document.id)
          const digest = digestAt(document.id, document.editId, document.rev)
          buckets[bucket] = ((buckets[bucket] ?? 0) ^ digest) >>> 0
        }
        return { buckets, count }
      }
      case 'digest-rows': {
        const { collection, buckets } = ask as StorageQuestions['digest-rows']['ask'] // `name` proves it
        const wanted = new Set(buckets)
        const rows: DigestRow[] = []
        for await (const document of liveDocuments(await instanceOf(databaseName, collection))) {
          if (!wanted.has(digestBucket(document.id))) continue
          rows.push([document.id, document.editId, document.rev, document.pending])
        }
        return rows
      }
    }
  }
}

async function* liveDocuments(instance: Instance | null): AsyncGenerator<RxDocumentData<Replicated>> {
  let checkpoint: unknown
  while (instance !== null) {
    const page = await getChangedDocumentsSince(instance, PAGE, checkpoint)
    for (const document of page.documents) if (!document._deleted) yield document
    if (page.documents.length < PAGE) return
    checkpoint = page.checkpoint
  }
}
