import type { Author } from '@shared/domain/authoring.ts'
import type { Clock } from '@shared/kernel/clock.ts'
import { createIdSource, type IdSource, timeOfId } from '@shared/kernel/id.ts'
import type { RandomSource } from '@shared/kernel/random.ts'
import type { Session } from '@shared/protocol/auth.ts'
import { type Receipt, receiptSchema } from '@shared/schemas/orders.schema.ts'
import type { CollectionName } from '@shared/schemas/registry.ts'
import { z } from 'zod'
import {
  type CorrectedClock,
  createCorrectedClock,
  createFlooredClock,
  type FlooredClock,
} from '../db/clocks.ts'
import { closeBroken, createShopDatabase, type ShopDatabase } from '../db/create-database.ts'
import { createStore } from '../db/create-store.ts'
import { createQuarantine } from '../db/documents.ts'
import { createEditHistory, type EditHistory } from '../db/edit-history.ts'
import { createJournal, type JournalPort } from '../db/journal.ts'
import type { LocalTables } from '../db/local-tables.ts'
import { createPendingIndex, type PendingIndex } from '../db/pending-index.ts'
import { readOnce } from '../db/read-once.ts'
import { createReceiptCounter } from '../db/receipt-counter.ts'
import type { StorageConnection } from '../db/storage-connection.ts'
import type { Store } from '../db/store.ts'
import { type CarryByFile, createCarryByFile } from './carry-by-file.ts'
import { createConflictHandler, type LateBound } from './conflict-handler.ts'
import { replayJournal } from './journal-replay.ts'
import { PACE, type Pace } from './pace.ts'
import { createRefusedWrites, type RefusedWrites } from './refused-writes.ts'
import { wish } from './repair-wish.ts'
import type { RequestGate } from './request-gate.ts'
import type { SyncDesk } from './sync-desk.ts'
import { createSyncEngine, type SyncEngine } from './sync-engine.ts'
import { updateSyncStatus, useSyncStatus } from './sync-status.ts'
import type { Transport } from './transport.ts'
import type { CarryIdentity } from './write-carry-file.ts'

/** The outside world of an open shop: storage, network, time. Another in tests. */
export interface ShopParts {
  readonly session: Session
  /** Who is at the device now. */
  readonly author: () => Author
  readonly connection: StorageConnection
  readonly tables: LocalTables
  readonly journal: JournalPort
  readonly transport: Transport
  readonly gate: RequestGate
  readonly deviceClock: Clock
  readonly monotonic: Clock
  /** Installed as RxDB's clock. */
  readonly floor: FlooredClock
  readonly random: RandomSource
  readonly storageBytes: () => Promise<number>
  /** Who seals what leaves this device by file; null where the server has given no key. */
  readonly carryIdentity?: () => CarryIdentity | null
  readonly names?: readonly CollectionName[]
  readonly pace?: Partial<Pace>
}

export interface OpenShop {
  readonly store: Store
  readonly deps: { readonly clock: CorrectedClock; readonly ids: IdSource }
  readonly engine: SyncEngine
  readonly refused: RefusedWrites
  readonly carry: CarryByFile
  readonly history: EditHistory
  readonly pending: PendingIndex
  readonly tables: LocalTables
  readonly database: ShopDatabase
  /** Documents that the journal gave back because the store had lost them. */
  readonly restored: number
  close(): Promise<void>
}

const timeSchema = z.object({ offsetMs: z.number(), lastServerTime: z.number() })
const FLOOR_KEY = 'clock-floor'
const HISTORY_PATIENCE_MS = 20_000
const FLOOR_EVERY_MS = 30_000
/** A clock that is set back by less puts nothing out of order that anybody would notice. */
const SET_BACK_MS = 2 * 60_000

/**
 * Opens a shop on this device: from here on everything works, with or without a connection. When it rejects nothing stays
 * open, and it can be tried again.
 */
export async function openShop(parts: ShopParts): Promise<OpenShop> {
  const late: LateBound = { desk: null, runOf: () => undefined }
  const { connection, tables, session, names } = parts
  let database: ShopDatabase | null = null
  try {
    database = await createShopDatabase({
      shopId: session.shop.id,
      connection,
      conflictHandlerOf: (name) => createConflictHandler(name, late),
      ...(names === undefined ? {} : { names }),
    })
    return await joinShop(parts, database, late)
  } catch (thrown) {
    if (database !== null) await closeBroken(database.close)
    connection.close()
    tables.close()
    throw thrown
  }
}

