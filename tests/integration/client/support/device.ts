import { Worker } from 'node:worker_threads'
import type { RefusedRecord, SyncLogRecord } from '@renderer/db/local-tables.ts'
import { hostStorage } from '@renderer/db/storage-host.ts'
import type { Comparison } from '@renderer/sync/sync-engine.ts'
import type { SyncStatus } from '@renderer/sync/sync-status.ts'
import type { JournalEntry } from '@shared/ipc/contract.ts'
import type { SignInResponse } from '@shared/protocol/auth.ts'
import type { CollectionName, DocumentOf } from '@shared/schemas/registry.ts'
import {
  getChangedDocumentsSince,
  type RxDocumentData,
  type RxStorageInstanceCreationParams,
} from 'rxdb/plugins/core'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import type { MessageFromRemote, MessageToRemote } from 'rxdb/plugins/storage-remote'
import { Subject } from 'rxjs'
import { bundleDevice } from './bundle-device.ts'
import type { DeviceSetup, FromDevice, NetworkFaults, ToDevice } from './thread-messages.ts'

/** A call of the device's storage, as a test may interfere with it. */
export interface StorageCall {
  /** 1, 2, 3 … since the faults were set. */
  readonly index: number
  readonly method: string
  readonly context: string
  readonly collection: string
}

/**
 * What becomes of a storage call: done; failed; said to be done and lost, as by a power cut; or the moment at which the
 * process dies, before or after it.
 */
export type Verdict = 'do' | 'fail' | 'lose' | 'die-before' | 'die-after'

export interface StartOptions {
  readonly clockSkewMs?: number
  readonly isOnline?: boolean
  readonly names?: readonly CollectionName[]
  readonly pace?: Partial<DeviceSetup['pace']>
  readonly triesAgain?: boolean
  /** Another build of the client than today's, as a file. */
  readonly program?: string
}

const PACE: DeviceSetup['pace'] = {
  resyncMs: 400,
  auditMs: 3_600_000,
  heartbeatMs: 500,
  watchdogMs: 5_000,
  coalesceMs: 5,
  journalHoldMs: 20,
}
const NAMES: readonly CollectionName[] = ['products', 'orders', 'tasks', 'staff', 'settings']

type Local<Name extends CollectionName> = DocumentOf<Name> & { readonly pending: 0 | 1 }

let disks = 0

/** A device whose disk outlives its process: start it, use it, kill it, start it again. */
export class Device {
  readonly session: SignInResponse
  readonly journal: JournalEntry[] = []
  readonly meta = new Map<string, unknown>()
  private readonly serverUrl: string
  private readonly tables = new Map<string, Map<string, { id: string }>>()
  private readonly disk = getRxStorageMemory()
  private readonly diskNumber = ++disks
  private thread: Worker | null = null
  private readonly instances = new Map<string, RxStorageInstanceCreationParams<unknown, object>>()
  private interfereWithTables: (target: string) => Verdict = () => 'do'
  private interfere: (call: StorageCall) => Verdict = () => 'do'
  private calls = 0
  private lastId = 0
  private readonly waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >()
  died: Promise<void> = Promise.resolve()

  constructor(serverUrl: string, session: SignInResponse) {
    this.serverUrl = serverUrl
    this.session = session
  }

  /** Runs the client on what the disk holds. Resolves when the shop is open. */
  async start(options: StartOptions = {}): Promise<this> {
    const { tokens, ...session } = this.session
    const setup: DeviceSetup = {
      serverUrl: this.serverUrl,
      session,
      accessToken: tokens.accessToken,
      carryKey: tokens.carryKey,
      names: options.names ?? NAMES,
      clockSkewMs: options.clockSkewMs ?? 0,
      isOnline: options.isOnline ?? true,
      pace: { ...PACE, ...options.pace },
      triesAgain: options.triesAgain ?? false,
    }
    const thread = new Worker(options.program ?? (await bundleDevice()), { workerData: setup })
    this.thread = thread
    this.died = new Promise((resolve) => thread.once('exit', () => resolve()))
    const toHost = this.hostFor(thread)
    await new Promise<void>((resolve, reject) => {
      thread.on('error', reject)
      thread.once('exit', () => resolve())
      thread.on('message', (message: FromDevice) => {
        if (message.kind === 'storage') toHost(message.message)
        else if (message.kind === 'ask') void this.tell(thread, message.id, message.target, message.args)
        else if (message.kind === 'answer') this.settle(message)
        else if (message.kind === 'opened') resolve()
        else reject(new Error(message.error))
      })
    })
    return this
  }

