import type { CollectionName } from '@shared/schemas/registry.ts'
import type { StorageFault } from '../db/storage-connection.ts'
import { type Repair, type RepairWish, wish } from './repair-wish.ts'
import { type Replication, startReplication } from './replication.ts'
import {
  type CollectionMemory,
  FRESH,
  type ReplicationMemory,
  readMemory,
  writeMemory,
} from './replication-memory.ts'
import type { Run, SyncDesk } from './sync-desk.ts'

/**
 * Keeps one replication per collection alive. RxDB's replication cannot be trusted after a storage error: it goes on, and
 * what it dropped is never looked for again. So any fault that is not the network's ends the run; a new one, under a new
 * name, compares everything from the beginning (R8). The wish for a repair is stored before anything is stopped.
 */
export interface Supervisor {
  /** `epoch` counts only where none is known yet: a session that was opened offline may remember an old one. */
  start(epoch: number): Promise<void>
  stop(): Promise<void>
  repair(name: CollectionName, wanted: RepairWish): Promise<void>
  /**
   * The server's database was restored, or is another: everything here is offered to it again (R14). Rejects where this cannot
   * be remembered; nothing runs then, and `epoch` is the old one: it is to be asked for again.
   */
  changeEpoch(epoch: number): Promise<void>
  resync(names?: readonly CollectionName[]): void
  onStorageFault(fault: StorageFault): Promise<void>
  runOf(name: CollectionName): Run | undefined
  /** All collections have been fetched completely once in this epoch. */
  firstSyncDone(name: CollectionName): Promise<void>
  /** Its run has fetched everything once: only then can something be missing. */
  isCaughtUp(name: CollectionName): boolean
  readonly epoch: number
}

export interface SupervisorParts {
  readonly desk: SyncDesk
  readonly monotonicMs: () => number
  readonly onProgress: (name: CollectionName) => void
  readonly onReceived: (name: CollectionName, count: number) => void
  readonly onAccepted: (name: CollectionName) => void
  readonly now: () => number
  /** A repair has begun. */
  readonly onRepair: (repair: Repair) => void
  /** Its new run has compared everything with the server. */
  readonly onRepaired: (name: CollectionName) => void
  readonly onEpochChanged: (epoch: number | null) => void
}

/** A disk that fails at every write must not be worn out by repairs. */
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 600_000

