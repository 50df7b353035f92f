import type { RefusedRecord } from '@renderer/db/local-tables.ts'
import type { JournalEntry } from '@shared/ipc/contract.ts'
import type { Id } from '@shared/kernel/id.ts'
import { ok } from '@shared/kernel/result.ts'
import type { MessageFromRemote, MessageToRemote } from 'rxdb/plugins/storage-remote'
import { createJournal, type Journal } from '../../../electron/main/services/journal.ts'
import { type Aftermath, CrashDisk } from '../../support/crash-disk.ts'
import { makeGlobals, type Program } from '../realm.ts'
import { newOwner, type World } from '../world.ts'
import type { DiskHost, LoggedWrite, Params } from './host-disk.ts'

export interface DiskExports {
  createDiskHost(): DiskHost
}

/** No system keeps bytes from its disk for longer, ms. */
const UNWRITTEN_MS = 45_000

type Item = { readonly id: string }

/** A call of the device's storage, as a fault may interfere with it. */
export interface StorageCall {
  readonly method: string
  readonly context: string
  readonly collection: string
}

/**
 * What survives the device's process: the browser's database (a log of writes, so that the last ones can be taken back),
 * the small tables, the keychain, and the journal on a disk that knows what was flushed.
 */
export class DeviceDisk {
  readonly meta = new Map<string, unknown>()
  /** What stood in `meta` before notes that nobody waited for to be flushed. */
  private unflushed: { readonly at: number; readonly key: string; readonly before: unknown }[] = []
  readonly secrets = new Map<string, string>()
  readonly tables = new Map<string, Map<string, Item>>()
  /** Every refusal that was ever put in front of a person here. */
  readonly everRefused: RefusedRecord[] = []
  private log: LoggedWrite[] = []
  private readonly instances = new Map<string, Params>()
  private journalDisk = new CrashDisk()
  private journal: Journal = this.openJournal()
  private host: DiskHost
  private readonly world: World
  private readonly program: Program<DiskExports>
  private readonly name: string

  constructor(world: World, program: Program<DiskExports>, name: string) {
    this.world = world
    this.program = program
    this.name = name
    this.host = this.newHost()
  }

  /** A new life of the client on this disk. `receive` does a call; whether it may is decided before. */
  open(send: (message: MessageFromRemote) => void): (message: MessageToRemote) => void {
    const receive = this.host.open(send)
    return (message) => {
      this.note(message)
      receive(message)
    }
  }

  describe(message: MessageToRemote): StorageCall {
    const params = message.method === 'create' ? message.params : this.instances.get(message.connectionId)
    const context = message.method === 'bulkWrite' ? String(message.params[1]) : ''
    return { method: message.method, context, collection: params?.collectionName ?? '' }
  }

  /** Small tables, keychain and journal. */
  async ask(target: string, args: readonly unknown[]): Promise<unknown> {
    const [table = '', method = ''] = target.split('.')
    if (table === 'journal') return this.askJournal(method, args)
    if (table === 'meta' || table === 'secrets') {
      const map: Map<string, unknown> = this[table]
      if (method === 'get') return map.get(String(args[0])) ?? (table === 'secrets' ? null : undefined)
      const key = String(args[0])
      if (method === 'note') this.unflushed.push({ at: this.world.now, key, before: map.get(key) })
      map.set(key, structuredClone(args[1]))
      return undefined
    }
    return this.askTable(table, method, args)
  }

  /**
   * The machine loses its power: the last `writes` of the database are gone as far as they are young, so are all young
   * notes, and of the journal what was not flushed.
   */
  async losePower(writes: number, aftermath: Aftermath): Promise<void> {
    const young = this.log.filter(({ at }) => at > this.world.now - UNWRITTEN_MS).length
    const gone = Math.min(writes, young)
    if (gone > 0) {
      this.log = this.log.slice(0, this.log.length - gone)
      await this.rebuild()
    }
    for (const { at, key, before } of this.unflushed.toReversed())
      if (at > this.world.now - UNWRITTEN_MS) this.meta.set(key, before)
    this.unflushed = []
    this.journalDisk = this.journalDisk.afterPowerCut(aftermath)
    this.journal = this.openJournal()
  }

  /** The process ends, the machine goes on: what was written is there. */
  endProcess(): void {
    this.journalDisk = this.journalDisk.afterPowerCut('all kept')
    this.journal = this.openJournal()
  }