  /** Its process is gone between two instructions, as by SIGKILL. */
  async kill(): Promise<void> {
    const { thread } = this
    this.thread = null
    await thread?.terminate()
    for (const { reject } of this.waiting.values()) reject(new Error('the device was killed'))
    this.waiting.clear()
  }

  async restart(options: StartOptions = {}): Promise<this> {
    await this.kill()
    return this.start(options)
  }

  /** Decides over every storage call from now on. */
  onStorageCall(interfere: (call: StorageCall) => Verdict): void {
    this.calls = 0
    this.interfere = interfere
  }

  /** Decides over every write to the small tables and the journal from now on; knows `do` and the two deaths. */
  onTableCall(interfere: (target: string) => Verdict): void {
    this.interfereWithTables = interfere
  }

  get isRunning(): boolean {
    return this.thread !== null
  }

  /** Makes a hole: the document is gone from the disk, and nothing of the client knows. Only while it is not running. */
  lose(collection: CollectionName, id: string): Promise<void> {
    return this.damage(collection, id, { _deleted: true })
  }

  /** Changes bytes on the disk behind the client's back. Only while it is not running. */
  async damage(collection: CollectionName, id: string, change: object): Promise<void> {
    const params = this.instances.get(collection)
    if (params === undefined || this.isRunning) throw new Error('start it once, then kill it')
    const instance = await this.disk.createStorageInstance(params)
    const [held] = await instance.findDocumentsById([id], false)
    if (held === undefined) throw new Error('nothing to damage')
    const previous = held as RxDocumentData<{ id: string }> // what memory storage holds
    const height = Number(previous._rev.split('-')[0]) + 1
    const document = { ...previous, ...change, _rev: `${height}-damaged` }
    const { error } = await instance.bulkWrite([{ previous, document }] as never, 'damage')
    if (error.length > 0) throw new Error(JSON.stringify(error))
  }

  command<Value>(name: string, ...args: unknown[]): Promise<Value> {
    const { thread } = this
    if (thread === null) return Promise.reject(new Error('the device is not running'))
    return new Promise<Value>((resolve, reject) => {
      const id = ++this.lastId
      this.waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      thread.postMessage({ kind: 'command', id, name, args } satisfies ToDevice)
    })
  }

  sell(input: { productId: string; variantId: string; price: number; quantity?: number }) {
    return this.command<{
      ok: boolean
      id: string
      number: string
      receipt: { epoch: number; counter: number }
    }>('sell', input)
  }
  addProduct(name: string, price: number) {
    return this.command<{ productId: string; variantId: string }>('addProduct', name, price)
  }
  editProduct(id: string, change: { name?: string; price?: number; brand?: string; description?: string }) {
    return this.command<{ ok: boolean }>('editProduct', id, change)
  }
  get<Name extends CollectionName>(name: Name, id: string): Promise<Local<Name> | null> {
    return this.command('get', name, id)
  }
  list<Name extends CollectionName>(name: Name): Promise<Local<Name>[]> {
    return this.command('list', name)
  }
  status(): Promise<SyncStatus> {
    return this.command('status')
  }
  pending(): Promise<number> {
    return this.command('pending')
  }
  /** Compares with the server as soon as that can be done: everything was fetched once and nothing waits. */
  async compare(name: CollectionName): Promise<Comparison> {
    let found: Comparison = 'not-compared'
    await eventually(`${name} can be compared`, async () => {
      found = await this.command<Comparison>('audit', name)
      return found !== 'not-compared'
    })
    return found
  }
  refused(): Promise<RefusedRecord[]> {
    return this.command('refused')
  }
  /** The lines of the log of one kind, oldest first. */
  async log(kind: string): Promise<SyncLogRecord['params'][]> {
    const lines = await this.command<SyncLogRecord[]>('log')
    return lines.filter((line) => line.kind === kind).map(({ params }) => params)
  }
  network(faults: NetworkFaults): Promise<void> {
    return this.command('network', faults)
  }

