import type { Checkpoint } from '@shared/protocol/sync.ts'
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication'
import { Subject } from 'rxjs'
import type { StoredRecord } from '../db/documents.ts'
import { createPullHandler } from './pull-handler.ts'
import { createPushHandler } from './push-handler.ts'
import { sleepUntil } from './request-gate.ts'
import type { Run, SyncDesk } from './sync-desk.ts'

/** One running replication of one collection. */
export interface Replication {
  readonly run: Run
  readonly identifier: string
  /** Name of the storage instance in which RxDB keeps what it knows of the server. */
  readonly metaName: Promise<string>
  resync(): void
  /** Everything the server had when it started has been stored. */
  firstPullDone(): Promise<void>
  readonly hasPulled: boolean
  /** Stops it. With `forget` also what it knew of the server goes: a new run begins from nothing. */
  end(options: { readonly forget: boolean }): Promise<void>
}

export interface ReplicationParts {
  readonly desk: SyncDesk
  readonly run: Omit<Run, 'firstPushDone' | 'pushesNoted' | 'sent' | 'signal'>
  /** The run cannot go on: something other than the network failed (R8). */
  readonly onFault: (reason: string) => void
  readonly onReceived: (count: number) => void
}

/** A page is written in one go; twice as many freeze the screen for moments, and are stored no sooner. */
const PULL_ROWS = 100
const PUSH_ROWS = 100
/** Waiting is the gate's business; this only keeps a broken loop from spinning. */
const RETRY_MS = 1_000
const END_PATIENCE_MS = 5_000

export const identifierOf = (name: string, epoch: number, generation: number): string =>
  `${name}.${epoch}.${generation}`

export function startReplication(parts: ReplicationParts): Replication {
  const { desk } = parts
  const { name, epoch, generation } = parts.run
  const ending = new AbortController()
  const stream$ = new Subject<'RESYNC'>()
  const run: Run = {
    ...parts.run,
    signal: ending.signal,
    sent: new Map(),
    firstPushDone: () => waitForFirst('up'),
    pushesNoted: async () => void (await state.internalReplicationState?.streamQueue.up),
    ownBases: new Map(),
  }
  const pull = createPullHandler(desk, run, { storedSeq, onReceived: parts.onReceived })
  const push = createPushHandler(desk, run)
  const state: RxReplicationState<StoredRecord, Checkpoint> = replicateRxCollection<StoredRecord, Checkpoint>(
    {
      replicationIdentifier: identifierOf(name, epoch, generation),
      collection: desk.database.collection(name),
      live: true,
      retryTime: RETRY_MS,
      waitForLeadership: false,
      pull: { handler: (last, size) => whileAlive(pull(last, size)), batchSize: PULL_ROWS, stream$ },
      push: { handler: (rows) => whileAlive(push(rows)), batchSize: PUSH_ROWS },
    },
  )
  const watch = state.error$.subscribe((error) => {
    if (!ending.signal.aborted && !isHarmless(error)) parts.onFault(describe(error))
  })

  /** An ended run never answers, so that RxDB neither retries nor writes for it. */
  async function whileAlive<Value>(work: Promise<Value>): Promise<Value> {
    try {
      const value = await work
      if (!ending.signal.aborted) return value
    } catch (thrown) {
      if (!ending.signal.aborted) throw thrown
    }
    return new Promise<never>(() => undefined)
  }

  function storedSeq(): number | null {
    const known: unknown = state.internalReplicationState?.lastCheckpointDoc.down?.checkpointData
    if (typeof known !== 'object' || known === null || !('seq' in known)) return null
    return typeof known.seq === 'number' ? known.seq : null
  }

  async function waitForFirst(direction: 'up' | 'down'): Promise<void> {
    while (!ending.signal.aborted) {
      if (state.internalReplicationState?.firstSyncDone[direction].getValue()) return
      await sleepUntil(20, ending.signal)
    }
  }

  return {
    run,
    identifier: state.replicationIdentifier,
    metaName: state.metaInfoPromise.then((info) => info.collectionName),
    resync: () => stream$.next('RESYNC'),
    firstPullDone: () => waitForFirst('down'),
    get hasPulled() {
      return state.internalReplicationState?.firstSyncDone.down.getValue() === true
    },
    async end({ forget }) {
      ending.abort()
      watch.unsubscribe()
      stream$.complete()
      // A run whose storage failed may never finish by itself (P13).
      const ended = (forget ? state.remove() : state.cancel()).catch(() => undefined)
      await Promise.race([ended, sleepUntil(END_PATIENCE_MS, new AbortController().signal)])
    },
  }
}

/**
 * A request that failed is asked again. A write conflict in RxDB's own memory means that its two directions noted the same
 * document at once: what stands there is true or older, and older is found out by revision.
 */
function isHarmless(error: unknown): boolean {
  const parameters = fieldOf(error, 'parameters')
  const writeError = fieldOf(parameters, 'writeError')
  if (writeError !== undefined) return fieldOf(writeError, 'status') === 409
  const causes = fieldOf(parameters, 'errors')
  if (!Array.isArray(causes)) return false
  return causes.length > 0 && causes.every((cause) => fieldOf(cause, 'name') === 'TransportError')
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

function describe(error: unknown): string {
  const causes = fieldOf(fieldOf(error, 'parameters'), 'errors')
  const cause = Array.isArray(causes) ? fieldOf(causes[0], 'message') : undefined
  return String(cause ?? fieldOf(error, 'message') ?? error).slice(0, 300)
}