  /** The same bytes on another machine. */
  async copyTo(other: DeviceDisk): Promise<void> {
    other.log = [...this.log]
    for (const [key, value] of this.meta) other.meta.set(key, value)
    for (const [key, value] of this.secrets) other.secrets.set(key, value)
    for (const [name, rows] of this.tables) other.tables.set(name, new Map(rows))
    other.journalDisk = this.journalDisk.afterPowerCut('all kept')
    other.journal = other.openJournal()
    await other.rebuild()
  }

  /** A byte flips in the database: the newest state of a document that `isMeant` becomes unreadable. Answers its id. */
  async rot(
    isMeant: (collection: string, document: Record<string, unknown>) => boolean,
  ): Promise<string | null> {
    const newest = new Map<string, { write: LoggedWrite; document: Record<string, unknown> }>()
    for (const write of this.log) {
      for (const row of write.rows as readonly { document: Record<string, unknown> }[]) {
        newest.set(`${write.params.collectionName}/${row.document.id}`, { write, document: row.document })
      }
    }
    const found = [...newest.values()].find(({ write, document }) =>
      isMeant(write.params.collectionName, document),
    )
    if (found === undefined) return null
    const { write, document } = found
    const height = Number(String(document._rev).split('-')[0]) + 1
    const rotten = { ...document, name: 7, lines: 'rot', _rev: `${height}-rotten` }
    this.log.push({
      at: this.world.now,
      params: write.params,
      rows: [{ previous: document, document: rotten }],
    })
    await this.rebuild()
    return String(document.id)
  }

  /** A byte flips in the journal file. Answers whether there was one. */
  rotJournal(at: number): boolean {
    const path = this.journalPath
    const bytes = path === null ? new Uint8Array() : this.journalDisk.bytesOf(path)
    if (path === null || bytes.length === 0) return false
    const damaged = Uint8Array.from(bytes)
    const index = Math.floor(at * damaged.length)
    damaged[index] = (damaged[index] ?? 0) ^ 0x40
    this.journalDisk.plant(path, damaged)
    this.journal = this.openJournal()
    return true
  }

  failJournal(code: string): void {
    this.journalDisk.failAt(this.journalDisk.steps, code)
  }

  private journalPath: string | null = null

  private openJournal(): Journal {
    return createJournal({ disk: this.journalDisk, directory: '/journal' })
  }

  private newHost(): DiskHost {
    const random = this.world.random('disk', this.name)
    const globals = makeGlobals({ world: this.world, owner: newOwner(), random, skew: () => 0 })
    return this.program.run(globals).createDiskHost()
  }

  private async rebuild(): Promise<void> {
    this.host = this.newHost()
    await this.host.restore(this.log)
  }

  private note(message: MessageToRemote): void {
    const { method, connectionId, params } = message
    if (method === 'create') this.instances.set(connectionId, params)
    const instance = this.instances.get(connectionId)
    if (instance === undefined) return
    if (method === 'bulkWrite') this.log.push({ at: this.world.now, params: instance, rows: params[0] })
    if (method === 'remove') this.log = this.log.filter((write) => !isSameInstance(write.params, instance))
  }

  private async askJournal(method: string, args: readonly unknown[]): Promise<unknown> {
    const shopId = args[0] as Id // the product's own port sends it first
    this.journalPath = `/journal/${shopId}.journal`
    if (method === 'append') {
      const kept = await this.journal.append(shopId, args[1] as readonly JournalEntry[])
      return kept.ok ? ok({ durable: true }) : kept
    }
    if (method === 'acknowledge') return this.journal.acknowledge(shopId, args[1] as readonly string[])
    return this.journal.read(shopId)
  }

  private askTable(table: string, method: string, args: readonly unknown[]): unknown {
    const rows = this.tables.get(table) ?? new Map<string, Item>()
    this.tables.set(table, rows)
    const [first] = args
    switch (method) {
      case 'put': {
        const item = structuredClone(first) as Item
        if (table === 'refused') this.everRefused.push(item as RefusedRecord)
        return void rows.set(item.id, item)
      }
      case 'get':
        return rows.get(String(first)) ?? null
      case 'list':
        return [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, Number(first))
      case 'delete':
        return void rows.delete(String(first))
      default:
        return rows.size
    }
  }
}

const isSameInstance = (a: Params, b: Params): boolean =>
  a.databaseName === b.databaseName && a.collectionName === b.collectionName
