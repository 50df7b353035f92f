import type { Clock } from '@shared/kernel/clock.ts'
import type { HeartbeatResponse } from '@shared/protocol/sync.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import type { Subscription } from 'rxjs'
import type { CorrectedClock } from '../db/clocks.ts'
import type { PendingIndex } from '../db/pending-index.ts'
import { readOnce } from '../db/read-once.ts'
import type { ReceiptCounter } from '../db/receipt-counter.ts'
import { type AuditOutcome, type Auditor, createAuditor } from './auditor.ts'
import type { LateBound } from './conflict-handler.ts'
import { watchCounts } from './counts.ts'
import { offerAgain } from './offer-again.ts'
import { PACE, type Pace } from './pace.ts'
import { releaseQuarantine } from './release-quarantine.ts'
import { type RepairWish, wish } from './repair-wish.ts'
import { type RequestGate, sleepUntil } from './request-gate.ts'
import { createSupervisor, type Supervisor } from './supervisor.ts'
import type { SyncDesk } from './sync-desk.ts'
import { updateSyncStatus, useSyncStatus } from './sync-status.ts'

export interface EngineParts {
  readonly desk: SyncDesk
  readonly late: LateBound
  readonly gate: RequestGate
  readonly clock: CorrectedClock
  /** Rises only, and without jumps. */
  readonly monotonic: Clock
  readonly chance: () => number
  readonly pending: PendingIndex
  readonly receipts: ReceiptCounter
  readonly storageBytes: () => Promise<number>
  /** Time between rounds; shorter in tests. */
  readonly pace?: Partial<Pace>
}

const FIRST_AUDIT_MS = 10_000
const STREAM_REST_MS = 2_000

/** Runs everything that keeps this device and the server the same, from opening the shop to closing it. */
/** `not-compared`: the server is out of reach, something waits to be sent, or not everything was fetched yet. */
export type Comparison = 'same' | 'different' | 'not-compared'

export interface SyncEngine {
  start(epoch: number): Promise<void>
  stop(): Promise<void>
  /** Somebody asks, or the machine woke up: try now, without waiting for a turn. */
  syncNow(): void
  /** Compares one collection, or all, with the server; starts a repair where they differ. */
  /** Compares with the server now; what differs is being repaired when it answers. */
  auditNow(name?: CollectionName): Promise<Comparison>
  requestRepair(name: CollectionName, wanted: RepairWish): void
  /** A new session: what waited for it goes on. */
  resume(): void
}