  /** Storage of this thread's life; a later life gets a host of its own over the same disk. */
  private hostFor(thread: Worker): (message: MessageToRemote) => void {
    const messages$ = new Subject<MessageToRemote>()
    const dying = new Set<string>()
    const send = (message: MessageFromRemote): void => {
      if (this.thread !== thread) return
      if (dying.has(message.answerTo)) void this.kill()
      else thread.postMessage({ kind: 'storage', message } satisfies ToDevice)
    }
    hostStorage({
      storage: this.disk,
      messages$,
      send,
      async highestWriteTime(instance) {
        let highest = 0
        for (let checkpoint: unknown; ; ) {
          const page = await getChangedDocumentsSince(instance, 1_000, checkpoint)
          for (const document of page.documents) highest = Math.max(highest, document._meta.lwt)
          if (page.documents.length < 1_000) return highest
          checkpoint = page.checkpoint
        }
      },
    })
    const collections = new Map<string, string>()
    return (message) => {
      if (this.thread !== thread) return
      if (message.method === 'create') {
        collections.set(message.connectionId, message.params.collectionName)
        this.instances.set(message.params.collectionName, this.onOwnDisk(message).params)
      }
      const call: StorageCall = {
        index: ++this.calls,
        method: message.method,
        context: message.method === 'bulkWrite' ? String(message.params[1]) : '',
        collection: collections.get(message.connectionId) ?? '',
      }
      const verdict = this.interfere(call)
      if (verdict === 'die-before') return void this.kill()
      if (verdict === 'die-after') dying.add(message.requestId)
      if (verdict === 'do' || verdict === 'die-after') return messages$.next(this.onOwnDisk(message))
      const { connectionId, requestId, method } = message
      if (verdict === 'lose')
        return send({ connectionId, answerTo: requestId, method, return: { error: [] } })
      const error = { name: 'UnknownError', message: 'the disk failed' }
      send({ connectionId, answerTo: requestId, method, error })
    }
  }

  /** RxDB's memory storage is one for the whole process: each disk gets names of its own in it. */
  private onOwnDisk(message: MessageToRemote): MessageToRemote {
    if (message.method !== 'create' && message.method !== 'custom') return message
    const databaseName = `disk${this.diskNumber}-${message.params.databaseName}`
    return { ...message, params: { ...message.params, databaseName } }
  }

  private async tell(thread: Worker, id: number, target: string, args: readonly unknown[]): Promise<void> {
    await Promise.resolve()
    if (this.thread !== thread) return
    const [table = '', method = ''] = target.split('.')
    const verdict = this.interfereWithTables(target === 'meta.put' ? `meta.put ${args[0]}` : target)
    if (verdict === 'die-before') return this.kill()
    const value = table === 'journal' ? this.keepJournal(method, args) : this.keepTable(table, method, args)
    if (verdict === 'die-after') return this.kill()
    thread.postMessage({ kind: 'told', id, value } satisfies ToDevice)
  }

  private keepTable(table: string, method: string, args: readonly unknown[]): unknown {
    if (table === 'meta') {
      if (method === 'get') return this.meta.get(String(args[0]))
      this.meta.set(String(args[0]), args[1])
      return undefined
    }
    const rows = this.tables.get(table) ?? new Map<string, { id: string }>()
    this.tables.set(table, rows)
    switch (method) {
      case 'put': {
        const item = args[0] as { id: string } // the thread's RecordTable sends nothing else
        return void rows.set(item.id, item)
      }
      case 'get':
        return rows.get(String(args[0])) ?? null
      case 'list':
        return [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, Number(args[0]))
      case 'delete':
        return void rows.delete(String(args[0]))
      default:
        return rows.size
    }
  }

  /** The journal's contract, in memory: acknowledging an entry drops the older ones of its document too (JOURNAL-4). */
  private keepJournal(method: string, args: readonly unknown[]): unknown {
    if (method === 'append') {
      this.journal.push(...(args[0] as JournalEntry[])) // the thread's port sends nothing else
      return { durable: true }
    }
    if (method === 'read') return { entries: [...this.journal], damagedBytes: 0 }
    for (const id of args[0] as string[]) {
      const at = this.journal.findLastIndex((entry) => entry.id === id)
      const known = this.journal[at]
      if (known === undefined) continue
      const kept = this.journal.filter(
        (entry, index) =>
          index > at || entry.documentId !== known.documentId || entry.collection !== known.collection,
      )
      this.journal.splice(0, this.journal.length, ...kept)
    }
    return undefined
  }

  private settle(message: Extract<FromDevice, { kind: 'answer' }>): void {
    const asked = this.waiting.get(message.id)
    this.waiting.delete(message.id)
    if (message.error === undefined) asked?.resolve(message.value)
    else asked?.reject(new Error(message.error))
  }
}

/** Waits until `check` holds; the reason it did not is in the error. Never a fixed sleep. */
export async function eventually(
  what: string,
  check: () => Promise<boolean> | boolean,
  patienceMs = 45_000,
): Promise<void> {
  const end = performance.now() + patienceMs
  let lastError: unknown
  while (performance.now() < end) {
    try {
      if (await check()) return
    } catch (thrown) {
      lastError = thrown
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`It never happened that ${what}`, { cause: lastError })
}

export const isSettled = async (device: Device): Promise<boolean> =>
  (await device.pending()) === 0 && (await device.status()).online