async function joinShop(parts: ShopParts, database: ShopDatabase, late: LateBound): Promise<OpenShop> {
  const { tables, session, random } = parts
  const remembered = timeSchema.safeParse(await tables.readMeta('time'))
  const clock = createCorrectedClock(
    parts.deviceClock,
    remembered.success ? remembered.data : null,
    (knowledge) => {
      void tables.writeMeta('time', knowledge).catch(() => undefined)
    },
  )
  clock.learnAtLeast(session.serverTime)
  updateSyncStatus({ clockOffsetMs: clock.knowledge.offsetMs })
  const idClock = createFlooredClock(clock)
  const ids = createIdSource(idClock, random)
  const deps = { clock, ids }
  const shopId = session.shop.id
  const note: SyncDesk['note'] = (kind, params, id = ids.next()) => {
    void tables.log.put({ id, at: clock.now(), kind, params }).catch(() => undefined)
    return id
  }
  const stopFloor = await keepFloor(parts, database, note)
  const journal = createJournal({
    port: parts.journal,
    shopId,
    holdMs: parts.pace?.journalHoldMs ?? PACE.journalHoldMs,
    onTrouble: (what) => note('journal', { why: describe(what) }),
  })
  const quarantine = createQuarantine(tables.quarantine, clock.now)
  const { restored } = await replayJournal({ database, journal, quarantine, tables, now: clock.now })
  if (restored > 0) note('restored', { count: restored })
  const pending = await createPendingIndex(database)
  // A device's edit ids rise, also when its clock was set back meanwhile: by them it is told which edit contains which.
  idClock.raise(timeOfId(pending.newestEditId) + 1)
  const receipts = await openReceipts(session, database, tables, pending, note)
  const observing = database.changes$.subscribe(({ name, events }) => {
    if (name !== 'orders') return
    for (const event of events) {
      const receipt = receiptSchema.safeParse(event.record.receipt)
      if (receipt.success) receipts.observe(receipt.data, event.pending)
    }
  })
  const desk: SyncDesk = {
    shopId,
    database,
    tables,
    journal,
    quarantine,
    transport: parts.transport,
    deps,
    author: parts.author,
    note,
  }
  const engine = createSyncEngine({
    ...parts,
    desk,
    late,
    clock,
    pending,
    receipts,
    chance: chanceOf(random),
  })
  const carry = createCarryByFile({
    desk,
    pending,
    identity: () => parts.carryIdentity?.() ?? null,
    fileName: () => {
      const day = new Date(clock.now()).toISOString().slice(0, 10)
      return `comptoir-${session.shop.code}-${session.device.code}-${day}`
    },
    epoch: () => useSyncStatus.getState().epoch,
    wake: parts.gate.wake,
    onBrought: engine.syncNow,
  })
  const onUnreadable = (name: CollectionName): void =>
    engine.requestRepair(name, wish('unreadable', 'a stored document is unreadable', 1))
  const store = createStore({
    database,
    journal,
    pending,
    receipts,
    quarantine,
    deps,
    author: parts.author,
    onUnreadable,
  })
  const history = createEditHistory({
    database,
    tables,
    deviceId: () => parts.author().deviceId,
    async revision(collection, id, rev) {
      const answer = await parts.transport.base(
        { collection, id, rev },
        AbortSignal.timeout(HISTORY_PATIENCE_MS),
      )
      return answer.ok ? answer.value : undefined
    },
  })
  return {
    store,
    history,
    deps,
    engine,
    refused: createRefusedWrites({ desk, journal, store }),
    carry,
    pending,
    tables,
    database,
    restored,
    async close() {
      stopFloor()
      observing.unsubscribe()
      history.stop()
      await engine.stop()
      pending.stop()
      await journal.close()
      await database.close()
      tables.close()
    },
  }
}

/** RxDB's clock must not go below what is stored, whatever the device's clock says since (R11). */
async function keepFloor(
  { floor, tables, connection, deviceClock }: ShopParts,
  database: ShopDatabase,
  note: SyncDesk['note'],
): Promise<() => void> {
  const stored = await tables.readMeta(FLOOR_KEY)
  if (typeof stored === 'number') floor.raise(stored)
  const collections = database.names
  const highest = await connection.ask('highest-write-time', database.databaseName, { collections })
  floor.raise(highest + 1)
  const setBackMs = floor.highest - deviceClock.now()
  if (setBackMs > SET_BACK_MS) note('clock', { minutes: Math.round(setBackMs / 60_000) })
  const keep = (): void => void tables.writeMeta(FLOOR_KEY, floor.now()).catch(() => undefined)
  keep()
  const timer = setInterval(keep, FLOOR_EVERY_MS)
  return () => clearInterval(timer)
}

/** Orders looked through for the newest receipt, beside all pending ones. */
const NEWEST_ORDERS = 50

async function openReceipts(
  session: Session,
  database: ShopDatabase,
  tables: LocalTables,
  pending: PendingIndex,
  note: SyncDesk['note'],
) {
  const orders = database.names.includes('orders') ? database.collection('orders') : null
  const found: unknown[] = []
  if (orders !== null) {
    const newest = await readOnce(orders.find({ index: ['placedInv'], limit: NEWEST_ORDERS }))
    const unsent = await readOnce(orders.findByIds([...pending.of('orders')]))
    found.push(...newest.map((order) => order.toJSON().receipt))
    found.push(...[...unsent.values()].map((order) => order.toJSON().receipt))
  }
  const recentReceipts: Receipt[] = []
  for (const raw of found) {
    const receipt = receiptSchema.safeParse(raw)
    if (receipt.success) recentReceipts.push(receipt.data)
  }
  return createReceiptCounter({
    deviceCode: session.device.code,
    tables,
    recentReceipts,
    hasOrder: async (orderId) => {
      const stored = await orders?.storageInstance.findDocumentsById([orderId], true)
      return stored !== undefined && stored.length > 0
    },
    onNewSeries: (epoch) => void note('receipts', { epoch }),
  })
}

const describe = (what: unknown): string => JSON.stringify(what)?.slice(0, 300) ?? 'unknown'

/** 0 ≤ x < 1, for spreading requests. */
const chanceOf = (random: RandomSource) => (): number => {
  const [high = 0, low = 0] = random.bytes(2)
  return (high * 256 + low) / 65_536
}