export function createSupervisor(parts: SupervisorParts): Supervisor {
  const { desk } = parts
  const running = new Map<CollectionName, Replication>()
  const repairs = new Map<
    CollectionName,
    { count: number; notBefore: number; timer?: ReturnType<typeof setTimeout> }
  >()
  let memory: ReplicationMemory = { epoch: 0, collections: {} }
  let isStopped = true
  let changing: Promise<void> = Promise.resolve()

  const of = (name: CollectionName) => memory.collections[name] ?? FRESH

  async function remember(name: CollectionName, change: Partial<CollectionMemory>): Promise<void> {
    memory = { ...memory, collections: { ...memory.collections, [name]: { ...of(name), ...change } } }
    await writeMemory(desk.tables, memory)
  }

  function launch(name: CollectionName, onReceived: (count: number) => void = () => undefined): Replication {
    const { generation, isRescue, knownEpoch } = of(name)
    const replication = startReplication({
      desk,
      run: {
        name,
        epoch: memory.epoch,
        generation,
        isRescue,
        knownEpoch,
        acknowledged: new Map(),
        settled: new Set(),
        onProgress: () => parts.onProgress(name),
        onAccepted: () => parts.onAccepted(name),
        onEpochChanged: parts.onEpochChanged,
      },
      onFault: (reason) => void repair(name, wish('storage', reason)),
      onReceived: (count) => {
        onReceived(count)
        parts.onReceived(name, count)
      },
    })
    running.set(name, replication)
    void settleRescue(name, replication)
    return replication
  }

  /** Once everything stored here was offered to the restored server, the ordinary rules hold again. */
  async function settleRescue(name: CollectionName, replication: Replication): Promise<void> {
    if (!replication.run.isRescue) return
    await replication.run.firstPushDone()
    if (running.get(name) === replication && !replication.run.signal.aborted) {
      await remember(name, { isRescue: false }).catch(() => undefined) // the next start offers everything once more
    }
  }

  /** Starting, stopping and repairing happen one after the other. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const next = changing.then(work, work)
    changing = next.catch(() => undefined)
    return next
  }

  async function repair(name: CollectionName, wanted: RepairWish): Promise<void> {
    if (isStopped) return
    const history = repairs.get(name) ?? { count: 0, notBefore: 0 }
    repairs.set(name, history)
    if (history.timer !== undefined) return
    const wait = Math.max(0, history.notBefore - parts.monotonicMs())
    history.timer = setTimeout(() => {
      delete history.timer
      history.count++
      history.notBefore =
        parts.monotonicMs() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** history.count)
      void inTurn(() => replace(name, wanted))
    }, wait)
    await remember(name, { isBroken: true }).catch(() => undefined)
  }

  async function replace(name: CollectionName, wanted: RepairWish): Promise<void> {
    const old = running.get(name)
    if (isStopped || old === undefined) return
    await old.end({ forget: true })
    // Where the new generation could not be written down, nothing runs: only another try brings this collection back.
    await beginAgain(name, wanted).catch(() => repair(name, wanted))
  }

  /** A run of a new generation: it remembers nothing, so it compares everything. Told when it begins and when it is through. */
  async function beginAgain(name: CollectionName, wanted: RepairWish): Promise<void> {
    await remember(name, { generation: of(name).generation + 1, isBroken: false })
    const { cause, reason, documents } = wanted
    const told = { collection: name, cause, reason, documents, generation: of(name).generation }
    const noteId = desk.note('repair', { ...told, isDone: false, reread: 0 })
    parts.onRepair({ ...wanted, at: parts.now(), collection: name })
    let reread = 0
    const replication = launch(name, (count) => {
      reread += count
    })
    void replication.firstPullDone().then(() => {
      if (running.get(name) !== replication || replication.run.signal.aborted) return
      desk.note('repair', { ...told, isDone: true, reread }, noteId)
      parts.onRepaired(name)
    })
  }

  return {
    start: (epoch) =>
      inTurn(async () => {
        isStopped = false
        memory = await readMemory(desk.tables)
        if (memory.epoch === 0) memory = { ...memory, epoch }
        await writeMemory(desk.tables, memory)
        for (const name of desk.database.names) {
          if (of(name).isBroken) await beginAgain(name, wish('interrupted', 'flagged before this start'))
          else launch(name)
        }
      }),
    stop: () =>
      inTurn(async () => {
        isStopped = true
        for (const history of repairs.values()) clearTimeout(history.timer)
        repairs.clear()
        await Promise.all([...running.values()].map((replication) => replication.end({ forget: false })))
        running.clear()
      }),
    repair,
    changeEpoch: (epoch) =>
      inTurn(async () => {
        if (isStopped || epoch === memory.epoch) return
        await Promise.all([...running.values()].map((replication) => replication.end({ forget: true })))
        await enterEpoch(epoch)
      }),
    resync(names) {
      for (const [name, replication] of running) {
        if (names === undefined || names.includes(name)) replication.resync()
      }
    },
    async onStorageFault(fault) {
      // A failed write of a screen is that screen's to report; the replication has not seen it.
      if (fault.method === 'bulkWrite' && !fault.context.startsWith('replication')) return
      for (const [name, replication] of running) {
        const isItsOwn =
          fault.collectionName === name || fault.collectionName === (await replication.metaName)
        if (isItsOwn) await repair(name, wish('storage', fault.message))
      }
    },
    runOf: (name) => running.get(name)?.run,
    async firstSyncDone(name) {
      while (!isStopped) {
        const replication = running.get(name)
        if (replication === undefined) return
        await replication.firstPullDone()
        if (running.get(name) === replication && !replication.run.signal.aborted) return
        // A repair in between starts another run, which has to come to its end too: first that run must have begun.
        await changing
      }
    },
    isCaughtUp: (name) => running.get(name)?.hasPulled === true,
    get epoch() {
      return memory.epoch
    },
  }

  async function enterEpoch(epoch: number): Promise<void> {
    running.clear()
    const collections = desk.database.names.map((name) => {
      // Restored again before everything was offered: what is common is still what was common before the first time.
      const knownEpoch = of(name).isRescue ? of(name).knownEpoch : memory.epoch
      // Its own generation: RxDB may still have what an earlier run knew of this epoch, and would go on from there.
      return [name, { ...FRESH, generation: of(name).generation + 1, isRescue: true, knownEpoch }]
    })
    const next: ReplicationMemory = { epoch, collections: Object.fromEntries(collections) }
    await writeMemory(desk.tables, next)
    memory = next
    desk.note('epoch', { epoch })
    for (const name of desk.database.names) launch(name)
  }
}
