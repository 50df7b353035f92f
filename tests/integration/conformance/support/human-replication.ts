import { createHttpClient } from '@renderer/sync/http-client.ts'
import { createHttpTransport } from '@renderer/sync/http-transport.ts'
import { createPullHandler } from '@renderer/sync/pull-handler.ts'
import { createPushHandler } from '@renderer/sync/push-handler.ts'
import { createRequestGate, sleepUntil } from '@renderer/sync/request-gate.ts'
import type { Run, SyncDesk } from '@renderer/sync/sync-desk.ts'
import { createIdSource } from '@shared/kernel/id.ts'
import { ok } from '@shared/kernel/result.ts'
import type { SignInResponse } from '@shared/protocol/auth.ts'
import type { Checkpoint } from '@shared/protocol/sync.ts'
import type { RxCollection } from 'rxdb/plugins/core'
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication'
import { Subject } from 'rxjs'
import { createTranslation, type Human, type HumanRow } from './human-records.ts'

/** A signed-in device and the server it talks to. */
export interface DeviceAccess {
  readonly url: string
  readonly session: SignInResponse
}

/** Everything of a device that outlives one replication of its collection. */
export type HumanDevice = ReturnType<typeof createHumanDevice>

const clock = { now: () => Date.now() }

const never = (what: string) => (): never => {
  throw new Error(`${what}: nothing of the suite is refused or unreadable`)
}

export function createHumanDevice({ url, session }: DeviceAccess) {
  const { shop, account, device, tokens } = session
  const author = { shopId: shop.id, staffId: account.staffId, deviceId: device.id }
  const ids = createIdSource(clock, { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) })
  const gate = createRequestGate({ clock: { now: () => performance.now() }, chance: () => 0.5 })
  const token = async () => ok(tokens.accessToken)
  const transport = createHttpTransport({
    client: createHttpClient(async () => url),
    tokens: { current: token, renew: token, end: never('the session ended') },
    gate,
  })
  const desk: Omit<SyncDesk, 'database' | 'tables'> = {
    shopId: shop.id,
    deps: { clock, ids },
    author: () => author,
    journal: {
      append: async () => {},
      acknowledge: () => {},
      acknowledgeNew: () => {},
      read: async () => [],
      close: async () => {},
    },
    quarantine: { keep: never('quarantine'), release: never('quarantine') },
    transport,
    note: () => '',
  }
  const acknowledged: Run['acknowledged'] = new Map()
  return { epoch: session.epoch, desk, acknowledged, translation: createTranslation(author, { clock, ids }) }
}

/** The suite's collection, replicated by the product's own push and pull handlers. */
export function replicateHumans(
  collection: RxCollection<Human>,
  { epoch, desk, acknowledged, translation }: HumanDevice,
  isLive: boolean,
): RxReplicationState<Human, Checkpoint> {
  const ending = new AbortController()
  const stream$ = new Subject<'RESYNC'>()
  const run: Run = {
    name: 'customers',
    epoch,
    generation: 1,
    isRescue: false,
    knownEpoch: epoch,
    signal: ending.signal,
    acknowledged,
    settled: new Set(),
    sent: new Map(),
    pushesNoted: async () => {},
    onProgress: () => {},
    onAccepted: () => stream$.next('RESYNC'),
    onEpochChanged: never('another epoch'),
    async firstPushDone() {
      while (!ending.signal.aborted) {
        if (state.internalReplicationState?.firstSyncDone.up.getValue()) return
        await sleepUntil(5, ending.signal)
      }
    },
  }
  const whole = desk as SyncDesk // the two handlers use neither the database nor, without a refusal, the tables
  const pull = createPullHandler(whole, run, { storedSeq, onReceived: () => {} })
  const push = createPushHandler(whole, run)

  async function pushHumans(humans: HumanRow[]) {
    const rows = humans.map(translation.toRow)
    const currents = await push(rows as Parameters<typeof push>[0])
    const conflicting = new Set(currents.map(({ id }) => id))
    for (const row of rows) {
      const { id } = row.newDocumentState
      if (!conflicting.has(id)) translation.accepted(row, acknowledged.get(id)?.rev ?? 0)
    }
    return currents.map(translation.fromServer)
  }

  function storedSeq(): number | null {
    const known = state.internalReplicationState?.lastCheckpointDoc.down?.checkpointData
    return known === undefined ? null : (known as Checkpoint).seq // what our pull handler gave
  }

  const state = replicateRxCollection<Human, Checkpoint>({
    replicationIdentifier: 'humans',
    collection,
    live: isLive,
    retryTime: 1_000,
    waitForLeadership: false,
    pull: {
      async handler(last, size) {
        const page = await pull(last, size)
        return { documents: page.documents.map(translation.fromServer), checkpoint: page.checkpoint }
      },
      batchSize: 20,
      stream$,
    },
    push: { handler: pushHumans, batchSize: 10 },
  })
  state.canceled$.subscribe((isCanceled) => isCanceled && ending.abort())
  if (isLive) void listen()
  return state

  /** The product's live line: it says that something changed, and a pull finds out what (R7). */
  async function listen(): Promise<void> {
    const look = () => stream$.next('RESYNC')
    while (!ending.signal.aborted) {
      await desk.transport.listen({ onOpen: look, onEvent: look }, ending.signal)
    }
  }
}
