import type { Table } from 'dexie'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import type { MessageToRemote } from 'rxdb/plugins/storage-remote'
import { Subject } from 'rxjs'
import { hostStorage } from './storage-host.ts'

// RxDB prints an advertisement for its paid storages with the first write; this worker prints no warning of its own.
console.warn = () => undefined

const messages$ = new Subject<MessageToRemote>()
globalThis.addEventListener('message', (event: MessageEvent<MessageToRemote>) => messages$.next(event.data))

hostStorage({
  // "Sold" may only be shown for what a power cut cannot take back (R12): Chromium's default is to flush later.
  storage: getRxStorageDexie({
    indexedDB: globalThis.indexedDB,
    IDBKeyRange: globalThis.IDBKeyRange,
    chromeTransactionDurability: 'strict',
  }),
  messages$,
  send: (message) => globalThis.postMessage(message),
  highestWriteTime: async (instance) => {
    const { dexieTable } = await (instance.internals as Promise<{ dexieTable: Table }>) // every instance here is Dexie's
    const [highest] = await dexieTable.orderBy('_meta.lwt').reverse().limit(1).keys()
    return typeof highest === 'number' ? highest : 0
  },
})
