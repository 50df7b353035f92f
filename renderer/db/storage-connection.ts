import {
  getRxStorageRemote,
  type MessageFromRemote,
  type MessageToRemote,
  type RxStorageRemote,
} from 'rxdb/plugins/storage-remote'
import { type Observable, Subject } from 'rxjs'
import type { QuestionName, StorageQuestions } from './storage-questions.ts'

/** Where messages to and from the storage go: a worker in the product. */
export interface StoragePort {
  send(message: MessageToRemote): void
  readonly messages$: Observable<MessageFromRemote>
  close(): void
}

/** A storage call that failed for another reason than a write conflict. */
export interface StorageFault {
  readonly databaseName: string
  readonly collectionName: string
  readonly method: string
  /** RxDB's name for what was being written: replication contexts begin with `replication`. */
  readonly context: string
  readonly message: string
}

export interface StorageConnection {
  readonly storage: RxStorageRemote
  /** RxDB swallows some storage failures inside its replication; here none is missed (R8). */
  readonly faults$: Observable<StorageFault>
  ask<Name extends QuestionName>(
    name: Name,
    databaseName: string,
    ask: StorageQuestions[Name]['ask'],
  ): Promise<StorageQuestions[Name]['answer']>
  close(): void
}

interface Asked {
  readonly connectionId: string
  readonly method: string
  readonly context: string
}

let connections = 0

export function connectStorage(port: StoragePort): StorageConnection {
  const faults$ = new Subject<StorageFault>()
  const instances = new Map<string, { databaseName: string; collectionName: string }>()
  const asked = new Map<string, Asked>()

  const send = (message: MessageToRemote): void => {
    if (message.method === 'create') {
      const { databaseName, collectionName } = message.params
      instances.set(message.connectionId, { databaseName, collectionName })
    }
    const context = message.method === 'bulkWrite' ? String(message.params[1]) : ''
    asked.set(message.requestId, { connectionId: message.connectionId, method: message.method, context })
    port.send(message)
  }

  const watch = port.messages$.subscribe((message) => {
    const request = asked.get(message.answerTo)
    if (request === undefined) return
    asked.delete(message.answerTo)
    const failure = failureOf(message)
    const instance = instances.get(request.connectionId)
    if (failure === null || instance === undefined) return
    faults$.next({ ...instance, method: request.method, context: request.context, message: failure })
  })

  const storage = getRxStorageRemote({
    identifier: `comptoir-${++connections}`,
    mode: 'one',
    messageChannelCreator: async () => ({
      send,
      messages$: port.messages$,
      close: async () => undefined,
    }),
  })

  return {
    storage,
    faults$,
    ask: (name, databaseName, ask) => storage.customRequest({ name, databaseName, ask }),
    close() {
      watch.unsubscribe()
      port.close()
    },
  }
}

function failureOf(message: MessageFromRemote): string | null {
  if (message.error !== undefined) return `${message.error.name}: ${message.error.message}`
  if (message.method !== 'bulkWrite') return null
  const answer: unknown = typeof message.return === 'string' ? JSON.parse(message.return) : message.return
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return null
  if (!Array.isArray(answer.error)) return null
  const fault: unknown = answer.error.find((error: { status?: number }) => error.status !== 409)
  return fault === undefined ? null : JSON.stringify(fault).slice(0, 500)
}

/** The storage worker of the product. */
export function openStorageWorker(): StoragePort {
  const worker = new Worker(new URL('./storage.worker.ts', import.meta.url), { type: 'module' })
  const messages$ = new Subject<MessageFromRemote>()
  worker.addEventListener('message', (event: MessageEvent<MessageFromRemote>) => messages$.next(event.data))
  return { send: (message) => worker.postMessage(message), messages$, close: () => worker.terminate() }
}
