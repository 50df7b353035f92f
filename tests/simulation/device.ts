import type { CollectionName } from '@shared/schemas/registry.ts'
import type { SeededRandom } from '../../sync-server/demo/seeded-random.ts'
import type { Client, ClientPorts } from './client/client-ports.ts'
import { DeviceDisk, type DiskExports, type StorageCall } from './disk/device-disk.ts'
import type { History, HistoryEntry } from './history.ts'
import { createLine, goodLine, type LineFaults } from './network.ts'
import type { Office } from './office.ts'
import type { Operation } from './operations.ts'
import { makeGlobals, type Program } from './realm.ts'
import { linkStorage } from './storage-link.ts'
import { newOwner, type Owner, type World } from './world.ts'

export interface ClientExports {
  createClient(ports: ClientPorts): Client
}

/** What becomes of a storage call or a small write; `lose` says that it was done. */
export type Verdict = 'do' | 'fail' | 'lose' | 'die-before' | 'die-after'

export interface DeviceParts {
  readonly world: World
  readonly office: Office
  readonly history: History
  readonly client: Program<ClientExports>
  readonly disk: Program<DiskExports>
  readonly index: number
  readonly email: string
  readonly names: readonly CollectionName[]
}

/** As in the product but for the comparison, which comes every other minute instead of every quarter of an hour. */
const PACE = {
  resyncMs: 60_000,
  auditMs: 120_000,
  heartbeatMs: 60_000,
  watchdogMs: 60_000,
  coalesceMs: 150,
  journalHoldMs: 60_000,
}
export const PASSWORD = 'a-good-password'
/** A person in front of a sign-in screen tries again after so long. */
const SIGN_IN_AGAIN_MS = 4_000
/** A process that died is started again after so long. */
const START_AGAIN_MS = 1_500

interface Life {
  readonly owner: Owner
  readonly client: Client
  readonly events: EventTarget
}

/** One device with the person at it. Its disk outlives its process. */
export class Device {
  readonly index: number
  readonly disk: DeviceDisk
  readonly line: LineFaults = goodLine()
  skewMs = 0
  /** Extra time of every storage call, ms. */
  storageSlowMs = 0
  lives = 0
  /** Decides over each storage call and small write while a fault is under way. */
  interfere: ((call: StorageCall) => Verdict) | null = null
  private readonly parts: DeviceParts
  private life: Life | null = null
  private isWanted = true
  private readonly closing = new Set<() => void>()
  private turn: Promise<unknown> = Promise.resolve()
  private atDeath: () => void = () => undefined

  constructor(parts: DeviceParts) {
    this.parts = parts
    this.index = parts.index
    this.disk = new DeviceDisk(parts.world, parts.disk, `device-${parts.index}`)
  }

  get email(): string {
    return this.parts.email
  }

  get client(): Client | null {
    return this.life?.client ?? null
  }

  /** The unhandled failure of a promise, as a page hears it. */
  tell(reason: unknown): boolean {
    if (this.life === null) return false
    this.life.events.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }))
    return true
  }

  start(): void {
    if (this.life !== null) return
    this.isWanted = true
    const { world, index } = this.parts
    const owner = newOwner()
    const random = world.random('client', index, ++this.lives)
    const globals = makeGlobals({ world, owner, random, skew: () => this.skewMs })
    const client = this.parts.client.run(globals).createClient(this.ports(owner, random))
    this.life = { owner, client, events: globals.events }
    client.start().then(
      () => this.signInWhenAsked(owner, client),
      (thrown) => this.startAgain(owner, thrown),
    )
  }

  /** `kill -9`; nothing of it happens any more. `again`: somebody starts it again in a moment. */
  kill(again: boolean): void {
    const { life } = this
    this.isWanted = again
    if (life === null) return
    life.owner.isAlive = false
    this.life = null
    this.turn = Promise.resolve()
    for (const close of [...this.closing]) close()
    this.closing.clear()
    this.disk.endProcess()
    this.atDeath()
    this.atDeath = () => undefined
    if (again) this.parts.world.after(START_AGAIN_MS, () => this.isWanted && this.start())
  }

  /** Something that is done to the disk between this life and the next. */
  onDeath(work: () => void): void {
    this.atDeath = work
  }

  freeze(ms: number): void {
    if (this.life !== null) this.life.owner.frozenUntil = this.parts.world.now + ms
  }

  /** People do one thing after the other. */
  perform(operation: Operation): void {
    const { life } = this
    if (life === null) return
    this.turn = this.turn.then(async () => {
      if (!life.owner.isAlive) return
      const entry = this.parts.history.begin(this.index, operation, this.parts.world.now)
      this.doing = entry
      const outcome = await life.client.perform(operation)
      if (life.owner.isAlive) entry.outcome = outcome
      this.doing = null
    })
  }
  private doing: HistoryEntry | null = null

  private ports(owner: Owner, random: SeededRandom): ClientPorts {
    const { world, office, history, names } = this.parts
    const storage = linkStorage({ world, device: this, owner, random })
    return {
      sendToStorage: storage.send,
      onStorageMessage: storage.onMessage,
      ask: (target, args) => this.ask(owner, random, target, args),
      fetch: createLine(
        {
          world,
          office,
          device: this.index,
          faults: () => this.line,
          onRequest: (sent) => history.requests.push(sent),
          onArrival: (request) => history.arrived.add(request),
          onStream: (close) => this.closing.add(close),
        },
        owner,
        random,
      ),
      random,
      names,
      pace: PACE,
      onAttempt: (attempt) => {
        if (owner.isAlive) this.doing?.attempts.push(structuredClone(attempt))
      },
    }
  }

  private ask(
    owner: Owner,
    random: SeededRandom,
    target: string,
    args: readonly unknown[],
  ): Promise<unknown> {
    const { world } = this.parts
    return new Promise((resolve, reject) => {
      const run = async (): Promise<void> => {
        const name = target === 'meta.put' || target === 'meta.note' ? `${target} ${args[0]}` : target
        const verdict = this.interfere?.({ method: name, context: name, collection: '' }) ?? 'do'
        if (verdict === 'die-before') this.kill(true)
        if (verdict === 'fail') reject(new Error('UnknownError: IndexedDB failed'))
        if (!owner.isAlive || verdict === 'fail') return
        const value = await this.disk.ask(target, args)
        if (!owner.isAlive) return
        if (verdict === 'die-after') this.kill(true)
        world.after(random.next() * 0.4, () => resolve(value), owner)
      }
      world.after(random.next() * 0.4, () => void run(), owner)
    })
  }

  /** The shop could not be opened and the app says so: the person opens it again. */
  private startAgain(owner: Owner, thrown: unknown): void {
    if (!owner.isAlive) return
    this.parts.history.notes.push(`device ${this.index} could not open: ${String(thrown)}`)
    this.kill(true)
  }

  /** The person types his password whenever the device asks for it. */
  private signInWhenAsked(owner: Owner, client: Client): void {
    const { world, email } = this.parts
    const look = (): void => {
      const glance = client.glance()
      const isAsked = glance === null || glance.mustSignIn
      if (!isAsked) {
        world.after(SIGN_IN_AGAIN_MS, look, owner)
        return
      }
      client.signIn(email, PASSWORD).then(
        () => world.after(SIGN_IN_AGAIN_MS, look, owner),
        (thrown) => this.startAgain(owner, thrown),
      )
    }
    look()
  }
}