export function createSyncEngine(parts: EngineParts): SyncEngine {
  const { desk, gate, pending } = parts
  const pace: Pace = { ...PACE, ...parts.pace }
  const ending = new AbortController()
  const subscriptions: Subscription[] = []
  let lastProgress = parts.monotonic.now()
  let received = 0

  const supervisor: Supervisor = createSupervisor({
    desk,
    monotonicMs: parts.monotonic.now,
    onProgress: () => {
      lastProgress = parts.monotonic.now()
    },
    onReceived: (_name, count) => {
      received += count
      const { firstSync } = useSyncStatus.getState()
      if (!firstSync.complete) updateSyncStatus({ firstSync: { complete: false, received } })
    },
    onAccepted: (name) => soon(name),
    now: parts.clock.now,
    onRepair: (lastRepair) => updateSyncStatus({ lastRepair }),
    onRepaired: (name) => void releaseQuarantine(desk, name).catch(() => undefined),
    onEpochChanged: (epoch) => void enterEpoch(epoch),
  })
  const auditor = createAuditor({ desk, pending })

  // Many signals within a moment are one round; a bit of chance keeps the shop's devices from asking all at once.
  const wanted = new Set<CollectionName>()
  let round: ReturnType<typeof setTimeout> | undefined
  function soon(...names: readonly CollectionName[]): void {
    for (const name of names.length === 0 ? desk.database.names : names) wanted.add(name)
    round ??= setTimeout(
      () => {
        round = undefined
        const due = [...wanted]
        wanted.clear()
        supervisor.resync(due)
      },
      pace.coalesceMs * (0.5 + parts.chance()),
    )
  }

  async function enterEpoch(epoch: number | null): Promise<void> {
    const next = epoch ?? (await beat())?.epoch
    if (next === undefined || next === supervisor.epoch) return
    try {
      await supervisor.changeEpoch(next)
      updateSyncStatus({ epoch: next })
    } catch (thrown) {
      // Nothing runs now: the next heartbeat finds that the epochs still differ.
      desk.note('failure', { why: String(thrown) })
    }
  }

  async function beat(): Promise<HeartbeatResponse | null> {
    const status = useSyncStatus.getState()
    const answer = await desk.transport.heartbeat(
      {
        pending: pending.total,
        refused: status.refused,
        conflicts: status.conflicts,
        storageBytes: Math.max(0, Math.trunc(await parts.storageBytes())),
        receiptCounter: parts.receipts.state?.counter ?? 0,
        receiptEpoch: parts.receipts.state?.epoch ?? 1,
        oldestPendingAt: await oldestPending(desk, pending),
      },
      ending.signal,
    )
    if (!answer.ok) return null
    await learn(answer.value)
    if (answer.value.epoch !== supervisor.epoch) void enterEpoch(answer.value.epoch)
    return answer.value
  }

  async function learn(answer: HeartbeatResponse): Promise<void> {
    parts.clock.learn(answer.serverTime)
    updateSyncStatus({
      lastContactAt: parts.clock.now(),
      clockOffsetMs: parts.clock.knowledge.offsetMs,
      devices: answer.devices,
      serverCounts: answer.counts,
      refusedTotal: answer.refusedTotal,
      storageBytes: await parts.storageBytes(),
    })
    const own = answer.devices.find((device) => device.id === desk.author().deviceId)
    if (own === undefined) return
    await parts.receipts.compareWithServer({
      receiptCounter: own.receiptCounter,
      isNewDevice: own.lastFactAt === null && own.receiptCounter === 0 && own.receiptsReceived === 0,
    })
  }

  async function everyRound(waitMs: number, work: () => Promise<unknown> | undefined): Promise<void> {
    while (!ending.signal.aborted) {
      await Promise.resolve(work()).catch((thrown: unknown) => desk.note('failure', { why: String(thrown) }))
      await sleepUntil(waitMs * (0.8 + 0.4 * parts.chance()), ending.signal)
    }
  }

  async function listen(): Promise<void> {
    const onEvent = ({ collections, epoch }: { collections: CollectionName[]; epoch: number }) => {
      if (epoch !== supervisor.epoch) void enterEpoch(epoch)
      else if (collections.length > 0) soon(...collections)
    }
    await desk.transport.listen({ onOpen: () => soon(), onEvent }, ending.signal)
  }

  /** Work waits, the server answers, and yet nothing moves: RxDB has stopped without saying so. */
  function watch(): undefined {
    const isIdle = pending.total === 0 || gate.isTroubled || gate.isPaused
    if (isIdle) lastProgress = parts.monotonic.now()
    if (parts.monotonic.now() - lastProgress < pace.watchdogMs) return
    lastProgress = parts.monotonic.now()
    for (const name of desk.database.names) {
      if (pending.of(name).size > 0)
        void supervisor.repair(name, wish('stalled', 'no progress', pending.of(name).size))
    }
  }

  async function auditAll(names: readonly CollectionName[]): Promise<Comparison> {
    const found = new Set<Comparison>()
    for (const name of names)
      found.add(await auditOne(name, { desk, auditor, supervisor, signal: ending.signal }))
    if (found.has('not-compared')) return 'not-compared'
    if (names.length === desk.database.names.length) updateSyncStatus({ lastAuditAt: parts.clock.now() })
    return found.has('different') ? 'different' : 'same'
  }

  async function watchFirstSync(): Promise<void> {
    for (const name of desk.database.names) await supervisor.firstSyncDone(name)
    if (ending.signal.aborted) return
    await parts.receipts.everythingSeen()
    await desk.tables.writeMeta('first-sync', true)
    updateSyncStatus({ firstSync: { complete: true, received } })
  }

  const onUnhandled = (event: PromiseRejectionEvent): void => {
    if (!/requestRemote|rxdb|IndexedDB|Dexie/i.test(String(event.reason?.message ?? event.reason))) return
    for (const name of desk.database.names)
      void supervisor.repair(name, wish('storage', 'unhandled failure of the storage'))
  }

  return {
    async start(epoch) {
      const wasComplete = (await desk.tables.readMeta('first-sync')) === true
      updateSyncStatus({ firstSync: { complete: wasComplete, received: 0 } })
      parts.late.desk = desk
      parts.late.runOf = supervisor.runOf
      subscriptions.push(
        desk.database.connection.faults$.subscribe((fault) => void supervisor.onStorageFault(fault)),
        ...watchCounts(desk, pending),
      )
      globalThis.addEventListener?.('unhandledrejection', onUnhandled)
      await supervisor.start(epoch)
      updateSyncStatus({ epoch: supervisor.epoch })
      void everyRound(pace.heartbeatMs, beat)
      void everyRound(STREAM_REST_MS, listen)
      void everyRound(Math.min(5_000, pace.watchdogMs / 2), async () => watch())
      // The counts of a device that has just been filled are those of the middle of it.
      void watchFirstSync().then(() => (wasComplete ? undefined : auditAll(desk.database.names)))
      await sleepUntil(0, ending.signal)
      void everyRound(pace.resyncMs, async () => soon())
      void sleepUntil(Math.min(FIRST_AUDIT_MS, pace.auditMs), ending.signal).then(() =>
        everyRound(pace.auditMs, () => auditAll(desk.database.names)),
      )
    },
    async stop() {
      ending.abort()
      clearTimeout(round)
      for (const subscription of subscriptions) subscription.unsubscribe()
      globalThis.removeEventListener?.('unhandledrejection', onUnhandled)
      await supervisor.stop()
    },
    syncNow() {
      gate.wake()
      soon()
      void beat()
    },
    auditNow: (name) => auditAll(name === undefined ? desk.database.names : [name]),
    requestRepair: (name, wanted) => void supervisor.repair(name, wanted),
    resume() {
      gate.resume()
      soon()
    },
  }
}

/** What has just been written elsewhere looks missing for a moment: only what still is after a resync is a hole. */
const SECOND_LOOK_MS = 2_000

async function auditOne(
  name: CollectionName,
  { desk, auditor, supervisor, signal }: AuditParts,
): Promise<Comparison> {
  let found = await look()
  if (found !== null && (isHole(found) || found.extra.length > 0)) {
    supervisor.resync([name])
    await sleepUntil(SECOND_LOOK_MS, signal)
    found = await look()
  }
  if (found === null || signal.aborted) return 'not-compared'
  const { localCounts } = useSyncStatus.getState()
  updateSyncStatus({ localCounts: { ...localCounts, [name]: found.count } })
  const { missing, outdated } = found
  if (isHole(found)) {
    const reason = `audit: ${missing} missing, ${outdated} outdated`
    await supervisor.repair(name, wish('hole', reason, missing + outdated))
  }
  if (found.extra.length > 0) {
    const offered = await offerAgain(desk, name, supervisor.epoch, found.extra, signal)
    if (offered > 0) supervisor.resync([name])
  }
  return isHole(found) || found.extra.length > 0 ? 'different' : 'same'

  function look(): Promise<AuditOutcome | null> {
    return supervisor.isCaughtUp(name) ? auditor.audit(name, supervisor.epoch, signal) : Promise.resolve(null)
  }
}

const isHole = ({ missing, outdated }: AuditOutcome): boolean => missing + outdated > 0

interface AuditParts {
  readonly desk: SyncDesk
  readonly auditor: Auditor
  readonly supervisor: Supervisor
  readonly signal: AbortSignal
}

/** The business moment of the oldest sale that only this device knows. */
async function oldestPending(desk: SyncDesk, pending: PendingIndex): Promise<number | null> {
  let oldest: number | null = null
  for (const id of [...pending.of('orders')].slice(0, 200)) {
    const order = await readOnce(desk.database.collection('orders').findOne(id))
    const at = Number(order?.toJSON().placedAt)
    if (Number.isFinite(at) && (oldest === null || at < oldest)) oldest = at
  }
  return oldest
}
